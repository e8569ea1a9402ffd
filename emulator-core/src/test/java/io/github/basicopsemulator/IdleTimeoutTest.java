package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.webhook.DeliveryResources;
import io.github.basicopsemulator.webhook.FakeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ending what nobody uses. */
@Timeout(60)
class IdleTimeoutTest {

    private static final Duration BRIEF = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    private final DeliveryResources network = new FakeTransport().network();

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void what_nobody_uses_ends() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        new IdleTimeout(BRIEF, ended::countDown, network, System::nanoTime);
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void end_that_blocks_makes_no_other_end_late() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        new IdleTimeout(
                BRIEF,
                () -> {
                    await(second);
                    first.countDown();
                },
                network,
                System::nanoTime);
        new IdleTimeout(Duration.ofMillis(50), second::countDown, network, System::nanoTime);

        await(first);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void each_use_begins_the_time_anew() throws Exception {
        AtomicLong nanos = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(2);
        Duration idle = Duration.ofMillis(5);
        IdleTimeout idleTimeout = new IdleTimeout(idle, ended::countDown, network, () -> {
            looked.countDown();
            return nanos.get();
        });

        nanos.set(idle.toNanos() - 1);
        idleTimeout.use();
        await(looked);
        assertThat(ended.getCount()).isEqualTo(1);

        nanos.set(2 * idle.toNanos());
        await(ended);
    }

    @Test
    void a_use_costs_no_timer() {
        IdleTimeout idleTimeout = new IdleTimeout(LONG, () -> {}, network, System::nanoTime);
        Runnable first = network.timer().getQueue().element();
        idleTimeout.use();
        assertThat(network.timer().getQueue()).containsExactly(first);
    }

    @Test
    void what_was_let_be_does_not_begin_again() {
        IdleTimeout idleTimeout = new IdleTimeout(LONG, () -> {}, network, System::nanoTime);
        idleTimeout.end();
        idleTimeout.use();
        assertThat(network.timer().getQueue()).isEmpty();
    }

    @Test
    void a_time_longer_than_any_timer_is_taken() {
        new IdleTimeout(Duration.ofSeconds(Long.MAX_VALUE), () -> {}, network, System::nanoTime);
        assertThat(network.timer().getQueue()).hasSize(1);
    }

    @Test
    void a_workspace_that_nobody_uses_is_forgotten() throws Exception {
        try (Emulator emulator = Emulator.start()) {
            emulator.newWorkspace("brief").expireAfter(BRIEF);
            untilForgotten(emulator, "brief");
        }
    }

    /** Each waits half a second for its subscriber, all of them at the same time. */
    @Test
    void workspaces_whose_subscribers_hang_end_side_by_side() throws Exception {
        try (DeafServer deaf = new DeafServer();
                Emulator emulator =
                        Emulator.builder().webhookTimeout(Duration.ofMinutes(1)).start()) {
            for (int i = 0; i < 20; i++) {
                Workspace workspace = emulator.newWorkspace("hanging-" + i);
                workspace.seed(webhook(deaf.url("/"), "basicops:task:created"));
                workspace.seed(task("A"));
            }
            deaf.awaitConnections(20);
            CountDownLatch late = new CountDownLatch(1);
            emulator.workspaces().stream()
                    .filter(workspace -> workspace.name().startsWith("hanging"))
                    .forEach(workspace -> workspace.expireAfter(BRIEF));
            emulator.network().after(Duration.ofSeconds(3), late::countDown);
            for (int i = 0; i < 20; i++) {
                untilForgotten(emulator, "hanging-" + i);
            }

            assertThat(late.getCount()).as("in less than 3 seconds").isEqualTo(1);
        }
    }

    @Test
    void expiries_set_at_once_leave_one_and_none_after_closing() throws Exception {
        try (Emulator emulator = Emulator.start()) {
            for (int i = 0; i < 300; i++) {
                Workspace workspace = emulator.newWorkspace("w" + i);
                boolean closes = i % 2 == 0;
                CyclicBarrier start = new CyclicBarrier(closes ? 4 : 3);
                List<CompletableFuture<Void>> all = new ArrayList<>();
                for (int setter = 0; setter < 3; setter++) {
                    all.add(after(start, () -> workspace.expireAfter(LONG)));
                }
                if (closes) {
                    all.add(after(start, workspace::close));
                }
                CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

                assertThat(emulator.network().timer().getQueue()).hasSize(closes ? 0 : 1);
                workspace.close();
                assertThat(emulator.network().timer().getQueue()).isEmpty();
            }
        }
    }

    private static CompletableFuture<Void> after(CyclicBarrier start, Runnable work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        start.await();
                        work.run();
                    } catch (IllegalStateException | InterruptedException | BrokenBarrierException closed) {
                        assertThat(closed).hasMessageContaining("is closed");
                    }
                },
                deferred -> new Thread(deferred).start());
    }

    private static void untilForgotten(Emulator emulator, String workspace) throws Exception {
        CountDownLatch forgotten = new CountDownLatch(1);
        look(emulator, workspace, forgotten);
        assertThat(forgotten.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void look(Emulator emulator, String workspace, CountDownLatch forgotten) {
        if (emulator.find(workspace).isEmpty()) {
            forgotten.countDown();
        } else {
            emulator.network().after(Duration.ofMillis(5), () -> look(emulator, workspace, forgotten));
        }
    }
}
