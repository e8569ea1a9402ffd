package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.BackgroundExecutor;
import io.github.basicopsemulator.event.ChangeNotifier;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.event.EventLog;
import io.github.basicopsemulator.fault.FaultRules;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.store.LimitReached;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import io.github.basicopsemulator.store.Transaction;
import io.github.basicopsemulator.webhook.CancelledDeliveries;
import io.github.basicopsemulator.webhook.DeliveryResources;
import io.github.basicopsemulator.webhook.DispatcherSnapshot;
import io.github.basicopsemulator.webhook.Inboxes;
import io.github.basicopsemulator.webhook.WebhookDispatcher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The runtime of one workspace: state, history, events, clock, webhook dispatcher, inboxes, faults and journal. */
public final class WorkspaceRuntime {

    /** How many tasks that may block run at once, and how many more may wait for their turn. */
    private static final int MAX_RUNNING = 4;

    private static final int MAX_TASKS = 1_000;

    /** The limit for a clock move; failing subscribers with retries could make it endless. */
    private static final Duration LONGEST_MOVE = Duration.ofMinutes(5);

    /** How many files are fetched at once for {@code uploadurl} and the like. */
    private static final int MAX_FETCHES = 16;

    private final String name;
    private final Store store;
    private final ChangeNotifier live = new ChangeNotifier();
    private final EventLog events = new EventLog();
    private final VirtualClock clock;
    private final WebhookDispatcher dispatcher;
    private final ChangeNotifier delivered = new ChangeNotifier(live);
    private final Duration longestMove;
    private final DelayedResponses held;
    private final BackgroundExecutor background;
    private @Nullable TaskQueue tasks;
    private @Nullable TaskQueue resets;
    private @Nullable TaskQueue preparations;
    private final Inboxes inboxes;
    private final WorkspaceLimits limits;
    private final UnsentBytes unsent;
    private final FaultRules faults;
    private final ExchangeLog journal;
    private final ChangeHistory revisions;
    private final AtomicLong requests;
    private volatile State beginning;
    private volatile boolean closed;

    /** Serialises clock changes. {@link #rewind} deliberately does not take it. */
    private final ReentrantLock moving = new ReentrantLock();

    /** Whole rewinds take turns, with their wait for deliveries; a snapshot is of before or after one. */
    private final ReentrantLock rewinding = new ReentrantLock();

    /** How many rewinds have begun; guarded by the writers' turn. */
    private volatile long rewinds;

    /** How many rewinds are over; guarded by their turn. */
    private volatile long timesPutBack;

    /** Begins where another has been, or was founded. */
    public WorkspaceRuntime(String name, WorkspaceSnapshot past, DeliveryResources network, ExchangeLog journal) {
        this(name, past, network, journal, WorkspaceLimits.DEFAULT);
    }

    /** Does the same, within limits. */
    public WorkspaceRuntime(
            String name,
            WorkspaceSnapshot past,
            DeliveryResources network,
            ExchangeLog journal,
            WorkspaceLimits limits) {
        this(name, past, network, journal, limits, LONGEST_MOVE);
    }

    /** Does the same; a move of the clock takes no longer than this, of real time. */
    WorkspaceRuntime(
            String name,
            WorkspaceSnapshot past,
            DeliveryResources network,
            ExchangeLog journal,
            WorkspaceLimits limits,
            Duration longestMove) {
        this.name = name;
        this.longestMove = longestMove;
        this.limits = limits;
        this.unsent = new UnsentBytes(limits.unsentBytes());
        this.inboxes = new Inboxes(limits.inboxes());
        this.beginning = past.state();
        this.store = new Store(past.state());
        this.clock = new VirtualClock(name, past.clock());
        this.background = network.background();
        this.dispatcher = new WebhookDispatcher(network, clock::now, past.dispatcherSnapshot(), delivered);
        this.held = new DelayedResponses(clock, background, delivered::signalAll);
        inboxes.restore(past.inboxes());
        this.faults = new FaultRules(network.seed(), past.faults());
        this.journal = journal;
        this.revisions = new ChangeHistory(journal.keeps(), past.changes());
        this.requests = new AtomicLong(past.requests());
    }

