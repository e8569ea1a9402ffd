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
 * Resources that the dispatchers of all workspaces share. The owner of the transport closes it.
 *
 * @param threads render messages, look up names, and run timers
 * @param timer hands work over to the threads when it is due
 * @param patience the timeout for a subscriber's response
 * @param seed the seed of all randomness
 * @param allInFlight the deliveries in flight; safe for use by many threads
 * @param generations the numbers of the current generations of all workspaces; safe for use by many threads
 * @param numbers a counter for new generations
 * @param background the threads and the timer, for other waits
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
        Thread thread = new Thread(work, "emulator-webhooks");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs work after a time, on a thread that may block: the timer's own thread only hands over, so slow work does not
     * delay other work. A no-op once this is closed.
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
     * Completes when all deliveries in flight to a URL with this path suffix have ended, of any workspace. Their
     * attempts are recorded then.
     */
    CompletableFuture<Void> completed(String path) {
        return CompletableFuture.allOf(allInFlight.stream()
                .filter(inFlight ->
                        inFlight.queued().message().url().split("[?#]", 2)[0].endsWith(path))
                .map(InFlightDelivery::end)
                .toArray(CompletableFuture[]::new));
    }

    /** Returns a random number from 0 to 1 that depends on the seed, the message and the purpose alone. */
    double chance(long message, long purpose) {
        return Randomness.fraction(seed, message, purpose);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
