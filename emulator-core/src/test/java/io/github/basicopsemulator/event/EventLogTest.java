package io.github.basicopsemulator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Layout;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import java.lang.ref.WeakReference;
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
                .satisfies(event -> assertThat(event.entity()).isEqualTo("thing 1"));
    }

    @Test
    void a_draft_without_an_entity_is_a_bug() {
        EventLog.Draft empty = new EventLog.Draft(Event.Action.UPDATED, null, null);

        assertThatThrownBy(empty::entity).isInstanceOf(NullPointerException.class);
    }

    @Test
    void the_log_keeps_no_values_of_the_entities() throws Exception {
        WeakReference<Entity> removed = appendRemoval();

        for (int i = 0; i < 50 && removed.get() != null; i++) {
            System.gc();
            Thread.onSpinWait();
        }

        assertThat(removed.get()).isNull();
        assertThat(log.events()).hasSize(1);
    }

    private WeakReference<Entity> appendRemoval() {
        Entity other = new Store(State.empty(1))
                .write(transaction -> transaction.add(new Layout(new Kind("other"), List.of(), List.of()), Map.of()));
        log.append(List.of(new EventLog.Draft(Event.Action.REMOVED, other, null)), 1, NOW);
        return new WeakReference<>(other);
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
