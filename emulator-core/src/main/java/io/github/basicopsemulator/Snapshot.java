package io.github.basicopsemulator;

import io.github.basicopsemulator.store.State;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * All that a workspace held at one moment, and the clock it had. Taking one and going back to it cost the same however much
 * there is.
 *
 * <p>Two snapshots are equal when nothing at all was written between them, and the clock is the same.
 */
public final class Snapshot {

    private final State state;
    private final Clock clock;

    Snapshot(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    State state() {
        return state;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Snapshot snapshot && snapshot.state == state && snapshot.clock == clock;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(state);
    }
}
