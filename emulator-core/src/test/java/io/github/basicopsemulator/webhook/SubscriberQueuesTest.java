package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.outbound.OutboundResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queues of subscribers. */
@Timeout(60)
class SubscriberQueuesTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");

    private final FakeTransport post = new FakeTransport();
    private final DeliveryResources network = post.network();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<DeliveryAttempt> completed = new ArrayList<>();
    private final SubscriberQueues queues = new SubscriberQueues(network, () -> NOON, lock, completed::add, () -> {});
    private long number;

    @AfterEach
    void stop() {
        network.close();
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private Batch send(boolean released, String... subscribers) {
        return locked(() -> {
            Batch batch = new Batch(List.of());
            if (released) {
                batch.release();
            }
            for (String subscriber : subscribers) {
                number++;
                queues.send(new QueuedDelivery(number, message(subscriber, subscriber + number), 0, 0, false), batch);
            }
            return batch;
        });
    }

    @Test
    void parcels_go_one_at_a_time_in_order_to_each_subscriber() throws Exception {
        CompletableFuture<OutboundResponse> first = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(2);
        post.answering(sent -> {
            asked.countDown();
            return post.posted().size() <= 2 ? first : FakeTransport.answer(200);
        });
        Batch batch = send(true, "a", "a", "b");
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(locked(queues::beingSent)).extracting(QueuedDelivery::number).containsExactly(1L, 3L);
        assertThat(locked(queues::inLine)).extracting(QueuedDelivery::number).containsExactly(2L);
        assertThat(locked(queues::size)).isEqualTo(3);
        assertThat(locked(queues::isSettled)).isFalse();

        first.complete(new OutboundResponse(200, List.of(), new byte[0], false));
        batch.done().get(20, TimeUnit.SECONDS);
        assertThat(post.bodies()).hasSize(3).endsWith("a2");
        assertThat(locked(queues::isSettled)).isTrue();
        assertThat(locked(() -> List.copyOf(completed))).hasSize(3);
        assertThat(locked(queues::size)).isZero();
    }

    @Test
    void parcel_waits_for_the_release_of_the_batch_before_it() throws Exception {
        Batch early = send(false, "a");
        Batch late = send(true, "a", "b");
        network.completed("/b").get(20, TimeUnit.SECONDS);
        assertThat(post.bodies()).doesNotContain("a1", "a2");

        locked(() -> {
            early.release();
            queues.pump("a");
            return early;
        });
        late.done().get(20, TimeUnit.SECONDS);
        assertThat(post.bodies()).containsSubsequence("a1", "a2");
    }

    @Test
    void postponed_batch_leaves_nothing_to_wait_for() {
        Batch batch = send(false, "a");
        assertThat(locked(queues::isSettled)).isFalse();
        batch.postpone();
        assertThat(locked(queues::isSettled)).isTrue();
    }

    @Test
    void abandoned_parcels_are_forgotten_and_broken_off() throws Exception {
        CompletableFuture<OutboundResponse> never = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        post.answering(any -> {
            asked.countDown();
            return never;
        });
        Batch batch = send(true, "a", "a");
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        CancelledDeliveries recall = locked(() -> {
            queues.abandon();
            return queues.recall();
        });
        batch.done().get(20, TimeUnit.SECONDS);
        recall.run();

        assertThat(batch.isAbandoned()).isTrue();
        assertThat(never).isCancelled();
        assertThat(post.bodies()).containsExactly("a1");
        assertThat(locked(() -> List.copyOf(completed))).isEmpty();
        assertThat(network.allInFlight()).isEmpty();
    }
}
