package io.github.basicopsemulator;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends something that nobody has used for a while, in real time. Guarded by its own monitor. */
final class Expiry {

    private final Duration idle;
    private final Runnable end;
    private final ScheduledThreadPoolExecutor timer;
    private @Nullable Future<?> due;
    private boolean ended;

    Expiry(Duration idle, Runnable end, ScheduledThreadPoolExecutor timer) {
        this.idle = idle;
        this.end = end;
        this.timer = timer;
    }

    Duration idle() {
        return idle;
    }

    /** Begins the time anew. */
    synchronized void use() {
        if (!ended) {
            cancel();
            due = schedule();
        }
    }

    private @Nullable Future<?> schedule() {
        try {
            return timer.schedule(end, idle.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The emulator is closed, and closes everything itself.
            return null;
        }
    }

    /** Lets it be. */
    synchronized void end() {
        ended = true;
        cancel();
    }

    private void cancel() {
        if (due != null) {
            due.cancel(false);
        }
    }
}
