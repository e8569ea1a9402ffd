package io.github.basicopsemulator.event;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads and the timer that all workspaces share. Both are daemons.
 *
 * @param threads run tasks that may block
 * @param timer starts tasks after a delay of real time; its tasks must not block
 */
public record BackgroundExecutor(Executor threads, ScheduledExecutorService timer) {

    /**
     * Completes after a time, of real time; at once for a time of zero or less. Cancelling frees the timer.
     *
     *
     * <p>After the shutdown of the timer it completes at once.
     */
    public CompletableFuture<Void> after(Duration time) {
        CompletableFuture<Void> elapsed = new CompletableFuture<>();
        if (time.isZero() || time.isNegative()) {
            elapsed.complete(null);
            return elapsed;
        }
        try {
            Future<?> alarm = timer.schedule(() -> elapsed.complete(null), nanos(time), TimeUnit.NANOSECONDS);
            elapsed.whenComplete((nothing, failure) -> alarm.cancel(false));
        } catch (RejectedExecutionException shutDown) {
            elapsed.complete(null);
        }
        return elapsed;
    }

    /** Runs a task on the shared threads; on the calling one after their shutdown. */
    public void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException shutDown) {
            task.run();
        }
    }

    /** The length of a duration in nanoseconds, or the largest number of them where it is longer. */
    static long nanos(Duration time) {
        return time.getSeconds() >= Long.MAX_VALUE / 1_000_000_000 - 1 ? Long.MAX_VALUE : time.toNanos();
    }
}
