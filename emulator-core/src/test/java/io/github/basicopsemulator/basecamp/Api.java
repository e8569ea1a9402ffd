package io.github.basicopsemulator.basecamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.testing.TestEngine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Basecamp with one workspace and no socket. Paths begin behind the account, or with it; JSON is written with single quotes. */
final class Api {

    static final String ACCOUNT = "/999999999";
    static final String API = ACCOUNT + "/api/v1";
    static final String URL = TestEngine.BASE + API;
    static final Instant START = Instant.parse("2024-01-01T12:00:00Z");
    static final long JASON = BasecampOptions.DEFAULT_PERSON;
    static final long DAVID = 127_326_141;

    private final Basecamp surface;
    private final TestEngine bench;

    Api() {
        this(BasecampOptions.DEFAULT);
    }

    Api(BasecampOptions options) {
        this.surface = new Basecamp(options);
        this.bench = new TestEngine(surface, options, START);
    }

    Basecamp surface() {
        return surface;
    }

    TestEngine bench() {
        return bench;
    }

    State state() {
        return bench.state();
    }

    void put(State state) {
        bench.put(state);
    }

    void passSeconds(int seconds) {
        bench.pass(1000L * seconds);
    }

    void passMillis(int millis) {
        bench.pass(millis);
    }

    /** Makes something as a seed does, and returns its id. */
    long load(Kind kind, Object... namesAndValues) {
        return bench.execute(call -> {
            Resource resource = call.resource(kind);
            return resource.load(Json.object(namesAndValues), null, call).id();
        });
    }

    /** Makes a person with a token of that name, and declares Jason's token, which is "jason". */
    long person(String name) {
        long id = load(Kinds.PERSON, "name", name, "email_address", name + "@example.com");
        load(Kinds.TOKEN, "token", name, "person", id);
        if (state().first(Kinds.TOKEN, "token", "jason") == null) {
            load(Kinds.TOKEN, "token", "jason", "person", JASON);
        }
        return id;
    }

    /** Lets only admins and creators rename and delete in a project, as a seed can. */
    void restrict(long project) {
        bench.execute(call -> call.transaction()
                .change(
                        Objects.requireNonNull(call.entities().find(Kinds.PROJECT, project)),
                        Json.object("restricted", true)));
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer get(String path, String... headers) {
        Headers all = headers("jason");
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return send("GET", API + path, all, new byte[0]);
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer put(String path, String json) {
        return send("PUT", path, json);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    Answer send(String method, String path, String json) {
        return sendAs("jason", method, path, json);
    }

    Answer sendAs(String token, String method, String path, String json) {
        byte[] body = json.replace('\'', '"').getBytes(UTF_8);
        Headers headers = headers(token);
        return send(
                method,
                path.startsWith(ACCOUNT) ? path : API + path,
                body.length == 0 ? headers : headers.add("Content-Type", "application/json; charset=utf-8"),
                body);
    }

    /** Sends anything anywhere. */
    Answer send(String method, String path, Headers headers, byte[] body) {
        return new Answer(bench.send(method, path, headers, body));
    }

    static Headers headers(String token) {
        return Headers.of("User-Agent", "Rapp (rapp@example.com)", "Authorization", "Bearer " + token);
    }

    /** Creates something and returns its id. */
    long create(String path, String json) {
        Answer answer = post(path, json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return (Long) answer.body().get("id");
    }

    /** A project, and a client project. */
    long project() {
        return create("/projects.json", "{'name': 'BCX'}");
    }

    long clientProject() {
        return create("/projects.json", "{'name': 'BCX', 'is_client_project': true}");
    }

    /** Sends a file, and returns its token. */
    String token(String type, byte[] content) {
        Answer answer = send("POST", API + "/attachments.json", headers("jason").add("Content-Type", type), content);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (String) answer.body().get("token");
    }

    /** A file to be attached, as JSON. */
    String file(String name) {
        return "{'token': '" + token("text/plain", name.getBytes(UTF_8)) + "', 'name': '" + name + "'}";
    }

    Map<String, Object> show(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    List<Map<String, Object>> list(String path) {
        return get(path).list();
    }

    /** One property of all in a list. */
    List<Object> each(String path, String name) {
        return list(path).stream().map(record -> record.get(name)).toList();
    }

    /** An object inside another. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> part(Map<String, Object> record, String name) {
        return (Map<String, Object>) record.get(name);
    }

    /** A list of objects inside another. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> parts(Map<String, Object> record, String name) {
        return (List<Map<String, Object>>) record.get(name);
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

        @SuppressWarnings("unchecked")
        Map<String, Object> body() {
            return (Map<String, Object>) json();
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> list() {
            assertThat(status()).as(text()).isEqualTo(200);
            return (List<Map<String, Object>>) json();
        }

        private Object json() {
            try {
                return Json.read(reply.body());
            } catch (MalformedJson malformed) {
                throw new AssertionError(text(), malformed);
            }
        }

        /** Asserts that this is an error in the vendor's shape, and returns what the emulator says of it. */
        String refusal(int status, String error) {
            assertThat(text()).isEqualTo("{\"status\":\"" + status + "\",\"error\":\"" + error + "\"}");
            assertThat(status()).isEqualTo(status);
            assertThat(header("Content-Type")).isEqualTo("application/json; charset=utf-8");
            return header(Response.REASON);
        }

        String notFound() {
            return refusal(404, "Not Found");
        }

        String badRequest() {
            return refusal(400, "Bad Request");
        }

        String forbidden() {
            return refusal(403, "Forbidden");
        }

        /** Asserts that this attribute was refused, and returns the messages about it. */
        List<Object> invalid(String attribute) {
            assertThat(status()).as(text()).isEqualTo(422);
            assertThat(body()).containsKey(attribute);
            return List.copyOf((List<?>) body().get(attribute));
        }

        /** Asserts that there is nothing in it. */
        void nothing() {
            assertThat(text()).isEmpty();
            assertThat(status()).isEqualTo(204);
            assertThat(header("Content-Type")).isEmpty();
        }
    }
}
