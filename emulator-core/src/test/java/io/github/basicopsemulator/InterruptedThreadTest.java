package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is called on an interrupted thread works, and the thread stays interrupted. Only what waits refuses. */
@Timeout(60)
class InterruptedThreadTest {

    private static Emulator emulator;
    private Workspace workspace;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        emulator = Emulator.builder().webhookTimeout(Duration.ofMinutes(1)).start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void fresh() {
        workspace = emulator.workspace("interrupted");
    }

    @AfterEach
    void forget() {
        assertThat(Thread.interrupted()).as("left behind").isFalse();
        workspace.close();
    }

    @Test
    void an_emulator_starts_and_closes_on_an_interrupted_thread() {
        Thread.currentThread().interrupt();
        Emulator own = Emulator.start();
        assertInterrupted();
        assertThat(Http.get(own.workspace().url("/v1/user/me")).status()).isEqualTo(200);
        URI url = own.url();

        Thread.currentThread().interrupt();
        own.close();
        assertInterrupted();
        assertRefused(url);
    }

    @Test
    void an_emulator_with_webhooks_under_way_closes_on_an_interrupted_thread() throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            Emulator own = Emulator.start();
            own.workspace().seed(webhook(deaf.url("/"), "basicops:task:created"));
            own.workspace().seed(task("T"));
            deaf.awaitConnections(1);

            Thread.currentThread().interrupt();
            own.close();

            assertInterrupted();
            assertRefused(own.url());
        }
    }

    @Test
    void an_emulator_with_seed_files_starts_on_an_interrupted_thread() throws IOException {
        Path file = Files.writeString(folder.resolve("seed.yaml"), "basicops: {tasks: [{title: T}]}");

        Thread.currentThread().interrupt();
        try (Emulator own = Emulator.builder().seed(file).start()) {
            assertInterrupted();
            assertThat(own.workspace().records("task")).hasSize(1);
        }
    }

    @TestFactory
    Stream<DynamicTest> works_on_an_interrupted_thread() throws IOException {
        Path file = Files.writeString(folder.resolve("seed.yaml"), "basicops: {tasks: [{title: T}]}");
        Snapshot snapshot = workspace.snapshot();
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("seed", () -> workspace.seed(task("T")));
        calls.put("seed text", () -> workspace.seed("basicops: {tasks: [{title: T}]}"));
        calls.put("seed file", () -> workspace.seed(file));
        calls.put("change", () -> workspace.change("user", 25, Map.of("firstName", "T")));
        calls.put("snapshot", () -> workspace.snapshot("s"));
        calls.put("export", workspace::export);
        calls.put("settle", () -> workspace.webhooks().settle());
        calls.put("advance", () -> workspace.clock().advance(Duration.ofHours(1)));
        calls.put("rewind", () -> workspace.rewind(snapshot));
        calls.put("reset", workspace::reset);
        calls.put("another workspace", () -> emulator.workspace("another").close());
        calls.put("close", workspace::close);
        return calls.entrySet().stream()
                .map(call -> dynamicTest(call.getKey(), () -> {
                    Thread.currentThread().interrupt();
                    call.getValue().run();
                    assertInterrupted();
                }));
    }

    @Test
    void a_rewind_lets_deliveries_of_before_end_on_an_interrupted_thread() {
        Inbox inbox = workspace.inbox("in");
        workspace.seed(webhook(inbox.url(), "basicops:task:created"));
        Snapshot before = workspace.snapshot();
        for (int i = 0; i < 50; i++) {
            workspace.seed(task("T"));
            Thread.currentThread().interrupt();
            workspace.rewind(before);
            assertInterrupted();
            assertThat(inbox.received()).isEmpty();
        }
    }

    @Test
    void settling_refuses_to_wait_on_an_interrupted_thread() throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            workspace.seed(webhook(deaf.url("/"), "basicops:task:created"));
            workspace.seed(task("T"));
            deaf.awaitConnections(1);

            Thread.currentThread().interrupt();
            assertThatIllegalStateException()
                    .isThrownBy(() -> workspace.webhooks().settle())
                    .withMessageContaining("interrupted");
            assertInterrupted();
        }
    }

    @Test
    void a_seed_that_would_wait_for_its_deliveries_is_done_and_does_not_wait() throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            workspace.webhooks().mode(Webhooks.Mode.BEFORE_RESPONSE);
            workspace.seed(webhook(deaf.url("/"), "basicops:task:created"));

            Thread.currentThread().interrupt();
            workspace.seed(task("T"));

            assertInterrupted();
            assertThat(workspace.records("task")).hasSize(1);
            deaf.awaitConnections(1);
        }
    }

    private static void assertInterrupted() {
        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    }

    private static void assertRefused(URI url) {
        try (Socket socket = new Socket("127.0.0.1", url.getPort())) {
            assertThat(socket.isConnected()).as("still listening").isFalse();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("refused");
        }
    }
}
