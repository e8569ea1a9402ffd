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
 * Sends deliveries: one at a time to each subscriber, in parallel to different ones. Guarded by the lock of its
 * dispatcher, which callers hold unless a method says otherwise.
 */
final class SubscriberQueues {

    private static final System.Logger LOG = System.getLogger("io.github.basicopsemulator.webhooks");

    private final DeliveryResources network;
    private final Supplier<Instant> clock;
    private final ReentrantLock lock;
    private final Consumer<DeliveryAttempt> completed;
    private final Runnable changed;

    private Map<String, SubscriberQueue> queues = Map.of();
    private boolean paused;
    /** Changes with every rewind; 0 until a delivery to an inbox needs it. */
    private long generation;

    private final List<InFlightDelivery> allInFlight = new ArrayList<>(0);

    /** The flights that had departed when they were abandoned. */
    private final List<InFlightDelivery> cancelled = new ArrayList<>(0);

    /** The deliveries to one subscriber that may be sent, or may be once their batch is released. */
    private static final class SubscriberQueue {

        private final Deque<Ready> ready = new ArrayDeque<>();
        private boolean busy;

        /** Returns true if the first delivery is postponed; later ones keep their order and wait behind it. */
        private boolean isPostponed() {
            Ready next = ready.peek();
            return !busy && next != null && next.batch().isPostponed();
        }
    }

    private record Ready(QueuedDelivery queued, Batch batch) {}

    /**
     * Creates empty queues.
     *
     * @param completed receives each finished attempt, under the lock
     * @param changed runs after that, without the lock
     */
    SubscriberQueues(
            DeliveryResources network,
            Supplier<Instant> clock,
            ReentrantLock lock,
            Consumer<DeliveryAttempt> completed,
            Runnable changed) {
        this.network = network;
        this.clock = clock;
        this.lock = lock;
        this.completed = completed;
        this.changed = changed;
    }

    /** Appends a delivery to the queue of its subscriber. */
    void send(QueuedDelivery queued, Batch batch) {
        String subscriber = queued.message().subscriber();
        batch.add(subscriber);
        queues = queues.isEmpty() ? new LinkedHashMap<>() : queues;
        queues.computeIfAbsent(subscriber, any -> new SubscriberQueue()).ready.add(new Ready(queued, batch));
        pump(subscriber);
    }

    /** Starts no delivery until {@link #resume}. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        List.copyOf(queues.keySet()).forEach(this::pump);
    }

    /** Sends the next delivery of a queue if it may start. */
    void pump(String subscriber) {
        SubscriberQueue queue = queues.get(subscriber);
        if (queue == null || queue.busy || paused) {
            return;
        }
        Ready next = queue.ready.peek();
        if (next == null) {
            queues.remove(subscriber);
        } else if (next.batch().isReleased()) {
            queue.ready.remove();
            queue.busy = true;
            start(new InFlightDelivery(next.queued(), next.batch(), generation(next.queued())));
        }
    }

    private long generation(QueuedDelivery queued) {
        if (generation == 0 && InFlightDelivery.isToInbox(queued)) {
            generation = network.numbers().incrementAndGet();
            network.generations().add(generation);
        }
        return generation;
    }

    private void start(InFlightDelivery inFlight) {
        allInFlight.add(inFlight);
        network.allInFlight().add(inFlight);
        try {
            network.threads().execute(() -> inFlight.send(network, clock, this::complete));
        } catch (RejectedExecutionException theEmulatorIsClosed) {
            abandon();
        }
    }

    /** Takes the lock itself. */
    private void complete(InFlightDelivery inFlight, DeliveryAttempt attempt) {
        LOG.log(System.Logger.Level.DEBUG, attempt::toString);
        boolean isDone = false;
        lock.lock();
        try {
            cancelled.remove(inFlight);
            // Ignore deliveries that were cancelled by a rewind.
            if (allInFlight.remove(inFlight)) {
                inFlight.batch().completed(attempt);
                isDone = inFlight.batch().isDone();
                String subscriber = attempt.queued().message().subscriber();
                SubscriberQueue queue = queues.get(subscriber);
                if (queue != null) {
                    queue.busy = false;
                    pump(subscriber);
                }
                completed.accept(attempt);
            }
        } finally {
            lock.unlock();
            inFlight.batch().completeIfDone(isDone);
            network.allInFlight().remove(inFlight);
            inFlight.ended();
            changed.run();
        }
    }

    /** Returns true if no delivery is in flight, or will be before the workspace's clock is moved. */
    boolean isSettled() {
        return allInFlight.isEmpty() && queues.values().stream().allMatch(SubscriberQueue::isPostponed);
    }

    /** The number of deliveries that are queued or in flight. */
    int size() {
        int size = allInFlight.size();
        for (SubscriberQueue queue : queues.values()) {
            size += queue.ready.size();
        }
        return size;
    }

    /** The approximate size of the queued deliveries in bytes. */
    long weight() {
        long weight = 0;
        for (SubscriberQueue queue : queues.values()) {
            for (Ready ready : queue.ready) {
                weight += ready.queued().weight();
            }
        }
        return weight;
    }

    List<QueuedDelivery> beingSent() {
        return allInFlight.stream().map(InFlightDelivery::queued).toList();
    }

    boolean isBeingSent(WebhookMessage message) {
        return allInFlight.stream().anyMatch(inFlight -> inFlight.queued().message() == message);
    }

    List<QueuedDelivery> inLine() {
        return queues.values().stream()
                .flatMap(queue -> queue.ready.stream())
                .map(Ready::queued)
                .toList();
    }

    /** Drops queued deliveries, and cancels those in flight. */
    void abandon() {
        Set<Batch> abandoned = Collections.newSetFromMap(new IdentityHashMap<>());
        queues.values().forEach(queue -> queue.ready.forEach(ready -> abandoned.add(ready.batch())));
        for (InFlightDelivery inFlight : allInFlight) {
            abandoned.add(inFlight.batch());
            if (inFlight.cancel()) {
                cancelled.add(inFlight);
            } else {
                network.allInFlight().remove(inFlight);
                inFlight.endedElsewhere();
            }
        }
        abandoned.forEach(Batch::abandon);
        if (!abandoned.isEmpty()) {
            // Not under the lock, since replies may wait for it.
            network.background().run(() -> abandoned.forEach(batch -> batch.completeIfDone(true)));
        }
        queues = Map.of();
        allInFlight.clear();
        network.generations().remove(generation);
        generation = 0;
    }

    /** Returns the cancelled deliveries that may still arrive. */
    CancelledDeliveries recall() {
        return new CancelledDeliveries(List.copyOf(cancelled));
    }
}
