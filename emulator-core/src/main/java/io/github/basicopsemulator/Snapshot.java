package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The complete state of a workspace: records, ids and random state, its clock, delivery settings, and the deliveries
 * that are held or due later. In-flight deliveries are not included. Taking a snapshot and rewinding to it take
 * constant time.
 *
 *
 * <p>Two snapshots are equal if the workspace was not written to between them.
 */
public final class Snapshot {

    private final WorkspaceSnapshot past;

    Snapshot(WorkspaceSnapshot past) {
        this.past = past;
    }

    WorkspaceSnapshot past() {
        return past;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Snapshot snapshot && snapshot.past.isSame(past);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(past.state());
    }
}
