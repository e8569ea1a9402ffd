package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may read replies in a browser.
 *
 * <p>A preflight is answered here, before there is a request to a workspace. With {@code *}, no page may send cookies along.
 */
record Cors(Set<String> origins) {

    private static final String ANY = "*";
    private static final String ORIGIN = "Origin";
    private static final String WANTED_METHOD = "Access-Control-Request-Method";
    private static final String WANTED_HEADERS = "Access-Control-Request-Headers";
    private static final String REMEMBERED_SECONDS = "600";

    boolean isPreflight(HttpServletRequest request) {
        return !origins.isEmpty()
                && request.getMethod().equals("OPTIONS")
                && request.getHeader(ORIGIN) != null
                && request.getHeader(WANTED_METHOD) != null;
    }

    /** Answers a preflight: allows any method and header fields, or denies all of them. */
    Response preflight(HttpServletRequest request) {
        String origin = request.getHeader(ORIGIN);
        if (!allows(origin)) {
            return refused(origin);
        }
        Response reply = allowing(Response.empty(204), origin)
                .with("Access-Control-Allow-Methods", request.getHeader(WANTED_METHOD))
                .with("Access-Control-Max-Age", REMEMBERED_SECONDS);
        Optional.ofNullable(request.getHeader(WANTED_HEADERS))
                .ifPresent(headers -> reply.with("Access-Control-Allow-Headers", headers));
        return reply;
    }

    private Response refused(String origin) {
        return Response.json(
                403,
                Json.object(
                        "message",
                        "Pages of " + origin + " may not send requests here; those of " + origins
                                + " may. --cors-origin or Emulator.builder().corsOrigins(…) names more."));
    }

    /** The same reply, with leave to read all its header fields for the pages of an origin that may. */
    Response readable(Response reply, @Nullable String origin) {
        if (origins.isEmpty()) {
            return reply;
        }
        if (origin == null || !allows(origin)) {
            return varying(reply);
        }
        String names =
                reply.headers().all().stream().map(Map.Entry::getKey).distinct().collect(Collectors.joining(", "));
        return allowing(reply, origin).with("Access-Control-Expose-Headers", names);
    }

    /** The origin that is meant where a request is so broken that its own is not known; null where it could be several. */
    @Nullable
    String sole() {
        return origins.size() == 1 ? origins.iterator().next() : null;
    }

    private boolean allows(String origin) {
        return origins.contains(ANY) || origins.contains(origin);
    }

    private Response allowing(Response reply, String origin) {
        return origins.contains(ANY)
                ? reply.also(Headers.of("Access-Control-Allow-Origin", ANY))
                : varying(reply)
                        .with("Access-Control-Allow-Origin", origin)
                        .with("Access-Control-Allow-Credentials", "true");
    }

    /** Adds a {@code Vary} header: a cached response for one origin is invalid for another. */
    private Response varying(Response reply) {
        return origins.contains(ANY) ? reply : reply.also(Headers.of("Vary", ORIGIN));
    }
}
