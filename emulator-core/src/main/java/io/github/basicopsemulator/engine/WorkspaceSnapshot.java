package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.fault.FaultRules;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.DispatcherSnapshot;
import java.util.List;
import java.util.Map;

/**
 * All that a workspace was at one moment, to go back to.
 *
 * @param inboxes the statuses that inboxes will answer, by name
 * @param changes how many changes there have been
 * @param requests how many requests there have been, from which their ids follow
 */
public record WorkspaceSnapshot(
        State state,
        VirtualClock.Mode clock,
        DispatcherSnapshot dispatcherSnapshot,
        Map<String, List<Integer>> inboxes,
        FaultRules.Setting faults,
        long requests,
        long changes) {

    /** A snapshot of a fresh workspace. */
    public WorkspaceSnapshot(State state, VirtualClock.Mode clock, DispatchSettings rules) {
        this(state, clock, new DispatcherSnapshot(rules), Map.of(), FaultRules.Setting.NONE, 0, 0);
    }

    /** The same with other records and another clock. */
    public WorkspaceSnapshot with(State state, VirtualClock.Mode clock) {
        return new WorkspaceSnapshot(state, clock, dispatcherSnapshot, inboxes, faults, requests, changes);
    }

    /** About how many bytes it keeps in memory besides a later one. */
    public long weightBesides(WorkspaceSnapshot deferred) {
        return state.bytesBeyond(deferred.state) + weightOfSettings();
    }

    private long weightOfSettings() {
        long statuses = inboxes.values().stream().mapToLong(List::size).sum();
        return 500 + dispatcherSnapshot.weight() + faults.weight() + 20 * statuses;
    }

    /** Returns true if the workspace was not written to between the two snapshots. */
    public boolean isSame(WorkspaceSnapshot other) {
        return state == other.state
                && clock.equals(other.clock)
                && dispatcherSnapshot.equals(other.dispatcherSnapshot)
                && inboxes.equals(other.inboxes)
                && faults.equals(other.faults);
    }
}
