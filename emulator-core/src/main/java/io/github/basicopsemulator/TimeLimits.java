package io.github.basicopsemulator;

import io.github.basicopsemulator.webhook.RetryPolicy;
import java.time.Duration;

/** The lengths of time that the public API accepts. */
final class TimeLimits {

    private TimeLimits() {}

    /** Returns a time from nothing to 100 years, and refuses any other. */
    static Duration checked(String name, Duration time) {
        if (time.isNegative() || time.compareTo(RetryPolicy.LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is from nothing to 100 years, but this was " + time);
        }
        return time;
    }

    /** Returns a time that is longer than nothing and at most 100 years, and refuses any other. */
    static Duration positive(String name, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(RetryPolicy.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " is longer than nothing and at most 100 years, but this was " + time);
        }
        return time;
    }
}
