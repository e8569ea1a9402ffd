package io.github.basicopsemulator.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.FailureLog;
import io.github.basicopsemulator.RawClient;
import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.VirtualClock;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import io.github.basicopsemulator.fault.FaultEffect;
import io.github.basicopsemulator.fault.FaultRule;
import io.github.basicopsemulator.fault.FaultRules;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.sell.Sell;
import io.github.basicopsemulator.sell.SellOptions;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.FakeTransport;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures around the engine: on the way to it, and on the way back to the client. */
@Timeout(60)
class HttpServerTest {

    private static final String ME =
            "GET /v2/users/self HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\nAuthorization: Bearer x\r\n\r\n";

    private final FailureLog log = new FailureLog();
    private final Engine engine = new Engine(List.of(new Sell(SellOptions.DEFAULT)));
    private final WorkspaceRuntime runtime = new WorkspaceRuntime(
            "",
            new WorkspaceSnapshot(
                    engine.fresh(1),
                    new VirtualClock.Mode(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
                    new DispatchSettings(PayloadFormat.DOCUMENTED)),
            new FakeTransport().network(),
            new ExchangeLog(1_000, 16 << 20));
    private Function<String, WorkspaceRuntime> worlds = name -> runtime;
    private HttpServer server;
    private URI url;

    @BeforeEach
    void start() throws BindException {
        start(HttpServer.LONGEST_IDLE, HttpServer.LONGEST_STALL);
    }

    private void start(Duration longestIdle, Duration longestStall) throws BindException {
        server = new HttpServer(
                engine,
                (name, request) -> worlds.apply(name),
                new HttpOptions("127.0.0.1", 0, "", null, false, Set.of(), null, 1 << 20, 1 << 20),
                longestIdle,
                longestStall);
        server.start();
        url = URI.create("http://127.0.0.1:" + server.port());
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    @Test
    void an_error_before_the_engine_is_a_500_in_its_shape() {
        worlds = failingOnce(new NoClassDefFoundError("no/Workspace"));

        String reply = RawClient.get(url, "/v2/users/self", "User-Agent: x");

        assertThat(reply)
                .startsWith("HTTP/1.1 500 ")
                .contains("\"errors\":", "The emulator itself failed", "NoClassDefFoundError: no/Workspace");
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0).getThrown()).isInstanceOf(NoClassDefFoundError.class);
        assertThat(runtime.journal().all()).hasSize(1);
        assertThat(runtime.journal().all().get(0).path()).isEqualTo("/v2/users/self");
        assertThat(runtime.journal().all().get(0).status()).isEqualTo(500);
        assertThat(RawClient.get(url, "/v2/users/self", "User-Agent: x")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void an_error_that_lasts_is_a_500_without_an_entry() {
        worlds = name -> {
            throw new OutOfMemoryError("Java heap space");
        };

        assertThat(RawClient.get(url, "/v2/users/self", "User-Agent: x"))
                .startsWith("HTTP/1.1 500 ")
                .contains("\"errors\":", "run out of memory", "-Xmx");
        assertThat(log.lines()).hasSize(1);
        assertThat(runtime.journal().all()).isEmpty();
    }

    @Test
    void a_closing_server_answers_503_and_ends_connections() {
        server.refuse();

        String reply = RawClient.send(
                url, "GET /v2/users/self HTTP/1.1\r\nHost: x\r\n\r\nGET /v2/users/self HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(reply)
                .startsWith("HTTP/1.1 503 ")
                .containsOnlyOnce("HTTP/1.1 ")
                .contains("Connection: close", "\"errors\":", "The emulator is closing: it answers no more requests.");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_failure_while_it_closes_is_a_503_and_not_logged() {
        worlds = name -> {
            server.refuse();
            throw new IllegalStateException("the emulator is closed");
        };

        assertThat(RawClient.get(url, "/v2/users/self", "User-Agent: x"))
                .startsWith("HTTP/1.1 503 ")
                .contains("The emulator is closing");
        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.05S"})
    void request_that_is_being_answered_gets_its_response_while_the_server_closes(Duration latency) throws Exception {
        if (!latency.isZero()) {
            runtime.faults()
                    .add(List.of(new FaultRule(
                            new FaultEffect.Latency(FaultEffect.Latency.Spread.UNIFORM, latency, latency, 0, false))));
        }
        Thread closing = new Thread(server::close);
        worlds = name -> {
            closing.start();
            while (!isServerStopping()) {
                Thread.onSpinWait();
            }
            return runtime;
        };

        String reply = RawClient.get(url, "/v2/users/self", "User-Agent: x");
        closing.join();

        assertThat(reply).startsWith("HTTP/1.1 200 ").contains("\"data\":");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void idle_connections_are_kept_longer_than_by_clients() {
        // The JDK's own client keeps them for 20 minutes, or for 30 s from version 21 on.
        assertThat(HttpServer.LONGEST_IDLE).isGreaterThan(Duration.ofMinutes(20));
    }

    @Test
    void a_stalled_request_ends_and_idle_connections_do_not() throws IOException {
        server.close();
        start(Duration.ofMinutes(1), Duration.ofMillis(300));
        try (Socket idle = new Socket("127.0.0.1", url.getPort());
                Socket waiting = new Socket("127.0.0.1", url.getPort());
                Socket stalled = new Socket("127.0.0.1", url.getPort())) {
            for (Socket socket : List.of(idle, waiting, stalled)) {
                socket.setSoTimeout(20_000);
            }
            runtime.stand(Instant.EPOCH, Duration.ZERO);
            write(idle, ME);
            assertThat(status(idle)).isEqualTo(200);
            runtime.faults()
                    .add(List.of(new FaultRule(new FaultEffect.Latency(
                            FaultEffect.Latency.Spread.UNIFORM, Duration.ofHours(1), Duration.ofHours(1), 0, true))));
            write(waiting, ME);
            write(stalled, "POST /v2/leads HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{");

            assertThat(stalled.getInputStream().read())
                    .as("the end, or a refusal")
                    .isIn(-1, (int) 'H');

            runtime.advance(Duration.ofHours(1));
            assertThat(status(waiting)).isEqualTo(200);
            runtime.faults().restore(FaultRules.Setting.NONE);
            write(idle, ME);
            assertThat(status(idle)).isEqualTo(200);
        }
        assertThat(log.lines()).isEmpty();
    }

    private static boolean isServerStopping() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("emulator-lifecycle")
                        && thread.getState() == Thread.State.TIMED_WAITING);
    }

    private static void write(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(US_ASCII));
    }

    /** Reads one reply, and returns its status. */
    private static int status(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("the connection ends after %s", head).isNotNegative();
            head.append((char) next);
        }
        String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        assertThat(socket.getInputStream().readNBytes(Integer.parseInt(length))).isNotEmpty();
        return Integer.parseInt(head.substring(9, 12));
    }

    /** Fails at the first request, and finds the workspace after that. */
    private Function<String, WorkspaceRuntime> failingOnce(Error error) {
        boolean[] failed = new boolean[1];
        return name -> {
            if (!failed[0]) {
                failed[0] = true;
                throw error;
            }
            return runtime;
        };
    }
}
