package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.outbound.OutboundResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries that were called back too late. */
@Timeout(60)
class CancelledDeliveriesTest {

    private final FakeTransport post = new FakeTransport();
    private final DeliveryResources network = post.network();
    private final List<CompletableFuture<OutboundResponse>> answers = new ArrayList<>();

    @AfterEach
    void stop() {
        network.close();
    }

    private InFlightDelivery hanging() {
        return hanging(queued(1));
    }

    private InFlightDelivery hanging(QueuedDelivery queued) {
        post.answering(any -> {
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        });
        InFlightDelivery inFlight = new InFlightDelivery(queued, new Batch(List.of()), 0);
        inFlight.send(network, () -> Instant.EPOCH, (completed, attempt) -> completed.ended());
        return inFlight;
    }

    @Test
    void recall_waits_for_answers_and_breaks_nothing_off_then() {
        CancelledDeliveries recall = new CancelledDeliveries(List.of(hanging()));
        network.threads()
                .execute(() -> answers.get(0).complete(new OutboundResponse(200, List.of(), new byte[0], false)));

        recall.run();

        assertThat(answers.get(0)).isCompleted();
    }

    @Test
    void recalls_of_several_are_broken_off_together() {
        CancelledDeliveries.of(List.of(
                        new CancelledDeliveries(List.of(hanging())),
                        new CancelledDeliveries(List.of(hanging(), hanging()))))
                .run();

        assertThat(answers).hasSize(3).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void interrupt_ends_the_wait_and_is_kept() {
        CancelledDeliveries recall = new CancelledDeliveries(List.of(hanging()));
        Thread.currentThread().interrupt();

        recall.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answers.get(0)).isCancelled();
    }
}
