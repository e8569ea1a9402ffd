package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * All that a workspace was at one moment: records, ids and dice, its clock, how it delivers webhooks, and the deliveries that are
 * held or due later. What is on its way at the moment is not part of it. Taking one and going back to it cost the same however
 * many records there are.
 *
 * <p>Two snapshots are equal when nothing at all was written or set between them.
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
