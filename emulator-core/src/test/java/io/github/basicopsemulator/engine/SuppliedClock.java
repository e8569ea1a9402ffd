package io.github.basicopsemulator.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** A clock of a test's own, whose every reading runs the test's code. */
public final class SuppliedClock extends Clock {

    private final Supplier<Instant> reading;

    public SuppliedClock(Supplier<Instant> reading) {
        this.reading = reading;
    }

    @Override
    public Instant instant() {
        return reading.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
