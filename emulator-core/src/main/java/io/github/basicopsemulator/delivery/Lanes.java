package io.github.basicopsemulator.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends parcels: those to one subscriber one at a time, those to different ones side by side. Guarded by the lock of its courier,
 * which its methods are called with unless they say otherwise.
 */
final class Lanes {

    private static final System.Logger LOG = System.getLogger("io.github.basicopsemulator.webhooks");

    private final Network network;
    private final Supplier<Instant> clock;
    private final ReentrantLock lock;
    private final Consumer<Attempt> landed;
    private final Runnable changed;

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Set<Flight> flights = new LinkedHashSet<>();

    /** Those that had departed by then. */
    private final Set<Flight> calledBack = new LinkedHashSet<>();

    /** The parcels to one subscriber that may be sent, or may be as soon as their batch is released. */
    private static final class Lane {

        private final Deque<Ready> ready = new ArrayDeque<>();
        private boolean busy;
    }

    private record Ready(Parcel parcel, Batch batch) {}

    /**
     * Begins with nothing.
     *
     * @param landed is told of each attempt that has come to its end, under the lock
     * @param changed is run after that, without it
     */
    Lanes(Network network, Supplier<Instant> clock, ReentrantLock lock, Consumer<Attempt> landed, Runnable changed) {
        this.network = network;
        this.clock = clock;
        this.lock = lock;
        this.landed = landed;
        this.changed = changed;
    }

    /** Puts a parcel at the end of its lane. */
    void send(Parcel parcel, Batch batch) {
        String subscriber = parcel.letter().subscriber();
        batch.add(subscriber);
        lanes.computeIfAbsent(subscriber, any -> new Lane()).ready.add(new Ready(parcel, batch));
        pump(subscriber);
    }

    /** Sends the next parcel of a lane, if its turn has come. */
    void pump(String subscriber) {
        Lane lane = lanes.get(subscriber);
        if (lane == null || lane.busy) {
            return;
        }
        Ready next = lane.ready.peek();
        if (next == null) {
            lanes.remove(subscriber);
        } else if (next.batch().isReleased()) {
            lane.ready.remove();
            lane.busy = true;
            start(new Flight(next.parcel(), next.batch()));
        }
    }

    private void start(Flight flight) {
        flights.add(flight);
        network.flights().add(flight);
        try {
            network.threads().execute(() -> flight.fly(network, clock, this::land));
        } catch (RejectedExecutionException theEmulatorIsClosed) {
            abandon();
        }
    }

    /** Takes the lock itself. */
    private void land(Flight flight, Attempt attempt) {
        LOG.log(System.Logger.Level.DEBUG, attempt::toString);
        lock.lock();
        try {
            calledBack.remove(flight);
            // Those of before everything was put back are not there any more, and are nobody's concern.
            if (flights.remove(flight)) {
                flight.batch().landed(attempt);
                String subscriber = attempt.parcel().letter().subscriber();
                Lane lane = lanes.get(subscriber);
                if (lane != null) {
                    lane.busy = false;
                    pump(subscriber);
                }
                landed.accept(attempt);
            }
        } finally {
            lock.unlock();
            network.flights().remove(flight);
            flight.ended();
            changed.run();
        }
    }

    boolean isEmpty() {
        return lanes.isEmpty() && flights.isEmpty();
    }

    List<Parcel> beingSent() {
        return flights.stream().map(Flight::parcel).toList();
    }

    List<Parcel> inLine() {
        return lanes.values().stream()
                .flatMap(lane -> lane.ready.stream())
                .map(Ready::parcel)
                .toList();
    }

    /** Forgets what is on its way or in line, and calls it back. */
    void abandon() {
        lanes.values().forEach(lane -> lane.ready.forEach(ready -> ready.batch().abandon()));
        for (Flight flight : flights) {
            flight.batch().abandon();
            if (flight.callBack()) {
                calledBack.add(flight);
            } else {
                network.flights().remove(flight);
                flight.endedElsewhere();
            }
        }
        lanes.clear();
        flights.clear();
    }

    /** What was abandoned and may still arrive. */
    Recall recall() {
        return new Recall(List.copyOf(calledBack));
    }
}
