package io.github.basicopsemulator.delivery;

import io.github.basicopsemulator.delivery.Backlog.Waiting;
import io.github.basicopsemulator.delivery.Letter.Content;
import io.github.basicopsemulator.event.Ring;
import io.github.basicopsemulator.outgoing.Answer;
import io.github.basicopsemulator.outgoing.Barred;
import io.github.basicopsemulator.outgoing.Outgoing;
import io.github.basicopsemulator.outgoing.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries letters to subscribers, for one workspace: those to one subscriber in order and one at a time, those to different ones
 * side by side. Guarded by its own lock, under which nothing is written, looked up or sent.
 *
 * <p>Order is that of first attempts: a letter that waits to be sent again lets others pass.
 */
public final class Courier {

    /** How long a subscriber who has a letter in hand is given when everything is put back; he has seen it by then. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final int MOST_OF_AN_ANSWER = 64 << 10;
    private static final int MOST_KEPT = 1_000;
    private static final long HEAVIEST_KEPT = 16L << 20;

    private final Network network;
    private final Supplier<Instant> clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private Rules rules;
    private long numbers;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Set<Flight> flights = new LinkedHashSet<>();
    private final Deque<Parcel> held = new ArrayDeque<>();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private final Map<String, Parcel> overtaken = new LinkedHashMap<>();
    private final Ring<Attempt> attempts = new Ring<>(MOST_KEPT, HEAVIEST_KEPT, Attempt::weight);
    private final Ring<Attempt> dead = new Ring<>(MOST_KEPT, HEAVIEST_KEPT, Attempt::weight);
    private @Nullable Future<?> alarm;
    private boolean closed;

    /** The parcels to one subscriber that may be sent, or may be as soon as their batch is released. */
    private static final class Lane {

        private final Deque<Ready> ready = new ArrayDeque<>();
        private boolean busy;
    }

    private record Ready(Parcel parcel, Batch batch) {}

    /** Begins with a backlog, on the clock of its workspace. */
    public Courier(Network network, Supplier<Instant> clock, Backlog backlog) {
        this.network = network;
        this.clock = clock;
        this.rules = backlog.rules();
        load(backlog);
    }

