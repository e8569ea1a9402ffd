package io.github.basicopsemulator.sell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.testing.TestEngine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sell with one workspace and no socket. JSON is written with single quotes here, so that it can be read; the clock stands
 * still unless it is set.
 */
final class Api {

    static final Instant START = Instant.parse("2014-09-01T12:00:00Z");

    private final TestEngine bench;

    Api() {
        this(SellOptions.DEFAULT);
    }

    Api(SellOptions options) {
        this.bench = new TestEngine(new Sell(options), options, START);
    }

    TestEngine bench() {
        return bench;
    }

    State state() {
        return bench.state();
    }

    void passSeconds(long seconds) {
        bench.pass(1000 * seconds);
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    /** Sends an object in its envelope. */
    Answer post(String path, String data) {
        return send("POST", path, "{'data': " + data + "}");
    }

    /** Sends an object in its envelope. */
    Answer put(String path, String data) {
        return send("PUT", path, "{'data': " + data + "}");
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    Answer send(String method, String path, String json) {
        return send(method, path, headers(), json.replace('\'', '"').getBytes(UTF_8));
    }

    Answer send(String method, String path, Headers headers, byte[] body) {
        return new Answer(bench.send(method, path, headers, body));
    }

    /** What every client sends. */
    static Headers headers(String... more) {
        Headers headers =
                Headers.of("User-Agent", "test", "Authorization", "Bearer any", "Content-Type", "application/json");
        for (int i = 0; i < more.length; i += 2) {
            headers.add(more[i], more[i + 1]);
        }
        return headers;
    }

    /** What every client sends, with this token. */
    Headers headersWith(String token) {
        return Headers.of("User-Agent", "test", "Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    /** Asks for an access token; what is asked for besides begins with an ampersand. */
    String token(String more) {
        String query = "?grant_type=password&username=x&password=y" + more;
        Answer answer = send("POST", "/oauth2/token" + query, Headers.of("User-Agent", "test"), new byte[0]);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (String) answer.body().get("access_token");
    }

    /** Creates something and returns its id. */
    long create(String path, String data) {
        return (Long) post(path, data).done().get("id");
    }

    /** The record that a path shows. */
    Map<String, Object> show(String path) {
        return get(path).done();
    }

    /** The ids in a list. */
    List<Long> ids(String path) {
        return get(path).items().stream().map(data -> (Long) data.get("id")).toList();
    }

    /** An object in which all of these are null. */
    static Map<String, Object> nothing(String... names) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name : names) {
            object.put(name, null);
        }
        return object;
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
        Map<String, Object> meta() {
            return (Map<String, Object>) body().get("meta");
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> links() {
            return (Map<String, Object>) meta().get("links");
        }

        /** Asserts that this is 200, and returns what is in the envelope. */
        @SuppressWarnings("unchecked")
        Map<String, Object> done() {
            assertThat(status()).as(text()).isEqualTo(200);
            return (Map<String, Object>) body().get("data");
        }

        /** Asserts that this is 200, and returns what is in the envelopes of a list. */
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> items() {
            assertThat(status()).as(text()).isEqualTo(200);
            return ((List<Map<String, Object>>) body().get("items"))
                    .stream()
                            .map(item -> (Map<String, Object>) item.get("data"))
                            .toList();
        }

        /** Asserts that this is a refusal in the vendor's shape, and returns its errors. */
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> refusals(String status) {
            assertThat(status()).as(text()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(body()).containsOnlyKeys("errors", "meta");
            assertThat(meta()).containsEntry("http_status", status).containsEntry("logref", header("X-Request-Id"));
            return ((List<Map<String, Object>>) body().get("errors"))
                    .stream()
                            .map(item -> (Map<String, Object>) item.get("error"))
                            .toList();
        }

        /** Asserts that this is a refusal for one reason, and returns its details. */
        String refusal(String status, String code) {
            List<Map<String, Object>> errors = refusals(status);
            assertThat(errors).as(text()).hasSize(1);
            assertThat(errors.get(0)).containsEntry("code", code);
            return (String) errors.get(0).get("details");
        }

        /** Asserts that this is a 422 for one attribute, and returns its details. */
        String unprocessable(String code, String field) {
            String details = refusal("422 Unprocessable Entity", code);
            assertThat(refusals("422 Unprocessable Entity").get(0)).containsEntry("field", field);
            return details;
        }

        /** Asserts that this is a 400 for one parameter, and returns its details. */
        String badParameter() {
            return refusal("400 Bad Request", "invalid_param");
        }
    }
}
