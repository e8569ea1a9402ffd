package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of requests that go wrong on purpose, and what was done all the same. */
class FaultsTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Emulator emulator;

    private Workspace workspace;

    @BeforeAll
    static void start() {
        emulator = Emulator.builder().allowFaultHeader().start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void a_workspace_with_a_task() {
        workspace = emulator.workspace("faults-" + NAMES.incrementAndGet());
        workspace.seed(task("A"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(workspace.url(path)).header("Authorization", "Bearer any");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> create() throws Exception {
        return CLIENT.send(creation(), BodyHandlers.ofString());
    }

    private HttpRequest creation() {
        return request("/v1/task")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\":\"B\"}"))
                .build();
    }

    private int tasks() {
        return workspace.records("task").size();
    }

    @Test
    void a_status_comes_in_the_shape_of_the_vendor_and_nothing_is_done() throws Exception {
        workspace.faults().add(Fault.status(503).on("POST", "/v1/task"));

        HttpResponse<String> reply = create();

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.body())
                .startsWith(
                        "{\"success\":false,\"error\":\"service_unavailable\",\"message\":\"This is a fault on purpose");
        assertThat(tasks()).isEqualTo(1);
        assertThat(get("/v1/task").statusCode()).isEqualTo(200);
    }

    @Test
    void too_many_requests_say_when_to_come_again() throws Exception {
        workspace.faults().add(Fault.tooManyRequests(Duration.ofSeconds(7)).times(1));

        HttpResponse<String> reply = get("/v1/task/1");

        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(reply.headers().firstValue("Retry-After")).contains("7");
        assertThat(reply.body()).contains("too_many_requests");
        assertThat(get("/v1/task/1").statusCode()).isEqualTo(200);
    }

    @Test
    void any_status_can_say_when_to_come_again() throws Exception {
        workspace.faults().add(Fault.status(503, Duration.ofSeconds(7)));

        HttpResponse<String> reply = create();

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void printed_they_say_what_they_did() throws Exception {
        assertThat(workspace.faults()).hasToString("none");
        workspace
                .faults()
                .add(Fault.status(503).on("GET", "/v1/task").nth(2).times(1), Fault.malformedJson())
                .rateLimit(5, Duration.ofSeconds(1));
        workspace.faults().add(Fault.reset().on("PUT").caller(38).chance(0));

        get("/v1/task");
        get("/v1/task");

        assertThat(workspace.faults()).hasToString("""
                        status 503 on GET /v1/task, request number 2, once: triggered 1 time; 2 requests matched
                        malformed JSON on any method: triggered 1 time; 2 requests matched
                        connection reset on PUT, of user 38, with probability 0.0: triggered 0 times; 0 requests matched
                        status 429 beyond 5 requests within 1000 ms""");
    }

    @Test
    void of_a_rate_limit_sell_says_nothing_in_the_head_as_its_documentation_has_no_header_for_it() throws Exception {
        workspace.faults().rateLimit(1, Duration.ofSeconds(10));
        get("/v2/users/self");

        HttpResponse<String> reply = get("/v2/users/self");

        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(reply.body()).contains("rate_limit_exceeded", "retry after 10 s");
        assertThat(reply.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void basecamp_says_only_the_status_in_the_body_and_the_reason_in_a_header() throws Exception {
        workspace.faults().add(Fault.tooManyRequests(Duration.ofSeconds(7)).times(1));

        HttpResponse<String> reply = get("/999999999/api/v1/projects.json");

        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(reply.body()).isEqualTo("{\"status\":\"429\",\"error\":\"Too Many Requests\"}");
        assertThat(reply.headers().firstValue("Retry-After")).contains("7");
        assertThat(reply.headers().firstValue("X-Emulator-Reason"))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("This is a fault on purpose"));
        assertThat(get("/999999999/api/v1/projects.json").statusCode()).isEqualTo(200);
    }

    @Test
    void a_reset_connection_is_an_exception_and_nothing_is_done() {
        workspace.faults().add(Fault.reset());

        assertThatThrownBy(this::create).isInstanceOf(IOException.class);
        assertThat(tasks()).isEqualTo(1);
    }

    @Test
    void on_the_wire_a_reset_is_a_reset_and_an_empty_reply_an_end() throws Exception {
        workspace.faults().add(Fault.reset().nth(1), Fault.emptyResponse().nth(2));

        assertThatThrownBy(this::firstByte).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        assertThat(firstByte()).isEqualTo(-1);
    }

    private int firstByte() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", emulator.url().getPort())) {
            String path = workspace.url("/v1/user/me").getPath();
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read();
        }
    }

    @Test
    void an_empty_reply_is_an_exception_and_nothing_is_done() {
        workspace.faults().add(Fault.emptyResponse());

        assertThatThrownBy(this::create).isInstanceOf(IOException.class);
        assertThat(tasks()).isEqualTo(1);
    }

    @Test
    void a_lost_answer_is_an_exception_and_it_is_done() {
        workspace.faults().add(Fault.lostResponse().on("POST"));

        assertThatThrownBy(this::create).isInstanceOf(IOException.class);
        assertThat(tasks()).isEqualTo(2);
        Exchange exchange = workspace.journal().await("POST", "/v1/task");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.fault()).isEqualTo("applied, and the response dropped (a rule says so)");
        assertThat(exchange.isResponseLost()).isTrue();
        assertThat(exchange.events()).containsExactly("created task 2");
    }

    @Test
    void half_a_body_is_an_exception_and_it_is_done() {
        workspace.faults().add(Fault.halfBody());

        assertThatThrownBy(this::create).isInstanceOf(IOException.class);
        assertThat(tasks()).isEqualTo(2);
    }

    @Test
    void malformed_json_is_a_whole_reply_that_cannot_be_read() throws Exception {
        workspace.faults().add(Fault.malformedJson());

        HttpResponse<String> reply = create();

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).startsWith("{\"success\":true").doesNotEndWith("}}");
        assertThat(tasks()).isEqualTo(2);
    }

    @Test
    void a_slow_body_arrives_whole() throws Exception {
        workspace.faults().add(Fault.slowBody(Duration.ofMillis(50)));

        HttpResponse<String> reply = get("/v1/task/1");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"title\":\"A\"").endsWith("}}");
    }

    @Test
    void a_slow_body_is_cut_by_the_patience_of_the_client() {
        workspace.faults().add(Fault.slowBody(Duration.ofHours(1)));

        CompletableFuture<HttpResponse<String>> reply =
                CLIENT.sendAsync(request("/v1/task/1").build(), BodyHandlers.ofString());

        workspace.journal().await("GET", "/v1/task/1");
        assertThat(reply).isNotDone();
        reply.cancel(true);
    }

    @Test
    void latency_is_real_time_unless_it_passes_on_the_clock_of_the_workspace() throws Exception {
        workspace
                .faults()
                .add(Fault.latency(Duration.ofMillis(1), Duration.ofMillis(5)).times(1));
        assertThat(get("/v1/task/1").statusCode()).isEqualTo(200);

        workspace.faults().clear();
        workspace.clock().set(NOON);
        workspace.faults().add(Fault.latency(Duration.ofMinutes(1)).onWorkspaceClock());
        CompletableFuture<HttpResponse<String>> reply =
                CLIENT.sendAsync(request("/v1/task/1").build(), BodyHandlers.ofString());
        workspace.journal().await(exchange -> exchange.number() == 2, Duration.ofSeconds(10));
        workspace.clock().advance(Duration.ofSeconds(59));
        assertThat(reply).isNotDone();
        workspace.clock().advance(Duration.ofSeconds(1));

        assertThat(reply.get().statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_waits_for_a_clock_is_let_go_when_the_workspace_is_put_back() throws Exception {
        Snapshot before = workspace.snapshot();
        workspace.clock().set(NOON);
        workspace.faults().add(Fault.latency(Duration.ofDays(1)).onWorkspaceClock());
        CompletableFuture<HttpResponse<String>> reply =
                CLIENT.sendAsync(request("/v1/task/1").build(), BodyHandlers.ofString());
        workspace.journal().await("GET", "/v1/task/1");

        workspace.rewind(before);

        assertThat(reply.get().statusCode()).isEqualTo(200);
    }

    @Test
    void log_normal_latency_is_drawn_around_its_median() {
        io.github.basicopsemulator.fault.FaultEffect.Latency latency =
                (io.github.basicopsemulator.fault.FaultEffect.Latency)
                        Fault.logNormalLatency(Duration.ofMillis(100), 0.5)
                                .rule()
                                .effect();
        var faults = new io.github.basicopsemulator.fault.FaultRules(
                1, io.github.basicopsemulator.fault.FaultRules.Setting.NONE);
        faults.add(List.of(new io.github.basicopsemulator.fault.FaultRule(latency)));
        var asked = new io.github.basicopsemulator.fault.FaultMatchInput("GET", "/", null, null, "", NOON);

        long below = IntStream.range(0, 1_000)
                .filter(i -> faults.inject(asked).delay().toMillis() < 100)
                .count();

        assertThat(below).isBetween(430L, 570L);
    }

    @Test
    void rules_choose_by_method_route_caller_turn_and_number() throws Exception {
        workspace
                .faults()
                .add(
                        Fault.status(500).on("GET", "/v1/task/{id}").nth(2),
                        Fault.status(502).on("GET", "/v1/task").times(2),
                        Fault.status(504).caller(25));

        assertThat(statuses("/v1/task/1", 3)).containsExactly(200, 500, 200);
        assertThat(statuses("/v1/task", 3)).containsExactly(502, 502, 200);
        assertThat(statuses("/v1/user/me", 2)).containsExactly(200, 200);
        assertThat(statuses("/v1/nothing", 1)).containsExactly(404);
    }

    @Test
    void a_rule_for_everything_strikes_even_what_would_be_refused() throws Exception {
        workspace.faults().add(Fault.status(503));

        assertThat(statuses("/v1/nothing", 1)).containsExactly(503);
        assertThat(CLIENT.send(HttpRequest.newBuilder(workspace.url("/v1/task")).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(503);
        assertThat(CLIENT.send(
                                HttpRequest.newBuilder(workspace.url("/_emulator/health"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .as("what the emulator says about itself does not go wrong")
                .isEqualTo(200);
    }

    private List<Integer> statuses(String path, int times) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(get(path).statusCode());
        }
        return statuses;
    }

    @Test
    void chance_is_the_same_in_every_run_and_goes_back_with_the_workspace() throws Exception {
        workspace.faults().add(Fault.status(500).chance(0.5));
        Snapshot start = workspace.snapshot();

        List<Integer> first = statuses("/v1/task/1", 30);
        workspace.rewind(start);
        List<Integer> again = statuses("/v1/task/1", 30);

        assertThat(again).isEqualTo(first);
        assertThat(first).contains(200, 500);
    }

    @Test
    void a_rate_limit_counts_for_each_token_and_begins_anew_with_each_window() throws Exception {
        workspace.clock().set(NOON);
        workspace.faults().rateLimit(2, Duration.ofSeconds(10));

        assertThat(statuses("/v1/task/1", 2)).containsExactly(200, 200);
        workspace.clock().advance(Duration.ofSeconds(4));
        HttpResponse<String> refused = get("/v1/task/1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("6");
        assertThat(Http.get(workspace.url("/v1/task/1"), "Authorization", "Bearer other")
                        .status())
                .isEqualTo(200);
        workspace.clock().advance(Duration.ofSeconds(6));
        assertThat(statuses("/v1/task/1", 3)).containsExactly(200, 200, 429);
        workspace.reset();
        assertThat(statuses("/v1/user/me", 5)).containsOnly(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"status=503 | 503", "status=429; retry-after=5 | 429", "latency=1ms | 200", "slow-body=1ms | 200"})
    void a_request_can_ask_for_a_fault_where_that_is_allowed(String header, int status) throws Exception {
        assertThat(CLIENT.send(
                                request("/v1/task/1")
                                        .header("X-Emulator-Fault", header)
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "empty", "lost", "half-body"})
    void a_request_can_ask_to_be_broken_off(String header) {
        assertThatThrownBy(() -> CLIENT.send(
                        request("/v1/task/1").header("X-Emulator-Fault", header).build(), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_fault_that_there_is_not_is_refused_with_those_that_there_are() throws Exception {
        HttpResponse<String> reply = CLIENT.send(
                request("/v1/task/1").header("X-Emulator-Fault", "explode").build(), BodyHandlers.ofString());

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("explode", "status=503", "half-body", "bad_request");
    }

    @Test
    void where_it_is_not_allowed_the_header_means_nothing() {
        try (Emulator plain = Emulator.start()) {
            assertThat(Http.get(plain.workspace().url("/v1/user/me"), "X-Emulator-Fault", "status=503")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void nonsense_is_refused_when_it_is_said() {
        assertThatThrownBy(() -> Fault.status(99)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.reset().nth(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.reset().times(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.reset().chance(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.reset().onWorkspaceClock()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Fault.latency(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> workspace.faults().rateLimit(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
