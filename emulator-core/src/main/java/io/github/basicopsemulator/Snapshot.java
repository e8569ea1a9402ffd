package io.github.basicopsemulator;

import io.github.basicopsemulator.store.State;
import org.jspecify.annotations.Nullable;

/**
 * All that a workspace held at one moment. Taking one and going back to it cost the same however much there is.
 *
 * <p>Two snapshots are equal when nothing at all was written between them.
 */
public final class Snapshot {

    private final State state;

    Snapshot(State state) {
        this.state = state;
    }

    State state() {
        return state;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Snapshot snapshot && snapshot.state == state;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(state);
    }
}
