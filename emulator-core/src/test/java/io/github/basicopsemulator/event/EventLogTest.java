package io.github.basicopsemulator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Layout;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order of events, and how many of them are kept. */
class EventLogTest {

    private static final Instant NOW = Instant.parse("2024-01-02T03:04:05Z");

    private final EventLog log = new EventLog();
    private final Entity thing = new Store(State.empty(1))
            .write(transaction -> transaction.add(new Layout(new Kind("thing"), List.of(), List.of()), Map.of()));

    @Test
    void the_newest_thousand_are_kept_and_numbers_go_on() {
        EventLog.Draft draft = new EventLog.Draft(Event.Action.CREATED, null, thing);
        for (int i = 0; i < 3; i++) {
            log.append(Collections.nCopies(500, draft), 1, NOW);
        }

        assertThat(log.events()).hasSize(1000);
        assertThat(log.events().get(0).number()).isEqualTo(501);
        assertThat(log.events().get(999).number()).isEqualTo(1500);
    }

    @Test
    void what_was_handed_out_does_not_grow() {
        List<Event> before = log.events();
        log.append(List.of(new EventLog.Draft(Event.Action.REMOVED, thing, null)), 1, NOW);

        assertThat(before).isEmpty();
        assertThat(log.events())
                .singleElement()
                .satisfies(event -> assertThat(event.entity()).isSameAs(thing));
    }

    @Test
    void an_event_about_nothing_is_a_bug() {
        Event empty = new Event(7, Event.Action.UPDATED, null, null, 1, NOW);

        assertThatThrownBy(empty::entity).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_was_appended_is_told_and_what_is_forgotten_leaves_its_numbers() {
        EventLog.Draft draft = new EventLog.Draft(Event.Action.CREATED, null, thing);
        assertThat(log.append(List.of(draft, draft), 1, NOW))
                .isEqualTo(log.events())
                .hasSize(2);

        log.clear();

        assertThat(log.events()).isEmpty();
        assertThat(log.append(List.of(draft), 1, NOW)).extracting(Event::number).containsExactly(3L);
    }
}
