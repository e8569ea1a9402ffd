package io.github.basicopsemulator;

import io.github.basicopsemulator.delivery.Network;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Ends something that nobody has used for a while, in real time, on a thread that may block. Guarded by its own monitor. */
final class Expiry {

    private final Duration idle;
    private final Runnable end;
    private final Network network;
    private @Nullable Future<?> due;
    private boolean ended;

    Expiry(Duration idle, Runnable end, Network network) {
        this.idle = idle;
        this.end = end;
        this.network = network;
    }

    Duration idle() {
        return idle;
    }

    /** Begins the time anew. */
    synchronized void use() {
        if (!ended) {
            cancel();
            due = network.after(idle, end);
        }
    }

    /** Lets it be. */
    synchronized void end() {
        ended = true;
        cancel();
    }

    private void cancel() {
        if (due != null) {
            due.cancel(false);
        }
    }
}
