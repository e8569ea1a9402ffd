package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers let pages of other origins do and read. */
class CorsTest {

    private static final String APP = "http://localhost:3000";
    private static final String FROM_APP = "Origin: " + APP;
    private static final String FROM_ELSEWHERE = "Origin: http://elsewhere.example";
    private static final String WANTS_PATCH = "Access-Control-Request-Method: PATCH";

    @Test
    void nothing_is_said_of_origins_unless_told_so() {
        try (Emulator emulator = Emulator.start()) {
            assertThat(fields(RawClient.get(emulator.url(), "/v1/user/me", FROM_APP)))
                    .isEmpty();
            String preflight = preflight(emulator, "/v1/task/1", FROM_APP);
            assertThat(preflight).startsWith("HTTP/1.1 403 ");
            assertThat(fields(preflight)).isEmpty();
            assertThat(emulator.workspace().journal().exchanges()).hasSize(2);
        }
    }

    @Test
    void a_preflight_is_told_that_what_it_asks_for_may_be_done() {
        try (Emulator emulator = forApp()) {
            String preflight = preflight(
                    emulator, "/v1/task/1", FROM_APP, "Access-Control-Request-Headers: authorization,x-request-id");

            assertThat(preflight).startsWith("HTTP/1.1 204 ");
            assertThat(fields(preflight))
                    .containsExactlyInAnyOrder(
                            "Vary: Origin",
                            "Access-Control-Allow-Origin: " + APP,
                            "Access-Control-Allow-Credentials: true",
                            "Access-Control-Allow-Methods: PATCH",
                            "Access-Control-Allow-Headers: authorization,x-request-id",
                            "Access-Control-Max-Age: 600");
        }
    }

    @Test
    void a_preflight_is_no_request_to_a_workspace() {
        try (Emulator emulator =
                Emulator.builder().corsOrigins(APP).workspacesOnDemand().start()) {
            Workspace workspace = emulator.workspace();
            workspace.clock().set(Instant.parse("2030-01-01T00:00:00Z"));
            workspace.faults().add(Fault.status(503).times(1));
            Snapshot before = workspace.snapshot();

            preflight(emulator, "/v1/task/1", FROM_APP);
            preflight(emulator, "/w/not-there/v1/task", FROM_APP);

            assertThat(workspace.journal().exchanges()).isEmpty();
            assertThat(workspace.changesSince(before).isEmpty()).isTrue();
            assertThat(Http.get(workspace.url("/v1/user/me")).status()).isEqualTo(503);
            assertThat(Http.get(workspace.url("/v1/user/me")).status()).isEqualTo(200);
        }
    }

    @Test
    void a_page_can_read_every_field_of_a_reply() {
        try (Emulator emulator = forApp()) {
            String reply = RawClient.get(
                    emulator.url(), "/v2/tasks", FROM_APP, "User-Agent: page", "Accept: application/json");

            assertThat(fields(reply))
                    .contains(
                            "Access-Control-Allow-Origin: " + APP,
                            "Access-Control-Allow-Credentials: true",
                            "Vary: Origin")
                    .doesNotContain("Access-Control-Allow-Methods: GET");
            assertThat(exposed(reply)).contains("X-Request-Id", "Date", "Content-Type");
            for (String line : head(reply)) {
                boolean isOwn = line.startsWith("Access-Control-")
                        || line.startsWith("HTTP/")
                        || line.startsWith("Vary")
                        || line.startsWith("Content-Length")
                        || line.startsWith("Connection");
                assertThat(isOwn || exposed(reply).contains(line.substring(0, line.indexOf(':'))))
                        .as(line)
                        .isTrue();
            }
        }
    }

    @Test
    void refusals_and_faults_can_be_read_as_well() {
        try (Emulator emulator = forApp()) {
            assertReadable(RawClient.get(emulator.url(), "/v1/task/99", FROM_APP), 404);
            assertReadable(RawClient.get(emulator.url(), "/w/nowhere/v1/task", FROM_APP), 404);
            assertReadable(RawClient.ask("POST", emulator.url(), "/v1/task", FROM_APP, "Content-Length: 0"), 400);
            assertReadable(RawClient.get(emulator.url(), "/v1/task/100%", FROM_APP), 400);
            emulator.workspace()
                    .faults()
                    .add(
                            Fault.status(429, Duration.ofSeconds(7)).times(1),
                            Fault.slowBody(Duration.ofMillis(20)).times(1),
                            Fault.halfBody().times(1));
            String limited = RawClient.get(emulator.url(), "/v1/task", FROM_APP);
            assertReadable(limited, 429);
            assertThat(exposed(limited)).contains("Retry-After");
            assertReadable(RawClient.get(emulator.url(), "/v1/task", FROM_APP), 200);
            assertReadable(RawClient.get(emulator.url(), "/v1/task", FROM_APP), 200);
        }
    }

