package io.github.basicopsemulator.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;

/** The newest of a sequence of things, within bounds of number and weight; the very newest is always there. Not thread-safe. */
public final class Ring<T> {

    private final int most;
    private final long heaviest;
    private final ToIntFunction<T> weights;
    private final Deque<Weighed<T>> kept = new ArrayDeque<>();
    private long weight;

    /** A thing, and what it weighed when it came. */
    private record Weighed<T>(T thing, int weight) {}

    /** Keeps so many things, as long as they do not weigh more than this together. */
    public Ring(int most, long heaviest, ToIntFunction<T> weights) {
        this.most = most;
        this.heaviest = heaviest;
        this.weights = weights;
    }

    public void add(T thing) {
        Weighed<T> weighed = new Weighed<>(thing, weights.applyAsInt(thing));
        kept.addLast(weighed);
        weight += weighed.weight();
        while (kept.size() > most || (weight > heaviest && kept.size() > 1)) {
            weight -= kept.removeFirst().weight();
        }
    }

    public void clear() {
        kept.clear();
        weight = 0;
    }

    /** Returns what is kept, oldest first. */
    public List<T> all() {
        List<T> all = new ArrayList<>(kept.size());
        kept.forEach(weighed -> all.add(weighed.thing()));
        return all;
    }
}
