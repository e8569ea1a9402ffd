package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.delivery.Backlog;
import io.github.basicopsemulator.delivery.Courier;
import io.github.basicopsemulator.delivery.Inboxes;
import io.github.basicopsemulator.delivery.Network;
import io.github.basicopsemulator.delivery.Recall;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.event.EventLog;
import io.github.basicopsemulator.event.Signal;
import io.github.basicopsemulator.fault.Faults;
import io.github.basicopsemulator.journal.Journal;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What one workspace is made of: its state and its past, its events, its clock, its courier and inboxes, its faults and journal. */
public final class World {

    private final String name;
    private final Store store;
    private final Signal live = new Signal();
    private final EventLog events = new EventLog();
    private final WorldClock clock;
    private final Courier courier;
    private final Inboxes inboxes = new Inboxes();
    private final Faults faults;
    private final Journal journal;
    private final Moments moments;
    private final AtomicLong requests;
    private volatile State beginning;

    /** Whoever moves the clock; rewinding does not wait for them. */
    private final ReentrantLock moving = new ReentrantLock();

    /** Whole rewinds take turns, with their wait for deliveries; a snapshot is of before or after one. */
    private final ReentrantLock rewinding = new ReentrantLock();

    /** How many rewinds have begun; guarded by the writers' turn. */
    private volatile long rewinds;

    /** How many rewinds are over; guarded by their turn. */
    private volatile long timesPutBack;

    /** Begins where another has been, or was founded. */
    public World(String name, Past past, Network network, Journal journal) {
        this.name = name;
        this.beginning = past.state();
        this.store = new Store(past.state());
        this.clock =
                new WorldClock(name.isEmpty() ? "the default workspace" : "workspace \"" + name + "\"", past.clock());
        this.courier = new Courier(network, clock::now, past.backlog(), new Signal(live));
        inboxes.restore(past.inboxes());
        this.faults = new Faults(network.seed(), past.faults());
        this.journal = journal;
        this.moments = new Moments(journal.keeps(), past.changes());
        this.requests = new AtomicLong(past.requests());
    }

    /** Its name; empty for the default workspace. */
    public String name() {
        return name;
    }

    /** Is raised whenever something has happened. */
    public Signal live() {
        return live;
    }

    public Store store() {
        return store;
    }

    public EventLog events() {
        return events;
    }

    public WorldClock clock() {
        return clock;
    }

    public Courier courier() {
        return courier;
    }

    public Inboxes inboxes() {
        return inboxes;
    }

    /**
     * Completes when all deliveries have ended that are being sent to an inbox now. Whoever has seen a message waits for this, so that
     * the attempt which brought it is known, too.
     */
    public CompletableFuture<Void> landedIn(String inbox) {
        return courier.landed((name.isEmpty() ? "" : "/w/" + name) + "/_emulator/inbox/" + inbox);
    }

    public Faults faults() {
        return faults;
    }

    public Journal journal() {
        return journal;
    }

    /** What it was after each of the newest changes; empty where no journal is kept. */
    public Moments moments() {
        return moments;
    }

    /** How many requests there have been. */
    public long requests() {
        return requests.get();
    }

    /** The number of the next request, from 1. */
    public long nextRequest() {
        return requests.incrementAndGet();
    }

    /** The records that it began with, or was last put back to. */
    public State beginning() {
        return beginning;
    }

    /** Remembers everything as it is. */
    public Past past() {
        return between(() -> new Past(
                store.state(),
                clock.setting(),
                courier.backlog(),
                inboxes.script(),
                faults.setting(),
                requests.get(),
                moments.last()));
    }

    /** Looks at everything between rewinds, while nobody writes. */
    private <T> T between(Supplier<T> look) {
        rewinding.lock();
        try {
            return store.still(look);
        } finally {
            rewinding.unlock();
        }
    }

    /**
     * What it was after one of its newest changes: its records, its ids and its clock. Deliveries that were to come are no part of
     * it, and what is set is as it is now: how deliveries are sent, what inboxes answer, what goes wrong.
     */
    public Past past(Moments.Moment moment) {
        return between(() -> new Past(
                moment.state(),
                moment.clock(),
                new Backlog(courier.rules()),
                inboxes.script(),
                faults.setting(),
                moment.request(),
                moment.number()));
    }

