package io.github.basicopsemulator.event;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wakes threads and futures that wait for a change. Guarded by its own monitor, under which no code of the waiting side
 * runs: conditions may take other locks, and may change values themselves.
 *
 *
 * <p>The values that a condition reads must be guarded by a lock or be volatile, and be changed before {@link
 * #signalAll}: changes before the first wait are not recorded, and the first wait checks its condition itself.
 */
public final class ChangeNotifier {

    /** Created by the first wait: most notifiers of most workspaces have no waits. */
    private volatile @Nullable Waits waits;

    private boolean closed;
    private final @Nullable ChangeNotifier parent;

    /** Creates a notifier without a parent. */
    public ChangeNotifier() {
        this(null);
    }

    /** Creates a notifier that also signals its parent; null for no parent. */
    public ChangeNotifier(@Nullable ChangeNotifier parent) {
        this.parent = parent;
    }

    /** Signals a change. */
    public void signalAll() {
        Waits known = waits;
        if (known != null) {
            known.signalAll();
        }
        if (parent != null) {
            parent.signalAll();
        }
    }

    /** Signals that there will be no more changes. */
    public void close() {
        Waits known;
        synchronized (this) {
            closed = true;
            known = waits;
        }
        if (known != null) {
            known.close();
        }
    }

    private synchronized Waits waits() {
        Waits known = waits;
        if (known == null) {
            known = new Waits();
            waits = known;
            if (closed) {
                known.close();
            }
        }
        return known;
    }

    /**
     * Completes when {@code found} returns a value; it is called at first and after every change. No thread waits.
     *
     *
     * <p>After the timeout it completes exceptionally with the exception of {@code late}, and after {@link #close} with
     * an {@link IllegalStateException}. Cancelling it ends the wait.
     */
    public <T> CompletableFuture<T> when(
            Duration patience,
            BackgroundExecutor background,
            Supplier<@Nullable T> found,
            Supplier<? extends Throwable> late) {
        return waits().when(patience, background, found, late);
    }

    /**
     * Waits until {@code found} returns a value; it is called at first and after every change.
     *
     * @throws TimeoutException after the timeout
     * @throws IllegalStateException after {@link #close}, or if the thread is interrupted
     */
    public <T> T await(Duration patience, Supplier<@Nullable T> found) throws TimeoutException {
        return waits().await(patience, found);
    }
}
