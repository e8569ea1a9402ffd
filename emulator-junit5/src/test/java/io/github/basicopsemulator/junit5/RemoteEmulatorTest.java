package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads whose tests are aimed at something that is not there, is something else, or lets nobody in. */
class RemoteEmulatorTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);

    @Test
    void nobody_there() throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:" + freePort());

        refuses(
                at(nowhere, null, SHORT),
                "The emulator at " + nowhere + " (said here) does not answer",
                "tried for 0.3 s",
                "/_emulator/health failed with java.net.",
                "Start it",
                "-Dbasicops.emulator.url=in-process",
                "\"Against a running emulator\" in docs/junit.md");
    }

    @Test
    void somebody_who_says_nothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refuses(
                    at(URI.create("http://127.0.0.1:" + silent.getLocalPort()), null, SHORT),
                    "does not answer",
                    "HttpTimeoutException");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    404 | <html>no such page</html>
                    200 | <html>welcome</html>
                    200 | {"status":"down"}
                    200 | ["up"]
                    302 | elsewhere
                    """)
    void something_else(int status, String body) throws Exception {
        try (Other other = new Other().answering(status, body)) {
            refuses(
                    at(other.url(), null),
                    "is none: GET /_emulator/health answered " + status + " with " + body,
                    "where 200 with {\"status\":\"up\"} was expected");
        }
    }

    @Test
    void an_older_one() throws Exception {
        try (Other other =
                new Other().answering(200, "{\"status\":\"up\"}").answering(404, "{\"error\":\"no such\"}")) {
            refuses(at(other.url(), null), "is older than this extension", "GET /_emulator/workspace");
        }
    }

    @Test
    void plain_http_where_https_is_asked_for() throws Exception {
        try (Emulator emulator = Emulator.start()) {
            refuses(
                    at(URI.create("https://127.0.0.1:" + emulator.url().getPort()), null),
                    "is not to be trusted: javax.net.ssl.SSLException",
                    "-Djavax.net.ssl.trustStore");
        }
    }

    @Test
    void one_that_asks_for_a_control_token() {
        try (Emulator emulator = Emulator.builder().controlToken("secret").start()) {
            refuses(
                    at(emulator.url(), null),
                    "asks for its control token, and none was given",
                    "basicops.emulator.control-token",
                    "BASICOPS_EMULATOR_CONTROL_TOKEN");
            refuses(at(emulator.url(), "wrong"), "was started with another control token", "answered 401");
            try (RemoteEmulator remote = at(emulator.url(), "secret")) {
                assertThat(remote.begin("x", null).token()).isNotBlank();
            }
        }
    }

    @Test
    void one_that_lets_nobody_control_it() {
        try (Emulator emulator = Emulator.builder().host("0.0.0.0").start()) {
            refuses(
                    at(URI.create("http://127.0.0.1:" + emulator.url().getPort()), null),
                    "refused what the extension needs: GET /_emulator/workspace answered 403",
                    "start it with --control-token TOKEN");
        }
    }

    @Test
    void one_that_is_gone_by_now() throws Exception {
        Emulator emulator = Emulator.start();
        try (RemoteEmulator remote = at(emulator.url(), null)) {
            remote.begin("x", null);
            emulator.close();

            assertThatThrownBy(() -> remote.begin("y", null))
                    .hasMessageContainingAll(
                            "answers no more", "/_emulator/workspaces failed with", "Its log may say why");
        }
    }

    @Test
    void it_is_waited_for_until_it_is_up() throws Exception {
        int port = freePort();
        CompletableFuture<Emulator> starting = new CompletableFuture<>();
        try (RemoteEmulator remote = new RemoteEmulator(
                new RemoteAddress(URI.create("http://127.0.0.1:" + port), "said here", null, LONG), TIME_TO_LIVE)) {
            new Thread(() -> starting.complete(Emulator.builder().port(port).start())).start();

            assertThat(remote.begin("x", null).name()).startsWith("x-");
        } finally {
            starting.get(1, TimeUnit.MINUTES).close();
        }
    }

    @Test
    void a_proxy_that_does_not_reach_it_yet_is_asked_again() throws Exception {
        try (Other other = new Other()
                .answering(503, "not yet")
                .answering(502, "not yet")
                .answering(200, "{\"status\":\"up\"}")
                .answering(200, "{}")
                .answering(201, "{\"token\":\"t\"}")) {
            try (RemoteEmulator remote =
                    new RemoteEmulator(new RemoteAddress(other.url(), "said here", null, LONG), TIME_TO_LIVE)) {
                assertThat(remote.begin("x", null).token()).isEqualTo("t");
            }
            assertThat(other.asked.subList(0, 5))
                    .containsExactly(
                            "GET /_emulator/health",
                            "GET /_emulator/health",
                            "GET /_emulator/health",
                            "GET /_emulator/workspace",
                            "POST /_emulator/workspaces");
        }
    }

    @Test
    void what_was_in_vain_once_is_not_tried_again() throws Exception {
        try (Other other = new Other().answering(404, "")) {
            RemoteEmulator remote = at(other.url(), null);
            refuses(remote, "is none");

            assertThatThrownBy(() -> remote.begin("y", null)).hasMessageContaining("is none");
            assertThat(other.asked).hasSize(1);
        }
    }

    @Test
    void workspaces_are_kept_alive_while_the_run_lasts() throws Exception {
        try (Other other = new Other()
                .answering(200, "{\"status\":\"up\"}")
                .answering(200, "{}")
                .answering(201, "{\"token\":\"t\"}")
                .answering(200, "{}")) {
            RemoteAddress address = new RemoteAddress(other.url(), "said here", null, LONG);
            try (RemoteEmulator remote = new RemoteEmulator(address, Duration.ofMillis(40))) {
                RemoteWorkspace workspace = remote.begin("x", null);
                assertThat(other.fifth.await(1, TimeUnit.MINUTES)).isTrue();

                assertThat(other.asked).contains("GET /w/" + workspace.name() + "/_emulator/workspace");
            }
            assertThat(other.asked).anyMatch(asked -> asked.startsWith("DELETE /_emulator/workspaces/x-"));
        }
    }

    @Test
    void what_is_left_is_forgotten_when_the_run_ends() {
        try (Emulator emulator = Emulator.start()) {
            try (RemoteEmulator remote = at(emulator.url(), null)) {
                remote.begin("x", null);
                assertThat(emulator.workspaces()).hasSize(2);
            }
            assertThat(emulator.workspaces()).extracting(Workspace::name).containsExactly("");
        }
    }

    private static RemoteEmulator at(URI url, @Nullable String token) {
        return at(url, token, LONG);
    }

    private static RemoteEmulator at(URI url, @Nullable String token, Duration patience) {
        return new RemoteEmulator(new RemoteAddress(url, "said here", token, patience), TIME_TO_LIVE);
    }

    private static void refuses(RemoteEmulator remote, String... words) {
        try (remote) {
            assertThatThrownBy(() -> remote.begin("x", null))
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessageContainingAll(words);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** A server that is no emulator: it answers as told, and the last answer again and again. */
    private static final class Other implements AutoCloseable {

        private record Answer(int status, String body) {}

        private final HttpServer server;
        private final Deque<Answer> answers = new ArrayDeque<>();
        private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch fifth = new CountDownLatch(5);

        Other() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        }

        Other answering(int status, String body) {
            answers.add(new Answer(status, body));
            return this;
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        private synchronized void answer(HttpExchange exchange) throws IOException {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            fifth.countDown();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
