package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The messages of one commit. */
class BatchTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");

    private final Batch batch = new Batch(List.of());

    @Test
    void batch_is_done_when_every_letter_has_landed() {
        assertThat(batch.isDone()).isTrue();
        batch.add("a");
        batch.add("b");
        batch.add("a");
        assertThat(batch.subscribers()).containsExactly("a", "b");

        for (int number = 1; number <= 3; number++) {
            assertThat(batch.isDone()).isFalse();
            batch.completed(DeliveryAttempt.failed(queued(number), NOON, NOON, "no"));
        }
        assertThat(batch.isDone()).isTrue();
        assertThat(batch.isAbandoned()).isFalse();
        assertThat(batch.completed())
                .extracting(attempt -> attempt.queued().number())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void abandoned_batch_is_done_and_says_so() {
        batch.add("a");
        batch.abandon();

        assertThat(batch.isDone()).isTrue();
        assertThat(batch.isAbandoned()).isTrue();
    }

    @Test
    void batch_completes_only_when_it_is_done() {
        batch.completeIfDone(false);
        assertThat(batch.done()).isNotDone();
        batch.completeIfDone(true);
        assertThat(batch.done()).isCompleted();
    }

    @Test
    void batch_is_postponed_until_it_is_released() {
        assertThat(batch.isPostponed()).isFalse();
        batch.postpone();
        assertThat(batch.isPostponed()).isTrue();
        batch.release();
        assertThat(batch.isReleased()).isTrue();
        assertThat(batch.isPostponed()).isFalse();
    }
}
