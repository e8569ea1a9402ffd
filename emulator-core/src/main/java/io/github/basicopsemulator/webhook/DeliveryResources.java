package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.event.BackgroundExecutor;
import io.github.basicopsemulator.outbound.EgressPolicy;
import io.github.basicopsemulator.outbound.HttpTransport;
import io.github.basicopsemulator.store.Randomness;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the couriers of all workspaces share. Whoever made the carrier closes it.
 *
 * @param threads where letters are written, names looked up, and alarms answered
 * @param timer hands work over to the threads when its time has come
 * @param patience how long a subscriber may take to answer
 * @param seed what all chance follows from
 * @param flights what is being sent at the moment; safe for use by many threads
 * @param generations the numbers of the current generations of all workspaces; safe for use by many threads
 * @param numbers gives the numbers of new generations
 * @param background the threads and the timer, for waits that are about anything else
 */
public record DeliveryResources(
        HttpTransport transport,
        EgressPolicy reach,
        ExecutorService threads,
        ScheduledThreadPoolExecutor timer,
        Duration patience,
        long seed,
        Set<InFlightDelivery> allInFlight,
        Set<Long> generations,
        AtomicLong numbers,
        BackgroundExecutor background)
        implements AutoCloseable {

    /** Makes threads when they are first needed. */
    public DeliveryResources(HttpTransport transport, EgressPolicy reach, Duration patience, long seed) {
        this(transport, reach, patience, seed, Executors.newCachedThreadPool(DeliveryResources::thread), timers());
    }

    private DeliveryResources(
            HttpTransport transport,
            EgressPolicy reach,
            Duration patience,
            long seed,
            ExecutorService threads,
            ScheduledThreadPoolExecutor timer) {
        this(
                transport,
                reach,
                threads,
                timer,
                patience,
                seed,
                ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet(),
                new AtomicLong(),
                new BackgroundExecutor(threads, timer));
    }

    private static ScheduledThreadPoolExecutor timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, DeliveryResources::thread);
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "emulator-courier");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs work after a time, on a thread that may block: the timer's own thread only hands over, so that no work makes other work
     * late. Runs nothing once this is closed.
     */
    public Future<?> after(Duration time, Runnable work) {
        Duration most = time.compareTo(RetryPolicy.LONGEST) < 0 ? time : RetryPolicy.LONGEST;
        try {
            return timer.schedule(() -> threads.execute(work), most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /**
     * Completes when all deliveries have ended that are being sent now, by whichever workspace, to a URL whose path ends so. The
     * attempts are known then.
     */
    CompletableFuture<Void> completed(String path) {
        return CompletableFuture.allOf(allInFlight.stream()
                .filter(inFlight ->
                        inFlight.queued().message().url().split("[?#]", 2)[0].endsWith(path))
                .map(InFlightDelivery::end)
                .toArray(CompletableFuture[]::new));
    }

    /** Rolls a number from 0 to 1 that depends on the seed and on what it is rolled for, and on nothing else. */
    double chance(long message, long purpose) {
        return Randomness.fraction(seed, message, purpose);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
