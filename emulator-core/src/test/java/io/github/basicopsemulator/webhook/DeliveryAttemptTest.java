package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.outbound.OutboundResponse;
import io.github.basicopsemulator.webhook.DeliveryAttempt.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The result of one attempt at a delivery. */
class DeliveryAttemptTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");

    private static DeliveryAttempt answered(int status) {
        return DeliveryAttempt.answered(
                queued(1), NOON, NOON, new OutboundResponse(status, List.of(Map.entry("X", "y")), new byte[50], false));
    }

    @Test
    void only_2xx_delivers() {
        assertThat(answered(200).outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(answered(299).outcome()).isEqualTo(Outcome.DELIVERED);
        for (int status : new int[] {101, 199, 300, 404, 500}) {
            assertThat(answered(status).outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(answered(status).isFailure()).isTrue();
        }
        assertThat(answered(204).isFailure()).isFalse();
    }

    @Test
    void attempts_are_counted_only_when_they_were_sent() {
        DeliveryAttempt second = DeliveryAttempt.failed(queued(1).tried(1), NOON, NOON, "no");
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.repeated().tried()).isEqualTo(2);
        assertThat(second.isFailure()).isTrue();

        assertThat(DeliveryAttempt.blocked(queued(1), NOON, "why").number()).isZero();
        assertThat(DeliveryAttempt.dropped(queued(1), NOON, "why").isFailure()).isFalse();
    }

    @Test
    void attempt_says_what_it_was() {
        assertThat(answered(200)).hasToString("#1 event to http://10.0.0.1/a at 2024-01-01T12:00:00Z: answered 200");
        assertThat(DeliveryAttempt.failed(queued(1).tried(2), NOON, NOON, "refused"))
                .hasToString("#1 event to http://10.0.0.1/a (attempt 3) at 2024-01-01T12:00:00Z: refused");
    }

    @Test
    void answer_and_failure_are_weighed() {
        int plain = DeliveryAttempt.dropped(queued(1), NOON, "").weight();
        assertThat(answered(200).weight()).isGreaterThanOrEqualTo(plain + 50);
        assertThat(DeliveryAttempt.failed(queued(1), NOON, NOON, "x".repeat(100))
                        .weight())
                .isEqualTo(plain + 200);
    }
}
