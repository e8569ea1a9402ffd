package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.http.JettyHttpTransport;
import io.github.basicopsemulator.outbound.HttpTransport;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.testing.TestEngine;
import io.github.basicopsemulator.webhook.FakeTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * BasicOps with one workspace and no socket. JSON is written with single quotes here, so that it can be read; the clock
 * stands still unless it is set.
 */
final class Api {

    static final String BASE = TestEngine.BASE;
    static final Instant START = Instant.parse("2024-01-01T12:00:00Z");

    /** Starts nothing until a test has a file fetched, and closes what is idle by itself. */
    private static final HttpTransport CARRIER = new JettyHttpTransport();

    private final BasicOps surface;
    private final TestEngine bench;

    Api() {
        this(BasicOpsOptions.DEFAULT);
    }

    Api(BasicOpsOptions options) {
        this.surface = new BasicOps(options, CARRIER);
        this.bench = new TestEngine(surface, options, START);
    }

    BasicOps surface() {
        return surface;
    }

    TestEngine bench() {
        return bench;
    }

    State state() {
        return bench.state();
    }

    /** Puts an earlier state back. */
    void put(State state) {
        bench.put(state);
    }

    Instant passHours(int hours) {
        return bench.pass(3_600_000L * hours);
    }

    void passMinutes(int minutes) {
        bench.pass(60_000L * minutes);
    }

    void passMillis(int millis) {
        bench.pass(millis);
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, json);
    }

    Answer put(String path, String json) {
        return send("PUT", path, json);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    /** Sends JSON, if any, with a token that is accepted. */
    Answer send(String method, String path, String json) {
        return sendAs("any", method, path, json);
    }

    /** Sends JSON, if any, with this token. */
    Answer sendAs(String token, String method, String path, String json) {
        byte[] body = json.replace('\'', '"').getBytes(UTF_8);
        Headers headers = Headers.of("Authorization", "Bearer " + token);
        return send(method, path, body.length == 0 ? headers : headers.add("Content-Type", "application/json"), body);
    }

    Answer send(String method, String path, Headers headers, byte[] body) {
        return new Answer(bench.send(method, path, headers, body));
    }

    /** Creates something and returns its id. */
    long create(String path, String json) {
        Answer answer = post(path, json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (Long) answer.data().get("id");
    }

    /** Creates something whose id is a text, and returns that. */
    String createText(String path, String json) {
        Answer answer = post(path, json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (String) answer.data().get("id");
    }

    /** Uploads a file and returns its id. */
    String upload(String name, byte[] content) {
        Headers headers = Headers.of(
                "Authorization", "Bearer any", "Content-Disposition", "attachment; filename=\"" + name + "\"");
        Answer answer = send("POST", "/v1/upload", headers, content);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (String) answer.data().get("id");
    }

    /** Does what must work. */
    void done(Answer answer) {
        assertThat(answer.text()).isEqualTo("{\"success\":true}");
        assertThat(answer.status()).isEqualTo(200);
    }

    /** The record that a path shows. */
    Map<String, Object> show(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }

    /** The ids in a list. */
    List<Long> ids(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.list().stream().map(record -> (Long) record.get("id")).toList();
    }

    /** The ids in a list where they are texts. */
    List<String> textIds(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.list().stream().map(record -> (String) record.get("id")).toList();
    }

    /** What was told so far, in short: {@code created task 1}. */
    List<String> told() {
        return bench.told();
    }

    /** The network that webhooks are told over, which ends in this test. */
    FakeTransport post() {
        return bench.post();
    }

    WorkspaceRuntime runtime() {
        return bench.runtime();
    }

    Engine engine() {
        return bench.engine();
    }

    /** What was delivered so far, each event by itself, in order. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> delivered() {
        try {
            runtime().dispatcher().settle(Duration.ofSeconds(10));
        } catch (TimeoutException hanging) {
            throw new AssertionError(hanging);
        }
        return post().bodies().stream()
                .flatMap(body -> ((List<Map<String, Object>>) json(body).get("events")).stream())
                .toList();
    }

    List<Event> events() {
        return bench.events();
    }

    static Map<String, Object> json(String text) {
        return TestEngine.json(text);
    }

    /** A reply, taken apart. */
    record Answer(Response reply) {

        int status() {
            return reply.status();
        }

        String text() {
            return new String(reply.body(), UTF_8);
        }

        String header(String name) {
            return reply.headers().first(name).orElse("");
        }

        Map<String, Object> body() {
            return TestEngine.object(reply.body());
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> data() {
            return (Map<String, Object>) body().get("data");
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> list() {
            return (List<Map<String, Object>>) body().get("data");
        }

        /** Asserts that this is an error in the vendor's shape, and returns its message. */
        String refusal(int status, String code) {
            assertThat(status()).as(text()).isEqualTo(status);
            assertThat(body()).containsOnlyKeys("success", "error", "message");
            assertThat(body()).containsEntry("success", false).containsEntry("error", code);
            assertThat(header("Content-Type")).isEqualTo("application/json; charset=utf-8");
            return (String) body().get("message");
        }

        /** Asserts that this is a 400, and returns its message. */
        String refusal() {
            return refusal(400, "bad_request");
        }
    }
}
