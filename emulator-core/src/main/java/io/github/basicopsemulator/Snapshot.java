package io.github.basicopsemulator;

import io.github.basicopsemulator.store.State;

/** All that a workspace held at one moment. Taking one and going back to it cost the same however much there is. */
public final class Snapshot {

    private final State state;

    Snapshot(State state) {
        this.state = state;
    }

    State state() {
        return state;
    }
}
