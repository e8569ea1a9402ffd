package io.github.basicopsemulator.event;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The waits for a {@link ChangeNotifier}. Guarded by its own lock, under which no code of the waiting side runs. */
final class Waits {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;
    private boolean closed;
    private final Set<Waiter<?>> waiters = new LinkedHashSet<>();
    private boolean sweeping;

    /** A wait without a thread. */
    private record Waiter<T>(CompletableFuture<T> future, Supplier<@Nullable T> found, BackgroundExecutor background) {

        void look() {
            if (future.isDone()) {
                return;
            }
            try {
                T result = found.get();
                if (result != null) {
                    future.complete(result);
                }
            } catch (Throwable failed) {
                future.completeExceptionally(failed);
            }
        }
    }

    /** Signals a change. */
    void signalAll() {
        BackgroundExecutor background;
        lock.lock();
        try {
            changes++;
            changed.signalAll();
            background = beginSweep();
        } finally {
            lock.unlock();
        }
        if (background != null) {
            background.run(this::sweep);
        }
    }

    /**
     * Returns the threads on which to check all conditions, or null if there are no waits or a check is in progress.
     */
    private @Nullable BackgroundExecutor beginSweep() {
        if (sweeping || waiters.isEmpty()) {
            return null;
        }
        sweeping = true;
        return waiters.iterator().next().background();
    }

    /** Asks all waiters, again as long as there are changes: a single thread for each signal, however many wait. */
    private void sweep() {
        long seen;
        do {
            seen = changes();
            waiting().forEach(Waiter::look);
        } while (!endSweep(seen));
    }

    private List<Waiter<?>> waiting() {
        lock.lock();
        try {
            return List.copyOf(waiters);
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if there was no change since this one. */
    private boolean endSweep(long seen) {
        lock.lock();
        try {
            sweeping = changes != seen && !waiters.isEmpty();
            return !sweeping;
        } finally {
            lock.unlock();
        }
    }

    /** Signals that there will be no more changes. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        waiting().forEach(waiter -> waiter.future().completeExceptionally(closedMeanwhile()));
    }

    private static IllegalStateException closedMeanwhile() {
        return new IllegalStateException("the workspace was closed during the wait");
    }

    /** See {@link ChangeNotifier#when}. */
    <T> CompletableFuture<T> when(
            Duration patience,
            BackgroundExecutor background,
            Supplier<@Nullable T> found,
            Supplier<? extends Throwable> late) {
        long seen = changes();
        T already = found.get();
        if (already != null) {
            return CompletableFuture.completedFuture(already);
        }
        Waiter<T> waiter = new Waiter<>(new CompletableFuture<>(), found, background);
        CompletableFuture<Void> timeout = background.after(patience);
        waiter.future().whenComplete((result, failure) -> {
            remove(waiter);
            timeout.cancel(false);
        });
        add(waiter, seen);
        timeout.thenRun(() -> waiter.future().completeExceptionally(late.get()));
        return waiter.future();
    }

    private void add(Waiter<?> waiter, long seen) {
        boolean missed;
        lock.lock();
        try {
            waiters.add(waiter);
            missed = closed || changes != seen;
        } finally {
            lock.unlock();
        }
        if (missed) {
            waiter.look();
            failIfClosed(waiter);
        }
    }

    private void failIfClosed(Waiter<?> waiter) {
        lock.lock();
        boolean isClosed;
        try {
            isClosed = closed;
        } finally {
            lock.unlock();
        }
        if (isClosed) {
            waiter.future().completeExceptionally(closedMeanwhile());
        }
    }

    private void remove(Waiter<?> waiter) {
        lock.lock();
        try {
            waiters.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /** See {@link ChangeNotifier#await}. */
    <T> T await(Duration patience, Supplier<@Nullable T> found) throws TimeoutException {
        long left = BackgroundExecutor.nanos(patience);
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

    /** Waits for a change after those seen so far, and returns the remaining nanoseconds. */
    private long await(long seen, long patience) throws TimeoutException {
        lock.lock();
        try {
            long left = patience;
            while (changes == seen) {
                if (closed) {
                    throw closedMeanwhile();
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
}
