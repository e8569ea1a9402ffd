package io.github.basicopsemulator.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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

    private Map<String, Lane> lanes = Map.of();
    private boolean paused;
    /** Changes with every rewind; 0 until a delivery to an inbox needs it. */
    private long generation;

    private final List<Flight> flights = new ArrayList<>(0);

    /** The flights that had departed when they were abandoned. */
    private final List<Flight> calledBack = new ArrayList<>(0);

    /** The parcels to one subscriber that may be sent, or may be as soon as their batch is released. */
    private static final class Lane {

        private final Deque<Ready> ready = new ArrayDeque<>();
        private boolean busy;

        /** Later parcels keep their order, and wait behind a postponed one. */
        private boolean isPostponed() {
            Ready next = ready.peek();
            return !busy && next != null && next.batch().isPostponed();
        }
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
        lanes = lanes.isEmpty() ? new LinkedHashMap<>() : lanes;
        lanes.computeIfAbsent(subscriber, any -> new Lane()).ready.add(new Ready(parcel, batch));
        pump(subscriber);
    }

    /** Sends nothing new until {@link #resume}. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        List.copyOf(lanes.keySet()).forEach(this::pump);
    }

    /** Sends the next parcel of a lane, if its turn has come. */
    void pump(String subscriber) {
        Lane lane = lanes.get(subscriber);
        if (lane == null || lane.busy || paused) {
            return;
        }
        Ready next = lane.ready.peek();
        if (next == null) {
            lanes.remove(subscriber);
        } else if (next.batch().isReleased()) {
            lane.ready.remove();
            lane.busy = true;
            start(new Flight(next.parcel(), next.batch(), generation(next.parcel())));
        }
    }

    private long generation(Parcel parcel) {
        if (generation == 0 && Flight.isToInbox(parcel)) {
            generation = network.numbers().incrementAndGet();
            network.generations().add(generation);
        }
        return generation;
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
        boolean isDone = false;
        lock.lock();
        try {
            calledBack.remove(flight);
            // Those of before everything was put back are not there any more, and are nobody's concern.
            if (flights.remove(flight)) {
                flight.batch().landed(attempt);
                isDone = flight.batch().isDone();
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
            flight.batch().completeIfDone(isDone);
            network.flights().remove(flight);
            flight.ended();
            changed.run();
        }
    }

    /** Tells whether nothing is on its way, or will be before the workspace's clock is moved. */
    boolean isSettled() {
        return flights.isEmpty() && lanes.values().stream().allMatch(Lane::isPostponed);
    }

    /** How many parcels are in line or being sent. */
    int size() {
        int size = flights.size();
        for (Lane lane : lanes.values()) {
            size += lane.ready.size();
        }
        return size;
    }

    /** About how many bytes the parcels in line take. */
    long weight() {
        long weight = 0;
        for (Lane lane : lanes.values()) {
            for (Ready ready : lane.ready) {
                weight += ready.parcel().weight();
            }
        }
        return weight;
    }

    List<Parcel> beingSent() {
        return flights.stream().map(Flight::parcel).toList();
    }

    boolean isBeingSent(Letter letter) {
        return flights.stream().anyMatch(flight -> flight.parcel().letter() == letter);
    }

    List<Parcel> inLine() {
        return lanes.values().stream()
                .flatMap(lane -> lane.ready.stream())
                .map(Ready::parcel)
                .toList();
    }

    /** Forgets what is on its way or in line, and calls it back. */
    void abandon() {
        Set<Batch> abandoned = Collections.newSetFromMap(new IdentityHashMap<>());
        lanes.values().forEach(lane -> lane.ready.forEach(ready -> abandoned.add(ready.batch())));
        for (Flight flight : flights) {
            abandoned.add(flight.batch());
            if (flight.callBack()) {
                calledBack.add(flight);
            } else {
                network.flights().remove(flight);
                flight.endedElsewhere();
            }
        }
        abandoned.forEach(Batch::abandon);
        if (!abandoned.isEmpty()) {
            // Not under the lock, since replies may wait for it.
            network.background().run(() -> abandoned.forEach(batch -> batch.completeIfDone(true)));
        }
        lanes = Map.of();
        flights.clear();
        network.generations().remove(generation);
        generation = 0;
    }

    /** What was abandoned and may still arrive. */
    Recall recall() {
        return new Recall(List.copyOf(calledBack));
    }
}
