package io.github.basicopsemulator.store;

import static io.github.basicopsemulator.store.Samples.OWNERS;
import static io.github.basicopsemulator.store.Samples.PET;
import static io.github.basicopsemulator.store.Samples.PETS;
import static io.github.basicopsemulator.store.Samples.find;
import static io.github.basicopsemulator.store.Samples.ids;
import static io.github.basicopsemulator.store.Samples.pet;
import static io.github.basicopsemulator.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a change in the making may do, and what it refuses. */
class TransactionTest {

    private final Store store = Samples.empty();

    @Test
    void a_transaction_sees_what_it_has_done_itself() {
        write(store, transaction -> {
            Entity added = transaction.add(PETS, pet("Rex", 1L));
            assertThat(transaction.find(PET, added.id())).isSameAs(added);
            assertThat(ids(transaction.referring(PET, "owner", 1))).containsExactly(added.id());

            transaction.remove(added);
            assertThat(transaction.find(PET, added.id())).isNull();
        });
    }

    @Test
    void what_is_selected_is_what_was_there_when_it_was_asked_for() {
        write(store, transaction -> {
            transaction.add(PETS, pet("a", 1L));
            Iterable<Entity> selected = transaction.referring(PET, "owner", 1);
            List<Long> seen = new ArrayList<>();
            for (Entity entity : selected) {
                seen.add(entity.id());
                transaction.add(PETS, pet("another", 1L));
                transaction.change(entity, pet("a", 2L));
            }
            assertThat(seen).containsExactly(1L);
        });
    }

