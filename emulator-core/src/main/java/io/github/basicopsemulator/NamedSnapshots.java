package io.github.basicopsemulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The snapshots that a workspace remembers under names, oldest first; the newest 100. Guarded by its own monitor. */
final class NamedSnapshots {

    private static final int MOST = 100;

    private Map<String, Snapshot> snapshots = Map.of();

    /** Remembers it as the newest, in place of an earlier one of that name. */
    synchronized void put(String name, Snapshot snapshot) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a snapshot is not blank");
        }
        snapshots = snapshots.isEmpty() ? new LinkedHashMap<>() : snapshots;
        snapshots.remove(name);
        snapshots.put(name, snapshot);
        if (snapshots.size() > MOST) {
            snapshots.remove(snapshots.keySet().iterator().next());
        }
    }

    /**
     * Finds the one of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    synchronized Snapshot get(String name) {
        Snapshot snapshot = snapshots.get(name);
        if (snapshot == null) {
            throw new IllegalArgumentException(
                    "there is no snapshot \"" + name + "\"; there are " + List.copyOf(snapshots.keySet()));
        }
        return snapshot;
    }

    synchronized List<String> names() {
        return List.copyOf(snapshots.keySet());
    }

    synchronized void clear() {
        snapshots = Map.of();
    }
}
