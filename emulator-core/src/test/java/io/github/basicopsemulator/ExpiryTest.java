package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ending what nobody uses. */
class ExpiryTest {

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

    ExpiryTest() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void what_nobody_uses_ends() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        new Expiry(Duration.ofMillis(1), ended::countDown, timer, System::nanoTime);
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void each_use_begins_the_time_anew() throws Exception {
        AtomicLong nanos = new AtomicLong();
        AtomicInteger ended = new AtomicInteger();
        Duration idle = Duration.ofMillis(5);
        Expiry expiry = new Expiry(idle, ended::incrementAndGet, timer, nanos::get);

        nanos.set(idle.toNanos() - 1);
        expiry.use();
        Runnable again = untilLooked(timer.getQueue().element());
        assertThat(ended).hasValue(0);

        nanos.set(2 * idle.toNanos());
        while (timer.getQueue().contains(again)) {
            Thread.sleep(1);
        }
        settle();
        assertThat(ended).hasValue(1);
    }

    /** Waits until the timer has looked, and returns what is due next. */
    private Runnable untilLooked(Runnable first) throws InterruptedException {
        while (timer.getQueue().isEmpty() || timer.getQueue().peek() == first) {
            Thread.sleep(1);
        }
        return timer.getQueue().element();
    }

    private void settle() throws Exception {
        timer.submit(() -> {}).get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_use_costs_no_timer() {
        Expiry expiry = new Expiry(Duration.ofHours(1), () -> {}, timer, System::nanoTime);
        Runnable first = timer.getQueue().element();
        expiry.use();
        assertThat(timer.getQueue()).containsExactly(first);
    }

    @Test
    void what_was_let_be_does_not_begin_again() {
        Expiry expiry = new Expiry(Duration.ofHours(1), () -> {}, timer, System::nanoTime);
        expiry.end();
        expiry.use();
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void a_workspace_that_nobody_uses_is_forgotten() throws Exception {
        try (Emulator emulator = Emulator.start()) {
            Workspace workspace = emulator.newWorkspace("brief");
            workspace.expireAfter(Duration.ofMillis(1));
            CountDownLatch after = new CountDownLatch(1);
            // What is due later on the same thread comes after the end of the workspace.
            emulator.network().timer().schedule(after::countDown, 20, TimeUnit.MILLISECONDS);
            assertThat(after.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(emulator.find("brief")).isEmpty();
        }
    }
}
