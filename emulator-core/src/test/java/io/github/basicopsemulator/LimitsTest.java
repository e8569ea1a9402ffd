package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.basicopsemulator.store.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of a workspace: what they refuse, how, and that a refusal leaves everything as it was. */
@Timeout(120)
class LimitsTest {

    private static final long FOUNDED = initialRecords();

    private static long initialRecords() {
        try (Emulator emulator = Emulator.start()) {
            return state(emulator.workspace()).records();
        }
    }

    @Test
    void too_many_records_are_refused_in_each_vendors_own_shape() throws Exception {
        try (Emulator emulator = Emulator.builder().maxRecords(FOUNDED + 1).start()) {
            Workspace workspace = emulator.workspace();
            assertThat(post(workspace, "/v1/task", "{'title': 'fits'}").statusCode())
                    .isEqualTo(200);
            State before = state(workspace);

            HttpResponse<String> basicOps = post(workspace, "/v1/task", "{'title': 'too many'}");
            HttpResponse<String> sell = post(workspace, "/v2/leads", "{'data': {'last_name': 'too many'}}");
            HttpResponse<String> basecamp = post(workspace, "/999999999/api/v1/projects.json", "{'name': 'too many'}");

            String sentence = "has " + String.format("%,d", FOUNDED + 1) + " records, which is its limit";
            assertThat(basicOps.statusCode()).isEqualTo(507);
            assertThat(basicOps.body())
                    .contains("\"success\":false", "insufficient_storage", sentence, "--max-records", "maxRecords()");
            assertThat(sell.statusCode()).isEqualTo(507);
            assertThat(sell.body()).contains("\"errors\"", "insufficient_storage", sentence);
            assertThat(basecamp.statusCode()).isEqualTo(507);
            assertThat(basecamp.headers().firstValue("X-Emulator-Reason").orElse(""))
                    .contains(sentence);
            assertThat(state(workspace).tables()).isSameAs(before.tables());
        }
    }

    @Test
    void too_many_records_are_refused_in_java_and_can_be_removed() {
        try (Emulator emulator = Emulator.builder().maxRecords(FOUNDED + 1).start()) {
            Workspace workspace = emulator.workspace();
            workspace.seed(task("fits").id(7));
            State before = state(workspace);

            assertThatIllegalStateException()
                    .isThrownBy(() -> workspace.seed(task("A"), task("B")))
                    .withMessageContaining("records, which is its limit. Remove some");
            assertThatIllegalStateException()
                    .isThrownBy(() -> workspace.seed("basicops:\n  tasks:\n    - title: A\n"))
                    .withMessageContaining("--max-records");
            assertThat(state(workspace)).isSameAs(before);

            workspace.remove("task", 7);
            workspace.seed(task("fits again"));
        }
    }