    /** Its name; empty for the default workspace. */
    public String name() {
        return name;
    }

    /** Signals every change of the workspace. */
    public ChangeNotifier live() {
        return live;
    }

    public Store store() {
        return store;
    }

    public EventLog events() {
        return events;
    }

    public VirtualClock clock() {
        return clock;
    }

    public WebhookDispatcher dispatcher() {
        return dispatcher;
    }

    /** The replies that are sent later. */
    public DelayedResponses held() {
        return held;
    }

    /** The bytes of responses that are not sent yet. */
    public UnsentBytes unsent() {
        return unsent;
    }

    /** The threads and the timer for waits. */
    public BackgroundExecutor background() {
        return background;
    }

    /** Runs work that may block, such as moving the clock, on a thread of its own. */
    public <T> CompletableFuture<T> run(Callable<T> work) {
        return tasks().run(work);
    }

    /** Queues are made when they are first needed; guarded by the monitor of this world. */
    private synchronized TaskQueue tasks() {
        TaskQueue known = tasks == null ? new TaskQueue(background, MAX_RUNNING, MAX_TASKS) : tasks;
        tasks = known;
        return known;
    }

    /** Runs a reset, rewind or deletion; it does not wait for work of {@link #run}. */
    public <T> CompletableFuture<T> runReset(Callable<T> work) {
        return resets().run(work);
    }

    private synchronized TaskQueue resets() {
        TaskQueue known = resets == null ? new TaskQueue(background, 1, MAX_TASKS) : resets;
        resets = known;
        return known;
    }

    /** Runs the preparation of a route, such as fetching a file. */
    <T> CompletableFuture<T> prepare(Callable<T> work) {
        return preparations().run(work);
    }

    private synchronized TaskQueue preparations() {
        TaskQueue known = preparations == null ? new TaskQueue(background, MAX_FETCHES, MAX_TASKS) : preparations;
        preparations = known;
        return known;
    }

    public Inboxes inboxes() {
        return inboxes;
    }

    /**
     * Completes when all deliveries in flight to an inbox have ended. A reader of messages waits for this, so that the
     * attempts are recorded, too.
     */
    public CompletableFuture<Void> landedIn(String inbox) {
        return dispatcher.completed((name.isEmpty() ? "" : "/w/" + name) + "/_emulator/inbox/" + inbox);
    }

    public FaultRules faults() {
        return faults;
    }

    public ExchangeLog journal() {
        return journal;
    }

    /** The revisions after the newest changes; empty without a journal. */
    public ChangeHistory revisions() {
        return revisions;
    }

    /** How many requests there have been. */
    public long requests() {
        return requests.get();
    }

    /** The number of the next request, from 1. */
    public long nextRequest() {
        return requests.incrementAndGet();
    }

    /** The initial records, or those of the last rewind. */
    public State beginning() {
        return beginning;
    }

    /** Takes a snapshot. */
    public WorkspaceSnapshot past() {
        return between(() -> new WorkspaceSnapshot(
                store.state(),
                clock.setting(),
                dispatcher.dispatcherSnapshot(),
                inboxes.script(),
                faults.setting(),
                requests.get(),
                revisions.last()));
    }

    /** Reads several parts consistently, with rewinds and writes locked out. */
    private <T> T between(Supplier<T> look) {
        rewinding.lock();
        try {
            return store.readLocked(look);
        } finally {
            rewinding.unlock();
        }
    }

