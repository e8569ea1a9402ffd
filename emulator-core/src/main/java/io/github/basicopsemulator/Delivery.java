package io.github.basicopsemulator;

import io.github.basicopsemulator.journal.CapturedBody;
import io.github.basicopsemulator.journal.RecordedExchange;
import io.github.basicopsemulator.outbound.OutboundResponse;
import io.github.basicopsemulator.webhook.DeliveryAttempt;
import io.github.basicopsemulator.webhook.QueuedDelivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event for one webhook, with the result of one attempt to send it. Immutable. */
public final class Delivery {

    private final QueuedDelivery queued;
    private final @Nullable DeliveryAttempt attempt;

    /** The result of an attempt. */
    public enum Outcome {
        /** Not sent yet; it waits for the test to deliver it. */
        HELD,
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

    Delivery(QueuedDelivery held) {
        this.queued = held;
        this.attempt = null;
    }

    Delivery(DeliveryAttempt attempt) {
        this.queued = attempt.queued();
        this.attempt = attempt;
    }

    QueuedDelivery queued() {
        return attempt == null ? queued : attempt.repeated();
    }

    QueuedDelivery held() {
        return queued;
    }

    /** Its place in the order of all that the workspace had to deliver, from 1; repeated attempts and copies share it. */
    public long number() {
        return queued.number();
    }

    /** The {@link RecordedExchange#requestNumber} of the request that caused it; 0 if the test itself did. */
    public long requestNumber() {
        return queued.cause();
    }

    /** Which attempt it was, from 1; 0 where it was not sent. */
    public int attempt() {
        return attempt == null ? 0 : attempt.number();
    }

    /** The {@code EId} of the webhook. */
    public String webhook() {
        return queued.message().subscriber();
    }

    /** The event, such as {@code basicops:task:created}. */
    public String event() {
        return queued.message().event();
    }

    public URI url() {
        return URI.create(queued.message().url());
    }

    /** The headers that were or would be sent, without those that HTTP itself needs. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(queued.content().headers());
    }

    /** The body that was sent, or would be, byte by byte. */
    public byte[] body() {
        return queued.content().body().clone();
    }

    /** The body as text. */
    public String text() {
        return new JsonBody(queued.content().body()).text();
    }

    /**
     * Finds a value in the body by a JSON pointer, such as {@code /events/0/records/0/title}.
     *
     * @return a {@code Map}, a {@code List}, a {@code String}, a {@code Long}, a {@code Double} or the like, a {@code
     * Boolean}; null if the value is missing or null
     */
    public @Nullable Object value(String pointer) {
        return new JsonBody(queued.content().body()).value(pointer);
    }

    public Outcome outcome() {
        return attempt == null
                ? Outcome.HELD
                : Outcome.valueOf(attempt.outcome().name());
    }

    /** The status of the subscriber's response; 0 if there was no response. */
    public int status() {
        return attempt == null || attempt.answer() == null
                ? 0
                : attempt.answer().status();
    }

    /** The body of the subscriber's response, up to 64 KiB; empty if there was no response. */
    public String response() {
        return attempt == null || attempt.answer() == null
                ? ""
                : new String(attempt.answer().body(), StandardCharsets.UTF_8);
    }

    /** Why there was no answer, or it was not sent at all; null where there was one, or it is held. */
    public @Nullable String failure() {
        return attempt == null ? null : attempt.failure();
    }

    /** When it was sent, on the workspace's clock; null while it is held. */
    public @Nullable Instant began() {
        return attempt == null ? null : attempt.began();
    }

    /** When the answer was there or given up, on the workspace's clock; null while it is held. */
    public @Nullable Instant ended() {
        return attempt == null ? null : attempt.ended();
    }

    /** The same as an export of the journal has it. */
    RecordedExchange exchange() {
        String[] url = queued.message().url().split("\\?", 2);
        OutboundResponse answer = attempt == null ? null : attempt.answer();
        return new RecordedExchange(
                number(),
                queued.cause(),
                attempt == null ? Instant.EPOCH : attempt.began(),
                "POST",
                url[0],
                "",
                url.length == 2 ? url[1] : "",
                null,
                null,
                List.copyOf(headers().entrySet()),
                CapturedBody.of(queued.content().body()),
                status(),
                answer == null ? List.of() : answer.headers(),
                CapturedBody.of(answer == null ? new byte[0] : answer.body()),
                failure(),
                List.of(),
                null,
                false,
                attempt == null
                        ? 0
                        : Duration.between(attempt.began(), attempt.ended()).toNanos() / 1_000);
    }

    /** Describes the delivery and its result in one line. */
    @Override
    public String toString() {
        return attempt == null ? queued + ": held" : attempt.toString();
    }
}
