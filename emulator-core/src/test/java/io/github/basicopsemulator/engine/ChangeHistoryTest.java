package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of a workspace after each change. */
class ChangeHistoryTest {

    private static final Kind THING = new Kind("thing");
    private static final VirtualClock.Mode CLOCK = new VirtualClock.Mode(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private final ChangeHistory revisions = new ChangeHistory(true, 7);

    @Test
    void changes_are_numbered_on_from_where_the_workspace_began() {
        assertThat(revisions.last()).isEqualTo(7);
        State after = add(3);

        assertThat(revisions.last()).isEqualTo(8);
        assertThat(revisions.find(8).state()).isSameAs(after);
        assertThat(revisions.find(8).request()).isEqualTo(3);
        assertThat(revisions.find(7)).isNull();
        assertThat(revisions.find(9)).isNull();
    }

    @Test
    void nothing_is_remembered_nor_counted_where_nothing_is_to_be() {
        ChangeHistory none = new ChangeHistory(false, 7);
        none.add(Instant.EPOCH, 1, List.of(), State.empty(1), CLOCK, 0);

        assertThat(none.all()).isEmpty();
        assertThat(none.last()).isEqualTo(7);
    }

    @Test
    void the_newest_thousand_are_remembered() {
        for (int i = 0; i < 1_001; i++) {
            add(i);
        }

        assertThat(revisions.all()).hasSize(1_000);
        assertThat(revisions.all().get(0).number()).isEqualTo(9);
    }

    @Test
    void states_are_forgotten_when_they_keep_16_mib_of_old_values() {
        for (int i = 0; i < 40; i++) {
            add(i, 1, 1L << 20);
        }

        assertThat(revisions.all()).hasSize(16);
        assertThat(revisions.last()).isEqualTo(47);
    }

    @Test
    void a_heavy_change_forgets_the_states_before_it_and_none_after() {
        add(1);
        add(2, 1, 17L << 20);
        assertThat(revisions.all()).extracting(ChangeHistory.Revision::request).containsExactly(2L);

        add(3);
        add(4);
        assertThat(revisions.all()).extracting(ChangeHistory.Revision::request).containsExactly(2L, 3L, 4L);
    }

    @Test
    void events_weigh_too() {
        for (int i = 0; i < 100; i++) {
            add(i, 10_000, 0);
        }

        assertThat(revisions.all()).hasSizeBetween(10, 15);
    }

    @Test
    void weights_are_right_after_going_back() {
        State kept = add(1);
        add(2, 1, 15L << 20);
        revisions.rewind(8, kept);

        add(3, 1, 8L << 20);
        add(4, 1, 7L << 20);
        assertThat(revisions.all()).extracting(ChangeHistory.Revision::request).containsExactly(1L, 3L, 4L);

        add(5, 1, 7L << 20);
        assertThat(revisions.all()).extracting(ChangeHistory.Revision::request).containsExactly(3L, 4L, 5L);
    }

    @Test
    void going_back_forgets_what_came_after() {
        add(1);
        State second = add(2);
        add(3);

        revisions.rewind(9, second);

        assertThat(revisions.all()).extracting(ChangeHistory.Revision::number).containsExactly(8L, 9L);
        assertThat(revisions.last()).isEqualTo(9);
        add(4);
        assertThat(revisions.all()).extracting(ChangeHistory.Revision::number).containsExactly(8L, 9L, 10L);
    }

    @Test
    void going_back_to_what_was_never_here_forgets_everything() {
        add(1);
        add(2);

        revisions.rewind(9, State.empty(5));

        assertThat(revisions.all()).isEmpty();
        assertThat(revisions.last()).isEqualTo(9);
    }

    private State add(long request) {
        return add(request, 1, 1_000);
    }

    private State add(long request, int events, long displaced) {
        State state = State.empty(request);
        Event event = new Event(1, Event.Action.UPDATED, THING, 1, 1, Instant.EPOCH);
        revisions.add(Instant.EPOCH, request, Collections.nCopies(events, event), state, CLOCK, displaced);
        return state;
    }
}