    /**
     * Makes everything as it was; what has happened since is forgotten, and when this returns, nothing of it arrives any more.
     *
     * @throws IllegalArgumentException when its clock went with one that goes with this one now
     */
    public void rewind(Past past) {
        if (past.clock().standing() == null) {
            clock.refuseCycle(past.clock().source());
        }
        rewinding.lock();
        try {
            putBack(past).run();
            // Only now has the last delivery of before reached its inbox.
            inboxes.restore(past.inboxes());
            timesPutBack++;
        } finally {
            rewinding.unlock();
            live.raise();
        }
    }

    /** Puts back everything but the inboxes, and returns what waits for the last delivery of before. */
    private Recall putBack(Past past) {
        Recall[] recall = new Recall[1];
        store.put(past.state(), () -> {
            rewinds++;
            beginning = past.state();
            clock.set(past.clock());
            clock.release();
            events.clear();
            faults.restore(past.faults());
            journal.restart();
            moments.rewind(past.changes(), past.state());
            requests.set(past.requests());
            recall[0] = courier.restore(past.backlog());
        });
        return recall[0];
    }

    /** How often everything was put back, with all that belongs to it. */
    public long timesPutBack() {
        return timesPutBack;
    }

    /** Keeps what it is now that a call has changed it; to be called in the writers' turn. */
    void note(Call call, List<Event> caused) {
        moments.add(call.now(), call.request().number(), caused, store.state(), clock.setting());
    }

    /** The time of a call, which moves a clock that ticks. */
    Instant callTime() {
        Instant now = clock.callTime();
        if (clock.ticks()) {
            courier.look();
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
        try {
            go(new WorldClock.Setting(source));
            settle();
        } finally {
            moving.unlock();
        }
    }

    private void go(WorldClock.Setting setting) {
        long before = rewinds();
        clock.go(setting.source(), () -> change(before, () -> clock.set(setting)));
        courier.look();
    }

    /** Stands still at a time; what is due until then is done first, at its own time. */
    public void stand(Instant at, Duration tick) {
        Instant time = WorldClock.checked(at);
        moving.lock();
        try {
            long before = rewinds();
            passTo(time, before);
            change(before, () -> clock.set(standing(time, tick)));
            courier.look();
            settle();
        } finally {
            moving.unlock();
        }
    }

    private WorldClock.Setting standing(Instant time, Duration tick) {
        return new WorldClock.Setting(clock.setting().source(), Duration.ZERO, time, tick);
    }

    /** Goes with its clock, and so much ahead of it; nothing is done that would be due on the way. */
    public void goAhead(Duration ahead) {
        moving.lock();
        try {
            go(clock.ahead(ahead));
        } finally {
            moving.unlock();
        }
    }

    /** Moves the clock on, never back; what is due on the way is done at its own time, before this returns. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock is advanced by a duration that is not negative, but this was "
                    + duration + ": set it to an earlier time instead");
        }
        moving.lock();
        try {
            long before = rewinds();
            Instant target = clock.after(duration);
            passTo(target, before);
            moveOn(target, before);
            settle();
        } finally {
            moving.unlock();
        }
    }

    /** What is on its way comes to its end first: what fails now may be due on the way. */
    private void passTo(Instant target, long before) {
        settle();
        Instant due = courier.nextDue();
        while (due != null && !due.isAfter(target)) {
            moveOn(due, before);
            settle();
            due = courier.nextDue();
        }
    }

    private long rewinds() {
        return store.still(() -> rewinds);
    }

    /** Moves the clock on to a time. The clock may have passed it meanwhile, and then goes on as it does. */
    private void moveOn(Instant time, long before) {
        WorldClock.Setting current = clock.setting();
        boolean stands = current.standing() != null;
        Duration ahead =
                stands ? current.ahead() : Duration.between(current.source().instant(), time);
        change(before, () -> clock.moveOn(time, ahead));
        courier.look();
    }

    /** Changes the clock, unless everything was put back since. */
    private void change(long before, Runnable change) {
        store.still(() -> {
            if (rewinds != before) {
                throw new IllegalStateException("the workspace was put back while its clock was being moved");
            }
            change.run();
            return before;
        });
    }

    private void settle() {
        try {
            courier.settleAtLast();
        } catch (TimeoutException hanging) {
            throw new IllegalStateException(hanging.getMessage(), hanging);
        }
    }

    /** Lets nothing leave and nobody wait any more. Run what is returned to wait until the last delivery is over. */
    public Recall close() {
        live.close();
        journal.close();
        clock.release();
        Recall recall = courier.close();
        inboxes.close();
        return recall;
    }
}
