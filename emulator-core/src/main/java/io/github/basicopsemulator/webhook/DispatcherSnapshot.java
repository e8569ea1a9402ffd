package io.github.basicopsemulator.webhook;

import java.time.Instant;
import java.util.List;

/**
 * Snapshot of the queued deliveries; excludes deliveries in flight.
 *
 * @param numbers the number of messages so far
 * @param held the deliveries that are held for the test, in order
 * @param waiting the deliveries that are due later
 * @param reordered the deliveries that the next one to the same subscriber passes, at most one per subscriber
 */
public record DispatcherSnapshot(
        DispatchSettings rules,
        long numbers,
        List<QueuedDelivery> held,
        List<Waiting> waiting,
        List<QueuedDelivery> reordered) {

    /** Copies the mutable arguments. */
    public DispatcherSnapshot {
        held = List.copyOf(held);
        waiting = List.copyOf(waiting);
        reordered = List.copyOf(reordered);
    }

    /** The snapshot of a dispatcher without deliveries. */
    public DispatcherSnapshot(DispatchSettings rules) {
        this(rules, 0, List.of(), List.of(), List.of());
    }

    /** The approximate size of its messages in bytes. */
    public long weight() {
        return weight(held)
                + weight(reordered)
                + waiting.stream().mapToLong(one -> one.queued().weight()).sum();
    }

    private static long weight(List<QueuedDelivery> queuedDeliveries) {
        return queuedDeliveries.stream().mapToLong(QueuedDelivery::weight).sum();
    }

    /** A delivery that is due later, on the workspace's clock. */
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
