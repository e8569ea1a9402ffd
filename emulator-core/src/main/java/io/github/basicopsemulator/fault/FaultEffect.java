package io.github.basicopsemulator.fault;

import java.time.Duration;
import java.util.Locale;

/** The effect of a fault on one request. A closed set: the engine and the server handle each of them. */
public sealed interface FaultEffect {

    /** Returns true if the request is not applied. */
    default boolean isInstead() {
        return false;
    }

    /** Returns true if the request is applied, but the client does not get the whole response. */
    default boolean losesAnswer() {
        return false;
    }

    /**
     * Refuses the request with a status, in the vendor's shape; it is not applied. {@code retryAfter} in seconds, 0 for
     * no header.
     */
    record Status(int status, int retryAfter) implements FaultEffect {

        @Override
        public boolean isInstead() {
            return true;
        }

        @Override
        public String toString() {
            return "status " + status + (retryAfter > 0 ? ", retry after " + retryAfter + " s" : "");
        }
    }

    /** Refuses the request with 429 for a rate limit; it is not applied. {@code retryAfter} in seconds. */
    record TooFast(int retryAfter) implements FaultEffect {

        @Override
        public boolean isInstead() {
            return true;
        }

        @Override
        public String toString() {
            return "status 429, retry after " + retryAfter + " s";
        }
    }

    /** Resets the connection, or closes it without a response; the request is not applied. */
    record NoReply(boolean reset) implements FaultEffect {

        @Override
        public boolean isInstead() {
            return true;
        }

        @Override
        public String toString() {
            return reset ? "connection reset" : "empty reply";
        }
    }

    /** It is done, and the connection closed with no reply. */
    record LostAnswer() implements FaultEffect {

        @Override
        public boolean losesAnswer() {
            return true;
        }

        @Override
        public String toString() {
            return "applied, and the response dropped";
        }
    }

    /** It is done, and half of the reply's body arrives before the connection is closed. */
    record HalfBody() implements FaultEffect {

        @Override
        public boolean losesAnswer() {
            return true;
        }

        @Override
        public String toString() {
            return "half a body";
        }
    }

    /** It is done, and the reply's body is whole as HTTP sees it, but no JSON. */
    record MalformedJson() implements FaultEffect {

        @Override
        public String toString() {
            return "malformed JSON";
        }
    }

    /** It is done, and the reply's body comes bit by bit, over this time. */
    record SlowBody(Duration time) implements FaultEffect {

        @Override
        public String toString() {
            return "a body over " + time.toMillis() + " ms";
        }
    }

    /**
     * It is done, and the reply comes later.
     *
     * @param spread by how much later or how: uniform from the shortest to the longest, or log-normal
     * @param onClock whether the time passes on the workspace's clock, and not on the machine's
     */
    record Latency(Spread spread, Duration shortest, Duration longest, double sigma, boolean onClock)
            implements FaultEffect {

        /** How times are spread. */
        public enum Spread {
            /** Evenly from the shortest to the longest. */
            UNIFORM,
            /** Log-normally around the shortest, which is the median; sigma says how widely. */
            LOG_NORMAL
        }

        /** Always the same time, on the machine's clock. */
        public static Latency of(Duration time) {
            return new Latency(Spread.UNIFORM, time, time, 0, false);
        }

        /** Draws a time, from two numbers that were rolled from 0 to 1. */
        Duration draw(double one, double other) {
            double shortestMillis = shortest.toNanos() / 1e6;
            double millis = switch (spread) {
                case UNIFORM -> shortestMillis + one * (longest.toNanos() / 1e6 - shortestMillis);
                case LOG_NORMAL ->
                    Math.min(shortestMillis * Math.exp(sigma * normal(one, other)), longest.toNanos() / 1e6);
            };
            return Duration.ofNanos(Math.round(millis * 1e6));
        }

        /** The method of Box and Muller. */
        private static double normal(double one, double other) {
            return Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other);
        }

        @Override
        public String toString() {
            String range = spread == Spread.LOG_NORMAL
                    ? String.format(Locale.ROOT, "about %d ms (sigma %s)", shortest.toMillis(), sigma)
                    : shortest.equals(longest)
                            ? shortest.toMillis() + " ms"
                            : shortest.toMillis() + " to " + longest.toMillis() + " ms";
            return "latency of " + range + (onClock ? " on the workspace's clock" : "");
        }
    }
}
