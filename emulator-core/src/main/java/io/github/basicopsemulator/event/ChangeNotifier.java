package io.github.basicopsemulator.event;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wakes those who wait for something to change. Guarded by its own monitor, under which nothing of theirs is run: what they look
 * for may take other locks, and may change things itself.
 *
 * <p>What they look for must be guarded by a lock or be volatile, and be changed before {@link #signalAll}: as long as there was no
 * wait, a change is not noted, and the first wait looks by itself.
 */
public final class ChangeNotifier {

    /** Made by the first wait: most signals of most workspaces have none. */
    private volatile @Nullable Waits waits;

    private boolean closed;
    private final @Nullable ChangeNotifier parent;

    /** Of nothing but itself. */
    public ChangeNotifier() {
        this(null);
    }

    /** Whoever waits for a wider one is woken by this one, too; null for none. */
    public ChangeNotifier(@Nullable ChangeNotifier parent) {
        this.parent = parent;
    }

    /** Says that something has changed. */
    public void signalAll() {
        Waits known = waits;
        if (known != null) {
            known.signalAll();
        }
        if (parent != null) {
            parent.signalAll();
        }
    }

    /** Says that nothing will change any more. */
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
     * Completes when {@code found} finds something, which is asked at first and after every change. No thread waits.
     *
     * <p>Completes exceptionally with what {@code late} gives when it does not in time, and with an {@link
     * IllegalStateException} when nothing will change any more. Cancelling it ends the wait.
     */
    public <T> CompletableFuture<T> when(
            Duration patience,
            BackgroundExecutor background,
            Supplier<@Nullable T> found,
            Supplier<? extends Throwable> late) {
        return waits().when(patience, background, found, late);
    }

    /**
     * Waits until {@code found} finds something, which is asked at first and after every change.
     *
     * @throws TimeoutException when it does not in time
     * @throws IllegalStateException when nothing will change any more, or the thread is interrupted
     */
    public <T> T await(Duration patience, Supplier<@Nullable T> found) throws TimeoutException {
        return waits().await(patience, found);
    }
}
