package io.github.basicopsemulator;

import io.github.basicopsemulator.webhook.RetryPolicy;
import java.time.Duration;

/** The lengths of time that the public API accepts. */
final class TimeLimits {

    private TimeLimits() {}

    /** Checks that a time is from zero to 100 years. */
    static Duration checked(String name, Duration time) {
        if (time.isNegative() || time.compareTo(RetryPolicy.LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be from zero to 100 years, but this was " + time);
        }
        return time;
    }

    /** Checks that a time is longer than zero and at most 100 years. */
    static Duration positive(String name, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(RetryPolicy.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be longer than zero and at most 100 years, but this was " + time);
        }
        return time;
    }
}
