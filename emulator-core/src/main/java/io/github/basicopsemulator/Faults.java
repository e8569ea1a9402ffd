package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.DelayedResponses;
import io.github.basicopsemulator.fault.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The injected faults of a workspace. A rewind restores them. Safe for use by many threads. */
public final class Faults {

    private final Workspace workspace;
    private final io.github.basicopsemulator.fault.FaultRules faults;
    private final DelayedResponses held;

    Faults(Workspace workspace) {
        this.workspace = workspace;
        this.faults = workspace.runtime().faults();
        this.held = workspace.runtime().held();
    }

    /** Adds faults to those of the workspace. */
    public Faults add(Fault... more) {
        workspace.refuseIfClosed();
        faults.add(Arrays.stream(more).map(Fault::rule).toList());
        return this;
    }

    /**
     * Answers 429 with {@code Retry-After} to requests beyond a limit per token and window. A window begins with its
     * first request, on the workspace's clock. Zendesk Sell documents no {@code Retry-After}, so its responses have no
     * such header.
     */
    public Faults rateLimit(int most, Duration window) {
        if (most < 1) {
            throw new IllegalArgumentException("a limit is at least 1 request in a window, but this was " + most);
        }
        workspace.refuseIfClosed();
        faults.limit(new RateLimit(most, TimeLimits.positive("a window", window)));
        return this;
    }

    /** Removes all faults and the rate limit. Replies that a fault delays are sent at once. */
    public void clear() {
        workspace.refuseIfClosed();
        faults.restore(io.github.basicopsemulator.fault.FaultRules.Setting.NONE);
        held.releaseAll();
    }

    /** Describes each fault in one line, with the number of matching requests; {@code none} without faults. */
    @Override
    public String toString() {
        io.github.basicopsemulator.fault.FaultRules.Setting setting = faults.setting();
        List<Object> all = new ArrayList<>(setting.rules());
        if (setting.limit() != null) {
            all.add(setting.limit());
        }
        return all.isEmpty() ? "none" : all.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