    @Test
    void too_many_stored_bytes_are_refused_until_some_are_removed() throws Exception {
        try (Emulator emulator = Emulator.builder().maxStoredBytes(1_000_000).start()) {
            Workspace workspace = emulator.workspace();
            workspace.seed(task("T").id(1));
            assertThat(upload(workspace, 600_000).statusCode()).isEqualTo(200);
            State before = state(workspace);

            HttpResponse<String> refused = upload(workspace, 500_000);

            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(refused.body())
                    .contains("bytes of 1,000,000, which is its limit", "--max-stored-bytes", "maxStoredBytes()");
            assertThat(state(workspace).tables()).isSameAs(before.tables());
            assertThat(post(workspace, "/v1/task", "{'title': 'small'}").statusCode())
                    .isEqualTo(200);
            workspace.remove("task", 1);
            workspace.seed(task("T").id(1));
            assertThat(upload(workspace, 500_000).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_control_api_refuses_a_seed_beyond_a_limit_with_507() throws Exception {
        try (Emulator emulator = Emulator.builder().maxRecords(FOUNDED).start()) {
            HttpResponse<String> refused =
                    post(emulator.workspace(), "/_emulator/seed", "{'basicops': {'tasks': [{'title': 'A'}]}}");

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(507);
            assertThat(refused.body()).contains("which is its limit");
        }
    }

    @Test
    void a_change_whose_delivery_cannot_wait_is_refused() throws Exception {
        try (Emulator emulator = Emulator.builder().maxHeldDeliveries(2).start()) {
            Workspace workspace = emulator.workspace();
            workspace.webhooks().mode(Webhooks.Mode.HELD);
            post(
                    workspace,
                    "/v1/webhook",
                    "{'name': 'W', 'url': 'http://127.0.0.1:1/', 'events': 'basicops:task:created'}");
            workspace.seed(task("A"), task("B"));
            State before = state(workspace);

            assertThat(workspace.webhooks().held()).hasSize(1);
            workspace.seed(task("C"));
            HttpResponse<String> refused = post(workspace, "/v1/task", "{'title': 'D'}");

            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(refused.body())
                    .contains("has 2 deliveries that wait, of 2, which is its limit", "--max-held-deliveries");
            assertThat(workspace.webhooks().held()).hasSize(2);
            assertThat(state(workspace).records()).isEqualTo(before.records() + 1);
            workspace.webhooks().deliverNext();
            assertThat(post(workspace, "/v1/task", "{'title': 'D'}").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void large_messages_that_wait_are_refused_beyond_64_mib() {
        try (Emulator emulator = Emulator.start()) {
            Workspace workspace = emulator.workspace();
            workspace.webhooks().faults(Webhooks.DeliveryFault.delay(Duration.ofDays(1)));
            for (int i = 0; i < 40; i++) {
                workspace.seed(BasicOpsSeed.webhook(URI.create("http://127.0.0.1:1/" + i), "basicops:task:created"));
            }

            assertThatIllegalStateException()
                    .isThrownBy(() -> IntStream.range(0, 10)
                            .forEach(i -> workspace.seed(task("T").description("x".repeat(500_000)))))
                    .withMessageContaining("bytes of 67,108,864, which is the limit");
        }
    }

    @Test
    void too_many_inboxes_are_refused() throws Exception {
        try (Emulator emulator = Emulator.builder().maxInboxes(2).start()) {
            Workspace workspace = emulator.workspace();
            assertThat(post(workspace, "/_emulator/inbox/a", "{}").statusCode()).isEqualTo(200);
            workspace.inbox("b").answering(503);

            HttpResponse<String> refused = post(workspace, "/_emulator/inbox/c", "{}");
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(refused.body()).contains("has 2 inboxes, which is its limit", "--max-inboxes");
            assertThatIllegalStateException()
                    .isThrownBy(() -> workspace.inbox("c").answering(503));
            assertThat(workspace.inbox("c").received()).isEmpty();
            assertThat(post(workspace, "/_emulator/inbox/a", "{}").statusCode()).isEqualTo(200);
            assertThatIllegalStateException()
                    .isThrownBy(() -> workspace
                            .inbox("a")
                            .answering(
                                    IntStream.generate(() -> 503).limit(1_001).toArray()))
                    .withMessageContaining("1,001 answers of 1,000");
        }
    }

    @Test
    void an_inbox_with_a_name_that_is_too_long_is_refused() throws Exception {
        try (Emulator emulator = Emulator.start()) {
            assertThat(post(emulator.workspace(), "/_emulator/inbox/" + "a".repeat(201), "{}")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void too_many_faults_are_refused() throws Exception {
        try (Emulator emulator = Emulator.start()) {
            Workspace workspace = emulator.workspace();
            Fault[] most = Collections.nCopies(1_000, Fault.status(503)).toArray(Fault[]::new);
            workspace.faults().add(most);

            assertThatIllegalStateException()
                    .isThrownBy(() -> workspace.faults().add(Fault.status(503)))
                    .withMessageContaining("1,001 faults of 1,000")
                    .withMessageContaining("DELETE /_emulator/faults");
            assertThat(post(workspace, "/_emulator/faults", "{'kind': 'reset'}").statusCode())
                    .isEqualTo(507);
            workspace.faults().clear();
            assertThatIllegalStateException()
                    .isThrownBy(() -> workspace.faults().add(Fault.reset().on("GET", "/" + "x".repeat(1_000_000))))
                    .withMessageContaining("characters");
        }
    }

    @Test
    void too_many_delivery_faults_are_refused() {
        try (Emulator emulator = Emulator.start()) {
            Webhooks.DeliveryFault[] most =
                    Collections.nCopies(1_001, Webhooks.DeliveryFault.drop()).toArray(Webhooks.DeliveryFault[]::new);

            assertThatIllegalStateException()
                    .isThrownBy(() -> emulator.workspace().webhooks().faults(most))
                    .withMessageContaining("1,001 delivery faults of 1,000");
        }
    }

    @Test
    void snapshots_that_keep_too_many_bytes_drop_the_oldest() {
        try (Emulator emulator = Emulator.builder().maxStoredBytes(1_000_000).start()) {
            Workspace workspace = emulator.workspace();
            for (int i = 1; i <= 5; i++) {
                workspace.seed(task("T").id(i).description("x".repeat(150_000)));
                workspace.snapshot("with " + i);
                workspace.remove("task", i);
            }

            assertThat(workspace.snapshots()).containsExactly("with 2", "with 3", "with 4", "with 5");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> workspace.rewind("with 1"))
                    .withMessageContaining("there is no snapshot \"with 1\"; there are [with 2")
                    .withMessageContaining("--max-stored-bytes");
            workspace.rewind("with 2");
            assertThat(workspace.records("task")).hasSize(1);
        }
    }

    @Test
    void snapshots_that_share_their_records_are_all_kept() {
        try (Emulator emulator = Emulator.builder().maxStoredBytes(1_000_000).start()) {
            Workspace workspace = emulator.workspace();
            workspace.seed(task("T").id(1).description("x".repeat(450_000)));
            for (int i = 0; i < 100; i++) {
                workspace.snapshot("same " + i % 60);
                workspace.seed(task("small"));
                workspace.rewind("same " + i % 60);
            }

            assertThat(workspace.snapshots()).hasSize(60);
        }
    }

    @Test
    void the_number_of_snapshots_can_be_set() {
        try (Emulator emulator = Emulator.builder().maxSnapshots(2).start()) {
            Workspace workspace = emulator.workspace();
            workspace.snapshot("a");
            workspace.snapshot("b");
            workspace.snapshot("c");

            assertThat(workspace.snapshots()).containsExactly("b", "c");
            assertThatIllegalArgumentException().isThrownBy(() -> workspace.snapshot("n".repeat(201)));
        }
    }

    @Test
    void requests_are_refused_while_delayed_responses_are_large() throws Exception {
        try (Emulator emulator = Emulator.builder().maxUnsentBytes(1_000_000).start()) {
            Workspace workspace = emulator.workspace("delayed");
            seedLargeTasks(workspace);
            workspace.faults().add(Fault.latency(Duration.ofHours(1)).on("GET", "/v1/task"));
            try (Socket waiting = unread(workspace, "/v1/task")) {
                await(() -> workspace.runtime().unsent().isFull(true));
                State before = state(workspace);

                HttpResponse<String> refused = post(workspace, "/v1/task", "{'title': 'T'}");

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.body())
                        .contains(
                                "\"success\":false",
                                "limit of 1,000,000 bytes",
                                "faults().clear()",
                                "--max-unsent-bytes");
                assertThat(state(workspace).tables()).isSameAs(before.tables());
                assertThat(post(emulator.workspace(), "/v1/task", "{'title': 'T'}")
                                .statusCode())
                        .isEqualTo(200);
                workspace.faults().clear();
                assertThat(waiting.getInputStream().readAllBytes()).hasSizeGreaterThan(1_000_000);
            }
            await(() -> !workspace.runtime().unsent().isFull(true));
            assertThat(post(workspace, "/v1/task", "{'title': 'T'}").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void unread_control_responses_stop_only_large_ones_of_their_kind() throws Exception {
        try (Emulator emulator = Emulator.builder().maxUnsentBytes(1_000_000).start()) {
            Workspace workspace = emulator.workspace();
            seedLargeTasks(workspace);
            try (Socket unread = unread(workspace, "/_emulator/export")) {
                assertThat(unread.isConnected()).isTrue();
                await(() -> workspace.runtime().unsent().isFull(false));

                assertThat(get(workspace, "/_emulator/export"))
                        .returns(503, HttpResponse::statusCode)
                        .extracting(HttpResponse::body, STRING)
                        .contains("\"error\"", "--max-unsent-bytes");
                assertThat(get(workspace, "/_emulator/health").statusCode()).isEqualTo(200);
                assertThat(get(workspace, "/v1/task").statusCode()).isEqualTo(200);
            }
            await(() -> !workspace.runtime().unsent().isFull(false));
            assertThat(get(workspace, "/_emulator/export").statusCode()).isEqualTo(200);
        }
    }

    private static void seedLargeTasks(Workspace workspace) {
        for (int i = 0; i < 16; i++) {
            workspace.seed(task("T").description("x".repeat(512 << 10)));
        }
    }

    /** Sends a request, and reads nothing of the response. */
    private static Socket unread(Workspace workspace, String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.connect(new InetSocketAddress("127.0.0.1", workspace.url().getPort()));
        String request = "GET " + workspace.url().getPath() + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Authorization: Bearer any\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static HttpResponse<String> get(Workspace workspace, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(workspace.url() + path)).header("Authorization", "Bearer any"));
    }

    @Test
    void a_limit_is_at_least_one() {
        Emulator.Builder builder = Emulator.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxRecords(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxStoredBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxUnsentBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxHeldDeliveries(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxInboxes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxSnapshots(-1));
    }

    private static State state(Workspace workspace) {
        return workspace.runtime().store().state();
    }

    private static HttpResponse<String> post(Workspace workspace, String path, String json) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(workspace.url() + path))
                .header("Authorization", "Bearer any")
                .header("User-Agent", "Tests (tests@example.com)")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    private static HttpResponse<String> upload(Workspace workspace, int bytes) throws Exception {
        return send(HttpRequest.newBuilder(workspace.url("/v1/task/1/attachments"))
                .header("Authorization", "Bearer any")
                .header("Content-Disposition", "attachment; filename=\"a.bin\"")
                .POST(BodyPublishers.ofByteArray(new byte[bytes])));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
