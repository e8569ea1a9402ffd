package io.github.basicopsemulator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Waiting for something to change. */
class SignalTest {

    private final Signal signal = new Signal();
    private final AtomicInteger number = new AtomicInteger();

    @Test
    void whoever_waits_is_woken_by_the_change_that_it_waits_for() throws Exception {
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return signal.await(Duration.ofSeconds(20), () -> number.get() >= 3 ? number.get() : null);
            } catch (TimeoutException late) {
                throw new AssertionError(late);
            }
        });

        for (int i = 0; i < 3; i++) {
            number.incrementAndGet();
            signal.raise();
        }

        assertThat(waiting.get()).isEqualTo(3);
    }

    @Test
    void what_is_looked_for_may_itself_change_something() throws Exception {
        int found = signal.await(Duration.ofSeconds(20), () -> {
            signal.raise();
            return number.incrementAndGet() == 5 ? 5 : null;
        });

        assertThat(found).isEqualTo(5);
    }

    @Test
    void patience_ends_and_can_be_without_end() throws Exception {
        assertThatThrownBy(() -> signal.await(Duration.ofMillis(5), () -> null)).isInstanceOf(TimeoutException.class);
        assertThat(signal.<Integer>await(Duration.ofSeconds(Long.MAX_VALUE), () -> 1))
                .isEqualTo(1);
    }

    @Test
    void nobody_waits_for_what_is_closed() {
        signal.close();

        assertThatThrownBy(() -> signal.await(Duration.ofDays(1), () -> null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
