package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.webhook.DispatcherSnapshot.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that are due later, and the timer for the first of them. Guarded by the lock of its dispatcher.
 *
 *
 * <p>A clock may tick coarsely, be frozen or be moved, without a notification. So the timer fires every quarter of a
 * second while a delivery waits.
 */
final class Schedule {

    private static final long LONGEST_MILLIS = 250;

    private @Nullable PriorityQueue<Waiting> waiting;
    private final Timer timer;
    private final Runnable ring;
    private @Nullable Future<?> alarm;
    private @Nullable Instant read;
    private long pause = 1;

    /** Runs work after a time, in real time. */
    interface Timer {

        Future<?> after(Duration time, Runnable work);
    }

    /** Runs {@code ring} when the first may be due. */
    Schedule(Timer timer, Runnable ring) {
        this.timer = timer;
        this.ring = ring;
    }

    /** Adds one that is due then; clocks are read to the millisecond. */
    void add(Instant due, QueuedDelivery queued) {
        Instant millis = due.truncatedTo(ChronoUnit.MILLIS);
        queue().add(new Waiting(millis.equals(due) ? due : millis.plusMillis(1), queued));
    }

    void addAll(List<Waiting> more) {
        if (!more.isEmpty()) {
            queue().addAll(more);
        }
    }

    private PriorityQueue<Waiting> queue() {
        PriorityQueue<Waiting> queue = waiting == null ? new PriorityQueue<>() : waiting;
        waiting = queue;
        return queue;
    }

    int size() {
        return waiting == null ? 0 : waiting.size();
    }

    /** Removes all copies of a message: that very object, since numbers restart after a rewind. */
    void remove(WebhookMessage message) {
        if (waiting != null) {
            waiting.removeIf(one -> one.queued().message() == message);
        }
    }

    /** Removes and returns the next due delivery; null if no delivery is due. */
    @Nullable
    QueuedDelivery due(Instant now) {
        Waiting next = waiting == null ? null : waiting.peek();
        if (next == null || next.due().isAfter(now)) {
            return null;
        }
        queue().remove();
        return next.queued();
    }

    /** The time of the next delivery; null without waiting deliveries. */
    @Nullable
    Instant next() {
        Waiting next = waiting == null ? null : waiting.peek();
        return next == null ? null : next.due();
    }

    List<Waiting> all() {
        if (waiting == null) {
            return List.of();
        }
        List<Waiting> all = new ArrayList<>(waiting);
        all.sort(null);
        return all;
    }

    void clear() {
        waiting = null;
        disarm();
    }

    /** Sets the alarm for the next one. */
    void arm(Instant now) {
        pause = 1;
        set(now);
    }

    /**
     * Sets the alarm once more after it has rung: less and less often for a clock that has not moved since.
     *
     * @param now null where the clock could not be read
     */
    void armAgain(@Nullable Instant now) {
        pause = now == null || now.equals(read) ? Math.min(LONGEST_MILLIS, 2 * pause) : 1;
        set(now);
    }

    /** Sets the alarm for at once, where the time is not known yet. */
    void wake() {
        pause = 1;
        set(null);
    }

    private void set(@Nullable Instant now) {
        disarm();
        read = now;
        Instant next = next();
        if (next != null) {
            long wait = now == null ? 0 : Duration.between(now, next).toMillis() + 1;
            alarm = timer.after(Duration.ofMillis(Math.min(LONGEST_MILLIS, Math.max(pause, wait))), ring);
        }
    }

    void disarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }
}
