package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.event.BackgroundExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that may block. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskQueueTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BackgroundExecutor background =
            new BackgroundExecutor(threads, Executors.newSingleThreadScheduledExecutor());

    @AfterEach
    void shut_down() {
        threads.shutdownNow();
        background.timer().shutdownNow();
    }

    @Test
    void a_task_completes_with_its_result() throws Exception {
        assertThat(new TaskQueue(background, 1, 1).run(() -> 7).get()).isEqualTo(7);
    }

    @Test
    void a_task_that_throws_fails_with_the_reason() {
        CompletableFuture<Object> failed = new TaskQueue(background, 1, 1).run(() -> {
            throw new IllegalStateException("cannot");
        });

        assertThatThrownBy(failed::get).hasRootCauseMessage("cannot");
    }

    @Test
    void no_more_tasks_run_at_once_than_allowed() {
        TaskQueue queue = new TaskQueue(background, 2, 100);
        AtomicInteger running = new AtomicInteger();
        List<CompletableFuture<Integer>> most = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            most.add(queue.run(() -> {
                int now = running.incrementAndGet();
                Thread.yield();
                running.decrementAndGet();
                return now;
            }));
        }

        assertThat(most).allSatisfy(now -> assertThat(now.get()).isBetween(1, 2));
    }

    @Test
    void a_task_too_many_is_refused_as_busy() throws Exception {
        TaskQueue queue = new TaskQueue(background, 1, 2);
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Boolean> running = queue.run(() -> gate.await(20, TimeUnit.SECONDS));
        CompletableFuture<Integer> first = queue.run(() -> 1);
        CompletableFuture<Integer> second = queue.run(() -> 2);
        CompletableFuture<Integer> third = queue.run(() -> 3);

        assertThatThrownBy(third::get)
                .cause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.BUSY))
                .hasMessageContaining("More than 2 requests");
        gate.countDown();
        assertThat(running.get()).isTrue();
        assertThat(first.get() + second.get()).isEqualTo(3);
    }

    @Test
    void a_task_cancelled_before_its_turn_is_not_run() throws Exception {
        TaskQueue queue = new TaskQueue(background, 1, 2);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        queue.run(() -> gate.await(20, TimeUnit.SECONDS));
        queue.run(runs::incrementAndGet).cancel(false);
        gate.countDown();

        assertThat(queue.run(() -> "last").get()).isEqualTo("last");
        assertThat(runs).hasValue(0);
    }
}
