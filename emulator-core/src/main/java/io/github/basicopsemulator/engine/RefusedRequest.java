package io.github.basicopsemulator.engine;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a request that is refused.
 *
 * @param resource whose route it is; null where it was refused before its route was found
 * @param route null where it was refused before its route was found
 */
public record RefusedRequest(
        Request request,
        @Nullable Resource resource,
        @Nullable Route route) {

    /** A request of which no more is known than itself. */
    public RefusedRequest(Request request) {
        this(request, null, null);
    }
}
