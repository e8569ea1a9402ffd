package io.github.basicopsemulator.engine;

import org.jspecify.annotations.Nullable;

/**
 * A refused request with its route.
 *
 * @param resource the resource of the route; null if it was refused before routing
 * @param route null if it was refused before routing
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