    /**
     * Returns a revision as a snapshot: its records, ids and clock. Pending deliveries are not included; delivery
     * settings, inbox answers and faults are the current ones.
     */
    public WorkspaceSnapshot past(ChangeHistory.Revision revision) {
        return between(() -> new WorkspaceSnapshot(
                revision.state(),
                revision.clock(),
                new DispatcherSnapshot(dispatcher.rules()),
                inboxes.script(),
                faults.setting(),
                revision.request(),
                revision.number()));
    }

    /**
     * Restores a snapshot; when this returns, no earlier delivery arrives.
     *
     * @throws IllegalArgumentException if its clock followed one that follows this one now
     */
    public void rewind(WorkspaceSnapshot past) {
        if (past.clock().standing() != null) {
            rewindState(past);
        } else {
            clock.go(past.clock().source(), () -> rewindState(past));
        }
    }

    private void rewindState(WorkspaceSnapshot past) {
        rewinding.lock();
        try {
            putBack(past).run();
            // Only now has the last delivery of before reached its inbox.
            inboxes.restore(past.inboxes());
            timesPutBack++;
        } finally {
            dispatcher.resume();
            rewinding.unlock();
            live.signalAll();
        }
    }

    /** Restores all parts but the inboxes, and returns the wait for the last in-flight deliveries. */
    private CancelledDeliveries putBack(WorkspaceSnapshot past) {
        CancelledDeliveries[] recall = new CancelledDeliveries[1];
        store.put(past.state(), () -> {
            rewinds++;
            beginning = past.state();
            clock.set(past.clock());
            events.clear();
            faults.restore(past.faults());
            journal.restart();
            revisions.rewind(past.changes(), past.state());
            requests.set(past.requests());
            dispatcher.pause();
            recall[0] = dispatcher.restore(past.dispatcherSnapshot());
        });
        held.releaseAll();
        return recall[0];
    }

    /** The number of rewinds so far. */
    public long timesPutBack() {
        return timesPutBack;
    }

    /**
     * Refuses a change that exceeds a limit. Call this under the write lock, before the change is published.
     *
     * @param messages the number of deliveries that the change causes
     * @throws LimitReached if a limit is exceeded
     */
    void refuseOverflow(Transaction transaction, int messages) {
        limits.check(transaction);
        if (messages > 0) {
            dispatcher.refuseOverflow(messages, limits.heldDeliveries());
        }
    }

    /** Adds a revision after a change. Call this under the write lock. */
    void note(Call call, List<Event> caused) {
        long displaced = call.transaction().displaced();
        revisions.add(call.now(), call.request().number(), caused, store.state(), clock.setting(), displaced);
    }

    /** The time of a call, which moves a clock that ticks. */
    Instant callTime() {
        Instant now = clock.callTime();
        if (clock.ticks()) {
            clockMoved();
        }
        return now;
    }

    /**
     * Goes with another clock from now on.
     *
     * @throws IllegalArgumentException when that goes with this one
     */
    public void follow(Clock source) {
        moving.lock();
        try (Move move = new Move("to where another clock is")) {
            go(new VirtualClock.Mode(source));
            move.settle();
        } finally {
            moving.unlock();
        }
    }

    private void go(VirtualClock.Mode setting) {
        long before = rewinds();
        clock.go(setting.source(), () -> change(before, () -> clock.set(setting)));
        clockMoved();
    }

    /** Freezes the clock at a time; work that is due until then runs first, at its own time. */
    public void stand(Instant at, Duration tick) {
        Instant time = VirtualClock.checked(at);
        moving.lock();
        try (Move move = new Move("to " + time)) {
            move.passTo(() -> time);
            change(move.before, () -> clock.set(standing(time, tick)));
            clockMoved();
            move.settle();
        } finally {
            moving.unlock();
        }
    }

    private VirtualClock.Mode standing(Instant time, Duration tick) {
        return new VirtualClock.Mode(clock.setting().source(), Duration.ZERO, time, tick);
    }

