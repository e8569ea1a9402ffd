package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The clock of a workspace. Everything in it goes by this clock; code under test that takes a {@link Clock} can, too.
 *
 * <p>Moving it does what is due on the way, such as repeating deliveries, each at its own time, before it returns. It is put back
 * with the workspace. Safe for use by many threads.
 */
public final class WorkspaceClock extends Clock {

    private final World world;

    WorkspaceClock(World world) {
        this.world = world;
    }

    /** Makes it stand still at a time. */
    public void set(Instant time) {
        world.stand(time, Duration.ZERO);
    }

    /** Makes it stand at a time, from which every request to the API moves it on by a tick. */
    public void set(Instant time, Duration tick) {
        world.stand(time, tick);
    }

    /** Moves it on; it then stands or goes as before. */
    public void advance(Duration duration) {
        world.advance(duration);
    }

    /** Lets it go with another clock. */
    public void follow(Clock clock) {
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
