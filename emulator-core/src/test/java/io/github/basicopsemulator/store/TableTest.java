package io.github.basicopsemulator.store;

import static io.github.basicopsemulator.store.Samples.PET;
import static io.github.basicopsemulator.store.Samples.PETS;
import static io.github.basicopsemulator.store.Samples.find;
import static io.github.basicopsemulator.store.Samples.ids;
import static io.github.basicopsemulator.store.Samples.pet;
import static io.github.basicopsemulator.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The order, the ids and the indexes of one table. */
class TableTest {

    private final Store store = Samples.empty();

    @Test
    void ids_begin_at_one_and_go_up() {
        write(store, transaction -> {
            for (int i = 0; i < 200; i++) {
                assertThat(transaction.add(PETS, pet("pet", null)).id()).isEqualTo(i + 1L);
            }
        });

        assertThat(ids(store.state().all(PET))).hasSize(200).isSorted();
    }

    @Test
    void entities_come_in_the_order_of_creation_whatever_their_ids() {
        write(store, transaction -> {
            transaction.add(PETS, 500, pet("first", null));
            transaction.add(PETS, 7, pet("second", null));
            transaction.add(PETS, 300, pet("third", null));
            transaction.add(PETS, 1, pet("fourth", null));
            transaction.add(PETS, pet("fifth", null));
            transaction.add(PETS, 502, pet("sixth", null));
        });

        assertThat(ids(store.state().all(PET))).containsExactly(500L, 7L, 300L, 1L, 501L, 502L);
        assertThat(find(store.state(), 1).text("name")).isEqualTo("fourth");
        assertThat(find(store.state(), 502).text("name")).isEqualTo("sixth");
    }

    @Test
    void a_place_that_another_id_took_does_not_answer_for_its_own_number() {
        write(store, transaction -> {
            transaction.add(PETS, 10, pet("ten", null));
            transaction.add(PETS, 3, pet("three", null));
        });

        assertThat(store.state().find(PET, 11)).as("three stands at place 11").isNull();
        write(store, transaction -> transaction.add(PETS, 11, pet("eleven", null)));
        assertThat(find(store.state(), 11).text("name")).isEqualTo("eleven");
        assertThat(find(store.state(), 3).text("name")).isEqualTo("three");
    }

    @Test
    void the_next_id_goes_on_after_the_highest_ever_and_gaps_stay() {
        write(store, transaction -> {
            transaction.add(PETS, 1000, pet("high", null));
            transaction.remove(find(transaction, 1000));
        });

        write(
                store,
                transaction -> assertThat(
                                transaction.add(PETS, pet("next", null)).id())
                        .isEqualTo(1001));
        assertThat(ids(store.state().all(PET))).containsExactly(1001L);
    }

    @Test
    void a_changed_entity_stays_in_its_place() {
        write(store, transaction -> {
            transaction.add(PETS, 9, pet("a", null));
            transaction.add(PETS, 2, pet("b", null));
            transaction.add(PETS, 5, pet("c", null));
            transaction.change(find(transaction, 9), Map.of("name", "changed"));
        });

        assertThat(ids(store.state().all(PET))).containsExactly(9L, 2L, 5L);
        assertThat(find(store.state(), 9).text("name")).isEqualTo("changed");
    }

    @Test
    void the_index_follows_changes_and_removals() {
        write(store, transaction -> {
            transaction.add(PETS, pet("a", 1L));
            transaction.add(PETS, pet("b", 1L));
            transaction.add(PETS, pet("c", 2L));
            transaction.add(PETS, pet("d", null));
        });
        assertThat(ofOwner(1L)).containsExactly(1L, 2L);
        assertThat(ofOwner(null)).containsExactly(4L);

        write(store, transaction -> transaction.change(find(transaction, 1), pet("a", 2L)));
        assertThat(ofOwner(1L)).containsExactly(2L);
        assertThat(ofOwner(2L)).containsExactly(1L, 3L);

        write(store, transaction -> {
            transaction.remove(find(transaction, 3));
            transaction.change(find(transaction, 4), pet("d", 1L));
            transaction.change(find(transaction, 2), pet("b", null));
        });
        assertThat(ofOwner(2L)).containsExactly(1L);
        assertThat(ofOwner(1L)).containsExactly(4L);
        assertThat(ofOwner(null)).containsExactly(2L);
        assertThat(ofOwner(99L)).isEmpty();
    }

    @Test
    void one_of_several_values_comes_in_the_order_of_creation() {
        write(store, transaction -> {
            transaction.add(PETS, 8, pet("a", 2L));
            transaction.add(PETS, 3, pet("b", 1L));
            transaction.add(PETS, 5, pet("c", 3L));
            transaction.add(PETS, 1, pet("d", null));
        });

        assertThat(ids(store.state().select(PET, List.of(Criterion.among("owner", Arrays.asList(1L, 2L, null))))))
                .containsExactly(8L, 3L, 1L);
    }

    @Test
    void every_criterion_must_accept() {
        write(store, transaction -> {
            transaction.add(PETS, pet("a", 1L));
            transaction.add(PETS, pet("b", 1L));
            transaction.add(PETS, pet("b", 2L));
        });

        assertThat(ids(store.state().select(PET, List.of(Criterion.equal("owner", 1L), Criterion.equal("name", "b")))))
                .containsExactly(2L);
        assertThat(ids(store.state().select(PET, List.of(Criterion.where(pet -> pet.id() > 1)))))
                .containsExactly(2L, 3L);
    }

