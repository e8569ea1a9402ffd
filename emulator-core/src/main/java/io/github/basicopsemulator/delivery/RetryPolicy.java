package io.github.basicopsemulator.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a failed letter is sent again.
 *
 * @param attempts how often a letter is sent at most, with the first time
 * @param first how long after the first failure
 * @param factor by how much each wait is longer than the one before
 * @param longest no wait is longer
 * @param jitter by what part a wait is at most longer or shorter, from 0 to 1
 * @param statuses the statuses after which it is sent again; empty for all but 2xx. No answer at all is always a reason
 */
public record RetryPolicy(
        int attempts, Duration first, double factor, Duration longest, double jitter, List<Integer> statuses) {

    /** One attempt for every letter. */
    public static final RetryPolicy NONE =
            new RetryPolicy(1, Duration.ofSeconds(10), 2, Duration.ofHours(1), 0, List.of());

    /** Says when to send it again, or null for never. */
    @Nullable
    Instant next(Attempt attempt, double chance) {
        boolean again = attempt.number() < attempts
                && attempt.isFailure()
                && (attempt.answer() == null
                        || statuses.isEmpty()
                        || statuses.contains(attempt.answer().status()));
        return again ? attempt.ended().plus(wait(attempt.number(), chance)) : null;
    }

    private Duration wait(int failures, double chance) {
        double plain = Math.min(first.toMillis() * Math.pow(factor, failures - 1.0), longest.toMillis());
        return Duration.ofMillis(Math.round(plain * (1 + jitter * (2 * chance - 1))));
    }
}
