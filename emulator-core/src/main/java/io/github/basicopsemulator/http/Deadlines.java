package io.github.basicopsemulator.http;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Runs work after a time, independent of the HTTP client. The timer's own thread only hands over, so slow work does not
 * delay other work. Threads are created on demand.
 */
final class Deadlines implements AutoCloseable {

    /** Longer than any wait, and short enough to be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService threads;

    Deadlines(String name) {
        ThreadFactory daemons = work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
        this.timer = new ScheduledThreadPoolExecutor(1, daemons);
        this.threads = Executors.newCachedThreadPool(daemons);
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Runs work after a time, unless it is cancelled before.
     *
     * @throws java.util.concurrent.RejectedExecutionException when this is closed
     */
    Future<?> after(Duration time, Runnable work) {
        Duration most = time.compareTo(LONGEST) < 0 ? time : LONGEST;
        return timer.schedule(() -> threads.execute(work), most.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
