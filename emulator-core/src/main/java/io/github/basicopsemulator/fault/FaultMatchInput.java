package io.github.basicopsemulator.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a request that fault rules match.
 *
 * @param route the path of its route; null without a matching route
 * @param caller the id of the user; null without authentication
 * @param token the token of the request; empty without a token
 */
public record FaultMatchInput(
        String method,
        String path,
        @Nullable String route,
        @Nullable Long caller,
        String token,
        Instant at) {}
