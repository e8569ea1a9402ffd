package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.event.BoundedLog;
import io.github.basicopsemulator.journal.Redactor;
import io.github.basicopsemulator.json.ControlCharacters;
import io.github.basicopsemulator.outbound.OutboundResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt at a delivery.
 *
 * @param number the number of the attempt, from 1; 0 if the message was not sent
 * @param answer the response; null without a response
 * @param failure the reason for a missing response; null if there is a response
 */
public record DeliveryAttempt(
        QueuedDelivery queued,
        int number,
        Instant began,
        Instant ended,
        Outcome outcome,
        @Nullable OutboundResponse answer,
        @Nullable String failure) {

    /** The outcome of an attempt. */
    public enum Outcome {
        /** Answered with 2xx. */
        DELIVERED,
        /** Answered with any other status. */
        REFUSED,
        /** Not answered: no connection, or no whole answer in time. */
        FAILED,
        /** Not sent, since the egress policy blocks its URL. */
        BLOCKED_HOST,
        /** Not sent, since a rule or the test threw it away. */
        DROPPED
    }

    static DeliveryAttempt answered(QueuedDelivery queued, Instant began, Instant ended, OutboundResponse answer) {
        Outcome outcome = answer.status() / 100 == 2 ? Outcome.DELIVERED : Outcome.REFUSED;
        return new DeliveryAttempt(queued, queued.tried() + 1, began, ended, outcome, answer, null);
    }

    static DeliveryAttempt failed(QueuedDelivery queued, Instant began, Instant ended, String failure) {
        return new DeliveryAttempt(queued, queued.tried() + 1, began, ended, Outcome.FAILED, null, failure);
    }

    static DeliveryAttempt blocked(QueuedDelivery queued, Instant now, String reason) {
        return new DeliveryAttempt(queued, 0, now, now, Outcome.BLOCKED_HOST, null, reason);
    }

    static DeliveryAttempt dropped(QueuedDelivery queued, Instant now, String reason) {
        return new DeliveryAttempt(queued, 0, now, now, Outcome.DROPPED, null, reason);
    }

    /** Returns the delivery for the next attempt. */
    public QueuedDelivery repeated() {
        return queued.tried(number);
    }

    /** Returns true if the subscriber should have accepted it and did not. */
    public boolean isFailure() {
        return outcome == Outcome.REFUSED || outcome == Outcome.FAILED;
    }

    /** About how many bytes it takes to keep it. */
    int weight() {
        int answered = answer == null ? 0 : answer.body().length + BoundedLog.weight(answer.headers());
        return 300 + queued.message().weight() + answered + (failure == null ? 0 : 2 * failure.length());
    }

    @Override
    public String toString() {
        String tried = number > 1 ? " (attempt " + number + ")" : "";
        String result = answer != null ? "answered " + answer.status() : Redactor.text(String.valueOf(failure));
        return queued + tried + " at " + began + ": " + ControlCharacters.escape(result);
    }
}
