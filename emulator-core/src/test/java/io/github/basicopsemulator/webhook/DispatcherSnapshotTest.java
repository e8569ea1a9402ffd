package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.webhook.DispatcherSnapshot.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deliveries that wait: held, for their time, or to be overtaken. */
class DispatcherSnapshotTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
    private static final DispatchSettings RULES = new DispatchSettings(PayloadFormat.DOCUMENTED);

    @Test
    void backlog_is_a_copy() {
        List<QueuedDelivery> held = new ArrayList<>(List.of(queued(1)));
        DispatcherSnapshot dispatcherSnapshot = new DispatcherSnapshot(RULES, 1, held, List.of(), List.of());
        held.clear();

        assertThat(dispatcherSnapshot.held()).hasSize(1);
        assertThat(new DispatcherSnapshot(RULES))
                .isEqualTo(new DispatcherSnapshot(RULES, 0, List.of(), List.of(), List.of()));
    }

    @Test
    void parcels_wait_in_the_order_of_time_and_number() {
        Waiting late = new Waiting(NOON.plusSeconds(1), queued(1));
        Waiting second = new Waiting(NOON, queued(3));
        Waiting first = new Waiting(NOON, queued(2));

        assertThat(List.of(late, second, first).stream().sorted()).containsExactly(first, second, late);
        assertThat(first).hasToString("#2 event to http://10.0.0.1/a, due 2024-01-01T12:00:00Z");
    }

    @Test
    void weight_is_that_of_all_parcels() {
        QueuedDelivery one = queued(1);
        DispatcherSnapshot dispatcherSnapshot =
                new DispatcherSnapshot(RULES, 3, List.of(one), List.of(new Waiting(NOON, one)), List.of(one));

        assertThat(dispatcherSnapshot.weight()).isEqualTo(3L * one.weight());
    }
}
