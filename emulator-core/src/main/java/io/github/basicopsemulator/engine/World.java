package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.delivery.Backlog;
import io.github.basicopsemulator.delivery.Courier;
import io.github.basicopsemulator.delivery.Inboxes;
import io.github.basicopsemulator.delivery.Network;
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
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

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
    private volatile boolean closed;

    /** Whoever moves the clock; rewinding does not wait for them. */
    private final ReentrantLock moving = new ReentrantLock();

    /** How often everything was put back; guarded by the writers' turn. */
    private volatile long rewinds;

    /** Begins where another has been, or was founded. */
    public World(String name, Past past, Network network, Journal journal) {
        this.name = name;
        this.beginning = past.state();
        this.store = new Store(past.state());
        this.clock = new WorldClock(past.clock());
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
        return store.still(() -> new Past(
                store.state(),
                clock.setting(),
                courier.backlog(),
                inboxes.script(),
                faults.setting(),
                requests.get(),
                moments.last()));
    }

    /**
     * What it was after one of its newest changes: its records, its ids and its clock. Deliveries that were to come are no part of
     * it, and what is set is as it is now: how deliveries are sent, what inboxes answer, what goes wrong.
     */
    public Past past(Moments.Moment moment) {
        return store.still(() -> new Past(
                moment.state(),
                moment.clock(),
                new Backlog(courier.rules()),
                inboxes.script(),
                faults.setting(),
                moment.request(),
                moment.number()));
    }

    /** Makes everything as it was; what has happened since is forgotten, and when this returns, nothing of it arrives any more. */
    public void rewind(Past past) {
        Runnable[] quiet = new Runnable[1];
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
            quiet[0] = courier.restore(past.backlog());
        });
        quiet[0].run();
        // Only now has the last delivery of before reached its inbox.
        inboxes.restore(past.inboxes());
        live.raise();
    }

    /** How often everything was put back. */
    public long timesPutBack() {
        return rewinds;
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

    /** Goes with another clock from now on. */
    public void follow(Clock source) {
        moving.lock();
        try {
            set(rewinds(), new WorldClock.Setting(source));
            settle();
        } finally {
            moving.unlock();
        }
    }

    /** Stands still at a time; what is due until then is done first, at its own time. */
    public void stand(Instant at, Duration tick) {
        moving.lock();
        try {
            long before = rewinds();
            passTo(at, before);
            set(before, new WorldClock.Setting(clock.setting().source(), Duration.ZERO, WorldClock.checked(at), tick));
            settle();
        } finally {
            moving.unlock();
        }
    }

    /** Goes with its clock, and so much ahead of it; nothing is done that would be due on the way. */
    public void goAhead(Duration ahead) {
        moving.lock();
        try {
            set(rewinds(), clock.ahead(ahead));
        } finally {
            moving.unlock();
        }
    }

    /** Moves the clock on; what is due on the way is done at its own time, before this returns. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock is advanced by a duration that is not negative, but this was "
                    + duration + ": set it to an earlier time instead");
        }
        moving.lock();
        try {
            long before = rewinds();
            Instant target = WorldClock.checked(clock.instant().plus(duration));
            passTo(target, before);
            set(before, clock.setting().at(target));
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
            if (due.isAfter(clock.instant())) {
                set(before, clock.setting().at(due));
            }
            settle();
            due = courier.nextDue();
        }
    }

    private long rewinds() {
        return store.still(() -> rewinds);
    }

    /** Sets the clock, unless everything was put back since. */
    private void set(long before, WorldClock.Setting setting) {
        store.still(() -> {
            if (rewinds != before) {
                throw new IllegalStateException("the workspace was put back while its clock was being moved");
            }
            clock.set(setting);
            return setting;
        });
        courier.look();
    }

    private void settle() {
        try {
            courier.settleAtLast();
        } catch (TimeoutException hanging) {
            throw new IllegalStateException(hanging.getMessage(), hanging);
        }
    }

    /** Lets nothing leave and nobody wait any more. */
    public void close() {
        beginClose().run();
    }

    /** Does the same without waiting. Run what is returned to wait until nothing arrives any more. */
    public Runnable beginClose() {
        closed = true;
        live.close();
        journal.close();
        clock.release();
        Runnable quiet = courier.close();
        return () -> {
            quiet.run();
            inboxes.close();
        };
    }

    public boolean isClosed() {
        return closed;
    }
}
