package io.github.basicopsemulator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for something to change. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangeNotifierTest {

    private static final BackgroundExecutor BACKGROUND = background();

    private final ChangeNotifier signal = new ChangeNotifier();
    private final AtomicInteger number = new AtomicInteger();

    private static BackgroundExecutor background() {
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        };
        return new BackgroundExecutor(
                Executors.newCachedThreadPool(daemons), Executors.newSingleThreadScheduledExecutor(daemons));
    }

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
            signal.signalAll();
        }

        assertThat(waiting.get()).isEqualTo(3);
    }

    @Test
    void what_is_looked_for_may_itself_change_something() throws Exception {
        int found = signal.await(Duration.ofSeconds(20), () -> {
            signal.signalAll();
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

    @Test
    void whoever_has_gone_to_sleep_is_woken_as_often_as_it_takes() throws Exception {
        Waiting waiting = new Waiting(signal);
        for (int i = 0; i < 3; i++) {
            waiting.untilAsleep();
            number.incrementAndGet();
            signal.signalAll();
        }

        assertThat(waiting.result.get(10, TimeUnit.SECONDS)).isEqualTo("found 3");
        CompletableFuture.runAsync(signal::signalAll).get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoever_has_gone_to_sleep_is_woken_when_it_is_closed() throws Exception {
        Waiting waiting = new Waiting(signal);
        waiting.untilAsleep();
        signal.close();

        assertThat(waiting.result.get(10, TimeUnit.SECONDS)).isEqualTo("the workspace was closed during the wait");
        CompletableFuture.runAsync(signal::close).get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoever_is_interrupted_stops_waiting_and_stays_interrupted() throws Exception {
        Waiting waiting = new Waiting(signal);
        waiting.untilAsleep();
        waiting.thread.interrupt();

        assertThat(waiting.result.get(10, TimeUnit.SECONDS))
                .isEqualTo("interrupted while waiting for a workspace, and still interrupted");
    }

    @Test
    void nobody_asks_again_before_something_has_changed() {
        signal.signalAll();

        assertThatThrownBy(() -> signal.await(Duration.ofMillis(5), () -> {
                    number.incrementAndGet();
                    return null;
                }))
                .isInstanceOf(TimeoutException.class);
        assertThat(number).hasValue(1);
    }

    @Test
    void whoever_waits_for_a_wider_one_is_woken_by_the_narrower() throws Exception {
        ChangeNotifier narrower = new ChangeNotifier(signal);
        Waiting waiting = new Waiting(signal);
        waiting.untilAsleep();
        number.set(3);
        narrower.signalAll();

        assertThat(waiting.result.get(10, TimeUnit.SECONDS)).isEqualTo("found 3");
    }

    /** Somebody who waits for a day until the number is 3, and says what came of it. */
    private final class Waiting {

        private final CompletableFuture<String> result = new CompletableFuture<>();
        private final AtomicInteger asked = new AtomicInteger();
        private final Thread thread;

        Waiting(ChangeNotifier signal) {
            thread = new Thread(() -> result.complete(wait(signal)));
            thread.setDaemon(true);
            thread.start();
        }

        private String wait(ChangeNotifier signal) {
            try {
                return signal.await(Duration.ofDays(1), () -> {
                    asked.incrementAndGet();
                    return number.get() >= 3 ? "found " + number : null;
                });
            } catch (TimeoutException | IllegalStateException gaveUp) {
                return gaveUp.getMessage() + (Thread.currentThread().isInterrupted() ? ", and still interrupted" : "");
            }
        }

        /** It has asked in vain for what the number is now, and sleeps until something is raised. */
        void untilAsleep() {
            while (!result.isDone()
                    && (asked.get() <= number.get() || thread.getState() != Thread.State.TIMED_WAITING)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_wait_without_a_thread_completes_with_the_change() throws Exception {
        CompletableFuture<Integer> found = when(Duration.ofSeconds(20), () -> number.get() >= 2 ? number.get() : null);
        number.incrementAndGet();
        signal.signalAll();
        assertThat(found).isNotDone();

        number.incrementAndGet();
        signal.signalAll();
        assertThat(found.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(when(Duration.ofSeconds(20), number::get))
                .as("there already")
                .isCompletedWithValue(2);
    }

    @Test
    void a_wait_without_a_thread_fails_when_its_time_is_over() {
        CompletableFuture<Integer> late = when(Duration.ofMillis(1), () -> null);

        assertThatThrownBy(() -> late.get(20, TimeUnit.SECONDS)).hasRootCauseMessage("late");
    }

    @Test
    void a_wait_without_a_thread_ends_with_the_signal() {
        CompletableFuture<Integer> before = when(Duration.ofSeconds(20), () -> null);
        signal.close();

        assertThatThrownBy(before::get).cause().isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> when(Duration.ofSeconds(20), () -> null).get())
                .cause()
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_wait_without_a_thread_fails_with_its_condition() {
        CompletableFuture<Integer> failing = when(Duration.ofSeconds(20), () -> {
            if (number.get() > 0) {
                throw new IllegalArgumentException("broken");
            }
            return null;
        });
        number.incrementAndGet();
        signal.signalAll();

        assertThatThrownBy(() -> failing.get(20, TimeUnit.SECONDS)).hasRootCauseMessage("broken");
    }

    @Test
    void many_waits_without_threads_are_all_found() {
        List<CompletableFuture<Integer>> waits = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            int wanted = i;
            waits.add(when(Duration.ofSeconds(50), () -> number.get() >= wanted ? wanted : null));
        }
        for (int i = 0; i < 500; i++) {
            number.incrementAndGet();
            signal.signalAll();
        }

        assertThat(waits).allSatisfy(wait -> wait.get(20, TimeUnit.SECONDS));
    }

    private CompletableFuture<Integer> when(Duration patience, Supplier<Integer> found) {
        return signal.when(patience, BACKGROUND, found, () -> new TimeoutException("late"));
    }
}
