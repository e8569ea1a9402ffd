package io.github.basicopsemulator.delivery;

import static io.github.basicopsemulator.delivery.PostBox.parcel;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.delivery.Backlog.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deliveries that wait: held, for their time, or to be overtaken. */
class BacklogTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
    private static final Rules RULES = new Rules(Form.DOCUMENTED);

    @Test
    void backlog_is_a_copy() {
        List<Parcel> held = new ArrayList<>(List.of(parcel(1)));
        Backlog backlog = new Backlog(RULES, 1, held, List.of(), List.of());
        held.clear();

        assertThat(backlog.held()).hasSize(1);
        assertThat(new Backlog(RULES)).isEqualTo(new Backlog(RULES, 0, List.of(), List.of(), List.of()));
    }

    @Test
    void parcels_wait_in_the_order_of_time_and_number() {
        Waiting late = new Waiting(NOON.plusSeconds(1), parcel(1));
        Waiting second = new Waiting(NOON, parcel(3));
        Waiting first = new Waiting(NOON, parcel(2));

        assertThat(List.of(late, second, first).stream().sorted()).containsExactly(first, second, late);
        assertThat(first).hasToString("#2 event to http://10.0.0.1/a, due 2024-01-01T12:00:00Z");
    }

    @Test
    void weight_is_that_of_all_parcels() {
        Parcel one = parcel(1);
        Backlog backlog = new Backlog(RULES, 3, List.of(one), List.of(new Waiting(NOON, one)), List.of(one));

        assertThat(backlog.weight()).isEqualTo(3L * one.weight());
    }
}
