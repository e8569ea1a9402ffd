package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Response;
import java.util.Set;

/**
 * Keeps bytes that clients have chosen, such as uploaded files, from running in a browser as a page of the emulator: a browser
 * takes them for no other type than the one they have, and runs no script in them.
 *
 * <p>This covers every response but JSON and the pages that have a policy of their own, so that no surface can forget it. Files
 * that clients call JSON are covered by {@link Response#file}.
 */
final class Sandbox {

    private static final Set<String> OWN_JSON = Set.of("application/json", "application/json; charset=utf-8");
    private static final Headers FIELDS = Headers.of(Response.NO_SNIFF, "nosniff", Response.POLICY, Response.SANDBOX);
    private static final Headers NONE = new Headers();

    private Sandbox() {}

    /** The header fields that a response is sent with besides its own. */
    static Headers fields(Response reply) {
        boolean isHarmless = reply.headers()
                        .first("Content-Type")
                        .map(OWN_JSON::contains)
                        .orElse(reply.body().length == 0 && reply.stream() == null)
                || reply.headers().first(Response.POLICY).isPresent();
        return isHarmless ? NONE : FIELDS;
    }
}
