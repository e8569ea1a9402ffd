package io.github.basicopsemulator.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;

/** The newest of a sequence of things, within bounds of number and weight; the very newest is always there. Not thread-safe. */
public final class Ring<T> {

    private final int most;
    private final long heaviest;
    private final ToIntFunction<T> weights;
    private final Deque<T> kept = new ArrayDeque<>();
    private long weight;

    /** Keeps so many things, as long as they do not weigh more than this together. */
    public Ring(int most, long heaviest, ToIntFunction<T> weights) {
        this.most = most;
        this.heaviest = heaviest;
        this.weights = weights;
    }

    public void add(T thing) {
        kept.addLast(thing);
        weight += weights.applyAsInt(thing);
        while (kept.size() > most || (weight > heaviest && kept.size() > 1)) {
            weight -= weights.applyAsInt(kept.removeFirst());
        }
    }

    public void clear() {
        kept.clear();
        weight = 0;
    }

    /** Returns what is kept, oldest first. */
    public List<T> all() {
        return List.copyOf(kept);
    }
}
