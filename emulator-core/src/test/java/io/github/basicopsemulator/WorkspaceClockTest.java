package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Webhooks.Mode;
import io.github.basicopsemulator.Webhooks.Retries;
import io.github.basicopsemulator.Webhooks.Trouble;
import io.github.basicopsemulator.engine.SuppliedClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clock of a workspace: moved, followed, and read where a test's own clock fails or blocks. */
@Timeout(60)
class WorkspaceClockTest {

    private static final String CREATED = "basicops:task:created";
    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static Emulator emulator;

    private Workspace workspace;
    private Inbox inbox;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void create_workspace_with_inbox() {
        workspace = emulator.workspace("clock-" + NAMES.incrementAndGet());
        inbox = workspace.inbox("tasks");
        workspace.seed(webhook(inbox.url(), CREATED));
    }

    @Test
    void request_is_stored_whole_when_clock_fails_after_one_reading() {
        AtomicInteger readings = new AtomicInteger(1_000);
        workspace.clock().follow(failingAfter(readings));
        workspace.webhooks().trouble(Trouble.delay(Duration.ofHours(1)));

        readings.set(1);
        Http.Answer answer = Http.post(workspace.url("/v1/task"), "{'title': 'A'}");
        readings.set(1_000);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(workspace.records("task")).hasSize(1);
        assertThat(workspace.moment(2)).isPresent();
        assertThat(workspace.webhooks()).asString().contains("waiting for their time (1)", "task 1 created");
    }

    @Test
    void request_is_refused_whole_when_clock_fails() {
        AtomicInteger readings = new AtomicInteger(1_000);
        workspace.clock().follow(failingAfter(readings));

        readings.set(0);
        assertThat(Http.post(workspace.url("/v1/task"), "{'title': 'A'}").status())
                .isEqualTo(500);
        readings.set(1_000);

        assertThat(workspace.records("task")).isEmpty();
        assertThat(workspace.moment(2)).isEmpty();
        assertThat(workspace.webhooks().deliveries()).isEmpty();
    }

    private static Clock failingAfter(AtomicInteger readings) {
        return new SuppliedClock(() -> {
            if (readings.decrementAndGet() < 0) {
                throw new AssertionError("no time");
            }
            return NOON;
        });
    }

    /** A clock may wait for another thread, which needs the workspace. */
    @Test
    void clock_is_never_read_under_a_lock() {
        Queue<Throwable> blocked = new ConcurrentLinkedQueue<>();
        Executor elsewhere = work -> new Thread(work).start();
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ZERO);
        workspace.clock().follow(new SuppliedClock(() -> {
            try {
                CompletableFuture.runAsync(workspace::snapshot, elsewhere).get(5, TimeUnit.SECONDS);
            } catch (Exception stuck) {
                blocked.add(new AssertionError("the clock was read under a lock", stuck));
            }
            return clock.instant();
        }));
        workspace.webhooks().retries(Retries.attempts(3).backoff(Duration.ofMillis(20), 1));
        inbox.answering(500);
        workspace
                .webhooks()
                .trouble(
                        Trouble.delay(Duration.ofMillis(30)).nth(2),
                        Trouble.drop().nth(3));
        Snapshot before = workspace.snapshot();

        for (String title : new String[] {"A", "B", "C"}) {
            Http.post(workspace.url("/v1/task"), "{'title': '" + title + "'}");
        }
        inbox.await(3);
        workspace.webhooks().settle();
        workspace.clock().advance(Duration.ofHours(1));
        workspace.webhooks().mode(Mode.HELD);
        workspace.seed(task("D"), task("E"));
        workspace.webhooks().drop(workspace.webhooks().held().get(0));
        workspace.webhooks().deliverAll();
        workspace.rewind(before);
        workspace.clock().set(workspace.clock().instant(), Duration.ofSeconds(1));

        assertThat(blocked).isEmpty();
    }
}
