package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP byte by byte, as no client library would send it: connections are kept, and nonsense is refused politely. */
class WireIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMON = "Host: emulator.test\r\nAuthorization: Bearer any\r\n";
    private static final String POST =
            "POST /w/bodies/v1/project HTTP/1.1\r\n" + COMMON + "Content-Type: application/json\r\n";
    private static final String BODY = "{\"title\":\"x\"}";

    private static EmulatorProcess emulator;

    @BeforeAll
    static void start() throws Exception {
        emulator = EmulatorProcess.start();
    }

    @AfterAll
    static void end() {
        emulator.close();
    }

    @Test
    void a_connection_serves_one_request_after_the_other() throws Exception {
        try (Wire wire = connect()) {
            for (String request : new String[] {
                get("/v1/user/38"),
                get("/v1/task/7"),
                post("/w/kept/v1/project", BODY),
                get("/v1/nothing"),
                get("/v1/user/38")
            }) {
                wire.send(request);
                assertThat(wire.read().version()).isEqualTo("HTTP/1.1");
            }
            assertThat(wire.send(get("/w/kept/v1/project/1")).read().body()).contains("\"title\":\"x\"");
        }
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 1; i <= 20; i++) {
            requests.append(post("/w/pipe/v1/project", "{\"title\":\"number " + i + "\"}"));
            requests.append(get("/w/pipe/v1/project/" + i));
        }
        try (Wire wire = connect()) {
            wire.send(requests.toString());
            for (int i = 1; i <= 20; i++) {
                assertThat(data(wire.read()).path("id").asInt()).isEqualTo(i);
                assertThat(data(wire.read()).path("title").asText()).isEqualTo("number " + i);
            }
        }
    }

    @Test
    void a_connection_is_closed_after_the_reply_when_the_client_wants_that() throws Exception {
        try (Wire wire = connect()) {
            wire.send("GET /v1/user/38 HTTP/1.1\r\n" + COMMON + "Connection: close\r\n\r\n");

            assertThat(wire.read().status()).isEqualTo(200);
            assertThat(wire.isAtEnd()).isTrue();
        }
    }

    @Test
    void http_1_0_is_understood() throws Exception {
        try (Wire wire = connect()) {
            wire.send("GET /v1/user/38 HTTP/1.0\r\nAuthorization: Bearer any\r\n\r\n");

            Wire.Reply reply = wire.read();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(data(reply).path("picture").asText()).startsWith(emulator.url() + "/v1/user/38/picture/");
            assertThat(wire.isAtEnd()).isTrue();
        }
    }

    @Test
    void a_chunked_body_is_read_like_any_other() throws Exception {
        try (Wire wire = connect()) {
            wire.send(
                    "POST /w/chunks/v1/project HTTP/1.1\r\n" + COMMON + "Content-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"tit\r\n8;x=y\r\nle\":\"x\"}\r\n0\r\nTrailer: t\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(200);

            wire.send(get("/w/chunks/v1/project/1"));
            assertThat(data(wire.read()).path("title").asText()).isEqualTo("x");
        }
    }

    @Test
    void a_client_that_asks_before_it_sends_its_body_is_told_to_go_on() throws Exception {
        try (Wire wire = connect()) {
            wire.send("POST /w/asked/v1/project HTTP/1.1\r\n" + COMMON
                    + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 13\r\n\r\n");
            assertThat(wire.readWithoutBody().status()).isEqualTo(100);

            assertThat(wire.send(BODY).read().status()).isEqualTo(200);
        }
    }

    @TestFactory
    Stream<DynamicTest> every_broken_request_is_refused_in_the_vendors_shape() {
        return brokenRequests().entrySet().stream()
                .map(broken -> dynamicTest(broken.getKey(), () -> {
                    try (Wire wire = connect()) {
                        wire.send(broken.getValue()).sendNoMore();
                        assertRefused(wire.read());
                    }
                    assertStillAnswers();
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_odd_path_is_refused_in_the_vendors_shape() {
        return Stream.of(
                        "/",
                        "/w",
                        "/w/",
                        "/v1",
                        "/v1/",
                        "/v1/project/",
                        "/v1//project",
                        "//v1/project",
                        "//emulator.test/v1/project",
                        "/v1/../v1/project",
                        "/v1/./project",
                        "/v1/task/..",
                        "/v1/task/%2e%2e/project",
                        "/../../etc/passwd",
                        "/v1/task/%2F",
                        "/v1/task/7%2Ftasks",
                        "/v1%2Fproject",
                        "/v1/task/%00",
                        "/v1/task/7%00",
                        "/v1/task/%",
                        "/v1/task/%zz",
                        "/v1/task/%C0%AF",
                        "/v1/task/7;x=y",
                        "/v1/task/\\",
                        "/v1/task/<script>",
                        "/v1/task/99999999999999999999999",
                        "/v1/task/-1",
                        "/v1/task/7?archived=%zz",
                        "/w//v1/project",
                        "/w/./v1/project",
                        "/w/../v1/project",
                        "/w/%2e%2e/v1/project",
                        "/w/%00/v1/project",
                        "/w/%2F/v1/project",
                        "/w/a%20b/v1/project",
                        "/w/" + "a".repeat(201) + "/v1/project")
                .map(path -> dynamicTest(path, () -> {
                    try (Wire wire = connect()) {
                        assertRefused(wire.send(get(path)).read());
                    }
                    assertStillAnswers();
                }));
    }

    @Test
    void a_body_that_does_not_come_in_full_changes_nothing() throws Exception {
        try (Wire wire = connect()) {
            wire.send("POST /w/torn/v1/project HTTP/1.1\r\n" + COMMON
                            + "Content-Type: application/json\r\nContent-Length: 14\r\n\r\n" + BODY)
                    .sendNoMore();
            assertRefused(wire.read());
        }
        try (Wire wire = connect()) {
            assertThat(data(wire.send(get("/w/torn/v1/project")).read())).isEmpty();
        }
    }

    @Test
    void a_body_of_two_megabytes_is_too_large_and_the_connection_goes_on() throws Exception {
        byte[] body = ("{\"title\":\"" + "x".repeat(2 << 20) + "\"}").getBytes(StandardCharsets.US_ASCII);
        try (Wire wire = connect()) {
            wire.send(POST + "Content-Length: " + body.length + "\r\n\r\n").send(body);
            assertTooLarge(wire.read());
            wire.send(POST + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n")
                    .send(body)
                    .send("\r\n0\r\n\r\n");
            assertTooLarge(wire.read());

            assertThat(wire.send(get("/v1/user/38")).read().status()).isEqualTo(200);
        }
    }

    @Test
    void a_reply_to_head_has_the_headers_of_get_and_no_body() throws Exception {
        try (Wire wire = connect()) {
            for (String path : new String[] {"/v1/user", "/v1/task/7", "/v1/nothing"}) {
                Wire.Reply head = wire.send("HEAD " + path + " HTTP/1.1\r\n" + COMMON + "\r\n")
                        .readWithoutBody();
                Wire.Reply get = wire.send(get(path)).read();

                assertThat(head.status()).isEqualTo(get.status());
                assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            }
            Wire.Reply head =
                    wire.send("HEAD /v1/user HTTP/1.1\r\n" + COMMON + "\r\n").readWithoutBody();
            Wire.Reply get = wire.send(get("/v1/user")).read();
            assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        }
    }

    @Test
    void header_names_are_written_in_their_usual_case() throws Exception {
        try (Wire wire = connect()) {
            assertThat(wire.send(get("/v1/user/38")).read().headers())
                    .containsOnlyKeys("Content-Type", "Date", "Content-Length");
            assertThat(wire.send("GET /v1/user/38 HTTP/1.1\r\nHost: emulator.test\r\n\r\n")
                            .read()
                            .headers())
                    .containsKey("WWW-Authenticate");
            assertThat(wire.send("PUT /v1/project HTTP/1.1\r\n" + COMMON + "\r\n")
                            .read()
                            .headers())
                    .containsEntry("Allow", "GET, POST");
        }
    }

    @Test
    void header_names_are_read_in_any_case() throws Exception {
        try (Wire wire = connect()) {
            wire.send("POST /w/case/v1/project HTTP/1.1\r\nhOST: emulator.test\r\nAUTHORIZATION: bearer any\r\n"
                    + "content-TYPE: Application/JSON;Charset=UTF-8\r\ncontent-length: 13\r\n\r\n" + BODY);

            assertThat(wire.read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"emulator.test", "emulator.test:8080", "localhost:1", "10.0.0.7:80", "[::1]:8080"})
    void the_host_that_the_client_used_is_in_the_urls_it_gets(String host) throws Exception {
        try (Wire wire = connect()) {
            wire.send("GET /w/hosts/v1/user/38 HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer any\r\n\r\n");

            assertThat(data(wire.read()).path("picture").asText())
                    .startsWith("http://" + host + "/w/hosts/v1/user/38/picture/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.test/path",
                "evil.test\"><script>",
                "evil.test\\",
                "user@evil.test",
                "evil.test:99999999",
                "evil.test evil.test",
                "evil.test?x",
                "evil.test#x",
                "evil.test%0d%0aX: y",
                "evil.test'",
                "<evil.test>"
            })
    void a_hostile_host_reaches_no_url(String host) throws Exception {
        try (Wire wire = connect()) {
            wire.send("GET /v1/user/38 HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer any\r\n\r\n");

            Wire.Reply reply = wire.read();
            assertThat(reply.status()).isBetween(200, 499);
            assertThat(reply.body()).doesNotContain("evil");
            assertThat(reply.headers().toString()).doesNotContain("evil");
        }
        assertStillAnswers();
    }

    @Test
    void what_a_proxy_would_say_is_not_believed() throws Exception {
        try (Wire wire = connect()) {
            wire.send("GET /v1/user/38 HTTP/1.1\r\n" + COMMON + "X-Forwarded-Host: evil.test\r\n"
                    + "X-Forwarded-Proto: https\r\nForwarded: host=evil.test\r\n\r\n");

            assertThat(data(wire.read()).path("picture").asText()).startsWith("http://emulator.test/v1/user/38/");
        }
    }

    private static Map<String, String> brokenRequests() {
        String line = "GET /v1/project HTTP/1.1\r\n";
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put("a word", "NONSENSE\r\n\r\n");
        broken.put("an empty target", "GET  HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("a space in the path", "GET /v1/task/a b HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("a control character in the path", "GET /v1/task/\u0001 HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("a path without its slash", "GET v1/project HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("a star", "GET * HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("OPTIONS of a star", "OPTIONS * HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("a query and no path", "GET ?x HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("another host than Host", "GET http://evil.test/v1/project HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("CONNECT", "CONNECT evil.test:443 HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("a method that is none", "BREW /v1/project HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("TRACE", "TRACE /v1/project HTTP/1.1\r\n" + COMMON + "\r\n");
        broken.put("no version", "GET /v1/project\r\n\r\n");
        broken.put("a version that is none", "GET /v1/project HTTP/9.9\r\n" + COMMON + "\r\n");
        broken.put("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        broken.put("TLS", "\u0016\u0003\u0001\u0000\u0005\u0001\u0000\u0000\u0001\u0003");
        for (String method : new String[] {"GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"}) {
            broken.put(
                    method + " with a header without a colon",
                    method + " /v1/project/1 HTTP/1.1\r\n" + COMMON + "no colon here\r\n\r\n");
        }
        broken.put("a header name with a space", line + COMMON + "a b: c\r\n\r\n");
        broken.put("a NUL in a header", line + COMMON + "X: a\u0000b\r\n\r\n");
        broken.put("a folded header", line + COMMON + "X: a\r\n b\r\n\r\n");
        broken.put("no Host", line + "Authorization: Bearer any\r\n\r\n");
        broken.put("two Hosts", line + COMMON + "Host: evil.test\r\n\r\n");
        broken.put("a header of 100 KB", line + COMMON + "X: " + "a".repeat(100_000) + "\r\n\r\n");
        broken.put("a token of 100 KB", line + "Host: a\r\nAuthorization: Bearer " + "a".repeat(100_000) + "\r\n\r\n");
        broken.put("10,000 headers", line + COMMON + "X: y\r\n".repeat(10_000) + "\r\n");
        broken.put("a path of 100 KB", get("/v1/" + "a".repeat(100_000)));
        broken.put("a query of 100 KB", get("/v1/project?" + "a".repeat(100_000)));
        broken.put("a length that is too small", POST + "Content-Length: 5\r\n\r\n" + BODY);
        broken.put("a length that is too large", POST + "Content-Length: 50\r\n\r\n" + BODY);
        broken.put("a length that is far too large", POST + "Content-Length: 5000000\r\n\r\n" + BODY);
        broken.put("a length beyond all numbers", POST + "Content-Length: 99999999999999999999\r\n\r\n" + BODY);
        broken.put("a negative length", POST + "Content-Length: -13\r\n\r\n" + BODY);
        broken.put("a length that is none", POST + "Content-Length: many\r\n\r\n" + BODY);
        broken.put("two lengths", POST + "Content-Length: 13\r\nContent-Length: 12\r\n\r\n" + BODY);
        String chunked = POST + "Transfer-Encoding: chunked\r\n";
        broken.put("a length and chunks", chunked + "Content-Length: 13\r\n\r\nd\r\n" + BODY + "\r\n0\r\n\r\n");
        broken.put("a chunk size that is none", chunked + "\r\nzz\r\n" + BODY + "\r\n0\r\n\r\n");
        broken.put("a chunk size beyond all numbers", chunked + "\r\nffffffffffffffffff\r\n" + BODY + "\r\n0\r\n\r\n");
        broken.put("a chunk that is longer than it says", chunked + "\r\n5\r\n" + BODY + "\r\n0\r\n\r\n");
        broken.put("chunks without an end", chunked + "\r\nd\r\n" + BODY + "\r\n");
        broken.put("an encoding nobody knows", POST + "Transfer-Encoding: gzip\r\n\r\n" + BODY);
        broken.put("an expectation nobody knows", POST + "Expect: wonders\r\nContent-Length: 13\r\n\r\n" + BODY);
        return broken;
    }

    private static void assertRefused(Wire.Reply reply) throws Exception {
        assertThat(reply.status()).as(reply.body()).isBetween(400, 499);
        assertThat(reply.header("Content-Type").orElse("none").replace(" ", ""))
                .isEqualTo("application/json;charset=utf-8");
        JsonNode body = JSON.readTree(reply.body());
        assertThat(body.fieldNames()).toIterable().containsExactly("success", "error", "message");
        assertThat(body.path("success").isBoolean()).isTrue();
        assertThat(body.path("success").asBoolean()).isFalse();
        assertThat(body.path("error").asText()).isNotEmpty();
        assertThat(body.path("message").asText()).isNotEmpty();
    }

    private static void assertTooLarge(Wire.Reply reply) throws Exception {
        assertRefused(reply);
        assertThat(reply.status()).isEqualTo(413);
    }

    private static void assertStillAnswers() throws Exception {
        try (Wire wire = connect()) {
            assertThat(wire.send(get("/v1/user/38")).read().status()).isEqualTo(200);
        }
    }

    private static JsonNode data(Wire.Reply reply) throws Exception {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body()).path("data");
    }

    private static Wire connect() throws Exception {
        return new Wire(emulator.url());
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\n" + COMMON + "\r\n";
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\n" + COMMON + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }
}
