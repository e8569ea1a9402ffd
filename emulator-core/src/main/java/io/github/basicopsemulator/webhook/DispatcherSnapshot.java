package io.github.basicopsemulator.webhook;

import java.time.Instant;
import java.util.List;

/**
 * The deliveries that wait, and can be put back: not those being sent at the moment.
 *
 * @param numbers how many letters there have been
 * @param held those that wait for somebody's word, in order
 * @param waiting those that wait for their time
 * @param overtaken those that wait for another one to overtake them, at most one a subscriber
 */
public record DispatcherSnapshot(
        DispatchSettings rules,
        long numbers,
        List<QueuedDelivery> held,
        List<Waiting> waiting,
        List<QueuedDelivery> reordered) {

    /** Copies what could be changed from outside. */
    public DispatcherSnapshot {
        held = List.copyOf(held);
        waiting = List.copyOf(waiting);
        reordered = List.copyOf(reordered);
    }

    /** That of a courier who has had nothing to do. */
    public DispatcherSnapshot(DispatchSettings rules) {
        this(rules, 0, List.of(), List.of(), List.of());
    }

    /** About how many bytes its letters take. */
    public long weight() {
        return weight(held)
                + weight(reordered)
                + waiting.stream().mapToLong(one -> one.queued().weight()).sum();
    }

    private static long weight(List<QueuedDelivery> queuedDeliveries) {
        return queuedDeliveries.stream().mapToLong(QueuedDelivery::weight).sum();
    }

    /** A parcel that waits for its time, on the workspace's clock. */
    public record Waiting(Instant due, QueuedDelivery queued) implements Comparable<Waiting> {

        @Override
        public int compareTo(Waiting other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(queued.number(), other.queued.number());
        }

        @Override
        public String toString() {
            return queued + ", due " + due;
        }
    }
}
