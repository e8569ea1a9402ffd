package io.github.basicopsemulator.stress;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.basicopsemulator.Delivery;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Fault;
import io.github.basicopsemulator.Webhooks;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of requests that wait in one workspace delay no request to another, and everything they hold is freed. */
@Timeout(120)
class IsolationTest {

    private static final int HELD = 5_000;
    private static final int AWAITS = 1_000;

    /** More than the server has threads. */
    private static final int SLOW_CLIENTS = 250;

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int PROBES = 200;
    private static final int SPARE_FILES = 500;
    private static final int UPLOAD_BYTES = 8 << 20;

    /** What the server reads of a body without a thread. */
    private static final int JSON_BYTES = 1 << 20;

    private static final int LIST_BYTES = 4 << 20;
    private static final String HEAD =
            "Host: 127.0.0.1\r\nAuthorization: Bearer any\r\nContent-Type: application/json\r\n";

    /** Routes of which each is held in another way. */
    private static final List<String> HELD_ROUTES = List.of("/v1/task", "/v1/project", "/v1/section");

    private final Set<Thread> threadsBefore = ServerThreads.all();
    private Emulator emulator;
    private Workspace crowded;
    private Workspace other;
    private SelectorClient client;
    private ServerSocket silent;

    @BeforeEach
    void start() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        emulator = Emulator.builder().webhookTimeout(LONG).start();
        crowded = emulator.workspace("crowded");
        other = emulator.workspace("other");
        client = new SelectorClient(emulator.url());
        probe("/w/other/v1/user/me", 20);
    }

    @AfterEach
    void everything_ends_with_the_emulator() throws IOException {
        long began = System.nanoTime();
        emulator.close();
        client.connections().forEach(SelectorClient.Connection::startReading);
        boolean ended = await(() -> client.count(connection -> !connection.isEnded()) == 0);
        boolean stopped = await(() -> ServerThreads.startedSince(threadsBefore).isEmpty());
        say("everything ended %d ms after close()", (System.nanoTime() - began) / 1_000_000);
        int open = client.count(connection -> !connection.isEnded());
        client.close();
        silent.close();
        assertThat(ended).as("%d connections are open after close()", open).isTrue();
        assertThat(stopped)
                .as("threads after close(): %s", ServerThreads.startedSince(threadsBefore))
                .isTrue();
    }

    @Test
    void other_workspaces_answer_while_thousands_wait() {
        int held = affordable(HELD + AWAITS) * HELD / (HELD + AWAITS);
        int awaits = held * AWAITS / HELD;
        hold(held);
        boolean allCame = await(() -> crowded.requests() == held);
        boolean allLive = await(awaits);

        probe("/w/other/v1/task", PROBES);
        probe("/_emulator/health", PROBES);

        say("%d requests held, %d awaits; server threads: %s", held, awaits, threads());
        assertThat(allCame)
                .as("the server has taken %d of %d requests", crowded.requests(), held)
                .isTrue();
        assertThat(allLive).as("all event streams have begun").isTrue();
        assertNoneEnded();
        assertThat(ServerThreads.busy()).as("threads that wait").hasSizeLessThan(20);

        assertThat(send("DELETE", "/w/crowded/_emulator/faults")).startsWith("HTTP/1.1 200 ");
        assertEnded(held);
        assertThat(send("DELETE", "/_emulator/workspaces/crowded")).startsWith("HTTP/1.1 200 ");
        assertEnded(held + awaits);
        assertNoThreadWaits();
    }

    @Test
    void clearing_faults_answers_held_requests() {
        hold(150);
        assertThat(await(() -> crowded.requests() == 150)).isTrue();

        assertThat(send("DELETE", "/w/crowded/_emulator/faults")).startsWith("HTTP/1.1 200 ");

        assertEnded(150);
        assertThat(client.connections())
                .extracting(SelectorClient.Connection::status)
                .containsOnly(200);
        assertNoThreadWaits();
    }

    @Test
    void clients_that_disconnect_free_held_requests() {
        long files = openFiles();
        hold(150);
        assertThat(await(() -> crowded.requests() == 150)).isTrue();

        client.connections().forEach(SelectorClient.Connection::close);

        assertNoThreadWaits();
        assertFilesClosed(files);
    }

    @Test
    void clients_that_disconnect_free_awaits() {
        long files = openFiles();
        assertThat(await(150)).as("all event streams have begun").isTrue();
        assertNoneEnded();

        client.connections().forEach(SelectorClient.Connection::close);

        assertNoThreadWaits();
        assertFilesClosed(files);
    }

    @Test
    void deleting_a_workspace_frees_all_that_waits_in_it() {
        long files = openFiles();
        hold(75);
        assertThat(await(() -> crowded.requests() == 75)).isTrue();
        assertThat(await(75)).as("all event streams have begun").isTrue();
        assertNoneEnded();

        assertThat(send("DELETE", "/_emulator/workspaces/crowded")).startsWith("HTTP/1.1 200 ");

        assertEnded(150);
        assertNoThreadWaits();
        assertFilesClosed(files);
    }

    @Test
    void deliveries_before_the_reply_reach_inboxes() throws IOException {
        int clients = 260;
        try (Emulator usual = Emulator.start();
                SelectorClient many = new SelectorClient(usual.url())) {
            Workspace workspace = usual.workspace();
            for (String name : List.of("a", "b", "c", "d")) {
                workspace.seed(webhook(workspace.inbox(name).url(), "basicops:task:created"));
            }
            workspace.webhooks().mode(Webhooks.Mode.BEFORE_RESPONSE);
            for (int i = 0; i < clients; i++) {
                many.open(post("/v1/task", "{\"title\":\"T\"}"));
            }

            boolean answered = many.runUntil(
                    () -> many.count(SelectorClient.Connection::isEnded) == clients, Duration.ofSeconds(30));

            assertThat(workspace.webhooks().deliveries())
                    .as("deliveries that failed")
                    .filteredOn(delivery -> delivery.outcome() != Delivery.Outcome.DELIVERED)
                    .isEmpty();
            assertThat(answered)
                    .as("%d of %d were answered", many.count(SelectorClient.Connection::isEnded), clients)
                    .isTrue();
            assertThat(many.connections())
                    .extracting(SelectorClient.Connection::status)
                    .containsOnly(200);
        }
    }

    @Test
    void other_workspaces_answer_while_uploads_stall() {
        int clients = affordable(SLOW_CLIENTS);
        int sent = (int) Math.min(UPLOAD_BYTES / 2, Runtime.getRuntime().maxMemory() / 4 / clients);
        byte[] half = new byte[Math.max(JSON_BYTES + (64 << 10), sent)];
        byte[] head = ("POST /w/crowded/v1/upload HTTP/1.1\r\n" + HEAD
                        + "Content-Disposition: attachment; filename=x\r\nContent-Length: " + UPLOAD_BYTES + "\r\n\r\n")
                .getBytes(ISO_8859_1);
        for (int i = 0; i < clients; i++) {
            client.open(head, half);
        }
        boolean allSent = await(() -> client.count(SelectorClient.Connection::isSent) == clients);

        probe("/w/other/v1/task", PROBES);
        probe("/_emulator/health", PROBES);

        say("%d uploads stalled after %d of %d bytes each", clients, half.length, UPLOAD_BYTES);
        assertThat(allSent || client.count(SelectorClient.Connection::isEnded) > 0)
                .as("%d of %d were sent", client.count(SelectorClient.Connection::isSent), clients)
                .isTrue();
    }

    @Test
    void other_workspaces_answer_while_responses_are_unread() {
        int clients =
                (int) Math.min(affordable(SLOW_CLIENTS), Runtime.getRuntime().maxMemory() / 4 / LIST_BYTES);
        String large = "x".repeat(64 << 10);
        for (int i = 0; i < LIST_BYTES / large.length(); i++) {
            crowded.seed(task("T").description(large));
        }
        for (int i = 0; i < clients; i++) {
            client.openUnread(get("/w/crowded/v1/task"));
        }
        boolean allCame = await(() -> crowded.requests() == clients);

        probe("/w/other/v1/task", PROBES);
        probe("/_emulator/health", PROBES);

        say("%d responses of %d bytes unread", clients, LIST_BYTES);
        assertThat(allCame)
                .as("the server has taken %d of %d requests", crowded.requests(), clients)
                .isTrue();
    }

    /** Sends requests that faults hold for an hour, in three ways. */
    private void hold(int number) {
        crowded.faults()
                .add(
                        Fault.latency(LONG).on("GET", HELD_ROUTES.get(0)),
                        Fault.latency(LONG).onWorkspaceClock().on("GET", HELD_ROUTES.get(1)),
                        Fault.slowBody(LONG).on("GET", HELD_ROUTES.get(2)));
        for (int i = 0; i < number; i++) {
            client.open(get("/w/crowded" + HELD_ROUTES.get(i % HELD_ROUTES.size())));
        }
        await(() -> client.count(SelectorClient.Connection::isSent) == number);
    }

    /** Sends requests that wait in five ways, and returns true when all event streams, which come last, have begun. */
    private boolean await(int number) {
        crowded.seed(webhook(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "basicops:task:created"));
        crowded.seed(task("never delivered"));
        for (int i = 0; i < number / 5; i++) {
            client.open(get("/w/crowded/_emulator/journal/await?method=GET&route=/v1/note&timeout=PT10M"));
            client.open(get("/w/crowded/_emulator/inbox/empty/await?event=basicops:note:created&timeout=PT10M"));
            client.open(get("/w/crowded/_emulator/webhooks/await?event=basicops:note:created&timeout=PT10M"));
            client.open(post("/w/crowded/_emulator/webhooks/settle", "{\"timeout\":\"PT10M\"}"));
        }
        await(() -> client.count(SelectorClient.Connection::isSent)
                == client.connections().size());
        List<SelectorClient.Connection> live = new ArrayList<>();
        for (int i = 0; i < number / 5; i++) {
            live.add(client.open(get("/w/crowded/_emulator/live")));
        }
        return await(() -> live.stream().allMatch(stream -> stream.status() > 0));
    }

    private boolean await(BooleanSupplier condition) {
        return await(condition, LIMIT);
    }

    private boolean await(BooleanSupplier condition, Duration limit) {
        return client.runUntil(condition, limit);
    }

    private void assertNoneEnded() {
        assertThat(client.connections())
                .filteredOn(SelectorClient.Connection::isEnded)
                .extracting(SelectorClient.Connection::beginning)
                .as("responses to requests that were to wait")
                .isEmpty();
    }

    private void assertEnded(int number) {
        boolean ended = await(() -> client.count(SelectorClient.Connection::isEnded) == number);
        assertThat(ended)
                .as("%d of %d requests have ended", client.count(SelectorClient.Connection::isEnded), number)
                .isTrue();
    }

    private void assertNoThreadWaits() {
        boolean free = await(() -> ServerThreads.busy().isEmpty());
        assertThat(free)
                .as("threads that run code of the emulator: %s", ServerThreads.busy())
                .isTrue();
        say("server threads: %s", threads());
    }

    /** The server's ends are files of this process, too. */
    private void assertFilesClosed(long before) {
        boolean closed = await(() -> openFiles() < before + 20);
        assertThat(closed)
                .as("%d files are open, and %d were at first", openFiles(), before)
                .isTrue();
    }

    private static String threads() {
        return ServerThreads.all().size() + " in all, " + ServerThreads.busy().size() + " busy";
    }

    /** Sends requests one after another, each on a new connection and answered within 2 s, and prints how long they took. */
    private void probe(String path, int times) {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            assertThat(send("GET", path)).startsWith("HTTP/1.1 200 ");
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        say(
                "GET %s: p50 %s, p99 %s, most %s",
                path, ms(nanos[times / 2]), ms(nanos[times * 99 / 100]), ms(nanos[times - 1]));
    }

    private String send(String method, String path) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) PROBE_LIMIT.toMillis());
            socket.connect(
                    new InetSocketAddress(
                            emulator.url().getHost(), emulator.url().getPort()),
                    (int) PROBE_LIMIT.toMillis());
            socket.getOutputStream().write(request(method, path, ""));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(
                    method + " " + path + " was not answered within " + PROBE_LIMIT + " while "
                            + client.count(connection -> !connection.isEnded())
                            + " connections were open; server threads: "
                            + threads(),
                    e);
        }
    }

    private static byte[] get(String path) {
        return request("GET", path, "");
    }

    private static byte[] post(String path, String json) {
        return request("POST", path, json);
    }

    private static byte[] request(String method, String path, String json) {
        String length = json.isEmpty() ? "" : "Content-Length: " + json.length() + "\r\n";
        return (method + " " + path + " HTTP/1.1\r\n" + HEAD + "Connection: close\r\n" + length + "\r\n" + json)
                .getBytes(ISO_8859_1);
    }

    /** Returns the wanted number of connections, or fewer where the process may not open that many files: two for each. */
    private static int affordable(int wanted) {
        long files = maxFiles() - openFiles() - SPARE_FILES;
        int connections = (int) Math.min(wanted, files / 2);
        if (connections < wanted) {
            say("%d connections in place of %d, since the process may open %d files", connections, wanted, maxFiles());
        }
        return connections;
    }

    private static long maxFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 4_000;
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static String ms(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    @SuppressWarnings("SystemOut")
    private static void say(String format, Object... values) {
        System.out.println("isolation: " + String.format(Locale.ROOT, format, values));
    }
}
