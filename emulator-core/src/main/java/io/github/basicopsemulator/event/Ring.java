package io.github.basicopsemulator.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The newest of a sequence of things, within bounds of number and weight; the very newest is always there. Not thread-safe. */
public final class Ring<T> {

    private final int most;
    private final long heaviest;
    private final ToIntFunction<T> weights;
    private final Deque<Weighed<T>> kept = new ArrayDeque<>(0);
    private long weight;

    /** A thing, and what it weighed when it came. */
    private record Weighed<T>(T thing, int weight) {}

    /** Keeps so many things, as long as they do not weigh more than this together. */
    public Ring(int most, long heaviest, ToIntFunction<T> weights) {
        this.most = most;
        this.heaviest = heaviest;
        this.weights = weights;
    }

    /** Estimates the bytes that header fields take. */
    public static int weight(Collection<Map.Entry<String, String>> fields) {
        int weight = 0;
        for (Map.Entry<String, String> field : fields) {
            weight += 100 + field.getKey().length() + field.getValue().length();
        }
        return weight;
    }

    public void add(T thing) {
        Weighed<T> weighed = weighed(thing);
        kept.addLast(weighed);
        weight += weighed.weight();
        drop();
    }

    /** Weighs everything again, for things that have grown since they came. */
    public void weighAgain() {
        List<T> all = all();
        clear();
        all.forEach(this::add);
    }

    private Weighed<T> weighed(T thing) {
        return new Weighed<>(thing, weights.applyAsInt(thing));
    }

    private void drop() {
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
