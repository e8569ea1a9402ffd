package io.github.basicopsemulator.journal;

import io.github.basicopsemulator.event.Ring;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The newest requests of one workspace and their replies, within bounds of number and size. Guarded by its own lock. */
public final class Journal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final boolean keeps;
    private final Ring<Exchange> exchanges;
    private long number;
    private boolean closed;

    /** Keeps so many exchanges, as long as they take no more bytes than this together; none at all where one is 0. */
    public Journal(int most, long bytes) {
        this.keeps = most > 0 && bytes > 0;
        this.exchanges = new Ring<>(most, bytes, Exchange::weight);
    }

    /** Adds an exchange, and gives it its number. */
    public void add(Exchange exchange) {
        if (!keeps) {
            return;
        }
        lock.lock();
        try {
            number++;
            exchanges.add(exchange.numbered(number));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is kept, oldest first. */
    public List<Exchange> all() {
        lock.lock();
        try {
            return exchanges.all();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what is kept; numbers go on. */
    public void clear() {
        lock.lock();
        try {
            exchanges.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets everything, and begins to count anew. */
    public void restart() {
        lock.lock();
        try {
            exchanges.clear();
            number = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody wait any longer. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            exchanges.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until {@code found} finds something in what is kept.
     *
     * @throws TimeoutException when it did not in time
     */
    public <T> T await(Duration patience, Function<List<Exchange>, @Nullable T> found) throws TimeoutException {
        lock.lock();
        try {
            long left = patience.toNanos();
            T result = found.apply(exchanges.all());
            while (result == null) {
                if (closed) {
                    throw new IllegalStateException("the workspace was closed while something waited for a request");
                }
                if (left <= 0) {
                    throw new TimeoutException("no such request within " + patience.toMillis() + " ms");
                }
                left = changed.awaitNanos(left);
                result = found.apply(exchanges.all());
            }
            return result;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a request", interrupted);
        } finally {
            lock.unlock();
        }
    }
}
