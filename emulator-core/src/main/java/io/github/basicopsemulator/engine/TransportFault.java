package io.github.basicopsemulator.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transport-level fault of a response.
 *
 * @param kind the effect on its bytes
 * @param time the delay on the machine's clock: before the response, or over a slow body
 * @param until the time on the workspace's clock before which the response is not sent; null without such a delay
 * @param generation the generation of delayed responses that the request belongs to
 */
public record TransportFault(
        Kind kind, Duration time, @Nullable Instant until, long generation) {

    /** No fault. */
    public static final TransportFault NONE = new TransportFault(Kind.NONE);

    /** The effect on a response. */
    public enum Kind {
        /** It arrives as it is. */
        NONE,
        /** The connection is reset in its place. */
        RESET,
        /** The connection is closed in its place. */
        NO_REPLY,
        /** The connection is closed in the middle of its body. */
        HALF_BODY,
        /** Its body comes bit by bit. */
        SLOW_BODY
    }

    /** A fault without a delay. */
    TransportFault(Kind kind) {
        this(kind, Duration.ZERO, null);
    }

    /** One of the first generation. */
    TransportFault(Kind kind, Duration time, @Nullable Instant until) {
        this(kind, time, until, 0);
    }

    /** Returns true if the response is delayed. */
    boolean isHeld() {
        return until != null || (kind == Kind.NONE && !time.isZero());
    }

    /** The same in another generation. */
    TransportFault in(long generation) {
        return new TransportFault(kind, time, until, generation);
    }
}
