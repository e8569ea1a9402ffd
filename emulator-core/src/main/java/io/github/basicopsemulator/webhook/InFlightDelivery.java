package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.outbound.EgressDeniedException;
import io.github.basicopsemulator.outbound.OutboundRequest;
import io.github.basicopsemulator.outbound.OutboundResponse;
import io.github.basicopsemulator.outbound.Target;
import io.github.basicopsemulator.webhook.WebhookMessage.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A delivery that is being sent; until its request starts it can be cancelled. Guarded by its own monitor. */
final class InFlightDelivery {

    private static final int MOST_OF_AN_ANSWER = 64 << 10;

    private final QueuedDelivery queued;
    private final Batch batch;
    private final long generation;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile Instant began = Instant.EPOCH;
    private boolean departed;
    private boolean cancelled;
    private boolean brokenOff;
    private @Nullable CompletableFuture<OutboundResponse> answer;
    /** Ends a flight that does not depart in time. */
    private @Nullable Future<?> deadline;

    /**
     * Creates a delivery. One to an inbox of this emulator carries the generation of its workspace, by which the inbox
     * refuses late deliveries.
     */
    InFlightDelivery(QueuedDelivery queued, Batch batch, long generation) {
        this.queued = queued;
        this.batch = batch;
        this.generation = generation;
    }

    QueuedDelivery queued() {
        return queued;
    }

    Batch batch() {
        return batch;
    }

    /** Returns true if it goes to an inbox of an emulator, by its path. */
    static boolean isToInbox(QueuedDelivery queued) {
        return queued.message().url().contains("/_emulator/inbox/");
    }

    /**
     * Renders and sends the message. Call this on a thread of its own, without a lock. It completes in any case, and
     * before its deadline.
     */
    void send(
            DeliveryResources network,
            Supplier<Instant> clock,
            BiConsumer<InFlightDelivery, DeliveryAttempt> complete) {
        if (!begin(network, complete)) {
            return;
        }
        try {
            began = clock.get();
            Content content = queued.content();
            Target target = network.reach().check(queued.message().url());
            if (dispatch()) {
                Instant departure = began;
                CompletableFuture<OutboundResponse> answer = send(content, target, network);
                answer.whenComplete((given, failure) ->
                        complete.accept(this, attempt(departure, arrival(clock, departure), given, failure)));
                awaits(answer);
            }
        } catch (EgressDeniedException barred) {
            cancelDeadline();
            complete.accept(this, DeliveryAttempt.blocked(queued, began, String.valueOf(barred.getMessage())));
        } catch (Throwable bug) {
            cancelDeadline();
            complete.accept(this, DeliveryAttempt.failed(queued, began, began, "the emulator itself failed: " + bug));
        }
    }

    /** Sets the deadline, unless the delivery was cancelled. */
    private synchronized boolean begin(
            DeliveryResources network, BiConsumer<InFlightDelivery, DeliveryAttempt> complete) {
        if (!cancelled) {
            deadline = network.after(network.patience(), () -> giveUp(network.patience(), complete));
        }
        return !cancelled;
    }

    /** Cancels the deadline. Call this before the delivery completes. */
    private synchronized void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /**
     * Gives up before the request starts: a clock of the test may hang, and so may a DNS lookup. A started request has
     * a deadline of its own.
     */
    private void giveUp(Duration patience, BiConsumer<InFlightDelivery, DeliveryAttempt> complete) {
        if (!cancel()) {
            String failure = "could not be sent within " + patience.toMillis()
                    + " ms: the look-up of its host, or the clock of the workspace, takes longer";
            complete.accept(this, DeliveryAttempt.failed(queued, began, began, failure));
        }
    }

    private CompletableFuture<OutboundResponse> send(Content content, Target target, DeliveryResources network) {
        Map<String, String> headers = content.headers();
        if (isToInbox(queued) && network.transport().isOwn(target)) {
            headers = new LinkedHashMap<>(headers);
            headers.put(Inboxes.GENERATION, String.valueOf(generation));
        }
        return network.transport()
                .send(new OutboundRequest(
                        target, "POST", headers, content.body(), network.patience(), MOST_OF_AN_ANSWER));
    }

    private DeliveryAttempt attempt(
            Instant began, Instant ended, @Nullable OutboundResponse given, @Nullable Throwable failure) {
        if (given != null) {
            return DeliveryAttempt.answered(queued, began, ended, given);
        }
        return failure instanceof EgressDeniedException
                ? DeliveryAttempt.blocked(queued, began, reason(failure))
                : DeliveryAttempt.failed(queued, began, ended, reason(failure));
    }

    /**
     * Returns the time, or the time of departure: a user-supplied clock may throw, and the delivery must still
     * complete.
     */
    private static Instant arrival(Supplier<Instant> clock, Instant departure) {
        try {
            return clock.get();
        } catch (Throwable noTime) {
            return departure;
        }
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable reason =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return reason == null ? "no answer" : Objects.requireNonNullElse(reason.getMessage(), reason.toString());
    }

    private synchronized boolean dispatch() {
        departed = !cancelled;
        cancelDeadline();
        return departed;
    }

    private void awaits(CompletableFuture<OutboundResponse> answer) {
        if (!keeps(answer)) {
            answer.cancel(true);
        }
    }

    private synchronized boolean keeps(CompletableFuture<OutboundResponse> answer) {
        this.answer = answer;
        return !brokenOff;
    }

    /** Completes the future. Call this without a lock, since other work may continue here. */
    void ended() {
        end.complete(null);
    }

    /** Says the same where a lock is held. */
    void endedElsewhere() {
        end.completeAsync(() -> null);
    }

    /** Keeps it from being sent, and returns whether that is too late. */
    synchronized boolean cancel() {
        cancelled = true;
        cancelDeadline();
        return departed;
    }

    /** Is complete when it is over. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** Breaks it off, sent or not. Cancels without the monitor, since that lands the flight, which reads the clock. */
    void abort() {
        CompletableFuture<OutboundResponse> hanging = brokenOff();
        if (hanging != null) {
            hanging.cancel(true);
        }
    }

    private synchronized @Nullable CompletableFuture<OutboundResponse> brokenOff() {
        brokenOff = true;
        return answer;
    }
}