    @Test
    void an_id_that_is_taken_is_refused() {
        write(store, transaction -> transaction.add(PETS, 5, pet("Rex", null)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(store, transaction -> transaction.add(PETS, 5, pet("Max", null))))
                .withMessage("there is a pet 5 already");
        assertThat(find(store.state(), 5).text("name")).isEqualTo("Rex");
    }

    @Test
    void an_id_that_can_be_none_is_refused() {
        for (long id : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(store, transaction -> transaction.add(PETS, id, pet("Rex", null))))
                    .withMessage("a pet cannot have the id " + id);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(store, transaction -> transaction.idsFrom(PET, id)))
                    .withMessage("a pet cannot have the id " + id);
        }
    }

    @Test
    void ids_are_as_high_as_leaves_room_for_later_ones() {
        long highest = 1L << 52;
        write(store, transaction -> {
            transaction.idsFrom(PET, 1);
            transaction.idsFrom(PET, highest);
            assertThat(transaction.add(PETS, highest, pet("Rex", null)).id()).isEqualTo(highest);
            assertThat(transaction.add(PETS, pet("Max", null)).id()).isEqualTo(highest + 1);
        });
    }

    @Test
    void each_kind_counts_its_own_ids() {
        write(store, transaction -> {
            assertThat(transaction.add(PETS, pet("Rex", null)).id()).isEqualTo(1);
            assertThat(transaction.add(OWNERS, Map.of("name", "Ann")).id()).isEqualTo(1);
        });
    }

    @Test
    void an_entity_that_was_changed_since_it_was_read_is_refused() {
        write(store, transaction -> transaction.add(PETS, pet("Rex", null)));
        Entity stale = find(store.state(), 1);
        write(store, transaction -> transaction.change(stale, Map.of("name", "Max")));

        assertThatIllegalStateException()
                .isThrownBy(() -> write(store, transaction -> transaction.change(stale, Map.of("name", "Tim"))))
                .withMessageContaining("pet 1 was changed since it was read");
        assertThatIllegalStateException().isThrownBy(() -> write(store, transaction -> transaction.remove(stale)));
        assertThat(find(store.state(), 1).text("name")).isEqualTo("Max");
    }

    @Test
    void an_entity_that_is_gone_is_refused() {
        write(store, transaction -> transaction.add(PETS, pet("Rex", null)));
        Entity gone = find(store.state(), 1);
        write(store, transaction -> transaction.remove(gone));

        assertThatIllegalStateException().isThrownBy(() -> write(store, transaction -> transaction.remove(gone)));
    }

    @Test
    void a_name_that_the_kind_does_not_have_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> write(store, transaction -> transaction.add(PETS, Map.of("colour", "red"))))
                .withMessageContaining("pet has no field named colour");
    }

    @Test
    void a_change_leaves_what_it_does_not_name_and_the_entity_it_began_with() {
        write(store, transaction -> transaction.add(PETS, pet("Rex", 4L)));
        Entity before = find(store.state(), 1);
        Entity after = store.write(transaction -> transaction.change(before, Map.of("name", "Max")));

        assertThat(find(store.state(), 1)).isSameAs(after);
        assertThat(after.values()).containsEntry("name", "Max").containsEntry("owner", 4L);
        assertThat(before.text("name")).isEqualTo("Rex");
    }

    @Test
    void the_state_that_is_being_changed_can_still_be_looked_at() {
        State state = store.state();
        write(store, transaction -> {
            transaction.add(PETS, pet("Rex", null));
            assertThat(transaction.before()).isSameAs(state);
            assertThat(transaction.state().count(PET)).isEqualTo(1);
        });
    }

    @Test
    void the_counter_and_the_dice_belong_to_the_state() {
        State start = store.state();
        List<Long> first = new ArrayList<>();
        List<Long> again = new ArrayList<>();

        write(store, transaction -> first.addAll(List.of(transaction.draw(), transaction.roll(), transaction.roll())));
        store.put(start, () -> {});
        write(store, transaction -> again.addAll(List.of(transaction.draw(), transaction.roll(), transaction.roll())));

        assertThat(first.get(0)).isEqualTo(1);
        assertThat(first.get(1)).isNotEqualTo(first.get(2));
        assertThat(again).isEqualTo(first);
    }

    @Test
    void a_flag_without_a_value_is_not_set() {
        Layout flags = new Layout(PET, List.of("tame", "wild", "old"), List.of());
        Entity pet = store.write(transaction -> transaction.add(flags, Map.of("tame", true, "wild", false)));

        assertThat(pet.is("tame")).isTrue();
        assertThat(pet.is("wild")).isFalse();
        assertThat(pet.is("old")).isFalse();
        assertThat(flags.has("old")).isTrue();
        assertThat(flags.has("young")).isFalse();
    }

    @Test
    void the_state_knows_its_records_and_bytes_after_any_change() {
        write(store, transaction -> {
            Entity rex = transaction.add(PETS, pet("Rex", 1L));
            transaction.add(PETS, pet("M".repeat(100_000), 2L));
            transaction.change(rex, pet("R".repeat(5_000), null));
        });
        assertThat(store.state().records()).isEqualTo(2);
        assertThat(store.state().bytes()).isEqualTo(sum()).isBetween(210_000L, 211_500L);

        write(store, transaction -> transaction.remove(find(transaction, 2)));
        assertThat(store.state().records()).isEqualTo(1);
        assertThat(store.state().bytes()).isEqualTo(sum()).isBetween(10_000L, 11_000L);

        write(store, transaction -> transaction.clear(1, 1));
        assertThat(store.state().records()).isZero();
        assertThat(store.state().bytes()).isZero();
    }

    private long sum() {
        long sum = 0;
        for (Entity pet : store.state().all(PET)) {
            sum += pet.weight();
        }
        return sum;
    }

    @Test
    void a_transaction_knows_the_bytes_that_it_displaces() {
        write(store, transaction -> {
            transaction.add(PETS, pet("Rex", 1L));
            assertThat(transaction.displaced()).isLessThan(1_000);
        });
        write(store, transaction -> {
            transaction.change(find(transaction, 1), pet("R".repeat(100_000), 1L));
            assertThat(transaction.displaced()).isLessThan(2_000);
        });
        find(store.state(), 1).keep(new CachedJson("", new byte[50_000], List.of()));
        write(store, transaction -> {
            transaction.change(find(transaction, 1), pet("Rex", 1L));
            assertThat(transaction.displaced()).isBetween(250_000L, 252_000L);
        });
        write(store, transaction -> {
            transaction.add(PETS, pet("M".repeat(7_000), 1L));
            transaction.clear(1, 1);
            assertThat(transaction.displaced()).isBetween(14_000L, 16_500L);
        });
    }

    @Test
    void every_value_weighs_what_it_takes() {
        String text = "x".repeat(5_000);

        assertThat(Weight.of(null)).isZero();
        assertThat(Weight.of(text)).isBetween(10_000L, 10_100L);
        assertThat(Weight.of(new byte[5_000])).isBetween(5_000L, 5_100L);
        assertThat(Weight.of(List.of(text, 1L))).isBetween(10_000L, 10_200L);
        assertThat(Weight.of(Map.of("a", List.of(text), "b", 1L))).isBetween(10_000L, 10_600L);
    }

    @Test
    void replies_that_mostly_show_others_are_not_cached() {
        write(store, transaction -> transaction.add(PETS, pet("Rex", 1L)));
        Entity rex = find(store.state(), 1);

        rex.keep(new CachedJson("", new byte[1_000], List.of()));
        assertThat(rex.kept()).isNotNull();
        rex.keep(new CachedJson("", new byte[100_000], List.of()));
        assertThat(rex.kept()).isNull();
    }
}
