package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Transaction;
import io.github.basicopsemulator.webhook.Inboxes.SignatureCheck;
import io.github.basicopsemulator.webhook.WebhookMessage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** One vendor API that we serve. */
public interface Surface {

    /** The vendor's name for it. */
    String name();

    /** The key of this surface in seed files, and the prefix of its kinds, unless it is the first surface. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The prefix of its paths. */
    String basePath();

    /** The resources in the vendor's order. */
    List<Resource> resources();

    /** The behaviours besides its routes, with their evidence. */
    List<Quirk> quirks();

    /** Returns true if undocumented behaviour is refused. */
    boolean strict();

    /** Returns true if it is an emulated API: its requests are counted and may tick the clock. */
    default boolean isEmulated() {
        return true;
    }

    Dialect dialect();

    /** Returns true if a path, which begins with a slash, belongs to this API, served or not. */
    boolean handles(String path);

    /**
     * Says who calls.
     *
     * @throws Problem when the vendor would not let the request in
     */
    Caller authenticate(Request request, Entities entities, Instant now);

    /** Returns the webhook messages of a commit. */
    default List<WebhookMessage> messages(CommitContext commit) {
        return List.of();
    }

    /** Checks the signature of a request to an inbox by the rules of this API. */
    default SignatureCheck signature(Request request, Entities entities) {
        return SignatureCheck.NONE;
    }

    /** Returns true if a page of any origin may navigate to this request, such as an OAuth consent page. */
    default boolean isOpenToLinks(Request request) {
        return false;
    }

    /** The path that its routes know a path by, where there is more than one way to write it. */
    default String normalize(String path) {
        return path;
    }

    /**
     * Makes the vendor's checks that come before the body is read.
     *
     * @throws Problem if a check fails
     */
    default void check(Resource resource, Route route, Call call) {}

    /** The caller of seeds. */
    Caller seeder();

    /**
     * Returns a context to render entities.
     *
     * @param base the URL of the workspace, without a slash at its end
     * @param reader the user who sees them, 0 for no particular user
     */
    default RenderContext view(Entities entities, String base, long reader, Instant now) {
        return new RenderContext(entities, base, dialect()::moment, reader, now);
    }

    /** Adds the initial records of a fresh workspace. */
    void seedDefaults(Transaction transaction);
}
