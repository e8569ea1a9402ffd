package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.EventLog;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What one workspace is made of: its state, its events, its clock. */
public final class World {

    private final Store store;
    private final EventLog events = new EventLog();
    private volatile Clock clock;

    /** Begins with a state, on a clock. */
    public World(State state, Clock clock) {
        this.store = new Store(state);
        this.clock = clock;
    }

    public Store store() {
        return store;
    }

    public EventLog events() {
        return events;
    }

    public Clock clock() {
        return clock;
    }

    public void clock(Clock clock) {
        this.clock = clock;
    }

    /** Puts an earlier state and its clock back; what has happened since is forgotten. */
    public void rewind(State state, Clock clock) {
        store.put(state);
        this.clock = clock;
        events.clear();
    }

    /** The time in this workspace, to the millisecond. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
