package io.github.basicopsemulator;

import io.github.basicopsemulator.fault.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What goes wrong with requests to a workspace on purpose. Put back with the workspace; safe for use by many threads. */
public final class Faults {

    private final io.github.basicopsemulator.fault.Faults faults;

    Faults(io.github.basicopsemulator.fault.Faults faults) {
        this.faults = faults;
    }

    /** Has these things go wrong from now on, besides what was added before. */
    public Faults add(Fault... more) {
        faults.add(Arrays.stream(more).map(Fault::rule).toList());
        return this;
    }

    /**
     * Refuses requests with 429 and {@code Retry-After} that are more than so many for one token in a window, which begins with
     * the first of them, on the workspace's clock. Zendesk Sell documents no {@code Retry-After}, so that there is none from there.
     */
    public Faults rateLimit(int most, Duration window) {
        if (most < 1) {
            throw new IllegalArgumentException("a limit is at least 1 request in a window, but this was " + most);
        }
        faults.limit(new RateLimit(most, TimeLimits.positive("a window", window)));
        return this;
    }

    /** Lets nothing go wrong any more. */
    public void clear() {
        faults.restore(io.github.basicopsemulator.fault.Faults.Setting.NONE);
    }

    /** One line for each of them, which says how many requests it has befallen, or {@code none}. */
    @Override
    public String toString() {
        io.github.basicopsemulator.fault.Faults.Setting setting = faults.setting();
        List<Object> all = new ArrayList<>(setting.rules());
        if (setting.limit() != null) {
            all.add(setting.limit());
        }
        return all.isEmpty() ? "none" : all.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
