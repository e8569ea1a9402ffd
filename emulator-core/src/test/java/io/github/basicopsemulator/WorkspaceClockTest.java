package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.basicopsemulator.Webhooks.DeliveryFault;
import io.github.basicopsemulator.Webhooks.Mode;
import io.github.basicopsemulator.Webhooks.Retries;
import io.github.basicopsemulator.engine.SuppliedClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
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
        workspace.webhooks().faults(DeliveryFault.delay(Duration.ofHours(1)));

        readings.set(1);
        Http.Answer answer = Http.post(workspace.url("/v1/task"), "{'title': 'A'}");
        readings.set(1_000);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(workspace.records("task")).hasSize(1);
        assertThat(workspace.revision(2)).isPresent();
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
        assertThat(workspace.revision(2)).isEmpty();
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
                .faults(
                        DeliveryFault.delay(Duration.ofMillis(30)).nth(2),
                        DeliveryFault.drop().nth(3));
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

    @Test
    void clock_that_follows_itself_is_refused_and_goes_as_before() {
        WorkspaceClock clock = workspace.clock();
        Duration hour = Duration.ofHours(1);
        clock.follow(Clock.fixed(NOON, ZoneOffset.UTC));
        for (Clock itself : List.of(
                clock,
                clock.withZone(ZoneId.of("Asia/Tokyo")),
                Clock.offset(clock, hour),
                Clock.tick(clock, hour),
                new SuppliedClock(clock::instant))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> clock.follow(itself))
                    .withMessageContaining("a clock cannot go with itself: workspace \"" + workspace.name()
                            + "\" → workspace \"" + workspace.name() + "\"");
        }

        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(Http.get(workspace.url("/v1/user/me")).status()).isEqualTo(200);
    }

    @Test
    void clocks_that_follow_each_other_are_refused() {
        Workspace other = emulator.workspace("clock-" + NAMES.incrementAndGet());
        other.clock().follow(workspace.clock());
        Snapshot following = other.snapshot();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.clock().follow(Clock.offset(other.clock(), Duration.ofHours(1))))
                .withMessageContaining("\"" + workspace.name() + "\" → workspace \"" + other.name() + "\" →");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.rewind(following))
                .withMessageContaining("cannot go with itself");
        assertThat(workspace.records("webhook")).as("not put back").hasSize(1);
        for (Workspace each : List.of(workspace, other)) {
            assertThat(Http.get(each.url("/v1/user/me")).status()).isEqualTo(200);
        }
    }

    @Test
    void clock_that_stands_cannot_be_made_to_follow_itself_later() {
        Workspace other = emulator.workspace("clock-" + NAMES.incrementAndGet());
        other.clock().follow(workspace.clock());
        other.clock().set(NOON);
        workspace.clock().follow(other.clock());

        assertThat(Http.send("PUT", other.url("/_emulator/clock"), BodyPublishers.ofString("{\"follow\": \"system\"}"))
                        .status())
                .isEqualTo(400);

        assertThat(workspace.clock().instant()).isEqualTo(NOON);
        assertThat(other.clock().instant()).isEqualTo(NOON);
    }

    @Test
    void two_that_follow_each_other_at_once_do_not_both() throws Exception {
        Workspace other = emulator.workspace("clock-" + NAMES.incrementAndGet());
        for (int i = 0; i < 300; i++) {
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture.allOf(followLater(workspace, other, start), followLater(other, workspace, start))
                    .get(20, TimeUnit.SECONDS);

            assertThat(workspace.clock().instant()).isNotNull();
            assertThat(other.clock().instant()).isNotNull();
            workspace.clock().follow(Clock.systemUTC());
            other.clock().follow(Clock.systemUTC());
        }
    }

    private static CompletableFuture<Void> followLater(Workspace one, Workspace other, CyclicBarrier start) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        start.await();
                        one.clock().follow(other.clock());
                    } catch (IllegalArgumentException | InterruptedException | BrokenBarrierException refused) {
                        assertThat(refused).isInstanceOf(IllegalArgumentException.class);
                    }
                },
                work -> new Thread(work).start());
    }
}
