package io.github.basicopsemulator.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request before it is answered.
 *
 * @param route the path of the route that will take it; null where none will
 * @param caller the id of the user who asks; null where nobody will be let in
 * @param token what it is admitted by; empty for nothing
 */
public record FaultMatchInput(
        String method,
        String path,
        @Nullable String route,
        @Nullable Long caller,
        String token,
        Instant at) {}
