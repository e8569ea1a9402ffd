package io.github.basicopsemulator.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a reply goes wrong on its way to the client.
 *
 * @param kind what happens to its bytes
 * @param time how long it takes, on the machine's clock: before the reply, or over its body where that is slow
 * @param until the time on the workspace's clock before which the reply does not leave; null for none
 * @param generation the generation of held replies that the request belongs to
 */
public record TransportFault(
        Kind kind, Duration time, @Nullable Instant until, long generation) {

    /** None at all. */
    public static final TransportFault NONE = new TransportFault(Kind.NONE);

    /** What can happen to a reply. */
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

    /** One that takes no time. */
    TransportFault(Kind kind) {
        this(kind, Duration.ZERO, null);
    }

    /** One of the first generation. */
    TransportFault(Kind kind, Duration time, @Nullable Instant until) {
        this(kind, time, until, 0);
    }

    /** Tells whether the reply leaves later than it could. */
    boolean isHeld() {
        return until != null || (kind == Kind.NONE && !time.isZero());
    }

    /** The same in another generation. */
    TransportFault in(long generation) {
        return new TransportFault(kind, time, until, generation);
    }
}
