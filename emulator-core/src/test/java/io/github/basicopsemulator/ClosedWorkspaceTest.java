package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What a closed workspace refuses, also through the objects that were taken from it before. */
@Timeout(60)
class ClosedWorkspaceTest {

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @TestFactory
    Stream<DynamicTest> a_closed_workspace_refuses() {
        Workspace workspace = emulator.workspace("closed");
        Snapshot snapshot = workspace.snapshot("s");
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        ofWorkspace(workspace, snapshot, calls);
        ofClock(workspace.clock(), calls);
        ofWebhooks(workspace.webhooks(), calls);
        ofJournal(workspace.journal(), calls);
        ofFaults(workspace.faults(), calls);
        ofInbox(workspace.inbox("in"), calls);
        workspace.close();

        return calls.entrySet().stream()
                .map(call -> dynamicTest(
                        call.getKey(),
                        () -> assertThatIllegalStateException()
                                .isThrownBy(call.getValue())
                                .withMessage(workspace + " is closed: use it before closing it or its emulator")));
    }

    private static void ofWorkspace(Workspace workspace, Snapshot snapshot, Map<String, ThrowingCallable> calls) {
        calls.put("token", workspace::token);
        calls.put("requests", workspace::requests);
        calls.put("expireAfter", () -> workspace.expireAfter(Duration.ofHours(1)));
        calls.put("seed", () -> workspace.seed(task("T")));
        calls.put("seed text", () -> workspace.seed("{}"));
        calls.put("export", workspace::export);
        calls.put("exportJson", workspace::exportJson);
        calls.put("records", () -> workspace.records("task"));
        calls.put("change", () -> workspace.change("task", 1, Map.of("title", "T")));
        calls.put("remove", () -> workspace.remove("task", 1));
        calls.put("snapshot", workspace::snapshot);
        calls.put("snapshot name", () -> workspace.snapshot("t"));
        calls.put("snapshots", workspace::snapshots);
        calls.put("revision", () -> workspace.revision(1));
        calls.put("rewind", () -> workspace.rewind(snapshot));
        calls.put("rewind name", () -> workspace.rewind("s"));
        calls.put("reset", workspace::reset);
        calls.put("changes", workspace::changes);
        calls.put("changesSince", () -> workspace.changesSince(snapshot));
    }

    private static void ofClock(WorkspaceClock clock, Map<String, ThrowingCallable> calls) {
        calls.put("clock.set", () -> clock.set(Instant.EPOCH));
        calls.put("clock.set tick", () -> clock.set(Instant.EPOCH, Duration.ofSeconds(1)));
        calls.put("clock.advance", () -> clock.advance(Duration.ofSeconds(1)));
        calls.put("clock.follow", () -> clock.follow(Clock.systemUTC()));
    }

    private static void ofWebhooks(Webhooks webhooks, Map<String, ThrowingCallable> calls) {
        calls.put("webhooks.mode", () -> webhooks.mode(Webhooks.Mode.HELD));
        calls.put("webhooks.payload", () -> webhooks.payload(Webhooks.Payload.OBSERVED));
        calls.put("webhooks.retries", () -> webhooks.retries(Webhooks.Retries.none()));
        calls.put("webhooks.faults", () -> webhooks.faults(Webhooks.DeliveryFault.drop()));
        calls.put("webhooks.settle", webhooks::settle);
        calls.put("webhooks.awaitDelivery", () -> webhooks.awaitDelivery("x"));
        calls.put("webhooks.deliveries", webhooks::deliveries);
        calls.put("webhooks.har", webhooks::har);
        calls.put("webhooks.deadLetters", webhooks::deadLetters);
        calls.put("webhooks.held", webhooks::held);
        calls.put("webhooks.deliverNext", webhooks::deliverNext);
        calls.put("webhooks.deliverAll", webhooks::deliverAll);
    }

    private static void ofJournal(Journal journal, Map<String, ThrowingCallable> calls) {
        calls.put("journal.exchanges", journal::exchanges);
        calls.put("journal.await", () -> journal.await("GET", "/v1/task"));
        calls.put("journal.awaitExchanges", () -> journal.awaitExchanges(all -> false, Duration.ofSeconds(5)));
        calls.put("journal.clear", journal::clear);
        calls.put("journal.har", journal::har);
        calls.put("journal.curl", journal::curl);
    }

    private static void ofFaults(Faults faults, Map<String, ThrowingCallable> calls) {
        calls.put("faults.add", () -> faults.add(Fault.reset()));
        calls.put("faults.rateLimit", () -> faults.rateLimit(1, Duration.ofSeconds(1)));
        calls.put("faults.clear", faults::clear);
    }

    private static void ofInbox(Inbox inbox, Map<String, ThrowingCallable> calls) {
        calls.put("inbox.answering", () -> inbox.answering(500));
        calls.put("inbox.received", inbox::received);
        calls.put("inbox.clear", inbox::clear);
        calls.put("inbox.await", () -> inbox.await("x"));
    }

    @Test
    void a_closed_workspace_still_tells_its_name_its_url_and_the_time() {
        Workspace workspace = emulator.workspace("named");
        workspace.clock().set(Instant.EPOCH);
        workspace.close();

        assertThat(workspace.name()).isEqualTo("named");
        assertThat(workspace.url()).hasPath("/w/named");
        assertThat(workspace.clock().instant()).isEqualTo(Instant.EPOCH);
        assertThat(workspace.toString()).contains("named");
    }

    @TestFactory
    Stream<DynamicTest> whatever_waits_in_a_workspace_ends_when_it_closes() {
        Map<String, Consumer<Workspace>> waits = new LinkedHashMap<>();
        waits.put("journal", workspace -> workspace.journal().await("GET", "/v1/task", Duration.ofHours(1)));
        waits.put("inbox", workspace -> workspace.inbox("in").await("x", Duration.ofHours(1)));
        waits.put("delivery", workspace -> workspace.webhooks().awaitDelivery("x", Duration.ofHours(1)));
        return waits.entrySet().stream().map(wait -> dynamicTest(wait.getKey(), () -> endsWhenClosed(wait.getValue())));
    }

    private static void endsWhenClosed(Consumer<Workspace> wait) throws InterruptedException {
        Workspace workspace = emulator.workspace("waiting");
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            begun.countDown();
            wait.accept(workspace);
        });
        begun.await();

        workspace.close();

        assertThat(waiting)
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("closed");
    }
}