    /** Takes the letters of a commit, which leave when the batch does. Called in the order of commits. */
    public Batch take(List<Letter> letters) {
        lock.lock();
        try {
            Batch batch = new Batch();
            if (!closed) {
                letters.forEach(letter -> take(letter, batch));
            }
            changed.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void take(Letter letter, Batch batch) {
        numbers++;
        Parcel parcel = new Parcel(numbers, letter, 0, false);
        TroubleRule trouble = trouble(parcel);
        if (trouble == null) {
            queue(parcel, batch);
            return;
        }
        switch (trouble.kind()) {
            case DROP -> attempts.add(Attempt.dropped(parcel, clock.get(), "dropped by a rule"));
            case DUPLICATE -> {
                queue(parcel, batch);
                queue(parcel, batch);
            }
            case DELAY -> await(new Waiting(clock.get().plus(trouble.delay()), parcel));
            case OVERTAKE -> {
                Parcel earlier = overtaken.put(letter.subscriber(), parcel);
                if (earlier != null) {
                    place(earlier, batch);
                }
            }
            case CORRUPT_SIGNATURE -> queue(parcel.corrupt(), batch);
        }
    }

    /** Finds the first rule that strikes, and counts for those that fit. */
    private @Nullable TroubleRule trouble(Parcel parcel) {
        List<TroubleRule> troubles = new ArrayList<>(rules.troubles());
        TroubleRule found = null;
        for (int i = 0; i < troubles.size(); i++) {
            TroubleRule trouble = troubles.get(i);
            if (trouble.fits(parcel.letter())) {
                boolean strikes = found == null && trouble.strikes(network.chance(parcel.number(), -1L - i));
                troubles.set(i, trouble.after(strikes));
                found = strikes ? trouble : found;
            }
        }
        if (!troubles.isEmpty()) {
            rules = rules.with(troubles);
        }
        return found;
    }

    /** Puts a parcel where it belongs, and after it the one that was to be overtaken. */
    private void queue(Parcel parcel, Batch batch) {
        place(parcel, batch);
        Parcel late = overtaken.remove(parcel.letter().subscriber());
        if (late != null) {
            place(late, batch);
        }
    }

    private void place(Parcel parcel, Batch batch) {
        if (rules.mode() == Mode.HELD) {
            held.add(parcel);
        } else {
            send(parcel, batch);
        }
    }

    private void send(Parcel parcel, Batch batch) {
        String subscriber = parcel.letter().subscriber();
        batch.add(subscriber);
        lanes.computeIfAbsent(subscriber, any -> new Lane()).ready.add(new Ready(parcel, batch));
        pump(subscriber);
    }

    private void pump(String subscriber) {
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
        try {
            network.threads().execute(() -> fly(flight));
        } catch (RejectedExecutionException theEmulatorIsClosed) {
            flights.remove(flight);
        }
    }

    /** Lets the letters of a batch go. Returns what is to be done once the request that caused them is answered. */
    public Runnable depart(Batch batch) {
        if (batch.isDone()) {
            return () -> {};
        }
        Mode mode = rules().mode();
        if (mode != Mode.BEFORE_REPLY) {
            return () -> release(batch);
        }
        release(batch);
        finish(batch);
        return () -> {};
    }

    private void release(Batch batch) {
        lock.lock();
        try {
            batch.release();
            batch.subscribers().forEach(this::pump);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every letter of a batch has been tried, which takes no longer than the subscribers' patience allows. */
    private List<Attempt> finish(Batch batch) {
        try {
            return await(Duration.ofDays(1), () -> batch.isDone() ? batch.landed() : null, report -> report);
        } catch (TimeoutException never) {
            throw new IllegalStateException(never);
        }
    }

    /** Writes and sends; on a thread of its own, and not under the lock. */
    private void fly(Flight flight) {
        Parcel parcel = flight.parcel();
        Instant began = clock.get();
        try {
            Content content = parcel.content();
            Target target = network.reach().check(parcel.letter().url());
            if (flight.depart()) {
                CompletableFuture<Answer> answer = network.carrier()
                        .send(new Outgoing(
                                target,
                                "POST",
                                content.headers(),
                                content.body(),
                                network.patience(),
                                MOST_OF_AN_ANSWER));
                answer.whenComplete((given, failure) -> land(
                        flight,
                        given != null
                                ? Attempt.answered(parcel, began, clock.get(), given)
                                : Attempt.failed(parcel, began, clock.get(), reason(failure))));
                flight.awaits(answer);
            }
        } catch (Barred barred) {
            land(flight, Attempt.heldBack(parcel, began, String.valueOf(barred.getMessage())));
        } catch (RuntimeException bug) {
            land(flight, Attempt.failed(parcel, began, clock.get(), "the emulator itself failed: " + bug));
        }
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable reason =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return reason == null ? "no answer" : Objects.requireNonNullElse(reason.getMessage(), reason.toString());
    }

    private void land(Flight flight, Attempt attempt) {
        lock.lock();
        try {
            // Those of before everything was put back are not there any more, and are nobody's concern.
            if (flights.remove(flight)) {
                attempts.add(attempt);
                settleAccounts(attempt);
                flight.batch().landed(attempt);
                String subscriber = attempt.parcel().letter().subscriber();
                Objects.requireNonNull(lanes.get(subscriber)).busy = false;
                pump(subscriber);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
            flight.ended();
        }
    }

    /** Has a failed letter sent again, or gives it up. */
    private void settleAccounts(Attempt attempt) {
        Parcel parcel = attempt.parcel();
        Instant again = rules.retries().next(attempt, network.chance(parcel.number(), attempt.number()));
        if (again != null) {
            await(new Waiting(again, attempt.repeated()));
        } else if (attempt.isFailure()) {
            dead.add(attempt);
        }
    }

    private void await(Waiting parcel) {
        waiting.add(parcel);
        setAlarm();
    }

    /** Has this courier woken when the next parcel is due, should its clock run. */
    private void setAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
        Waiting next = waiting.peek();
        if (next != null && !closed) {
            Instant now = clock.get();
            long millis = Math.max(0, Duration.between(now, next.due()).toMillis() + 1);
            alarm = network.timer().schedule(() -> ring(now), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void ring(Instant set) {
        lock.lock();
        try {
            boolean stands = !clock.get().isAfter(set);
            sendDue();
            if (!stands) {
                setAlarm();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void sendDue() {
        Instant now = clock.get();
        Waiting next = waiting.peek();
        while (next != null && !next.due().isAfter(now)) {
            waiting.remove();
            place(next.parcel(), released());
            next = waiting.peek();
        }
    }

    private static Batch released() {
        Batch batch = new Batch();
        batch.release();
        return batch;
    }

    /** When the next parcel that waits for its time is due; null when none does. */
    public @Nullable Instant nextDue() {
        lock.lock();
        try {
            Waiting next = waiting.peek();
            return next == null ? null : next.due();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nothing is due or on its way. Parcels that wait for another to overtake them go now.
     *
     * @throws TimeoutException with what did happen
     */
    public void settle(Duration patience) throws TimeoutException {
        await(
                patience,
                () -> {
                    sendDue();
                    sendOvertaken();
                    return lanes.isEmpty() && flights.isEmpty() ? true : null;
                },
                report -> "deliveries are still under way after " + patience.toMillis() + " ms. " + report);
    }

    private void sendOvertaken() {
        List<Parcel> late = List.copyOf(overtaken.values());
        overtaken.clear();
        late.forEach(parcel -> place(parcel, released()));
    }

    /**
     * Waits until {@code found} finds something among the attempts, oldest first.
     *
     * @throws TimeoutException with what did happen
     */
    public <T> T await(Duration patience, Function<List<Attempt>, @Nullable T> found, Function<String, String> message)
            throws TimeoutException {
        return await(patience, () -> found.apply(attempts.all()), message);
    }

    private <T> T await(Duration patience, Supplier<@Nullable T> found, Function<String, String> message)
            throws TimeoutException {
        lock.lock();
        try {
            long left = patience.toNanos();
            T result = found.get();
            while (result == null) {
                if (closed) {
                    throw new IllegalStateException("the workspace was closed while something waited for a delivery");
                }
                if (left <= 0) {
                    throw new TimeoutException(message.apply(report()));
                }
                left = changed.awaitNanos(left);
                result = found.get();
            }
            return result;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a delivery", interrupted);
        } finally {
            lock.unlock();
        }
    }

    /** Sends one of those that are held, or another one once more, now, and returns what became of it. */
    public Attempt deliver(Parcel parcel) {
        Batch batch = released();
        lock.lock();
        try {
            refuseIfClosed();
            held.remove(parcel);
            send(parcel, batch);
        } finally {
            lock.unlock();
        }
        List<Attempt> landed = finish(batch);
        if (landed.isEmpty()) {
            throw new IllegalStateException("the workspace was put back while the delivery was under way");
        }
        return landed.get(0);
    }

    /** Sends all that is held, in order, and returns what became of it. */
    public List<Attempt> deliverHeld() {
        Batch batch = released();
        lock.lock();
        try {
            refuseIfClosed();
            sendHeld(batch);
        } finally {
            lock.unlock();
        }
        return List.copyOf(finish(batch));
    }

    private void sendHeld(Batch batch) {
        List<Parcel> all = List.copyOf(held);
        held.clear();
        all.forEach(parcel -> send(parcel, batch));
    }

    /** Throws away one of those that are held, and returns whether it was among them. */
    public boolean drop(Parcel parcel) {
        lock.lock();
        try {
            boolean dropped = held.remove(parcel);
            if (dropped) {
                attempts.add(Attempt.dropped(parcel, clock.get(), "dropped by the test"));
                changed.signalAll();
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the workspace is closed, and delivers nothing any more");
        }
    }

    /** Sends by these rules from now on; what was held and is no longer to be goes at once. */
    public void rules(Function<Rules, Rules> change) {
        lock.lock();
        try {
            rules = change.apply(rules);
            if (rules.mode() != Mode.HELD) {
                sendHeld(released());
            }
        } finally {
            lock.unlock();
        }
    }

    public Rules rules() {
        lock.lock();
        try {
            return rules;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what has been tried, oldest first; the newest thousand. */
    public List<Attempt> attempts() {
        lock.lock();
        try {
            return attempts.all();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the last attempts at letters that were given up, oldest first; the newest thousand. */
    public List<Attempt> dead() {
        lock.lock();
        try {
            return dead.all();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what stands still at the moment. */
    public Backlog backlog() {
        lock.lock();
        try {
            return new Backlog(
                    rules,
                    numbers,
                    List.copyOf(held),
                    waiting.stream().sorted().toList(),
                    List.copyOf(overtaken.values()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts an earlier backlog back and forgets everything since. What is on its way is called back. Run what is returned, with
     * no lock in hand, to wait until the last of it is over: after that nothing more arrives.
     */
    public Runnable restore(Backlog backlog) {
        lock.lock();
        try {
            List<Flight> under = List.copyOf(flights);
            clear();
            load(backlog);
            changed.signalAll();
            return () -> quiet(under);
        } finally {
            lock.unlock();
        }
    }

    /** Delivers nothing any more. Returns the same as {@link #restore}. */
    public Runnable close() {
        lock.lock();
        try {
            closed = true;
            return restore(new Backlog(rules));
        } finally {
            lock.unlock();
        }
    }

    private void clear() {
        lanes.values().forEach(lane -> lane.ready.forEach(ready -> ready.batch().abandon()));
        flights.forEach(flight -> flight.batch().abandon());
        lanes.clear();
        flights.clear();
        held.clear();
        waiting.clear();
        overtaken.clear();
        attempts.clear();
        dead.clear();
    }

    private void load(Backlog backlog) {
        rules = backlog.rules();
        numbers = backlog.numbers();
        held.addAll(backlog.held());
        waiting.addAll(backlog.waiting());
        backlog.overtaken().forEach(parcel -> overtaken.put(parcel.letter().subscriber(), parcel));
        setAlarm();
    }

    private static void quiet(List<Flight> flights) {
        CompletableFuture<Void> over =
                CompletableFuture.allOf(flights.stream().map(Flight::callBack).toArray(CompletableFuture[]::new));
        try {
            over.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hanging) {
            flights.forEach(Flight::breakOff);
        } catch (InterruptedException interrupted) {
            flights.forEach(Flight::breakOff);
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Says what has happened and what has not yet, for messages. */
    public String report() {
        lock.lock();
        try {
            StringBuilder report = new StringBuilder("What did happen:");
            tell(report, "tried", attempts.all());
            tell(report, "being sent", flights.stream().map(Flight::parcel).toList());
            tell(
                    report,
                    "in line",
                    lanes.values().stream()
                            .flatMap(lane -> lane.ready.stream())
                            .map(Ready::parcel)
                            .toList());
            tell(report, "held until the test delivers them", List.copyOf(held));
            tell(report, "waiting for their time", waiting.stream().sorted().toList());
            tell(report, "waiting to be overtaken", List.copyOf(overtaken.values()));
            return report.toString();
        } finally {
            lock.unlock();
        }
    }

    private static void tell(StringBuilder report, String what, List<?> things) {
        if (things.isEmpty()) {
            return;
        }
        report.append("\n  ").append(what).append(" (").append(things.size()).append("):");
        int skipped = Math.max(0, things.size() - 20);
        report.append(skipped == 0 ? "" : "\n    … " + skipped + " earlier");
        things.subList(skipped, things.size())
                .forEach(thing -> report.append("\n    ").append(thing));
    }
}
