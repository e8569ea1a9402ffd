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
        var p = RetryPolicy.NONE;
        return with(most, p.first(), p.factor(), p.longest(), p.jitter(), p);
    }

    /** Repeats first after this time, and then after so many times the time before; a factor of 1 is always the same. */
    public Retries backoff(Duration first, double factor) {
        if (first.isNegative() || !(factor >= 0)) {
            throw new IllegalArgumentException(
                    "neither a time nor a factor is negative, but these were " + first + " and " + factor);
        }
        return with(policy.attempts(), first, factor, policy.longest(), policy.jitter(), policy);
    }

    /** Never waits longer than this. */
    public Retries atMost(Duration longest) {
        return with(policy.attempts(), policy.first(), policy.factor(), longest, policy.jitter(), policy);
    }

    /** Waits up to this part longer or shorter, from 0 to 1, by chance that follows from the emulator's seed. */
    public Retries jitter(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("a part is from 0 to 1, but this was " + part);
        }
        return with(policy.attempts(), policy.first(), policy.factor(), policy.longest(), part, policy);
    }

    /** Repeats only after these statuses, or where there was no answer at all. */
    public Retries onlyOn(int... statuses) {
        return new Retries(new RetryPolicy(
                policy.attempts(),
                policy.first(),
                policy.factor(),
                policy.longest(),
                policy.jitter(),
                Arrays.stream(statuses).boxed().toList()));
    }

    private static Retries with(
            int attempts, Duration first, double factor, Duration longest, double jitter, RetryPolicy policy) {
        return new Retries(new RetryPolicy(attempts, first, factor, longest, jitter, policy.statuses()));
    }

    RetryPolicy policy() {
        return policy;
    }
}