    @Test
    void outside_the_path_prefix_the_reason_can_be_read() {
        try (Emulator emulator =
                Emulator.builder().corsOrigins(APP).pathPrefix("/mock").start()) {
            assertReadable(RawClient.get(emulator.url(), "/v1/task", FROM_APP), 404);
            assertReadable(RawClient.get(emulator.url(), "/mock/v1/task", FROM_APP), 200);
            assertThat(preflight(emulator, "/mock/v1/task/1", FROM_APP)).startsWith("HTTP/1.1 204 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3001",
                "https://localhost:3000",
                "http://localhost",
                "null",
                "http://localhost:3000.evil.example"
            })
    void a_page_of_another_origin_can_read_nothing(String origin) {
        try (Emulator emulator = forApp()) {
            String reply = RawClient.get(emulator.url(), "/v1/user/me", "Origin: " + origin);
            assertThat(reply).startsWith("HTTP/1.1 403 ").contains(origin, "--cors-origin " + origin);
            assertThat(fields(reply)).containsExactly("Vary: Origin");

            String preflight = preflight(emulator, "/v1/task/1", "Origin: " + origin);
            assertThat(preflight).startsWith("HTTP/1.1 403 ").contains(origin, APP);
            assertThat(fields(preflight)).isEmpty();
        }
    }

    @Test
    void a_reply_to_nobody_in_particular_is_not_kept_for_a_page() {
        try (Emulator emulator = forApp()) {
            assertThat(fields(RawClient.get(emulator.url(), "/v1/user/me"))).containsExactly("Vary: Origin");
        }
    }

    @Test
    void a_star_is_for_all_but_without_cookies() {
        try (Emulator emulator = Emulator.builder().corsOrigins("*").start()) {
            assertThat(fields(RawClient.get(emulator.url(), "/v1/user/me", FROM_ELSEWHERE)))
                    .contains("Access-Control-Allow-Origin: *")
                    .noneMatch(field -> field.contains("Credentials") || field.startsWith("Vary"));
            assertThat(preflight(emulator, "/v1/task/1", FROM_ELSEWHERE))
                    .startsWith("HTTP/1.1 204 ")
                    .contains("Access-Control-Allow-Origin: *\r\n", "Access-Control-Allow-Methods: PATCH\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_emulator/health",
                "/_emulator",
                "/_emulator/inbox/a",
                "/_emulator/nothing",
                "/w/other/_emulator/health"
            })
    void what_the_emulator_says_about_itself_is_for_no_page(String path) {
        try (Emulator emulator = Emulator.builder().corsOrigins("*", APP).start()) {
            emulator.workspace("other");

            assertThat(fields(RawClient.get(emulator.url(), path, FROM_APP))).isEmpty();
            String preflight = preflight(emulator, path, FROM_APP);
            assertThat(preflight).doesNotStartWith("HTTP/1.1 2");
            assertThat(fields(preflight)).isEmpty();
        }
    }

    @Test
    void several_origins_can_be_named() {
        try (Emulator emulator = Emulator.builder()
                .corsOrigins(APP, "https://App.Example:443")
                .corsOrigins("null")
                .start()) {
            for (String origin : List.of(APP, "https://app.example", "null")) {
                assertThat(fields(RawClient.get(emulator.url(), "/v1/user/me", "Origin: " + origin)))
                        .contains("Access-Control-Allow-Origin: " + origin);
            }
        }
    }

    @Test
    void what_is_kept_of_a_request_is_as_without_pages() {
        try (Emulator emulator = forApp()) {
            emulator.workspace().clock().follow(Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC));
            RawClient.get(emulator.url(), "/v1/user/me", FROM_APP);

            assertThat(emulator.workspace().journal().har())
                    .contains("/v1/user/me")
                    .doesNotContain("Access-Control-Allow");
        }
    }

    private static Emulator forApp() {
        return Emulator.builder().corsOrigins(APP).start();
    }

    private static String preflight(Emulator emulator, String path, String... headers) {
        String[] all =
                Stream.concat(Stream.of(WANTS_PATCH), Arrays.stream(headers)).toArray(String[]::new);
        return RawClient.ask("OPTIONS", emulator.url(), path, all);
    }

    private static void assertReadable(String reply, int status) {
        assertThat(reply).startsWith("HTTP/1.1 " + status + " ");
        assertThat(fields(reply)).contains("Access-Control-Allow-Origin: " + APP, "Vary: Origin");
    }

    /** The fields of a reply that have to do with origins. */
    private static List<String> fields(String reply) {
        return head(reply).stream()
                .filter(line -> line.startsWith("Access-Control-") || line.startsWith("Vary:"))
                .toList();
    }

    private static List<String> exposed(String reply) {
        String name = "Access-Control-Expose-Headers: ";
        return fields(reply).stream()
                .filter(field -> field.startsWith(name))
                .flatMap(field -> Stream.of(field.substring(name.length()).split(", ")))
                .toList();
    }

    private static List<String> head(String reply) {
        return List.of(reply.substring(0, reply.indexOf("\r\n\r\n")).split("\r\n"));
    }
}
