package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.event.BoundedLog;
import io.github.basicopsemulator.event.ChangeNotifier;
import io.github.basicopsemulator.store.LimitReached;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers webhook messages for one workspace: in order and one at a time to each subscriber, in parallel to different
 * ones. Guarded by its own lock, under which no message is rendered or sent, no name looked up, and no clock read.
 *
 *
 * <p>The order is that of first attempts: a message that waits for a retry lets others pass.
 */
public final class WebhookDispatcher {

    /** The time limit of an attempt beyond the subscriber's timeout. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final int MOST_KEPT = 1_000;

    /** The bytes of all messages that wait. */
    private static final long MAX_WAITING_BYTES = 64L << 20;

    private static final long HEAVIEST_KEPT = 8L << 20;

    private final DeliveryResources network;
    private final Supplier<Instant> clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final ChangeNotifier signal;

    private DispatchSettings rules;
    private long numbers;
    private long completedCount;
    private final SubscriberQueues queues;
    private final List<QueuedDelivery> held = new ArrayList<>(0);
    private final Schedule schedule;
    private Map<String, QueuedDelivery> reordered = Map.of();
    private final BoundedLog<DeliveryAttempt> attempts =
            new BoundedLog<>(MOST_KEPT, HEAVIEST_KEPT, DeliveryAttempt::weight);
    private final BoundedLog<DeliveryAttempt> dead =
            new BoundedLog<>(MOST_KEPT, HEAVIEST_KEPT, DeliveryAttempt::weight);
    private boolean closed;

    /**
     * Creates a dispatcher from a snapshot, on the clock of its workspace; it signals every change to {@code signal}.
     */
    public WebhookDispatcher(
            DeliveryResources network,
            Supplier<Instant> clock,
            DispatcherSnapshot dispatcherSnapshot,
            ChangeNotifier signal) {
        this.network = network;
        this.clock = clock;
        this.signal = signal;
        this.queues = new SubscriberQueues(network, clock, lock, this::completed, signal::signalAll);
        this.schedule = new Schedule(network::after, this::ring);
        this.rules = dispatcherSnapshot.rules();
        load(dispatcherSnapshot);
    }

    /**
     * Accepts the messages of a commit, which are sent when the batch is released. Called in the order of commits.
     *
     * @param cause the number of the committed request; 0 without a request
     * @param now the time of the commit; the clock is not read here, since the commit is published already
     */
    public Batch take(List<WebhookMessage> messages, long cause, Instant now) {
        lock.lock();
        try {
            Batch batch = new Batch(messages);
            if (!closed) {
                messages.forEach(message -> take(message, cause, now, batch));
            }
            return batch;
        } finally {
            lock.unlock();
            if (!messages.isEmpty()) {
                signal.signalAll();
            }
        }
    }

    /**
     * Refuses more messages than may wait: for the test, for their time, or for earlier messages.
     *
     * @throws LimitReached if there are too many, or they are too large together
     */
    public void refuseOverflow(int messages, int max) {
        lock.lock();
        try {
            int waiting = held.size() + schedule.size() + reordered.size() + queues.size();
            if (waiting + messages > max) {
                throw LimitReached.of(
                        "Deliver or drop some with POST /_emulator/webhooks/deliver or drop, or reset the workspace",
                        "held-deliveries",
                        "maxHeldDeliveries",
                        "This workspace has %,d deliveries that wait, of %,d",
                        waiting,
                        max);
            }
            long bytes = waiting == 0 ? 0 : waitingBytes();
            if (bytes > MAX_WAITING_BYTES) {
                throw LimitReached.fixed(
                        "Deliver or drop some with POST /_emulator/webhooks/deliver or drop, or reset the workspace",
                        "The deliveries that wait in this workspace take %,d bytes of %,d",
                        bytes,
                        MAX_WAITING_BYTES);
            }
        } finally {
            lock.unlock();
        }
    }

    private long waitingBytes() {
        return new DispatcherSnapshot(
                                rules, numbers, List.copyOf(held), schedule.all(), List.copyOf(reordered.values()))
                        .weight()
                + queues.weight();
    }

