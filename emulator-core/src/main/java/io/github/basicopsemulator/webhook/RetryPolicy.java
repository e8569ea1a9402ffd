package io.github.basicopsemulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides if and when a failed message is sent again.
 *
 * @param attempts the maximum number of attempts, including the first
 * @param first the wait after the first failure; no more than {@link #LONGEST}
 * @param factor the growth of each wait over the one before
 * @param longest the maximum wait; no more than {@link #LONGEST}
 * @param jitter the maximum random deviation of a wait as a fraction, from 0 to 1
 * @param statuses the statuses that are retried; empty for all but 2xx. A missing response is always retried
 */
public record RetryPolicy(
        int attempts, Duration first, double factor, Duration longest, double jitter, List<Integer> statuses) {

    /** The maximum number of attempts for a message. */
    public static final int MAX_ATTEMPTS = 1_000;

    /** The longest wait. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    /** A single attempt for every message. */
    public static final RetryPolicy NONE =
            new RetryPolicy(1, Duration.ofSeconds(10), 2, Duration.ofHours(1), 0, List.of());

    public RetryPolicy withAttempts(int most) {
        return new RetryPolicy(most, first, factor, longest, jitter, statuses);
    }

    public RetryPolicy withBackoff(Duration first, double factor) {
        return new RetryPolicy(attempts, first, factor, longest, jitter, statuses);
    }

    public RetryPolicy withLongest(Duration longest) {
        return new RetryPolicy(attempts, first, factor, longest, jitter, statuses);
    }

    public RetryPolicy withJitter(double jitter) {
        return new RetryPolicy(attempts, first, factor, longest, jitter, statuses);
    }

    public RetryPolicy withStatuses(List<Integer> statuses) {
        return new RetryPolicy(attempts, first, factor, longest, jitter, statuses);
    }

    /** Says when to send it again, or null for never. */
    @Nullable
    Instant next(DeliveryAttempt attempt, double chance) {
        boolean again = attempt.number() < attempts
                && attempt.isFailure()
                && (attempt.answer() == null
                        || statuses.isEmpty()
                        || statuses.contains(attempt.answer().status()));
        return again ? attempt.ended().plus(wait(attempt.number(), chance)) : null;
    }

    private Duration wait(int failures, double chance) {
        double plain = first.toMillis() * Math.pow(factor, failures - 1.0) * (1 + jitter * (2 * chance - 1));
        // Zero times infinity is not a number.
        return Duration.ofMillis(Math.round(Math.min(Double.isNaN(plain) ? 0 : plain, longest.toMillis())));
    }
}
