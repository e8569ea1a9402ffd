package io.github.basicopsemulator;

import io.github.basicopsemulator.delivery.RetryPolicy;
import java.time.Duration;
import java.util.Arrays;

/** Whether and when a failed delivery is repeated, on the workspace's clock. Immutable: every method returns another one. */
public final class Retries {

    private final RetryPolicy policy;

    private Retries(RetryPolicy policy) {
        this.policy = policy;
    }

    /** One attempt for each delivery, as by default. */
    public static Retries none() {
        return new Retries(RetryPolicy.NONE);
    }

    /**
     * At most so many attempts, the first one included: after any answer but 2xx, or none, 10 seconds after the first failure,
     * and each time twice as long after the next, up to an hour.
     */
    public static Retries attempts(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("there is at least one attempt, but this was " + most);
        }
        return new Retries(RetryPolicy.NONE.withAttempts(most));
    }

    /** Repeats first after this time, and then after so many times the time before; a factor of 1 is always the same. */
    public Retries backoff(Duration first, double factor) {
        if (!(factor >= 0 && factor <= 1_000)) {
            throw new IllegalArgumentException("a factor is from 0 to 1000, but this was " + factor);
        }
        return new Retries(policy.withBackoff(checked(first), factor));
    }

    /** Never waits longer than this. */
    public Retries atMost(Duration longest) {
        return new Retries(policy.withLongest(checked(longest)));
    }

    /** Waits up to this part longer or shorter, from 0 to 1, by chance that follows from the emulator's seed. */
    public Retries jitter(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("a part is from 0 to 1, but this was " + part);
        }
        return new Retries(policy.withJitter(part));
    }

    /** Repeats only after these statuses, or where there was no answer at all. */
    public Retries onlyOn(int... statuses) {
        return new Retries(policy.withStatuses(Arrays.stream(statuses).boxed().toList()));
    }

    /** Times are from nothing to a hundred years. */
    static Duration checked(Duration time) {
        if (time.isNegative() || time.compareTo(RetryPolicy.LONGEST) > 0) {
            throw new IllegalArgumentException("a time is from nothing to a hundred years, but this was " + time);
        }
        return time;
    }

    RetryPolicy policy() {
        return policy;
    }
}
