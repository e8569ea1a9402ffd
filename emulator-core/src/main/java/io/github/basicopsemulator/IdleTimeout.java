package io.github.basicopsemulator;

import io.github.basicopsemulator.webhook.DeliveryResources;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a resource after it was idle for a while, in real time, on a thread that may block. Guarded by its own monitor;
 * recording a use takes no lock.
 */
final class IdleTimeout {

    private final Duration idle;
    private final Runnable end;
    private final DeliveryResources network;
    private final LongSupplier nanos;
    private volatile long used;
    private @Nullable Future<?> due;
    private boolean ended;

    /** Begins at once; {@code nanos} is a stopwatch. */
    IdleTimeout(Duration idle, Runnable end, DeliveryResources network, LongSupplier nanos) {
        this.idle = idle;
        this.end = end;
        this.network = network;
        this.nanos = nanos;
        use();
        schedule(idle);
    }

    Duration idle() {
        return idle;
    }

    /** Begins the time anew. */
    void use() {
        used = nanos.getAsLong();
    }

    /** Cancels it. */
    synchronized void end() {
        ended = true;
        if (due != null) {
            due.cancel(false);
        }
    }

    private synchronized void schedule(Duration wait) {
        if (!ended) {
            due = network.after(wait, this::look);
        }
    }

    private void look() {
        Duration left = idle.minusNanos(nanos.getAsLong() - used);
        if (left.isNegative() || left.isZero()) {
            end.run();
        } else {
            schedule(left);
        }
    }
}
