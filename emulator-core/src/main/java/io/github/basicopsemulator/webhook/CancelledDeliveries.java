package io.github.basicopsemulator.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * In-flight deliveries that were cancelled too late. Running it waits until they cannot arrive any more, except at
 * inboxes of the emulator, which refuse late ones. Immutable.
 */
public final class CancelledDeliveries implements Runnable {

    /** Grace period for in-flight deliveries. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final List<InFlightDelivery> departed;

    CancelledDeliveries(List<InFlightDelivery> departed) {
        this.departed = List.copyOf(departed);
    }

    /** Joins the deliveries of several workspaces, to await them together. */
    public static CancelledDeliveries of(List<CancelledDeliveries> recalls) {
        return new CancelledDeliveries(
                recalls.stream().flatMap(recall -> recall.departed.stream()).toList());
    }

    /** To be called with no lock in hand. Breaks off deliveries that take longer than half a second. */
    @Override
    public void run() {
        // A thread that was interrupted before waits all the same, and is interrupted again after that.
        boolean interrupted = Thread.interrupted();
        try {
            if (!haveEnded(departed, GRACE)) {
                departed.forEach(InFlightDelivery::abort);
            }
        } catch (InterruptedException e) {
            departed.forEach(InFlightDelivery::abort);
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean haveEnded(List<InFlightDelivery> allInFlight, Duration patience)
            throws InterruptedException {
        try {
            CompletableFuture.allOf(
                            allInFlight.stream().map(InFlightDelivery::end).toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException hanging) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
