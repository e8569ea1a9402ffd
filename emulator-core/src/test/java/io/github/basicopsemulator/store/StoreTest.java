package io.github.basicopsemulator.store;

import static io.github.basicopsemulator.store.Samples.PET;
import static io.github.basicopsemulator.store.Samples.PETS;
import static io.github.basicopsemulator.store.Samples.find;
import static io.github.basicopsemulator.store.Samples.ids;
import static io.github.basicopsemulator.store.Samples.pet;
import static io.github.basicopsemulator.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers, writers and going back, on the one reference that holds the state. */
class StoreTest {

    private final Store store = Samples.empty();

    @Test
    void work_that_throws_leaves_the_very_same_state() {
        write(store, transaction -> transaction.add(PETS, pet("Rex", 1L)));
        State before = store.state();

        assertThatThrownBy(() -> write(store, transaction -> {
                    transaction.add(PETS, pet("Max", 1L));
                    transaction.change(find(transaction, 1), Map.of("name", "Tim"));
                    transaction.draw();
                    transaction.roll();
                    throw new IllegalStateException("too bad");
                }))
                .hasMessage("too bad");

        assertThat(store.state()).isSameAs(before);
    }

    @Test
    void work_that_throws_does_not_tell_and_lets_the_next_writer_in() {
        List<String> told = new ArrayList<>();
        assertThatThrownBy(() -> write(store, transaction -> {
                    transaction.onCommit(() -> told.add("refused"));
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        write(store, transaction -> transaction.onCommit(() -> told.add("stored")));

        assertThat(told).containsExactly("stored");
    }

    @Test
    void what_is_told_at_the_commit_finds_the_new_state_published() {
        List<State> published = new ArrayList<>();
        write(store, transaction -> {
            transaction.add(PETS, pet("Rex", null));
            transaction.onCommit(() -> published.add(store.state()));
        });

        assertThat(ids(published.get(0).all(PET))).containsExactly(1L);
    }

    @Test
    void an_earlier_state_can_be_put_back_and_is_the_same_object() {
        write(store, transaction -> transaction.add(PETS, pet("Rex", 1L)));
        State snapshot = store.state();
        write(store, transaction -> {
            transaction.remove(find(transaction, 1));
            transaction.add(PETS, pet("Max", 1L));
        });
        assertThat(ids(store.state().all(PET))).containsExactly(2L);

        store.put(snapshot, () -> {});

        assertThat(store.state()).isSameAs(snapshot);
        assertThat(ids(store.state().referring(PET, "owner", 1))).containsExactly(1L);
        write(
                store,
                transaction -> assertThat(
                                transaction.add(PETS, pet("Next", null)).id())
                        .as("the id counter went back too")
                        .isEqualTo(2));
    }

    @Test
    void a_reader_never_sees_half_a_change() throws Exception {
        int batch = 50;
        write(store, transaction -> {
            for (int i = 0; i < batch; i++) {
                transaction.add(PETS, pet("round 0", 0L));
            }
        });
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch looking = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> reader = threads.submit((Callable<Integer>) () -> {
                int looks = 0;
                while (!done.get()) {
                    State state = store.state();
                    List<Object> owners = new ArrayList<>();
                    state.all(PET).forEach(entity -> owners.add(entity.get("owner")));
                    assertThat(owners).hasSize(batch).containsOnly(owners.get(0));
                    assertThat(ids(state.referring(PET, "owner", (Long) owners.get(0))))
                            .hasSize(batch);
                    looks++;
                    looking.countDown();
                }
                return looks;
            });
            assertThat(looking.await(10, TimeUnit.SECONDS)).isTrue();
            for (long round = 1; round <= 200; round++) {
                long owner = round;
                write(store, transaction -> {
                    List<Entity> all = new ArrayList<>();
                    transaction.all(PET).forEach(all::add);
                    all.forEach(entity -> transaction.change(entity, pet("round " + owner, owner)));
                });
            }
            done.set(true);
            assertThat(reader.get(10, TimeUnit.SECONDS)).isPositive();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void writers_take_turns_and_none_is_lost() throws Exception {
        write(store, transaction -> transaction.add(PETS, pet("counter", 0L)));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                writers.add(threads.submit(() -> {
                    for (int n = 0; n < 250; n++) {
                        write(store, transaction -> {
                            Entity counter = find(transaction, 1);
                            transaction.change(counter, Map.of("owner", counter.number("owner") + 1));
                        });
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(find(store.state(), 1).number("owner")).isEqualTo(1000);
    }

    @Test
    void kept_bytes_hold_as_long_as_everything_they_show_is_the_same_object() {
        write(store, transaction -> transaction.add(PETS, pet("Rex", null)));
        CachedJson kept = new CachedJson(
                "http://here", new byte[] {1}, List.of(find(store.state(), 1).version()));

        assertThat(kept.holds("http://here", store.state())).isTrue();
        assertThat(kept.holds("http://there", store.state())).isFalse();
        State before = store.state();
        write(store, transaction -> transaction.change(find(transaction, 1), Map.of("name", "Max")));
        assertThat(kept.holds("http://here", store.state())).isFalse();
        assertThat(kept.holds("http://here", before)).isTrue();

        Entity entity = find(store.state(), 1);
        entity.keep(kept);
        assertThat(entity.kept()).isSameAs(kept);
    }

    @Test
    void what_is_done_besides_is_done_in_the_writers_turn() throws Exception {
        State before = store.state();
        write(store, transaction -> transaction.add(PETS, pet("Rex", null)));
        List<State> found = new ArrayList<>();
        store.put(before, () -> found.add(store.state()));
        found.add(store.readLocked(store::state));

        assertThat(found).hasSize(2).containsOnly(before);
        inAnotherThread(() -> write(store, transaction -> transaction.add(PETS, pet("Max", null))))
                .join(10_000);
        assertThat(ids(store.state().all(PET)))
                .as("the next writer gets its turn")
                .containsExactly(1L);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void who_wants_it_to_stand_still_waits_for_the_writer() throws Exception {
        List<State> found = new CopyOnWriteArrayList<>();
        Thread[] looking = new Thread[1];
        write(store, transaction -> {
            transaction.add(PETS, pet("Rex", null));
            looking[0] = inAnotherThread(() -> found.add(store.readLocked(store::state)));
            while (looking[0].getState() != Thread.State.WAITING && found.isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(found).isEmpty();
        });

        looking[0].join(10_000);
        assertThat(found).containsExactly(store.state());
    }

    private static Thread inAnotherThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