    private void take(WebhookMessage message, long cause, Instant now, Batch batch) {
        numbers++;
        QueuedDelivery queued = new QueuedDelivery(numbers, message, cause, 0, false);
        DeliveryFaultRule deliveryFault = deliveryFault(queued);
        if (deliveryFault == null) {
            queue(queued, batch);
            return;
        }
        switch (deliveryFault.kind()) {
            case DROP -> {
                attempts.add(DeliveryAttempt.dropped(queued, now, "dropped by a rule"));
                batch.drop();
            }
            case DUPLICATE -> {
                queue(queued, batch);
                queue(queued, batch);
            }
            case DELAY -> await(now.plus(deliveryFault.delay()), queued, now);
            case REORDER -> {
                // A reordered message is already pending: this one passes it.
                if (reordered.containsKey(message.subscriber())) {
                    queue(queued, batch);
                } else {
                    reorder(queued);
                }
            }
            case CORRUPT_SIGNATURE -> queue(queued.corrupt(), batch);
        }
    }

    /** Returns the first rule that triggers, and counts all rules that match. */
    private @Nullable DeliveryFaultRule deliveryFault(QueuedDelivery queued) {
        List<DeliveryFaultRule> deliveryFaults = new ArrayList<>(rules.deliveryFaults());
        DeliveryFaultRule found = null;
        for (int i = 0; i < deliveryFaults.size(); i++) {
            DeliveryFaultRule deliveryFault = deliveryFaults.get(i);
            if (deliveryFault.fits(queued.message())) {
                boolean triggers = found == null && deliveryFault.triggers(network.chance(queued.number(), -1L - i));
                deliveryFaults.set(i, deliveryFault.after(triggers));
                found = triggers ? deliveryFault : found;
            }
        }
        if (!deliveryFaults.isEmpty()) {
            rules = rules.with(deliveryFaults);
        }
        return found;
    }

    /** Puts a delivery into its queue, and after it the one that it passes. */
    private void queue(QueuedDelivery queued, Batch batch) {
        place(queued, batch);
        QueuedDelivery late =
                reordered.isEmpty() ? null : reordered.remove(queued.message().subscriber());
        if (late != null) {
            place(late, batch);
        }
    }

    private void reorder(QueuedDelivery queued) {
        reordered = reordered.isEmpty() ? new LinkedHashMap<>() : reordered;
        reordered.put(queued.message().subscriber(), queued);
    }

    private void place(QueuedDelivery queued, Batch batch) {
        if (rules.mode() == DeliveryMode.HELD) {
            held.add(queued);
        } else {
            send(queued, batch);
        }
    }

    private void send(QueuedDelivery queued, Batch batch) {
        if (!closed) {
            queues.send(queued, batch);
        }
    }

    /**
     * The messages of a batch, about to be sent.
     *
     * @param completed completes when the response to the causing request may be sent
     * @param afterReply runs after that response was sent, or could not be sent
     */
    public record Dispatched(CompletableFuture<Void> completed, Runnable afterReply) {

        private static final Dispatched EMPTY = new Dispatched(CompletableFuture.completedFuture(null), () -> {});
    }

