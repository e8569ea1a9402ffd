package io.github.basicopsemulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator over HTTP: its port, its options, its limits, and the URLs that it hands out. */
class EmulatorTest {

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void it_answers_at_its_url() {
        assertThat(emulator.url().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
        Http.Answer me = Http.get(emulator.workspace().url("/v1/user/me"));

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.header("Content-Type")).isEqualToIgnoringWhitespace("application/json;charset=utf-8");
        assertThat(me.header("Server")).isEmpty();
        assertThat(me.data()).containsEntry("firstName", "Alex");
    }

    @Test
    void a_taken_port_is_an_illegal_state() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Emulator.builder().port(emulator.url().getPort()).start())
                .withMessageContaining("127.0.0.1:" + emulator.url().getPort());
    }

    @Test
    void a_port_is_free_again_after_closing() {
        Emulator first = Emulator.start();
        int port = first.url().getPort();
        first.close();

        try (Emulator second = Emulator.builder().port(port).start()) {
            assertThat(second.url().getPort()).isEqualTo(port);
            assertThat(Http.get(second.workspace().url("/v1/user/me")).status()).isEqualTo(200);
        }
    }

    @Test
    void closing_twice_is_closing_once_and_what_comes_after_says_so() {
        Emulator closed = Emulator.start();
        URI url = closed.workspace().url("/v1/user/me");
        closed.close();
        closed.close();

        assertThatThrownBy(() -> Http.get(url)).isInstanceOf(UncheckedIOException.class);
        assertThatIllegalStateException().isThrownBy(closed::workspace);
        assertThatIllegalStateException().isThrownBy(() -> closed.workspace("late"));
    }

    @Test
    void an_option_that_makes_no_sense_is_refused_at_once() {
        Emulator.Builder builder = Emulator.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.token(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.token(" x"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxJsonBytes(0));
    }

    @Test
    void declared_tokens_hold_in_every_workspace() {
        try (Emulator strict = Emulator.builder().token("alex").token("tim", 25).start()) {
            Workspace workspace = strict.workspace("strict");

            assertThat(workspace.token()).isEqualTo("alex");
            assertThat(me(workspace, "alex").data()).containsEntry("id", 38L);
            assertThat(me(workspace, "tim").data()).containsEntry("id", 25L);
            Http.Answer refused = me(workspace, "other");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(refused.body()).containsEntry("error", "unauthorized").containsEntry("success", false);
        }
    }

    @Test
    void the_clock_and_the_web_application_can_be_chosen() {
        Clock clock = Clock.fixed(Instant.parse("2030-05-06T07:08:09.123456Z"), ZoneOffset.UTC);
        try (Emulator chosen =
                Emulator.builder().clock(clock).appUrl("https://app.example/").start()) {
            Http.Answer created = Http.post(chosen.workspace().url("/v1/task"), "{'title': 'T'}");

            assertThat(created.header("Date")).isEqualTo("Mon, 06 May 2030 07:08:09 GMT");
            assertThat(created.data()).containsEntry("viewUrl", "https://app.example/task/1");
            assertThat(Http.get(chosen.workspace().url("/v1/task/1")).data())
                    .containsEntry("created", "2030-05-06T07:08:09.123Z");
        }
    }

    @Test
    void a_picture_is_fetched_from_the_url_that_the_record_shows() {
        Workspace workspace = emulator.workspace("picture");
        for (String host : new String[] {"127.0.0.1", "localhost"}) {
            URI me = URI.create(workspace.url("/v1/user/me").toString().replace("127.0.0.1", host));
            String picture = (String) Http.get(me).data().get("picture");
            assertThat(picture)
                    .startsWith("http://" + host + ":" + emulator.url().getPort() + "/w/picture/v1/user/38/picture/");

            Http.Answer image = Http.get(URI.create(picture));
            assertThat(image.status()).isEqualTo(200);
            assertThat(image.header("Content-Type")).isEqualTo("image/png");
            assertThat(image.header("Content-Disposition")).isEqualTo("attachment; filename=\"picture.png\"");
            assertPng(image.bytes());
        }
    }

    @Test
    void forwarded_headers_are_not_believed_unless_told_so() {
        String[] forwarded = {
            "X-Forwarded-Proto", "https", "X-Forwarded-Host", "api.example, proxy", "X-Forwarded-Prefix", "/mock"
        };
        assertThat(picture(emulator, forwarded)).startsWith(emulator.url() + "/v1/user/38/");

        try (Emulator trusting = Emulator.builder().trustForwardedHeaders().start()) {
            assertThat(picture(trusting, forwarded)).startsWith("https://api.example/mock/v1/user/38/");
            assertThat(picture(trusting, "X-Forwarded-Host", "api.example:99", "X-Forwarded-Port", "8443"))
                    .startsWith("http://api.example:8443/v1/user/38/");
            assertThat(picture(trusting, "X-Forwarded-Host", "a/b\"", "X-Forwarded-Prefix", "no slash"))
                    .startsWith(trusting.url() + "/v1/user/38/");
            assertThat(picture(trusting)).startsWith(trusting.url() + "/v1/user/38/");
        }
    }

    @Test
    void a_body_of_a_mebibyte_is_taken_and_one_byte_more_is_not() {
        Workspace workspace = emulator.workspace("large");
        String frame = "{'title': ''}";
        Http.Answer fits =
                Http.post(workspace.url("/v1/task"), frame.replace("''", "'" + "x".repeat((1 << 20) - 13) + "'"));
        assertThat(fits.status()).isEqualTo(200);

        Http.Answer tooLarge =
                Http.post(workspace.url("/v1/task"), frame.replace("''", "'" + "x".repeat((1 << 20) - 12) + "'"));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.body()).containsEntry("success", false).containsEntry("error", "payload_too_large");
        assertThat(tooLarge.message()).contains("1048576").contains("1048577");

        assertThat(Http.post(workspace.url("/v1/task"), "{'title': 'goes on'}").status())
                .isEqualTo(200);
        assertThat(workspace.records("task")).hasSize(2);
    }

    @Test
    void a_body_in_chunks_is_read_and_limited_in_the_same_way() {
        Workspace workspace = emulator.workspace("chunks");

        assertThat(chunked(workspace, "{\"title\": \"" + "x".repeat(100_000) + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(chunked(workspace, "{\"title\": \"" + "x".repeat(5 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(chunked(workspace, "{\"title\": \"goes on\"}").status()).isEqualTo(200);
        assertThat(workspace.records("task")).hasSize(2);
    }

    @Test
    void the_limit_can_be_chosen() {
        try (Emulator small = Emulator.builder().maxJsonBytes(20).start()) {
            assertThat(Http.post(small.workspace().url("/v1/task"), "{'title': '123456'}")
                            .status())
                    .isEqualTo(200);
            assertThat(Http.post(small.workspace().url("/v1/task"), "{'title': '1234567890'}")
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    void every_method_of_the_api_goes_over_the_wire() {
        Workspace workspace = emulator.workspace("methods");
        Http.post(workspace.url("/v1/task"), "{'title': 'T é 😀'}");

        Http.Answer patched = Http.send(
                "PATCH",
                workspace.url("/v1/task/1"),
                BodyPublishers.ofString("{\"status\": \"Blocked\"}"),
                "Content-Type",
                "application/json");
        assertThat(patched.body()).isEqualTo(Map.of("success", true));
        assertThat(Http.get(workspace.url("/v1/task?status=Blocked")).list()).hasSize(1);

        Http.Answer head = Http.send("HEAD", workspace.url("/v1/task/1"), BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
        assertThat(head.header("Content-Length"))
                .isEqualTo(String.valueOf(Http.get(workspace.url("/v1/task/1")).bytes().length));

        Http.Answer put = Http.send("PUT", workspace.url("/v1/task/1"), BodyPublishers.noBody());
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.header("Allow")).isEqualTo("DELETE, GET, PATCH");

        Http.Answer deleted = Http.send("DELETE", workspace.url("/v1/task/1"), BodyPublishers.noBody());
        assertThat(deleted.data()).containsEntry("status", "T é 😀 deleted");
        assertThat(Http.get(workspace.url("/v1/task/1")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/task/a%2Fb",
                "/v1/task/%2e%2e",
                "/v1/task/a;b=c",
                "/v1/task/..",
                "/v1/task//",
                "/v1/task/%5C",
                "/v1/./task",
                "/v1/task/%25",
                "/w/",
                "/w"
            })
    void an_odd_path_is_a_404_in_the_vendors_shape(String path) throws IOException {
        String reply =
                raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 404").contains("{\"success\":false,\"error\":\"not_found\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/task/% HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n",
                "GET /v1/task HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "POST /v1/task HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\nConnection: close\r\n\r\n"
            })
    void what_is_no_http_is_a_400_in_the_vendors_shape(String request) throws IOException {
        assertThat(raw(request)).startsWith("HTTP/1.1 400").contains("{\"success\":false,\"error\":\"bad_request\"");
    }

    private static Http.Answer me(Workspace workspace, String token) {
        return Http.get(workspace.url("/v1/user/me"), "Authorization", "Bearer " + token);
    }

    private static String picture(Emulator emulator, String... headers) {
        return (String) Http.get(emulator.workspace().url("/v1/user/me"), headers)
                .data()
                .get("picture");
    }

    private static Http.Answer chunked(Workspace workspace, String json) {
        return Http.send(
                "POST",
                workspace.url("/v1/task"),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json.getBytes(UTF_8))),
                "Content-Type",
                "application/json");
    }

    /** What comes back for bytes that no client would send. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", emulator.url().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static void assertPng(byte[] bytes) {
        ByteBuffer png = ByteBuffer.wrap(bytes);
        assertThat(png.getLong(0)).as("the signature").isEqualTo(0x89504E470D0A1A0AL);
        assertThat(png.getInt(12)).as("IHDR").isEqualTo(0x49484452);
        assertThat(png.getInt(16)).as("the width").isBetween(1, 4096);
        assertThat(png.getInt(20)).as("the height").isBetween(1, 4096);
        assertThat(png.getInt(bytes.length - 8)).as("IEND").isEqualTo(0x49454E44);
    }

    @Test
    void what_the_builder_seeds_is_in_every_fresh_workspace() {
        try (Emulator seeded = Emulator.builder()
                .seed(BasicOpsSeed.person("Ada", "Lovelace").id(7).token("hers"))
                .start()) {
            for (Workspace workspace : List.of(seeded.workspace(), seeded.workspace("other"))) {
                assertThat(workspace.token()).isEqualTo("hers");
                workspace.reset();
                assertThat(Http.get(workspace.url("/v1/user/me"), "Authorization", "Bearer hers")
                                .data())
                        .containsEntry("id", 7L);
            }
        }
        assertThatThrownBy(() -> Emulator.builder()
                        .seed(BasicOpsSeed.task("T").status("none"))
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$.status must be one of");
    }
}
