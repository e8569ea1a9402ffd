package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.BackgroundExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The responses of one workspace that faults delay. No thread waits for them. Guarded by its own monitor, under which
 * no clock is read and no future is completed.
 *
 *
 * <p>Every request belongs to a generation. {@link #releaseAll} ends one: its responses are sent at once, including
 * those that are about to be delayed.
 */
public final class DelayedResponses {

    /** How many replies are held at most; each has a connection of its own. */
    static final int MAX_HELD = 100_000;

    static final String FULL = "The fault delays more than " + MAX_HELD
            + " replies of this workspace at once. DELETE /_emulator/faults, or faults().clear(), releases them.";

    /** A clock that does not say when it moves is read at least so often. */
    private static final Duration LONGEST_ALARM = Duration.ofMillis(250);

    private final Clock clock;
    private final BackgroundExecutor background;
    private final Runnable changed;

    private Set<CompletableFuture<Void>> timed = Set.of();
    private @Nullable PriorityQueue<Due> byClock;
    private long generation;
    private long order;
    private int leaving;
    private boolean closed;
    private @Nullable ScheduledFuture<?> alarm;

    /** A reply that leaves at a time of the workspace's clock; of several at one time, the earlier request first. */
    private record Due(Instant at, long order, CompletableFuture<Void> released) implements Comparable<Due> {

        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Holds replies by a clock; {@code changed} is run when one has left. */
    DelayedResponses(Clock clock, BackgroundExecutor background, Runnable changed) {
        this.clock = clock;
        this.background = background;
        this.changed = changed;
    }

    /** The generation of a request that begins now. */
    synchronized long generation() {
        return generation;
    }

    /** Returns true if no more responses can be delayed. */
    boolean isFull() {
        return size() >= MAX_HELD;
    }

    /** How many replies are held. */
    public synchronized int size() {
        return timed.size() + (byClock == null ? 0 : byClock.size());
    }

    /** Completes after a time of real time, or when the generation ends. Cancelling it ends the wait. */
    public CompletableFuture<Void> pause(Duration time, long generation) {
        CompletableFuture<Void> elapsed = background.after(time);
        if (elapsed.isDone()) {
            return elapsed;
        }
        synchronized (this) {
            if (isOver(generation)) {
                elapsed.complete(null);
                return elapsed;
            }
            timed = timed.isEmpty() ? new HashSet<>() : timed;
            timed.add(elapsed);
        }
        elapsed.whenComplete((nothing, failure) -> remove(elapsed));
        return elapsed;
    }

    private synchronized void remove(CompletableFuture<Void> elapsed) {
        if (timed.contains(elapsed)) {
            timed.remove(elapsed);
        }
    }

    /**
     * Completes when the clock reaches a time, or when the generation ends. Cancelling it ends the wait. After it has completed,
     * {@link #left} is to be called once.
     */
    CompletableFuture<Void> until(Instant at, long generation) {
        CompletableFuture<Void> released = new CompletableFuture<>();
        Due due;
        synchronized (this) {
            due = new Due(at, order++, released);
            if (isOver(generation)) {
                leaving++;
                released.complete(null);
                return released;
            }
            byClock = byClock == null ? new PriorityQueue<>() : byClock;
            byClock.add(due);
        }
        released.whenComplete((nothing, failure) -> cancelled(due));
        releaseDue();
        return released;
    }

    private synchronized void cancelled(Due due) {
        if (byClock != null && byClock.remove(due)) {
            leaving++;
        }
    }

    private boolean isOver(long generation) {
        return closed || generation != this.generation;
    }

    /** A reply that was held until a time has been sent, or cannot be. */
    void left() {
        synchronized (this) {
            leaving--;
        }
        changed.run();
    }

    /** Returns true if released responses are still being sent. */
    synchronized boolean isAnyLeaving() {
        return leaving > 0;
    }

    /** The time at which the next response is due; null if no response waits for the clock. */
    synchronized @Nullable Instant nextDue() {
        Due next = byClock == null ? null : byClock.peek();
        return next == null ? null : next.at();
    }

    /** Releases the replies whose time has come; to be called when the clock was moved. */
    void releaseDue() {
        if (nextDue() != null) {
            releaseDue(1);
        }
    }

    /** Sets the alarm for the next one; each time that finds the clock where it was doubles the wait. */
    private void releaseDue(long waitMillis) {
        Instant now;
        try {
            now = clock.instant();
        } catch (Throwable failing) {
            // A clock of the test's own; it may recover.
            arm(LONGEST_ALARM.toMillis(), LONGEST_ALARM.toMillis());
            return;
        }
        dueBy(now).forEach(due -> due.released().complete(null));
        Instant next = nextDue();
        if (next != null) {
            long left = Math.max(1, Math.min(Duration.between(now, next).toMillis(), LONGEST_ALARM.toMillis()));
            arm(Math.max(left, waitMillis), Math.min(2 * waitMillis, LONGEST_ALARM.toMillis()));
        }
    }

    private synchronized List<Due> dueBy(Instant now) {
        List<Due> due = new ArrayList<>();
        if (byClock == null) {
            return due;
        }
        Due next = byClock.peek();
        while (next != null && !next.at().isAfter(now)) {
            due.add(byClock.remove());
            leaving++;
            next = byClock.peek();
        }
        return due;
    }

    private synchronized void arm(long millis, long nextWait) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        try {
            // On another thread, since the clock may be one of the test's own, and may hang.
            Runnable look = () -> background.run(() -> releaseDue(nextWait));
            alarm = background.timer().schedule(look, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException shutDown) {
            alarm = null;
        }
    }

    /** Releases all replies, and begins a new generation. */
    public void releaseAll() {
        List<CompletableFuture<Void>> released = new ArrayList<>();
        synchronized (this) {
            generation++;
            released.addAll(timed);
            timed = Set.of();
            if (byClock != null) {
                leaving += byClock.size();
                byClock.forEach(due -> released.add(due.released()));
                byClock = null;
            }
            if (alarm != null) {
                alarm.cancel(false);
                alarm = null;
            }
        }
        released.forEach(reply -> reply.complete(null));
    }

    /** Releases all responses, and delays no later ones. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        releaseAll();
    }
}
