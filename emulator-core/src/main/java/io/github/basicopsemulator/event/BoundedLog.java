package io.github.basicopsemulator.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The newest of a sequence of things, within bounds of number and weight; the very newest is always there. Not thread-safe. */
public final class BoundedLog<T> {

    private final int most;
    private final long maxWeight;
    private final ToIntFunction<T> weights;
    private @Nullable Deque<Weighed<T>> kept;
    private long weight;

    /** An item, and its weight when it was added. */
    private record Weighed<T>(T thing, int weight) {}

    /** Keeps so many things, as long as they do not weigh more than this together. */
    public BoundedLog(int most, long maxWeight, ToIntFunction<T> weights) {
        this.most = most;
        this.maxWeight = maxWeight;
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
        Deque<Weighed<T>> all = kept == null ? new ArrayDeque<>(0) : kept;
        kept = all;
        Weighed<T> weighed = new Weighed<>(thing, weights.applyAsInt(thing));
        all.addLast(weighed);
        weight += weighed.weight();
        while (all.size() > most || (weight > maxWeight && all.size() > 1)) {
            weight -= all.removeFirst().weight();
        }
    }

    /** Weighs all items again, for items that grew since they were added. */
    public void weighAgain() {
        List<T> all = all();
        clear();
        all.forEach(this::add);
    }

    public void clear() {
        kept = null;
        weight = 0;
    }

    /** Returns the items that are kept, oldest first. */
    public List<T> all() {
        if (kept == null) {
            return List.of();
        }
        List<T> all = new ArrayList<>(kept.size());
        kept.forEach(weighed -> all.add(weighed.thing()));
        return all;
    }
}
