package io.github.basicopsemulator.delivery;

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
public record Backlog(Rules rules, long numbers, List<Parcel> held, List<Waiting> waiting, List<Parcel> overtaken) {

    /** Copies what could be changed from outside. */
    public Backlog {
        held = List.copyOf(held);
        waiting = List.copyOf(waiting);
        overtaken = List.copyOf(overtaken);
    }

    /** That of a courier who has had nothing to do. */
    public Backlog(Rules rules) {
        this(rules, 0, List.of(), List.of(), List.of());
    }

    /** About how many bytes its letters take. */
    public long weight() {
        return weight(held)
                + weight(overtaken)
                + waiting.stream().mapToLong(one -> one.parcel().weight()).sum();
    }

    private static long weight(List<Parcel> parcels) {
        return parcels.stream().mapToLong(Parcel::weight).sum();
    }

    /** A parcel that waits for its time, on the workspace's clock. */
    public record Waiting(Instant due, Parcel parcel) implements Comparable<Waiting> {

        @Override
        public int compareTo(Waiting other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(parcel.number(), other.parcel.number());
        }

        @Override
        public String toString() {
            return parcel + ", due " + due;
        }
    }
}
