package io.github.basicopsemulator.webhook;

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
final class SubscriberQueues {

    private static final System.Logger LOG = System.getLogger("io.github.basicopsemulator.webhooks");

    private final DeliveryResources network;
    private final Supplier<Instant> clock;
    private final ReentrantLock lock;
    private final Consumer<DeliveryAttempt> landed;
    private final Runnable changed;

    private Map<String, SubscriberQueue> lanes = Map.of();
    private boolean paused;
    /** Changes with every rewind; 0 until a delivery to an inbox needs it. */
    private long generation;

    private final List<InFlightDelivery> flights = new ArrayList<>(0);

    /** The flights that had departed when they were abandoned. */
    private final List<InFlightDelivery> calledBack = new ArrayList<>(0);

    /** The parcels to one subscriber that may be sent, or may be as soon as their batch is released. */
    private static final class SubscriberQueue {

        private final Deque<Ready> ready = new ArrayDeque<>();
        private boolean busy;

        /** Later parcels keep their order, and wait behind a postponed one. */
        private boolean isPostponed() {
            Ready next = ready.peek();
            return !busy && next != null && next.batch().isPostponed();
        }
    }

    private record Ready(QueuedDelivery parcel, Batch batch) {}

    /**
     * Begins with nothing.
     *
     * @param landed is told of each attempt that has come to its end, under the lock
     * @param changed is run after that, without it
     */
    SubscriberQueues(
            DeliveryResources network,
            Supplier<Instant> clock,
            ReentrantLock lock,
            Consumer<DeliveryAttempt> landed,
            Runnable changed) {
        this.network = network;
        this.clock = clock;
        this.lock = lock;
        this.landed = landed;
        this.changed = changed;
    }

    /** Puts a parcel at the end of its lane. */
    void send(QueuedDelivery parcel, Batch batch) {
        String subscriber = parcel.letter().subscriber();
        batch.add(subscriber);
        lanes = lanes.isEmpty() ? new LinkedHashMap<>() : lanes;
        lanes.computeIfAbsent(subscriber, any -> new SubscriberQueue()).ready.add(new Ready(parcel, batch));
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
        SubscriberQueue lane = lanes.get(subscriber);
        if (lane == null || lane.busy || paused) {
            return;
        }
        Ready next = lane.ready.peek();
        if (next == null) {
            lanes.remove(subscriber);
        } else if (next.batch().isReleased()) {
            lane.ready.remove();
            lane.busy = true;
            start(new InFlightDelivery(next.parcel(), next.batch(), generation(next.parcel())));
        }
    }

    private long generation(QueuedDelivery parcel) {
        if (generation == 0 && InFlightDelivery.isToInbox(parcel)) {
            generation = network.numbers().incrementAndGet();
            network.generations().add(generation);
        }
        return generation;
    }

    private void start(InFlightDelivery flight) {
        flights.add(flight);
        network.flights().add(flight);
        try {
            network.threads().execute(() -> flight.fly(network, clock, this::land));
        } catch (RejectedExecutionException theEmulatorIsClosed) {
            abandon();
        }
    }

    /** Takes the lock itself. */
    private void land(InFlightDelivery flight, DeliveryAttempt attempt) {
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
                SubscriberQueue lane = lanes.get(subscriber);
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
        return flights.isEmpty() && lanes.values().stream().allMatch(SubscriberQueue::isPostponed);
    }

    /** How many parcels are in line or being sent. */
    int size() {
        int size = flights.size();
        for (SubscriberQueue lane : lanes.values()) {
            size += lane.ready.size();
        }
        return size;
    }

    /** About how many bytes the parcels in line take. */
    long weight() {
        long weight = 0;
        for (SubscriberQueue lane : lanes.values()) {
            for (Ready ready : lane.ready) {
                weight += ready.parcel().weight();
            }
        }
        return weight;
    }

    List<QueuedDelivery> beingSent() {
        return flights.stream().map(InFlightDelivery::parcel).toList();
    }

    boolean isBeingSent(WebhookMessage letter) {
        return flights.stream().anyMatch(flight -> flight.parcel().letter() == letter);
    }

    List<QueuedDelivery> inLine() {
        return lanes.values().stream()
                .flatMap(lane -> lane.ready.stream())
                .map(Ready::parcel)
                .toList();
    }

    /** Forgets what is on its way or in line, and calls it back. */
    void abandon() {
        Set<Batch> abandoned = Collections.newSetFromMap(new IdentityHashMap<>());
        lanes.values().forEach(lane -> lane.ready.forEach(ready -> abandoned.add(ready.batch())));
        for (InFlightDelivery flight : flights) {
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
    CancelledDeliveries recall() {
        return new CancelledDeliveries(List.copyOf(calledBack));
    }
}
