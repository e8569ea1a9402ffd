package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.event.BackgroundExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replies that are sent later. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DelayedResponsesTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger changes = new AtomicInteger();
    private volatile Instant now = NOON;
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            if (now == null) {
                throw new IllegalStateException("no time");
            }
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };
    private final DelayedResponses held =
            new DelayedResponses(clock, new BackgroundExecutor(Runnable::run, timer), changes::incrementAndGet);

    DelayedResponsesTest() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void shut_down() {
        timer.shutdownNow();
    }

    @Test
    void a_pause_ends_after_its_time() throws Exception {
        held.pause(Duration.ofMillis(5), held.generation()).get(20, TimeUnit.SECONDS);

        assertThat(held.pause(Duration.ZERO, held.generation())).isCompleted();
    }

    @Test
    void clock_that_hangs_makes_no_other_alarm_late() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        CompletableFuture<Instant> hanging = new CompletableFuture<>();
        CompletableFuture<Void> hangs = new CompletableFuture<>();
        BackgroundExecutor background = new BackgroundExecutor(work -> new Thread(work).start(), timer);
        DelayedResponses replies = new DelayedResponses(
                new SuppliedClock(() -> {
                    if (readings.incrementAndGet() == 1) {
                        return NOON;
                    }
                    hangs.complete(null);
                    return hanging.join();
                }),
                background,
                changes::incrementAndGet);
        CompletableFuture<Void> reply = replies.until(NOON.plusMillis(1), replies.generation());
        hangs.get(20, TimeUnit.SECONDS);

        background.after(Duration.ofMillis(1)).get(20, TimeUnit.SECONDS);

        hanging.complete(NOON.plusMillis(1));
        reply.get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_reply_is_released_when_the_clock_reaches_its_time() {
        CompletableFuture<Void> reply = held.until(NOON.plusSeconds(3), held.generation());
        now = NOON.plusSeconds(2);
        held.releaseDue();
        assertThat(reply).isNotDone();

        now = NOON.plusSeconds(3);
        held.releaseDue();
        assertThat(reply).isCompleted();
        assertThat(held.nextDue()).isNull();
    }

    @Test
    void replies_are_released_in_the_order_of_their_times() {
        CompletableFuture<Void> late = held.until(NOON.plusSeconds(9), held.generation());
        CompletableFuture<Void> early = held.until(NOON.plusSeconds(3), held.generation());

        assertThat(held.nextDue()).isEqualTo(NOON.plusSeconds(3));
        now = NOON.plusSeconds(3);
        held.releaseDue();
        assertThat(early).isCompleted();
        assertThat(late).isNotDone();
        assertThat(held.nextDue()).isEqualTo(NOON.plusSeconds(9));
    }

    @Test
    void a_released_reply_is_leaving_until_it_has_left() {
        held.until(NOON, held.generation());

        assertThat(held.isAnyLeaving()).isTrue();
        held.left();
        assertThat(held.isAnyLeaving()).isFalse();
        assertThat(changes).hasValue(1);
    }

    @Test
    void a_clock_that_moves_unnoticed_is_read_again() throws Exception {
        CompletableFuture<Void> reply = held.until(NOON.plusSeconds(3), held.generation());
        now = NOON.plusSeconds(3);

        reply.get(20, TimeUnit.SECONDS);
    }

    @Test
    void a_clock_that_fails_for_a_while_is_read_again() throws Exception {
        now = null;
        CompletableFuture<Void> reply = held.until(NOON, held.generation());
        now = NOON;

        reply.get(20, TimeUnit.SECONDS);
    }

    @Test
    void release_of_all_ends_every_wait_of_the_generation() {
        long generation = held.generation();
        CompletableFuture<Void> paused = held.pause(HOUR, generation);
        CompletableFuture<Void> byClock = held.until(NOON.plus(HOUR), generation);

        held.releaseAll();

        assertThat(paused).isCompleted();
        assertThat(byClock).isCompleted();
        assertThat(held.pause(HOUR, generation)).as("of before").isCompleted();
        assertThat(held.until(NOON.plus(HOUR), generation)).as("of before").isCompleted();
        assertThat(held.pause(HOUR, held.generation())).as("of after").isNotDone();
    }

    @Test
    void close_ends_every_wait_for_good() {
        CompletableFuture<Void> paused = held.pause(HOUR, held.generation());

        held.close();

        assertThat(paused).isCompleted();
        assertThat(held.pause(HOUR, held.generation())).isCompleted();
        assertThat(held.until(NOON.plus(HOUR), held.generation())).isCompleted();
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void a_cancelled_wait_leaves_nothing_behind() {
        CompletableFuture<Void> paused = held.pause(HOUR, held.generation());
        CompletableFuture<Void> byClock = held.until(NOON.plus(HOUR), held.generation());
        paused.cancel(false);
        byClock.cancel(false);

        assertThat(held.nextDue()).isNull();
        assertThat(held.size()).isZero();
        assertThat(held.isAnyLeaving()).as("until left() is called for it").isTrue();
        held.left();
        assertThat(held.isAnyLeaving()).isFalse();
    }
}
