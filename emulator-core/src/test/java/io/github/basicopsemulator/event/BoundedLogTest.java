package io.github.basicopsemulator.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The newest of a sequence, within its bounds. */
class BoundedLogTest {

    @Test
    void the_newest_are_kept_as_many_as_there_may_be() {
        BoundedLog<Integer> ring = new BoundedLog<>(3, 1_000, any -> 1);
        for (int i = 1; i <= 5; i++) {
            ring.add(i);
        }

        assertThat(ring.all()).containsExactly(3, 4, 5);
        ring.clear();
        assertThat(ring.all()).isEmpty();
    }

    @Test
    void what_is_too_heavy_pushes_out_the_oldest_but_is_kept_itself() {
        BoundedLog<Integer> ring = new BoundedLog<>(100, 10, weight -> weight);
        ring.add(4);
        ring.add(5);
        ring.add(6);
        assertThat(ring.all()).containsExactly(6);

        ring.add(50);
        assertThat(ring.all()).containsExactly(50);
    }

    @Test
    void what_grows_after_it_came_does_not_make_room_for_more() {
        BoundedLog<AtomicInteger> ring = new BoundedLog<>(100, 10, AtomicInteger::get);
        for (int i = 0; i < 10; i++) {
            AtomicInteger thing = new AtomicInteger(1);
            ring.add(thing);
            thing.set(1_000);
        }
        ring.add(new AtomicInteger(5));
        ring.add(new AtomicInteger(5));

        assertThat(ring.all()).hasSize(2);
    }

    @Test
    void what_has_grown_pushes_out_the_oldest_once_weighed_again() {
        BoundedLog<AtomicInteger> ring = new BoundedLog<>(100, 10, AtomicInteger::get);
        AtomicInteger first = new AtomicInteger(1);
        AtomicInteger second = new AtomicInteger(1);
        ring.add(first);
        ring.add(second);
        second.set(10);
        ring.weighAgain();

        assertThat(ring.all()).containsExactly(second);
    }
}
