package io.github.basicopsemulator;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends something that was idle for a while, in real time. Guarded by its own monitor; the time of the last use can be set at any
 * time, and costs no more than that.
 */
final class Expiry {

    private final Duration idle;
    private final Runnable end;
    private final ScheduledThreadPoolExecutor timer;
    private final LongSupplier nanos;
    private volatile long used;
    private @Nullable Future<?> due;
    private boolean ended;

    /** Begins at once; {@code nanos} is a stopwatch. */
    Expiry(Duration idle, Runnable end, ScheduledThreadPoolExecutor timer, LongSupplier nanos) {
        this.idle = idle;
        this.end = end;
        this.timer = timer;
        this.nanos = nanos;
        use();
        schedule(idle.toNanos());
    }

    Duration idle() {
        return idle;
    }

    /** Begins the time anew. */
    void use() {
        used = nanos.getAsLong();
    }

    /** Cancels it. */
    synchronized void end() {
        ended = true;
        if (due != null) {
            due.cancel(false);
        }
    }

    private synchronized void schedule(long wait) {
        if (ended) {
            return;
        }
        try {
            due = timer.schedule(this::look, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException theEmulatorIsClosed) {
            ended = true;
        }
    }

    private void look() {
        long left = idle.toNanos() - (nanos.getAsLong() - used);
        if (left > 0) {
            schedule(left);
        } else {
            end.run();
        }
    }
}
