package io.github.basicopsemulator.delivery;

import io.github.basicopsemulator.delivery.Backlog.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The parcels that wait for their time, and the alarm for the first of them. Guarded by the lock of its courier. */
final class Schedule {

    private static final Duration LONGEST_ALARM = Duration.ofDays(1);

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(1);
    private final ScheduledExecutorService timer;
    private final Runnable ring;
    private @Nullable Future<?> alarm;
    private @Nullable Instant set;

    /** Runs {@code ring} when the first may be due, on a clock that goes. */
    Schedule(ScheduledExecutorService timer, Runnable ring) {
        this.timer = timer;
        this.ring = ring;
    }

    /** Adds one that is due then; clocks are read to the millisecond. */
    void add(Instant due, Parcel parcel) {
        Instant millis = due.truncatedTo(ChronoUnit.MILLIS);
        waiting.add(new Waiting(millis.equals(due) ? due : millis.plusMillis(1), parcel));
    }

    void addAll(List<Waiting> more) {
        waiting.addAll(more);
    }

    int size() {
        return waiting.size();
    }

    /** Removes all copies of a letter. */
    void remove(long number) {
        waiting.removeIf(one -> one.parcel().number() == number);
    }

    /** Removes the next one that is due, and returns it; null when none is. */
    @Nullable
    Parcel due(Instant now) {
        Waiting next = waiting.peek();
        if (next == null || next.due().isAfter(now)) {
            return null;
        }
        waiting.remove();
        return next.parcel();
    }

    /** When the next one is due; null when none waits. */
    @Nullable
    Instant next() {
        Waiting next = waiting.peek();
        return next == null ? null : next.due();
    }

    List<Waiting> all() {
        List<Waiting> all = new ArrayList<>(waiting);
        all.sort(null);
        return all;
    }

    void clear() {
        waiting.clear();
        disarm();
    }

    /** Sets the alarm for the next one, unless the clock has not moved since it was last set: then it stands. */
    void arm(Instant now, boolean again) {
        disarm();
        Instant next = next();
        if (next == null) {
            return;
        }
        if (again && now.equals(set)) {
            return;
        }
        Duration wait = Duration.between(now, next);
        set = now;
        ring(Math.max(0, wait.compareTo(LONGEST_ALARM) > 0 ? LONGEST_ALARM.toMillis() : wait.toMillis()) + 1);
    }

    /** Sets the alarm for at once if one waits, where the time is not known. */
    void wake() {
        disarm();
        if (!waiting.isEmpty()) {
            ring(1);
        }
    }

    private void ring(long millis) {
        try {
            alarm = timer.schedule(ring, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException theEmulatorIsClosed) {
            // Then nothing is due any more.
        }
    }

    void disarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }
}
