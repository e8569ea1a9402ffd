package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.outbound.OutboundResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Retries of failed messages. */
class RetryPolicyTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
    private static final RetryPolicy POLICY =
            new RetryPolicy(9, Duration.ofSeconds(1), 2, Duration.ofSeconds(5), 0, List.of());

    private static DeliveryAttempt failed(int number) {
        return DeliveryAttempt.failed(queued(1).tried(number - 1), NOON, NOON, "no");
    }

    private static DeliveryAttempt answered(int status) {
        return DeliveryAttempt.answered(
                queued(1), NOON, NOON, new OutboundResponse(status, List.of(), new byte[0], false));
    }

    @Test
    void waits_grow_up_to_the_longest() {
        List<Long> waits = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            waits.add(Duration.between(NOON, POLICY.next(failed(number), 0.5)).toSeconds());
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 5L, 5L);
    }

    @Test
    void last_attempt_is_not_repeated() {
        assertThat(POLICY.next(failed(8), 0.5)).isNotNull();
        assertThat(POLICY.next(failed(9), 0.5)).isNull();
        assertThat(RetryPolicy.NONE.next(failed(1), 0.5)).isNull();
    }

    @Test
    void only_failures_with_one_of_the_statuses_are_repeated() {
        assertThat(POLICY.next(answered(204), 0.5)).isNull();
        assertThat(POLICY.next(answered(404), 0.5)).isNotNull();
        assertThat(POLICY.next(DeliveryAttempt.dropped(queued(1), NOON, "why"), 0.5))
                .isNull();
        assertThat(POLICY.next(DeliveryAttempt.blocked(queued(1), NOON, "why"), 0.5))
                .isNull();

        RetryPolicy picky = POLICY.withStatuses(List.of(503));
        assertThat(picky.next(answered(404), 0.5)).isNull();
        assertThat(picky.next(answered(503), 0.5)).isNotNull();
        assertThat(picky.next(failed(1), 0.5)).as("no answer at all").isNotNull();
    }

    @Test
    void jitter_makes_a_wait_longer_or_shorter_by_its_part() {
        RetryPolicy jittery = POLICY.withJitter(0.5);

        assertThat(jittery.next(failed(1), 0)).isEqualTo(NOON.plusMillis(500));
        assertThat(jittery.next(failed(1), 0.5)).isEqualTo(NOON.plusMillis(1_000));
        assertThat(jittery.next(failed(1), 1)).isEqualTo(NOON.plusMillis(1_500));
    }

    @Test
    void waits_too_large_for_a_number_are_the_longest() {
        RetryPolicy steep = POLICY.withAttempts(RetryPolicy.MAX_ATTEMPTS)
                .withBackoff(RetryPolicy.LONGEST, 1_000)
                .withLongest(RetryPolicy.LONGEST);

        assertThat(steep.next(failed(900), 0.5)).isEqualTo(NOON.plus(RetryPolicy.LONGEST));
    }
}