    /** Renders the messages of a batch that wait or were dropped: until then they keep old states in memory. */
    private void write(Batch batch) {
        waiting(batch).forEach(WebhookMessage::write);
        lock.lock();
        try {
            if (batch.hasDropped()) {
                attempts.weighAgain();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the messages that are not in flight, and so are rendered by no other thread. */
    private List<WebhookMessage> waiting(Batch batch) {
        lock.lock();
        try {
            return batch.messages().stream()
                    .filter(message -> !message.isWritten() && !queues.isBeingSent(message))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Releases the messages of a batch.
     *
     * @param postponed whether the response to the causing request waits for a time on the workspace's clock
     */
    public Dispatched dispatch(Batch batch, boolean postponed) {
        if (batch.messages().isEmpty()) {
            return Dispatched.EMPTY;
        }
        lock.lock();
        try {
            if (batch.isDone()) {
                return new Dispatched(Dispatched.EMPTY.completed(), () -> write(batch));
            }
            if (rules.mode() == DeliveryMode.BEFORE_RESPONSE) {
                release(batch);
                return new Dispatched(batch.done(), () -> write(batch));
            }
            if (postponed) {
                batch.postpone();
            }
        } finally {
            lock.unlock();
        }
        return new Dispatched(Dispatched.EMPTY.completed(), () -> {
            release(batch);
            write(batch);
        });
    }

    private void release(Batch batch) {
        lock.lock();
        try {
            batch.release();
            batch.subscribers().forEach(queues::pump);
        } finally {
            lock.unlock();
        }
    }

    /** Records an attempt; schedules a retry of a failed message, or gives it up. */
    private void completed(DeliveryAttempt attempt) {
        completedCount++;
        attempts.add(attempt);
        QueuedDelivery queued = attempt.queued();
        Instant again = rules.retries().next(attempt, network.chance(queued.number(), attempt.number()));
        if (again != null) {
            await(again, attempt.repeated(), attempt.ended());
        } else if (attempt.isFailure()) {
            dead.add(attempt);
        }
    }

    private void await(Instant due, QueuedDelivery queued, Instant now) {
        schedule.add(due, queued);
        if (!closed) {
            schedule.arm(now);
        }
    }

    /** Sends due deliveries. Call this after the clock was set. */
    public void look() {
        Instant now = clock.get();
        lock.lock();
        try {
            if (!closed) {
                sendDue(now);
                schedule.arm(now);
            }
        } finally {
            lock.unlock();
            signal.signalAll();
        }
    }

    /** Sends due deliveries when the timer fires, also if the clock fails. */
    private void ring() {
        Instant now = timeIfKnown();
        boolean sent = false;
        lock.lock();
        try {
            if (!closed) {
                sent = now != null && sendDue(now);
                schedule.armAgain(now);
            }
        } finally {
            lock.unlock();
        }
        if (sent) {
            signal.signalAll();
        }
    }

    private @Nullable Instant timeIfKnown() {
        try {
            return clock.get();
        } catch (Throwable noTime) {
            return null;
        }
    }

    /** Sends due deliveries, and returns true if there were any. */
    private boolean sendDue(Instant now) {
        QueuedDelivery first = schedule.due(now);
        for (QueuedDelivery due = first; due != null; due = schedule.due(now)) {
            place(due, released());
        }
        return first != null;
    }

    private static Batch released() {
        Batch batch = new Batch(List.of());
        batch.release();
        return batch;
    }

    /** The time of the next delivery that is due later; null without such a delivery. */
    public @Nullable Instant nextDue() {
        lock.lock();
        try {
            return schedule.next();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no delivery is due or in flight. Reordered deliveries are sent now.
     *
     * @throws TimeoutException after the timeout; the message lists the deliveries
     */
    public void settle(Duration patience) throws TimeoutException {
        try {
            signal.await(patience, () -> isSettled(true) ? true : null);
        } catch (TimeoutException hanging) {
            throw unsettled(patience);
        }
    }

    /** Does the same as {@link #settle}, without a thread that waits; {@code settled} is the value to complete with. */
    public <T> CompletableFuture<T> whenSettled(
            Duration patience, Supplier<T> settled, Function<TimeoutException, ? extends Throwable> late) {
        return signal.when(
                patience,
                network.background(),
                () -> isSettled(true) ? settled.get() : null,
                () -> late.apply(unsettled(patience)));
    }

    private TimeoutException unsettled(Duration patience) {
        return new TimeoutException("deliveries are still under way after " + patience.toMillis() + " ms. " + report());
    }

    /**
     * Waits until no delivery is due or in flight, as long as deliveries keep completing. Reordered deliveries keep
     * waiting. Returns false if the wait was given up.
     *
     * @param alsoBusy whether other work is in progress, whose end is signalled, too
     * @param givenUp whether to give up; signalled, too
     * @throws TimeoutException after the timeout; the message lists the deliveries
     */
    public boolean awaitIdleWhileProgressing(BooleanSupplier alsoBusy, BooleanSupplier givenUp)
            throws TimeoutException {
        Duration patience = network.patience().plus(SLACK);
        long[] before = {completedCount()};
        while (true) {
            try {
                signal.await(
                        patience,
                        () -> isIdle(alsoBusy) || completedCount() != before[0] || givenUp.getAsBoolean()
                                ? true
                                : null);
            } catch (TimeoutException hanging) {
                throw new TimeoutException(
                        "nothing has come to an end for " + patience.toMillis() + " ms. " + report());
            }
            if (isIdle(alsoBusy)) {
                return true;
            }
            if (givenUp.getAsBoolean()) {
                return false;
            }
            before[0] = completedCount();
        }
    }

    private boolean isIdle(BooleanSupplier alsoBusy) {
        return !alsoBusy.getAsBoolean() && isSettled(false);
    }

    private boolean isSettled(boolean overtakenToo) {
        Instant now = clock.get();
        lock.lock();
        try {
            if (!closed) {
                sendDue(now);
                if (overtakenToo) {
                    sendOvertaken();
                }
            }
            return queues.isSettled();
        } finally {
            lock.unlock();
        }
    }

    /** A number that changes whenever a message arrives or an attempt ends. */
    public long activity() {
        lock.lock();
        try {
            return numbers + completedCount;
        } finally {
            lock.unlock();
        }
    }

    private long completedCount() {
        lock.lock();
        try {
            return completedCount;
        } finally {
            lock.unlock();
        }
    }

    private void sendOvertaken() {
        List<QueuedDelivery> late = List.copyOf(reordered.values());
        reordered = Map.of();
        late.forEach(queued -> place(queued, released()));
    }

    /**
     * Waits until {@code found} finds a match among the attempts, oldest first.
     *
     * @throws TimeoutException after the timeout
     */
    public <T> T await(Duration patience, Function<List<DeliveryAttempt>, @Nullable T> found) throws TimeoutException {
        return signal.await(patience, () -> found.apply(attempts()));
    }

    /** Does the same as {@link #await(Duration, Function)}, without a thread that waits. */
    public <T> CompletableFuture<T> when(
            Duration patience, Function<List<DeliveryAttempt>, @Nullable T> found, Supplier<? extends Throwable> late) {
        return signal.when(patience, network.background(), () -> found.apply(attempts()), late);
    }

    /**
     * Sends the first held delivery now, and completes with its attempt; null if no delivery is held.
     *
     *
     * <p>Completes exceptionally with an {@link IllegalStateException} if the workspace is closed or rewound meanwhile.
     *
     * @throws IllegalStateException if the workspace is closed
     */
    public @Nullable CompletableFuture<DeliveryAttempt> deliverNext() {
        Batch batch = released();
        lock.lock();
        try {
            refuseIfClosed();
            QueuedDelivery next = held.isEmpty() ? null : held.remove(0);
            if (next == null) {
                return null;
            }
            send(next, batch);
        } finally {
            lock.unlock();
        }
        return outcomes(batch).thenApply(completed -> completed.get(0));
    }

    /**
     * Sends a held delivery, or repeats another one, now, and completes with its attempt, as {@link #deliverNext} does.
     *
     * @throws IllegalStateException if the workspace is closed
     */
    public CompletableFuture<DeliveryAttempt> deliver(QueuedDelivery queued) {
        Batch batch = released();
        lock.lock();
        try {
            refuseIfClosed();
            held.remove(queued);
            schedule.remove(queued.message());
            send(queued, batch);
        } finally {
            lock.unlock();
        }
        return outcomes(batch).thenApply(completed -> completed.get(0));
    }

    /**
     * Sends all held deliveries, in order, and completes with their attempts, as {@link #deliverNext} does.
     *
     * @throws IllegalStateException if the workspace is closed
     */
    public CompletableFuture<List<DeliveryAttempt>> deliverHeld() {
        Batch batch = released();
        lock.lock();
        try {
            refuseIfClosed();
            sendHeld(batch);
        } finally {
            lock.unlock();
        }
        return outcomes(batch).thenApply(attempts -> {
            List<DeliveryAttempt> completed = new ArrayList<>(attempts);
            completed.sort(Comparator.comparingLong(attempt -> attempt.queued().number()));
            return completed;
        });
    }

    private CompletableFuture<List<DeliveryAttempt>> outcomes(Batch batch) {
        batch.completeIfDone(isDone(batch));
        return batch.done().thenApply(nothing -> {
            if (isAbandoned(batch)) {
                throw new IllegalStateException("the workspace was rewound or closed while a delivery was in flight");
            }
            return batch.completed();
        });
    }

    private boolean isDone(Batch batch) {
        lock.lock();
        try {
            return batch.isDone();
        } finally {
            lock.unlock();
        }
    }

    private boolean isAbandoned(Batch batch) {
        lock.lock();
        try {
            return batch.isAbandoned();
        } finally {
            lock.unlock();
        }
    }

    private void sendHeld(Batch batch) {
        List<QueuedDelivery> all = List.copyOf(held);
        held.clear();
        all.forEach(queued -> send(queued, batch));
    }

    /** Drops a held delivery; returns false if it was not held. */
    public boolean drop(QueuedDelivery queued) {
        Instant now = clock.get();
        lock.lock();
        try {
            boolean dropped = held.remove(queued);
            if (dropped) {
                attempts.add(DeliveryAttempt.dropped(queued, now, "dropped by the test"));
            }
            return dropped;
        } finally {
            lock.unlock();
            signal.signalAll();
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the workspace is closed, and sends no deliveries");
        }
    }

    /** Changes the settings. Held deliveries are sent at once if the new mode does not hold them. */
    public void rules(Function<DispatchSettings, DispatchSettings> change) {
        lock.lock();
        try {
            rules = change.apply(rules);
            if (rules.mode() != DeliveryMode.HELD) {
                sendHeld(released());
            }
        } finally {
            lock.unlock();
        }
    }

    public DispatchSettings rules() {
        lock.lock();
        try {
            return rules;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the attempts, oldest first; the newest thousand. */
    public List<DeliveryAttempt> attempts() {
        lock.lock();
        try {
            return attempts.all();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the last attempts of messages that were given up, oldest first; the newest thousand. */
    public List<DeliveryAttempt> dead() {
        lock.lock();
        try {
            return dead.all();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a snapshot of the queued deliveries. */
    public DispatcherSnapshot dispatcherSnapshot() {
        lock.lock();
        try {
            return new DispatcherSnapshot(
                    rules, numbers, List.copyOf(held), schedule.all(), List.copyOf(reordered.values()));
        } finally {
            lock.unlock();
        }
    }

    /** Returns the deliveries that wait for a response or for the delivery before. */
    List<QueuedDelivery> inLine() {
        lock.lock();
        try {
            return queues.inLine();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Completes when all deliveries in flight to a URL with this path suffix have ended, of any workspace. Their
     * effects may be visible before; their attempts are recorded then.
     */
    public CompletableFuture<Void> completed(String path) {
        return network.completed(path);
    }

    /** Returns true if a received request is one of the deliveries in flight, with its signature. */
    public boolean isGenuine(String signature, byte[] body) {
        lock.lock();
        try {
            return queues.beingSent().stream().anyMatch(queued -> queued.isSignedSo(signature, body));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Restores a snapshot and drops later deliveries; those in flight are cancelled. Run the returned value, without a
     * lock, to wait for the last of them: after that no earlier delivery arrives.
     */
    public CancelledDeliveries restore(DispatcherSnapshot dispatcherSnapshot) {
        lock.lock();
        try {
            queues.abandon();
            held.clear();
            schedule.clear();
            reordered = Map.of();
            attempts.clear();
            dead.clear();
            if (!closed) {
                load(dispatcherSnapshot);
            }
            return queues.recall();
        } finally {
            lock.unlock();
            signal.signalAll();
        }
    }

    /**
     * Returns true if this generation is the current one: the delivery was sent since the last rewind of its workspace.
     */
    public boolean isCurrent(String generation) {
        return generation.matches("\\d{1,18}") && network.generations().contains(Long.parseLong(generation));
    }

    /** Begins no delivery until {@link #resume}, so that deliveries from before and after a rewind do not mix in an inbox. */
    public void pause() {
        lock.lock();
        try {
            queues.pause();
        } finally {
            lock.unlock();
        }
    }

    /** Goes on with deliveries after {@link #pause}. */
    public void resume() {
        lock.lock();
        try {
            queues.resume();
        } finally {
            lock.unlock();
            signal.signalAll();
        }
    }

    /** Stops all deliveries. Returns the same as {@link #restore}. */
    public CancelledDeliveries close() {
        lock.lock();
        try {
            closed = true;
            return restore(new DispatcherSnapshot(rules));
        } finally {
            lock.unlock();
            signal.close();
        }
    }

    private void load(DispatcherSnapshot dispatcherSnapshot) {
        rules = dispatcherSnapshot.rules();
        numbers = dispatcherSnapshot.numbers();
        held.addAll(dispatcherSnapshot.held());
        schedule.addAll(dispatcherSnapshot.waiting());
        dispatcherSnapshot.reordered().forEach(this::reorder);
        schedule.wake();
    }

    /** Describes the completed and the pending deliveries, for messages. */
    public String report() {
        lock.lock();
        try {
            return new DeliveryReport()
                    .report("tried", attempts.all())
                    .report("being sent", queues.beingSent())
                    .report("in line", queues.inLine())
                    .report("held until the test delivers them", List.copyOf(held))
                    .report("waiting for their time", schedule.all())
                    .report("waiting to be overtaken", List.copyOf(reordered.values()))
                    .toString();
        } finally {
            lock.unlock();
        }
    }
}