    @Test
    void at_least_one_of_several_criteria_must_accept() {
        write(store, transaction -> {
            transaction.add(PETS, pet("a", 1L));
            transaction.add(PETS, pet("b", 2L));
            transaction.add(PETS, pet("c", 3L));
        });
        Criterion first = Criterion.equal("owner", 1L);

        assertThat(ids(store.state()
                        .select(PET, List.of(Criterion.either(List.of(Criterion.equal("owner", 3L), first))))))
                .containsExactly(1L, 3L);
        assertThat(ids(store.state()
                        .select(PET, List.of(Criterion.either(List.of(first, Criterion.equal("name", "b")))))))
                .as("of which one has no index")
                .containsExactly(1L, 2L);
    }

    @Test
    void of_several_indexes_that_help_the_one_that_knows_fewest_is_followed() {
        write(store, transaction -> {
            for (int i = 0; i < 100; i++) {
                transaction.add(PETS, pet("one of many", 1L));
            }
            transaction.add(PETS, pet("the only one", 2L));
        });
        List<Long> looked = new ArrayList<>();
        Criterion watch = Criterion.where(pet -> looked.add(pet.id()));

        for (List<Criterion> criteria : List.of(
                List.of(watch, Criterion.among("owner", List.of(1L, 2L)), Criterion.equal("owner", 2L)),
                List.of(watch, Criterion.either(List.of(Criterion.equal("owner", 2L)))))) {
            looked.clear();
            assertThat(ids(store.state().select(PET, criteria))).containsExactly(101L);
            assertThat(looked).containsExactly(101L);
        }
    }

    @Test
    void what_there_is_can_be_counted_and_the_first_of_it_found() {
        write(store, transaction -> {
            for (int i = 0; i < 70; i++) {
                transaction.add(PETS, pet("pet " + i, i % 2L));
            }
            transaction.remove(find(transaction, 1));
        });

        assertThat(store.state().count(PET)).isEqualTo(69);
        assertThat(store.state().first(PET, "owner", 0L)).isSameAs(find(store.state(), 3));
        assertThat(store.state().first(PET, "owner", 7L)).isNull();
    }

    @Test
    void ids_can_go_on_from_a_higher_one_but_not_from_a_lower() {
        write(store, transaction -> transaction.idsFrom(PET, 500));
        assertThat(store.state().nextId(PET)).isEqualTo(500);

        write(store, transaction -> transaction.idsFrom(PET, 499));
        write(store, transaction -> transaction.add(PETS, pet("Rex", null)));
        assertThat(ids(store.state().all(PET))).containsExactly(500L);
        assertThat(store.state().nextId(PET)).isEqualTo(501);
    }

    @Test
    void a_span_includes_both_of_its_ends() {
        Instant noon = Instant.parse("2024-01-01T12:00:00Z");
        write(store, transaction -> {
            transaction.add(PETS, Map.of("born", noon.minusMillis(1)));
            transaction.add(PETS, Map.of("born", noon));
            transaction.add(PETS, Map.of("born", noon.plusMillis(1)));
            transaction.add(PETS, pet("unborn", null));
        });

        assertThat(within(noon, null)).containsExactly(2L, 3L);
        assertThat(within(null, noon)).containsExactly(1L, 2L);
        assertThat(within(noon, noon)).containsExactly(2L);
    }

    @Test
    void an_iterator_at_its_end_says_so() {
        Iterator<Entity> none = store.state().all(PET).iterator();

        assertThat(none.hasNext()).isFalse();
        Assertions.assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(none::next);
    }

    @Test
    void pages_that_did_not_change_are_shared() {
        write(store, transaction -> {
            for (int i = 0; i < 1000; i++) {
                transaction.add(PETS, pet("pet", null));
            }
        });
        Table before = store.state().table(PET);
        write(store, transaction -> transaction.change(find(transaction, 500), Map.of("name", "changed")));
        Table after = store.state().table(PET);

        List<Long> changed = new ArrayList<>();
        before.pages().forEach((number, page) -> {
            if (after.pages().get(number) != page) {
                changed.add(number);
            }
        });
        assertThat(changed).containsExactly(500L >> 6);
        assertThat(find(store.state(), 501)).isSameAs(before.find(501));
    }

    @Test
    void any_mix_of_additions_changes_and_removals_agrees_with_a_plain_model() {
        Random random = new Random(42);
        List<Long> order = new ArrayList<>();
        Map<Long, Long> owners = new TreeMap<>();
        for (int round = 0; round < 3000; round++) {
            long id = 1 + random.nextInt(400);
            Long owner = random.nextInt(4) == 0 ? null : (long) random.nextInt(5);
            write(store, transaction -> {
                Entity entity = transaction.find(PET, id);
                if (entity == null) {
                    transaction.add(PETS, id, pet("p", owner));
                    order.add(id);
                    owners.put(id, owner);
                } else if (random.nextBoolean()) {
                    transaction.remove(entity);
                    order.remove(id);
                    owners.remove(id);
                } else {
                    transaction.change(entity, pet("p", owner));
                    owners.put(id, owner);
                }
            });
        }

        assertThat(ids(store.state().all(PET))).isEqualTo(order);
        for (Long owner : Arrays.asList(null, 0L, 1L, 2L, 3L, 4L)) {
            assertThat(ofOwner(owner))
                    .isEqualTo(order.stream()
                            .filter(id -> Objects.equals(owners.get(id), owner))
                            .toList());
        }
        for (long id = 1; id <= 400; id++) {
            assertThat(store.state().find(PET, id) != null).isEqualTo(owners.containsKey(id));
        }
    }

    private List<Long> ofOwner(Long owner) {
        return ids(store.state().select(PET, List.of(Criterion.equal("owner", owner))));
    }

    private List<Long> within(Instant from, Instant to) {
        return ids(store.state().select(PET, List.of(Criterion.within("born", List.of(new Criterion.Span(from, to))))));
    }
}
