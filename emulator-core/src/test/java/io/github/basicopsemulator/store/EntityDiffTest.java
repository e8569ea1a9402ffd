package io.github.basicopsemulator.store;

import static io.github.basicopsemulator.store.Samples.OWNER;
import static io.github.basicopsemulator.store.Samples.OWNERS;
import static io.github.basicopsemulator.store.Samples.PET;
import static io.github.basicopsemulator.store.Samples.PETS;
import static io.github.basicopsemulator.store.Samples.find;
import static io.github.basicopsemulator.store.Samples.pet;
import static io.github.basicopsemulator.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What differs between two states, and what finding it out costs. */
class EntityDiffTest {

    private final Store store = Samples.empty();

    @Test
    void six_changes_among_ten_thousand_cost_the_pages_they_are_on() {
        write(store, transaction -> {
            for (int i = 0; i < 10_000; i++) {
                transaction.add(PETS, pet("pet", null));
                transaction.add(OWNERS, Map.of("name", "owner"));
            }
        });
        State before = store.state();
        write(store, transaction -> {
            for (long id : List.of(1L, 2000L, 4000L, 6000L)) {
                transaction.change(find(transaction, id), pet("changed", null));
            }
            transaction.remove(find(transaction, 8000));
            transaction.add(PETS, pet("new", null));
        });

        assertThat(pagesLookedInto(before, PET)).as("of 157").hasSize(6);
        assertThat(pagesLookedInto(before, OWNER))
                .as("of a table that is the same")
                .isEmpty();
        assertThat(diff(before))
                .containsExactly(
                        "pet 1 -> pet 1",
                        "pet 2000 -> pet 2000",
                        "pet 4000 -> pet 4000",
                        "pet 6000 -> pet 6000",
                        "pet 8000 -> null",
                        "null -> pet 10001");
        assertThat(store.state().alteredSince(before, OWNER)).isEmpty();
    }

    @Test
    void what_was_made_and_removed_meanwhile_leaves_no_trace() {
        State before = store.state();
        write(store, transaction -> transaction.add(PETS, pet("short-lived", null)));
        write(store, transaction -> transaction.remove(find(transaction, 1)));

        assertThat(diff(before)).isEmpty();
    }

    @Test
    void a_page_that_came_or_went_as_a_whole_is_looked_into() {
        State empty = store.state();
        write(store, transaction -> transaction.add(PETS, 700, pet("far", null)));
        State one = store.state();

        assertThat(diff(empty)).containsExactly("null -> pet 700");
        write(store, transaction -> transaction.remove(find(transaction, 700)));
        assertThat(diff(one)).containsExactly("pet 700 -> null");
    }

    @Test
    void the_place_of_one_can_be_the_place_of_another_after_going_back() {
        State before = store.state();
        write(store, transaction -> {
            transaction.add(PETS, 10, pet("ten", null));
            transaction.add(PETS, 3, pet("three, at place eleven", null));
        });
        State first = store.state();
        store.put(before, () -> {});
        write(store, transaction -> {
            transaction.add(PETS, 3, pet("three, at its own place", null));
            transaction.add(PETS, 11, pet("eleven", null));
        });

        assertThat(diff(first)).containsExactly("pet 3 -> pet 3", "pet 10 -> null", "null -> pet 11");
    }

    @Test
    void it_agrees_with_a_comparison_of_everything() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            State before = store.state();
            write(store, transaction -> {
                for (int i = 0; i < random.nextInt(20); i++) {
                    long id = 1 + random.nextInt(500);
                    Entity entity = transaction.find(PET, id);
                    if (entity == null) {
                        transaction.add(PETS, id, pet("new", null));
                    } else if (random.nextBoolean()) {
                        transaction.remove(entity);
                    } else {
                        transaction.change(entity, pet("changed", null));
                    }
                }
            });

            assertThat(diff(before)).containsExactlyInAnyOrderElementsOf(everythingAltered(before));
        }
    }

    private List<String> everythingAltered(State before) {
        Set<Long> ids = new TreeSet<>(Samples.ids(before.all(PET)));
        ids.addAll(Samples.ids(store.state().all(PET)));
        List<String> diff = new ArrayList<>();
        for (long id : ids) {
            Entity was = before.find(PET, id);
            Entity is = store.state().find(PET, id);
            if (was != is) {
                diff.add(was + " -> " + is);
            }
        }
        return diff;
    }

    private Set<Long> pagesLookedInto(State before, Kind kind) {
        return EntityDiff.pages(before.table(kind), store.state().table(kind));
    }

    private List<String> diff(State before) {
        return store.state().alteredSince(before, PET).stream()
                .map(diff -> diff.before() + " -> " + diff.after())
                .toList();
    }
}
