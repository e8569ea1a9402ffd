package io.github.basicopsemulator.event;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wakes those who wait for something to change. Guarded by its own lock, under which nothing of theirs is run: what they look
 * for may take other locks, and may change things itself.
 */
public final class Signal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;
    private boolean closed;
    private final @Nullable Signal wider;

    /** Of nothing but itself. */
    public Signal() {
        this(null);
    }

    /** Whoever waits for a wider one is woken by this one, too; null for none. */
    public Signal(@Nullable Signal wider) {
        this.wider = wider;
    }

    /** Says that something has changed. */
    public void raise() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (wider != null) {
            wider.raise();
        }
    }

    /** Says that nothing will change any more. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until {@code found} finds something, which is asked at first and after every change.
     *
     * @throws TimeoutException when it does not in time
     * @throws IllegalStateException when nothing will change any more, or the thread is interrupted
     */
    public <T> T await(Duration patience, Supplier<@Nullable T> found) throws TimeoutException {
        long left = nanos(patience);
        while (true) {
            long seen = changes();
            T result = found.get();
            if (result != null) {
                return result;
            }
            left = await(seen, left);
        }
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change after those that were seen, and returns how many nanoseconds are left. */
    private long await(long seen, long patience) throws TimeoutException {
        lock.lock();
        try {
            long left = patience;
            while (changes == seen) {
                if (closed) {
                    throw new IllegalStateException("the workspace was closed while somebody waited for it");
                }
                if (left <= 0) {
                    throw new TimeoutException("nothing of that kind in time");
                }
                left = changed.awaitNanos(left);
            }
            return left;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a workspace", interrupted);
        } finally {
            lock.unlock();
        }
    }

    private static long nanos(Duration patience) {
        return patience.getSeconds() >= Long.MAX_VALUE / 1_000_000_000 - 1 ? Long.MAX_VALUE : patience.toNanos();
    }
}
