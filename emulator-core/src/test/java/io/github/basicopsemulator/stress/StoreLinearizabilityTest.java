package io.github.basicopsemulator.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Layout;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However threads meet at a store, each call is as if it had been alone. */
@Tag("long")
public class StoreLinearizabilityTest {

    private static final Kind PET = new Kind("pet");
    private static final Layout PETS = new Layout(PET, List.of("name"), List.of());

    @Test
    void threads_that_run_as_they_come_see_no_half_of_a_change() {
        new StressOptions().iterations(10).invocationsPerIteration(500).check(OneStore.class);
    }

    @Test
    void a_store_whose_writers_do_not_take_turns_is_found_out() {
        assertThatThrownBy(() -> new StressOptions()
                        .iterations(30)
                        .invocationsPerIteration(2_000)
                        .check(WithoutTurns.class))
                .hasMessageContaining("Invalid execution results");
    }

    /** The calls, as the checker wants them: public, on an object made without anything. */
    @Param(name = "name", gen = IntGen.class, conf = "1:3")
    public static final class OneStore {

        private final Store store = new Store(State.empty(1));
        private final State first = store.state();

        @Operation
        public long add(@Param(name = "name") int name) {
            return store.write(transaction ->
                    transaction.add(PETS, Map.of("name", (long) name)).id());
        }

        /** Both or none. */
        @Operation
        public long addTwo(@Param(name = "name") int name) {
            return store.write(transaction -> {
                transaction.add(PETS, Map.of("name", (long) name));
                return transaction.add(PETS, Map.of("name", (long) name)).id();
            });
        }

        @Operation
        public long addOneMore() {
            return store.write(transaction -> {
                long sum = 1;
                for (Entity pet : transaction.state().all(PET)) {
                    sum += (Long) Objects.requireNonNull(pet.get("name"));
                }
                return transaction.add(PETS, Map.of("name", sum)).id();
            });
        }

        @Operation
        public String refused() {
            try {
                store.write(transaction -> {
                    transaction.add(PETS, Map.of("name", 0L));
                    throw new IllegalStateException("refused");
                });
                return "done";
            } catch (IllegalStateException refused) {
                return "refused";
            }
        }

        @Operation
        public String read() {
            StringBuilder all = new StringBuilder();
            store.state().all(PET).forEach(pet -> all.append(pet.id()).append(pet.get("name")));
            return all.toString();
        }

        @Operation
        public void rewind() {
            store.put(first, () -> {});
        }
    }

    /** Reads, thinks and writes, as a store would without its lock. */
    public static final class WithoutTurns {

        private final List<State> states = new CopyOnWriteArrayList<>(List.of(State.empty(1)));

        @Operation
        public long add() {
            Store alone = new Store(states.get(0));
            long id = alone.write(
                    transaction -> transaction.add(PETS, Map.of("name", 1L)).id());
            states.set(0, alone.state());
            return id;
        }
    }
}
