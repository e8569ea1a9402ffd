package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.WorkspaceLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The snapshots that a workspace remembers under names, oldest first. Beyond a number, or beyond the bytes that they keep in memory
 * together besides the newest, the oldest go. Guarded by its own monitor.
 */
final class NamedSnapshots {

    private static final int MAX_NAME = 200;

    private final WorkspaceLimits limits;
    private Map<String, Named> snapshots = Map.of();
    private long weight;
    private boolean dropped;

    /** A snapshot, and the memory that it keeps besides the next one; 0 for the newest. */
    private record Named(Snapshot snapshot, long weight) {}

    NamedSnapshots(WorkspaceLimits limits) {
        this.limits = limits;
    }

    /** Remembers it as the newest, in place of an earlier one of that name. */
    synchronized void put(String name, Snapshot snapshot) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a snapshot is not blank");
        }
        if (name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "the name of a snapshot has at most " + MAX_NAME + " characters, but this had " + name.length());
        }
        snapshots = snapshots.isEmpty() ? new LinkedHashMap<>() : snapshots;
        remove(name);
        weighNewest(snapshot);
        snapshots.put(name, new Named(snapshot, 0));
        while (snapshots.size() > limits.snapshots() || (weight > limits.storedBytes() && snapshots.size() > 1)) {
            remove(snapshots.keySet().iterator().next());
            dropped = true;
        }
    }

    /** Weighs the former newest snapshot by the memory that the next one does not keep. */
    private void weighNewest(Snapshot next) {
        List<String> names = names();
        if (!names.isEmpty()) {
            weigh(names.get(names.size() - 1), next);
        }
    }

    private void weigh(String name, Snapshot next) {
        Named named = known(name);
        Named weighed = new Named(named.snapshot(), named.snapshot().past().weightBesides(next.past()));
        weight += weighed.weight() - named.weight();
        snapshots.put(name, weighed);
    }

    /** Removes a snapshot. Memory that it shared with the one before counts for that one from now on. */
    private void remove(String name) {
        Named gone = snapshots.get(name);
        if (gone == null) {
            return;
        }
        List<String> names = new ArrayList<>(snapshots.keySet());
        int place = names.indexOf(name);
        snapshots.remove(name);
        weight -= gone.weight();
        if (place > 0 && place < names.size() - 1) {
            weigh(names.get(place - 1), known(names.get(place + 1)).snapshot());
        } else if (place > 0) {
            // It is the newest until the next is put.
            Named newest = known(names.get(place - 1));
            weight -= newest.weight();
            snapshots.put(names.get(place - 1), new Named(newest.snapshot(), 0));
        }
    }

    /**
     * Finds the snapshot of that name.
     *
     * @throws IllegalArgumentException if there is no such snapshot
     */
    synchronized Snapshot get(String name) {
        return known(name).snapshot();
    }

    private Named known(String name) {
        Named named = snapshots.get(name);
        if (named == null) {
            throw new IllegalArgumentException(missing(name));
        }
        return named;
    }

    /** Says which snapshots there are, for messages. */
    synchronized String missing(String name) {
        String there = "there is no snapshot \"" + name + "\"; there are " + names();
        return dropped
                ? there
                        + String.format(
                                Locale.ROOT,
                                ". Older ones were dropped: a workspace keeps the newest %,d, and %,d bytes of them; raise"
                                        + " that with --max-snapshots and --max-stored-bytes, or Emulator.builder()"
                                        + ".maxSnapshots() and maxStoredBytes()",
                                limits.snapshots(),
                                limits.storedBytes())
                : there;
    }

    synchronized List<String> names() {
        return List.copyOf(snapshots.keySet());
    }

    synchronized void clear() {
        snapshots = Map.of();
        weight = 0;
    }
}
