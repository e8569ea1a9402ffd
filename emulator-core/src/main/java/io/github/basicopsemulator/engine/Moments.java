package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.event.Ring;
import io.github.basicopsemulator.store.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace was after each of its newest changes: references to values that share what did not change. Guarded by its
 * own monitor.
 */
public final class Moments {

    private static final int MOST = 1_000;
    private static final long HEAVIEST = 16L << 20;

    private final boolean keeps;
    private final Ring<Moment> moments = new Ring<>(MOST, HEAVIEST, Moment::weight);
    private long number;

    Moments(boolean keeps, long number) {
        this.keeps = keeps;
        this.number = number;
    }

    /**
     * A workspace after a change.
     *
     * @param number its place in the order of changes, from 1
     * @param at when, on the workspace's clock
     * @param request the number of the request that made it; 0 where no request did
     * @param events what happened
     */
    public record Moment(
            long number, Instant at, long request, List<Event> events, State state, WorldClock.Setting clock) {

        /** About how many bytes it takes to keep what is no longer in the state of after it. */
        private int weight() {
            return 1_000 + 1_000 * events.size();
        }
    }

    /** Notes a change; to be called in the writers' turn. */
    synchronized void add(Instant at, long request, List<Event> events, State state, WorldClock.Setting clock) {
        if (keeps) {
            number++;
            moments.add(new Moment(number, at, request, events, state, clock));
        }
    }

    /** Returns those that are kept, oldest first. */
    public synchronized List<Moment> all() {
        return moments.all();
    }

    /** The number of the newest, whether it is kept or not; 0 for none. */
    public synchronized long last() {
        return number;
    }

    /** Finds one by its number; null when it is not kept. */
    public @Nullable Moment find(long number) {
        return all().stream()
                .filter(moment -> moment.number() == number)
                .findFirst()
                .orElse(null);
    }

    /** Forgets those after a change, and all where what is kept led to another state than this. */
    synchronized void rewind(long last, State state) {
        List<Moment> kept = new ArrayList<>(all());
        kept.removeIf(moment -> moment.number() > last);
        moments.clear();
        if (!kept.isEmpty() && kept.get(kept.size() - 1).state() == state) {
            kept.forEach(moments::add);
        }
        number = last;
    }
}
