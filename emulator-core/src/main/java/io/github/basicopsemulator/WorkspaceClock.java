package io.github.basicopsemulator;

import io.github.basicopsemulator.delivery.RetryPolicy;
import io.github.basicopsemulator.engine.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The clock of a workspace. Everything in it goes by this clock; code under test that takes a {@link Clock} can, too.
 *
 * <p>Moving it does what is due on the way, such as repeating deliveries, each at its own time, before it returns; it waits for the
 * subscribers meanwhile, and throws an {@link IllegalStateException} when the workspace is put back. A rewind puts back how the
 * clock goes: the time itself where it stands, how far it is ahead where it does not. Safe for use by many threads.
 */
public final class WorkspaceClock extends Clock {

    private final World world;

    WorkspaceClock(World world) {
        this.world = world;
    }

    /** Makes it stand still at a time, of the years 0 to 9999. */
    public void set(Instant time) {
        world.stand(time, Duration.ZERO);
    }

    /** Makes it stand at a time, from which every request to the API moves it on by a tick; what a test itself does, does not. */
    public void set(Instant time, Duration tick) {
        world.stand(time, TimeLimits.checked("a tick", tick));
    }

    /** Moves it on, by 100 years at most; it then stands or goes as before. */
    public void advance(Duration duration) {
        if (duration.compareTo(RetryPolicy.LONGEST) > 0) {
            throw new IllegalArgumentException("a clock is advanced by at most 100 years, but this was " + duration
                    + ": set it to a time instead");
        }
        world.advance(duration);
    }

    /** Lets it go with another clock; call {@link Webhooks#settle} when you have moved that, since nobody else tells. */
    public void follow(Clock clock) {
        if (clock == this) {
            throw new IllegalArgumentException("a clock cannot follow itself");
        }
        Objects.requireNonNull(clock.instant());
        world.follow(clock);
    }

    @Override
    public Instant instant() {
        return world.clock().instant();
    }

    @Override
    public ZoneId getZone() {
        return world.clock().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return world.clock().withZone(zone);
    }
}
