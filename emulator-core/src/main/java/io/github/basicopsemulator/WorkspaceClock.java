package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.webhook.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The clock of a workspace. The whole workspace uses this clock; code under test that takes a {@link Clock} can use it,
 * too.
 *
 *
 * <p>Moving it runs all work that is due on the way, such as retries of deliveries, each at its own time, before it
 * returns. It waits for the subscribers, and throws an {@link IllegalStateException} if the workspace is rewound
 * meanwhile, or after 5 minutes of real time. A rewind restores the mode of the clock: the time of a frozen clock, the
 * offset of a running one. Safe for use by many threads.
 */
public final class WorkspaceClock extends Clock {

    private final Workspace workspace;

    WorkspaceClock(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Makes it stand still at a time, of the years 0 to 9999. */
    public void set(Instant time) {
        open().stand(time, Duration.ZERO);
    }

    /** Freezes the clock at a time; every request to the API moves it by a tick, calls of the test do not. */
    public void set(Instant time, Duration tick) {
        open().stand(time, TimeLimits.checked("a tick", tick));
    }

    /**
     * Moves it on, by 100 years at most, and never back: afterwards it is at least so much later than before, and stands or goes as
     * it did.
     */
    public void advance(Duration duration) {
        if (duration.compareTo(RetryPolicy.LONGEST) > 0) {
            throw new IllegalArgumentException("a clock is advanced by at most 100 years, but this was " + duration
                    + ": set it to a time instead");
        }
        open().advance(duration);
    }

    /**
     * Lets it go with another clock, which may go by steps or stand. When you have moved that one, deliveries that are due are found
     * within a quarter of a second; {@link Webhooks#settle} sends them at once.
     *
     * @throws IllegalArgumentException when that clock goes with this one, itself or over others
     */
    public void follow(Clock clock) {
        Objects.requireNonNull(clock.instant());
        open().follow(clock);
    }

    @Override
    public Instant instant() {
        return workspace.runtime().clock().instant();
    }

    @Override
    public ZoneId getZone() {
        return workspace.runtime().clock().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return workspace.runtime().clock().withZone(zone);
    }

    /** Telling the time is all that a closed workspace still does. */
    private WorkspaceRuntime open() {
        workspace.refuseIfClosed();
        return workspace.runtime();
    }
}
