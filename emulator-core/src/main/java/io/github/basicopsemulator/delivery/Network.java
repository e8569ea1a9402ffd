package io.github.basicopsemulator.delivery;

import io.github.basicopsemulator.event.Background;
import io.github.basicopsemulator.outgoing.Carrier;
import io.github.basicopsemulator.outgoing.Reach;
import io.github.basicopsemulator.store.Dice;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * What the couriers of all workspaces share. Whoever made the carrier closes it.
 *
 * @param threads where letters are written and names looked up
 * @param timer wakes couriers whose clock runs
 * @param patience how long a subscriber may take to answer
 * @param seed what all chance follows from
 */
public record Network(
        Carrier carrier,
        Reach reach,
        ExecutorService threads,
        ScheduledThreadPoolExecutor timer,
        Duration patience,
        long seed)
        implements AutoCloseable {

    /** Makes threads when they are first needed. */
    public Network(Carrier carrier, Reach reach, Duration patience, long seed) {
        this(carrier, reach, Executors.newCachedThreadPool(Network::thread), timers(), patience, seed);
    }

    private static ScheduledThreadPoolExecutor timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, Network::thread);
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "emulator-courier");
        thread.setDaemon(true);
        return thread;
    }

    /** The threads and the timer, for waits that are about anything else. */
    public Background background() {
        return new Background(threads, timer);
    }

    /** Rolls a number from 0 to 1 that depends on the seed and on what it is rolled for, and on nothing else. */
    double chance(long letter, long purpose) {
        return Dice.fraction(seed, letter, purpose);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
