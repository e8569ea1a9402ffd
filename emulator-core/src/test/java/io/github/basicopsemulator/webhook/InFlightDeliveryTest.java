package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.outbound.OutboundResponse;
import io.github.basicopsemulator.webhook.DeliveryAttempt.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A delivery in flight: it completes once, in time, and can be cancelled before its request starts. */
@Timeout(60)
class InFlightDeliveryTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");

    private final FakeTransport post = new FakeTransport();
    private final DeliveryResources network = post.network(Duration.ofMillis(200));
    private final InFlightDelivery inFlight = new InFlightDelivery(queued(1), new Batch(List.of()), 0);
    private final BlockingQueue<DeliveryAttempt> completedCount = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        network.close();
    }

    private void send() {
        inFlight.send(network, () -> NOON, (completed, attempt) -> completedCount.add(attempt));
    }

    private DeliveryAttempt landing() throws InterruptedException {
        DeliveryAttempt attempt = completedCount.poll(20, TimeUnit.SECONDS);
        assertThat(attempt).isNotNull();
        return attempt;
    }

    @Test
    void flight_lands_with_the_answer() throws Exception {
        send();

        assertThat(landing().outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(post.bodies()).containsExactly("text 1");
        assertThat(inFlight.cancel()).as("too late").isTrue();
    }

    @Test
    void flight_lands_when_the_carrier_fails_or_throws() throws Exception {
        post.answering(any -> CompletableFuture.failedFuture(new IOException("refused")));
        send();
        assertThat(landing().failure()).isEqualTo("refused");

        post.answering(any -> {
            throw new IllegalStateException("a bug");
        });
        new InFlightDelivery(queued(2), new Batch(List.of()), 0)
                .send(network, () -> NOON, (completed, attempt) -> completedCount.add(attempt));
        assertThat(landing().failure()).contains("the emulator itself failed", "a bug");
    }

    @Test
    void flight_has_no_deadline_once_it_has_landed() {
        List<Integer> scheduled = new ArrayList<>();
        BiConsumer<InFlightDelivery, DeliveryAttempt> count =
                (completed, attempt) -> scheduled.add(network.timer().getQueue().size());

        inFlight.send(network, () -> NOON, count);
        post.answering(any -> {
            throw new IllegalStateException("a bug");
        });
        new InFlightDelivery(queued(2), new Batch(List.of()), 0).send(network, () -> NOON, count);

        assertThat(scheduled).containsExactly(0, 0);
    }

    @Test
    void flight_that_was_called_back_is_not_sent() {
        assertThat(inFlight.cancel()).isFalse();
        send();

        assertThat(post.posted()).isEmpty();
        assertThat(completedCount).isEmpty();
        assertThat(network.timer().getTaskCount())
                .as("tasks that were scheduled")
                .isZero();
    }

    @Test
    void flight_that_hangs_is_broken_off() throws Exception {
        post.answering(any -> new CompletableFuture<>());
        send();
        assertThat(completedCount).isEmpty();

        inFlight.abort();

        assertThat(landing().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void flight_that_is_broken_off_before_it_is_sent_hangs_for_nobody() throws Exception {
        CompletableFuture<OutboundResponse> never = new CompletableFuture<>();
        post.answering(any -> never);
        inFlight.abort();
        send();

        assertThat(landing().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(never).isCancelled();
    }

    @Test
    void clock_that_fails_in_the_end_gives_the_time_of_departure() throws Exception {
        CompletableFuture<OutboundResponse> answer = new CompletableFuture<>();
        post.answering(any -> answer);
        boolean[] fails = {false};
        inFlight.send(
                network,
                () -> {
                    if (fails[0]) {
                        throw new AssertionError("no time");
                    }
                    return NOON;
                },
                (completed, attempt) -> completedCount.add(attempt));
        fails[0] = true;
        answer.complete(new OutboundResponse(200, List.of(), new byte[0], false));

        assertThat(landing().ended()).isEqualTo(NOON);
    }

    @Test
    void flight_that_cannot_depart_in_time_is_given_up() throws Exception {
        CompletableFuture<Instant> time = new CompletableFuture<>();
        network.threads()
                .execute(() -> inFlight.send(network, time::join, (completed, attempt) -> completedCount.add(attempt)));

        assertThat(landing().failure()).startsWith("could not be sent within 200 ms");
        time.complete(NOON);
        assertThat(inFlight.cancel()).isFalse();
    }
}
