package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.store.State;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states of a workspace after each of its newest changes: at most 1,000, and no more than keep 16 MiB of old values in
 * memory. Guarded by its own monitor.
 */
public final class ChangeHistory {

    private static final int MOST = 1_000;
    private static final long HEAVIEST = 16L << 20;

    private final boolean keeps;
    private @Nullable Deque<Revision> revisions;

    /** The weights of all revisions but the oldest: displaced values are in the earlier states only. */
    private long weight;

    private long number;

    ChangeHistory(boolean keeps, long number) {
        this.keeps = keeps;
        this.number = number;
    }

    /**
     * A workspace after a change.
     *
     * @param number its place in the order of changes, from 1
     * @param at the time of the change, on the workspace's clock
     * @param request the number of the request that made it; 0 where no request did
     * @param events the events of the change
     * @param displaced about how many bytes of values the change displaced, which older states still have
     */
    public record Revision(
            long number,
            Instant at,
            long request,
            List<Event> events,
            State state,
            VirtualClock.Mode clock,
            long displaced) {

        private long weight() {
            return 500 + (long) Event.WEIGHT * events.size() + displaced;
        }
    }

    /** Notes a change; to be called in the writers' turn. */
    synchronized void add(
            Instant at, long request, List<Event> events, State state, VirtualClock.Mode clock, long displaced) {
        if (!keeps) {
            return;
        }
        number++;
        Revision revision = new Revision(number, at, request, events, state, clock, displaced);
        Deque<Revision> kept = revisions == null ? new ArrayDeque<>(0) : revisions;
        revisions = kept;
        weight += kept.isEmpty() ? 0 : revision.weight();
        kept.addLast(revision);
        while (kept.size() > MOST || weight > HEAVIEST) {
            kept.removeFirst();
            weight -= kept.getFirst().weight();
        }
    }

    /** Returns the revisions that are kept, oldest first. */
    public synchronized List<Revision> all() {
        return revisions == null ? List.of() : List.copyOf(revisions);
    }

    /** The number of the newest revision, kept or not; 0 without revisions. */
    public synchronized long last() {
        return number;
    }

    /** Finds one by its number; null when it is not kept. */
    public @Nullable Revision find(long number) {
        return all().stream()
                .filter(revision -> revision.number() == number)
                .findFirst()
                .orElse(null);
    }

    /** Drops the revisions after a change, or all of them if the remaining ones led to another state than this. */
    synchronized void rewind(long last, State state) {
        number = last;
        if (revisions == null) {
            return;
        }
        while (!revisions.isEmpty() && revisions.getLast().number() > last) {
            Revision deferred = revisions.removeLast();
            weight -= revisions.isEmpty() ? 0 : deferred.weight();
        }
        if (!revisions.isEmpty() && revisions.getLast().state() != state) {
            revisions = null;
            weight = 0;
        }
    }
}
