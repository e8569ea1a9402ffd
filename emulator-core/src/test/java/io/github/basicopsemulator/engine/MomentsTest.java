package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.store.State;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of a workspace after each change. */
class MomentsTest {

    private static final WorldClock.Setting CLOCK = new WorldClock.Setting(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private final Moments moments = new Moments(true, 7);

    @Test
    void changes_are_numbered_on_from_where_the_workspace_began() {
        assertThat(moments.last()).isEqualTo(7);
        State after = add(3);

        assertThat(moments.last()).isEqualTo(8);
        assertThat(moments.find(8).state()).isSameAs(after);
        assertThat(moments.find(8).request()).isEqualTo(3);
        assertThat(moments.find(7)).isNull();
        assertThat(moments.find(9)).isNull();
    }

    @Test
    void nothing_is_remembered_nor_counted_where_nothing_is_to_be() {
        Moments none = new Moments(false, 7);
        none.add(Instant.EPOCH, 1, List.of(), State.empty(1), CLOCK);

        assertThat(none.all()).isEmpty();
        assertThat(none.last()).isEqualTo(7);
    }

    @Test
    void the_newest_thousand_are_remembered_and_fewer_where_much_happened_in_each() {
        for (int i = 0; i < 1_001; i++) {
            add(i);
        }
        assertThat(moments.all()).hasSize(1_000);

        for (int i = 0; i < 20; i++) {
            add(i, 1_000);
        }
        assertThat(moments.all())
                .extracting(moment -> moment.events().size())
                .hasSize(16)
                .containsOnly(1_000);
    }

    @Test
    void going_back_forgets_what_came_after() {
        add(1);
        State second = add(2);
        add(3);

        moments.rewind(9, second);

        assertThat(moments.all()).extracting(Moments.Moment::number).containsExactly(8L, 9L);
        assertThat(moments.last()).isEqualTo(9);
        add(4);
        assertThat(moments.all()).extracting(Moments.Moment::number).containsExactly(8L, 9L, 10L);
    }

    @Test
    void going_back_to_what_was_never_here_forgets_everything() {
        add(1);
        add(2);

        moments.rewind(9, State.empty(5));

        assertThat(moments.all()).isEmpty();
        assertThat(moments.last()).isEqualTo(9);
    }

    private State add(long request) {
        return add(request, 1);
    }

    private State add(long request, int events) {
        State state = State.empty(request);
        Event event = new Event(1, Event.Action.UPDATED, null, null, 1, Instant.EPOCH);
        moments.add(Instant.EPOCH, request, Collections.nCopies(events, event), state, CLOCK);
        return state;
    }
}
