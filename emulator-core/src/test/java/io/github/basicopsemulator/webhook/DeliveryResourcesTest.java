package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.outbound.OutboundResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveryResourcesTest {

    private final FakeTransport post = new FakeTransport();
    private final DeliveryResources network = post.network();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void work_that_blocks_makes_no_other_work_late() throws Exception {
        CountDownLatch other = new CountDownLatch(1);
        CompletableFuture<Void> blocked = new CompletableFuture<>();
        network.after(Duration.ZERO, blocked::join);
        network.after(Duration.ofMillis(1), other::countDown);

        assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
        blocked.complete(null);
    }

    @Test
    void work_longer_away_than_any_timer_is_accepted() {
        assertThat(network.after(Duration.ofSeconds(Long.MAX_VALUE), () -> {})).isNotDone();
    }

    @Test
    void closed_network_runs_and_schedules_nothing() {
        network.after(Duration.ofHours(1), () -> {});
        network.close();

        assertThat(network.after(Duration.ZERO, () -> {})).isDone();
        assertThat(network.timer().getQueue()).isEmpty();
        assertThat(network.threads().isShutdown()).isTrue();
    }

    @Test
    void cancelled_work_leaves_the_timer_at_once() {
        network.after(Duration.ofHours(1), () -> {}).cancel(false);

        assertThat(network.timer().getQueue()).isEmpty();
    }

    @Test
    void delivery_to_a_path_is_awaited_and_no_other() {
        CompletableFuture<OutboundResponse> slow = new CompletableFuture<>();
        post.answering(any -> slow);
        InFlightDelivery inFlight = new InFlightDelivery(
                new QueuedDelivery(1, message("w/a/inbox?x=1", "text"), 0, 0, false), new Batch(List.of()), 0);
        network.allInFlight().add(inFlight);
        inFlight.send(network, () -> Instant.EPOCH, (completed, attempt) -> completed.ended());

        CompletableFuture<Void> completed = network.completed("/w/a/inbox");

        assertThat(network.completed("/w/b/inbox")).isDone();
        assertThat(completed).isNotDone();
        slow.complete(new OutboundResponse(200, List.of(), new byte[0], false));
        assertThat(completed).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void chance_depends_on_seed_letter_and_purpose_alone() {
        try (DeliveryResources same = new FakeTransport().network()) {
            assertThat(LongStream.range(0, 1_000))
                    .allSatisfy(message -> assertThat(network.chance(message, 1))
                            .isEqualTo(same.chance(message, 1))
                            .isBetween(0.0, 1.0));
            assertThat(network.chance(1, 1)).isNotEqualTo(network.chance(1, 2));
        }
    }
}