    /** Lets the clock run with an offset; work that would be due on the way does not run. */
    public void setOffset(Duration ahead) {
        moving.lock();
        try {
            go(clock.ahead(ahead));
        } finally {
            moving.unlock();
        }
    }

    /**
     * Moves the clock on by a duration, to which ticks of requests meanwhile are added. Deliveries and replies that become due
     * on the way go out at their own time, before this returns.
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock is advanced by a duration that is not negative, but this was "
                    + duration + ": set it to an earlier time instead");
        }
        moving.lock();
        try (Move move = new Move("on by " + duration)) {
            clock.after(duration);
            move.passTo(() -> clock.after(duration.minus(move.moved)));
            move.by(duration.minus(move.moved));
            move.settle();
        } finally {
            moving.unlock();
        }
    }

    /** One move of the clock, which takes its time. */
    private final class Move implements AutoCloseable {

        private final String aim;
        private final long before = rewinds();
        private final CompletableFuture<Void> limit = background.after(longestMove);
        private Duration moved = Duration.ZERO;

        Move(String aim) {
            this.aim = aim;
            limit.thenRun(delivered::signalAll);
        }

        /** Deliveries on their way end first: a failed one may be due again on the way. */
        void passTo(Supplier<Instant> target) {
            settle();
            Instant due = nextDue();
            while (due != null && !due.isAfter(target.get())) {
                refuseIf(limit.isDone());
                to(due);
                settle();
                due = nextDue();
            }
        }

        /** Moves the clock on to a time. The clock may have passed it meanwhile, and then goes on as it does. */
        private void to(Instant time) {
            VirtualClock.Mode current = clock.setting();
            boolean stands = current.standing() != null;
            Duration ahead =
                    stands ? current.ahead() : Duration.between(current.source().instant(), time);
            change(before, () -> moved = moved.plus(clock.moveOn(time, ahead)));
            clockMoved();
        }

        void by(Duration duration) {
            change(before, () -> clock.moveBy(duration));
            clockMoved();
        }

        /** Waits until no work is in progress. */
        void settle() {
            try {
                refuseIf(!dispatcher.awaitIdleWhileProgressing(held::isAnyLeaving, limit::isDone));
            } catch (TimeoutException hanging) {
                throw new IllegalStateException(hanging.getMessage(), hanging);
            }
        }

        private void refuseIf(boolean isTooLong) {
            if (isTooLong) {
                throw new IllegalStateException("the clock was to be moved " + aim + ", but after "
                        + longestMove.toMillis() + " ms of real time it has come to " + clock.now()
                        + ", and deliveries are still due: let them be repeated less often, with Retries, or move the"
                        + " clock in smaller steps. " + dispatcher.report());
            }
        }

        @Override
        public void close() {
            limit.cancel(false);
        }
    }

    /** The time at which the next delivery or delayed response is due; null without such work. */
    private @Nullable Instant nextDue() {
        Instant delivery = dispatcher.nextDue();
        Instant reply = held.nextDue();
        return delivery == null || (reply != null && reply.isBefore(delivery)) ? reply : delivery;
    }

    private long rewinds() {
        return store.readLocked(() -> rewinds);
    }

    private void clockMoved() {
        dispatcher.look();
        held.releaseDue();
    }

    /** Changes the clock, unless the workspace was rewound in the meantime. */
    private void change(long before, Runnable change) {
        store.readLocked(() -> {
            if (rewinds != before) {
                throw new IllegalStateException("the workspace was rewound while its clock was being moved");
            }
            change.run();
            return before;
        });
    }

    /** Stops deliveries and wakes all waiting threads. */
    public void close() {
        beginClose().run();
    }

    /** Does the same without waiting. Run the returned value to wait for the last delivery. */
    public CancelledDeliveries beginClose() {
        closed = true;
        live.close();
        journal.close();
        held.close();
        CancelledDeliveries recall = dispatcher.close();
        inboxes.close();
        return recall;
    }

    public boolean isClosed() {
        return closed;
    }
}
