package io.github.basicopsemulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose responses are delayed, awaited or not read: they hold no thread of the server, and end with their client. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingRequestsTest {

    /** More than the server has threads. */
    private static final int MANY = 230;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String TASK = "{\"title\":\"x\"}";

    private final Emulator emulator = Emulator.builder().https().start();
    private final Workspace busy = emulator.workspace("busy");
    private final Workspace other = emulator.workspace("other");
    private final List<Socket> sockets = new ArrayList<>();
    private final List<ServerSocket> silent = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        emulator.close();
        for (ServerSocket server : silent) {
            server.close();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency", "log-normal latency", "latency on the clock", "slow body"})
    void delayed_responses_keep_no_other_request_waiting(String kind) throws Exception {
        busy.faults().add(fault(kind));
        sendMany(() -> get("/v1/project"));

        assertOthersAnswer();
        busy.faults().clear();
        assertAllAnswered(200);
    }

    private static Fault fault(String kind) {
        return switch (kind) {
            case "latency" -> Fault.latency(HOUR);
            case "log-normal latency" -> Fault.logNormalLatency(HOUR, 0.01);
            case "latency on the clock" -> Fault.latency(HOUR).onWorkspaceClock();
            default -> Fault.slowBody(HOUR);
        };
    }

    @Test
    void awaits_over_http_keep_no_other_request_waiting() throws Exception {
        sendMany(() -> get("/_emulator/journal/await?method=GET&route=/v1/task&timeout=PT10M"));
        sendMany(() -> get("/_emulator/inbox/a/await?event=any&timeout=PT10M"));
        sendMany(() -> get("/_emulator/webhooks/await?event=any&timeout=PT10M"));
        sendMany(() -> get("/_emulator/live"));

        assertOthersAnswer();
        Http.get(busy.url("/v1/task"));
        for (Socket socket : sockets.subList(0, MANY)) {
            assertThat(statusLine(socket)).contains(" 200 ");
        }
    }

    @Test
    void requests_await_subscribers_without_threads() throws Exception {
        busy.seed(BasicOpsSeed.webhook(busy.inbox("all").url(), "basicops:task:created"));
        busy.webhooks().mode(Webhooks.Mode.BEFORE_REPLY);
        sendMany(() -> post("/v1/task", TASK));

        assertAllAnswered(200);
        assertThat(busy.webhooks().deliveries())
                .hasSize(MANY)
                .allMatch(delivery -> delivery.outcome() == Delivery.Outcome.DELIVERED);
    }

    @Test
    void stalled_uploads_keep_no_other_request_waiting() throws Exception {
        sendMany(() -> "POST /w/busy/v1/upload?fileName=a.txt HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\n"
                + "Content-Type: text/plain\r\nContent-Length: 8000000\r\n\r\nonly the beginning");

        assertOthersAnswer();
    }

    @Test
    void responses_that_no_client_reads_keep_no_other_request_waiting() throws Exception {
        busy.seed(BasicOpsSeed.project("p"));
        String title = "x".repeat(500_000);
        IntStream.range(0, 3).forEach(i -> Http.post(busy.url("/v1/task"), "{'title':'" + title + "'}"));
        sendMany(() -> get("/v1/task"));

        assertOthersAnswer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "rewind", "close", "emulator"})
    void delayed_responses_end_with_the_workspace(String end) throws Exception {
        Snapshot snapshot = busy.snapshot();
        busy.faults().add(Fault.latency(HOUR), Fault.latency(HOUR).onWorkspaceClock());
        sendMany(() -> get("/v1/project"));
        busy.journal().exchanges(came -> came.size() == MANY, Duration.ofSeconds(20));

        switch (end) {
            case "reset" -> busy.reset();
            case "rewind" -> busy.rewind(snapshot);
            case "close" -> busy.close();
            default -> emulator.close();
        }
        for (Socket socket : sockets) {
            assertThat(statusLine(socket)).as("a response, or the end").matches("|HTTP/1.1 200 .*");
        }
        assertThat(busy.world().held().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_delayed_response_ends_with_its_client(boolean tls) throws Exception {
        busy.seed(BasicOpsSeed.webhook(busy.inbox("all").url(), "basicops:task:created"));
        busy.faults().add(Fault.latency(HOUR));
        Socket client = tls ? tlsSocket() : socket();
        write(client, post("/v1/task", TASK));
        busy.journal().await("POST", "/v1/task");
        assertThat(busy.inbox("all").received()).isEmpty();

        client.close();

        assertThat(busy.inbox("all").await(1, Duration.ofSeconds(20))).hasSize(1);
        assertThat(busy.world().held().size()).isZero();
    }

    @Test
    void client_that_leaves_a_slow_response_is_no_failure() throws Exception {
        busy.faults().add(Fault.slowBody(HOUR));
        try (FailureLog log = new FailureLog()) {
            for (int i = 0; i < 20; i++) {
                write(socket(), get("/v1/project"));
            }
            awaitTrue(() -> busy.world().held().size() == 20);

            for (Socket client : sockets) {
                client.close();
            }

            awaitTrue(() -> busy.world().held().size() == 0);
            assertOthersAnswer();
            assertThat(log.lines()).isEmpty();
        }
        assertThat(busy.journal().exchanges()).hasSize(20).allMatch(exchange -> exchange.status() == 200);
    }

    @Test
    void an_await_ends_with_its_client() throws Exception {
        try (Socket client = socket()) {
            write(client, get("/_emulator/webhooks/await?event=any&timeout=PT10M"));
            busy.world().background().after(Duration.ofMillis(50)).join();
        }
        // The timer still has the await until its client is seen to have gone.
        assertThat(emulator.network().timer().getQueue()).hasSizeLessThanOrEqualTo(1);
        awaitTrue(() -> emulator.network().timer().getQueue().isEmpty());
    }

    @Test
    void a_request_sent_ahead_is_answered_after_the_delayed_one() throws Exception {
        busy.faults().add(Fault.latency(HOUR).times(1));
        Socket client = socket();
        write(client, get("/v1/project"));
        busy.journal().await("GET", "/v1/project");
        write(client, get("/v1/section") + get("/v1/tag-that-is-not"));
        awaitTrue(() -> busy.world().held().size() == 1);
        busy.faults().clear();

        assertThat(statusLine(client)).contains(" 200 ");
        assertThat(busy.journal().await("GET", "/v1/section").status()).isEqualTo(200);
        assertThat(busy.journal()
                        .await(exchange -> exchange.path().equals("/v1/tag-that-is-not"), Duration.ofSeconds(20))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void the_clock_moves_past_a_response_that_caused_a_webhook() throws Exception {
        busy.clock().set(Instant.parse("2026-05-01T12:00:00Z"));
        busy.seed(BasicOpsSeed.webhook(busy.inbox("all").url(), "basicops:task:created"));
        busy.faults().add(Fault.latency(HOUR).onWorkspaceClock());
        Socket client = socket();
        write(client, post("/v1/task", TASK));
        busy.journal().await("POST", "/v1/task");
        busy.webhooks().settle();
        assertThat(busy.inbox("all").received()).as("before its response").isEmpty();

        busy.clock().advance(HOUR.plusMinutes(5));

        assertThat(busy.inbox("all").received())
                .singleElement()
                .satisfies(message -> assertThat(message.at()).isEqualTo(Instant.parse("2026-05-01T13:00:00Z")));
        assertThat(busy.clock().instant()).isEqualTo(Instant.parse("2026-05-01T13:05:00Z"));
        assertThat(statusLine(client)).contains(" 200 ");
    }

    @Test
    void delayed_responses_do_not_keep_the_clock_from_being_moved() throws Exception {
        busy.clock().set(Instant.parse("2026-05-01T12:00:00Z"));
        busy.faults().add(Fault.latency(HOUR).onWorkspaceClock());
        sendMany(() -> get("/v1/project"));
        busy.journal().exchanges(came -> came.size() == MANY, Duration.ofSeconds(20));

        Http.Answer moved = Http.post(busy.url("/_emulator/clock/advance"), "{'by':'PT1H'}");

        assertThat(moved.status()).isEqualTo(200);
        assertAllAnswered(200);
    }

    @Test
    void requests_that_arrive_while_all_is_put_back_hang_never() throws Exception {
        for (int round = 0; round < 10; round++) {
            busy.clock().set(Instant.parse("2026-05-01T12:00:00Z"));
            busy.faults().add(Fault.latency(HOUR).onWorkspaceClock());
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                Socket client = socket();
                clients.add(client);
                write(client, get("/v1/project"));
            }
            busy.reset();
            busy.faults().clear();
            for (Socket client : clients) {
                assertThat(statusLine(client)).contains(" 200 ");
            }
        }
    }

    @Test
    void a_running_clock_releases_a_response_by_itself() throws Exception {
        busy.clock().follow(Clock.tick(Clock.systemUTC(), Duration.ofMillis(40)));
        busy.faults().add(Fault.latency(Duration.ofMillis(100)).onWorkspaceClock());

        assertThat(Http.get(busy.url("/v1/project")).status()).isEqualTo(200);
    }

    @Test
    void clock_moves_of_one_workspace_wait_without_threads() throws Exception {
        busy.seed(BasicOpsSeed.webhook(URI.create("http://127.0.0.1:" + silentPort() + "/"), "basicops:task:created"));
        Http.post(busy.url("/v1/task"), TASK.replace('"', '\''));
        sendMany(() -> post("/_emulator/clock/advance", "{\"by\":\"PT1S\"}"));

        assertOthersAnswer();
    }

    /** Returns the port of a server that accepts connections and never answers. */
    private int silentPort() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        silent.add(server);
        return server.getLocalPort();
    }

    private void assertOthersAnswer() {
        assertThat(Http.get(emulator.workspace().url("/_emulator/health")).status())
                .isEqualTo(200);
        assertThat(Http.get(other.url("/v1/project")).status()).isEqualTo(200);
        assertThat(Http.get(busy.url("/_emulator/faults")).status()).isEqualTo(200);
        assertThat(Http.post(busy.url("/_emulator/inbox/a"), "{}").status()).isEqualTo(200);
    }

    private void assertAllAnswered(int status) throws IOException {
        for (Socket socket : sockets) {
            assertThat(statusLine(socket)).contains(" " + status + " ");
        }
    }

    private interface Message {

        String text();
    }

    private void sendMany(Message message) throws IOException {
        for (int i = 0; i < MANY; i++) {
            write(socket(), message.text());
        }
    }

    private static String get(String path) {
        return "GET /w/busy" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer any\r\n\r\n";
    }

    private static String post(String path, String json) {
        return "POST /w/busy" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer any\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket("127.0.0.1", emulator.url().getPort());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    private Socket tlsSocket() throws IOException {
        SSLSocket socket = (SSLSocket) emulator.sslContext()
                .getSocketFactory()
                .createSocket("127.0.0.1", emulator.url().getPort());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    /** The first line of a response; empty where the connection ended. */
    private static String statusLine(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = in.read();
            while (next >= 0 && next != '\r') {
                line.write(next);
                next = in.read();
            }
        } catch (java.net.SocketException reset) {
            return "";
        }
        return line.toString(ISO_8859_1);
    }

    private interface Condition {

        boolean holds();
    }

    private static void awaitTrue(Condition condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("nanoseconds").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
