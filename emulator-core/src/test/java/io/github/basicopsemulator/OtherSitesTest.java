package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a page of another site sends to the emulated APIs from a browser. */
class OtherSitesTest {

    private static final String EVIL = "Origin: http://evil.example";
    private static final String FORM = "Content-Type: text/plain";
    private static final String AGENT = "User-Agent: Mozilla/5.0 (X11; Linux x86_64)";

    @ParameterizedTest
    @CsvSource({
        "/v1/upload,                            '\"success\":false,\"error\":\"forbidden\"'",
        "/v2/tasks,                             '\"errors\":['",
        "/999999999/api/v1/attachments.json,    X-Emulator-Reason"
    })
    void request_is_refused_in_the_shape_of_the_api(String path, String shape) {
        try (Emulator emulator = Emulator.start()) {
            for (String signal : List.of(EVIL, "Origin: null", "Sec-Fetch-Site: cross-site")) {
                Snapshot before = emulator.workspace().snapshot();
                String response = RawClient.ask("POST", emulator.url(), path, signal, AGENT, FORM, "Content-Length: 0");

                assertThat(response)
                        .as(signal)
                        .startsWith("HTTP/1.1 403 ")
                        .contains(shape, signal, "--cors-origin ")
                        .doesNotContain("Access-Control-Allow-Origin");
                assertThat(emulator.workspace().changesSince(before).isEmpty()).isTrue();
            }
            assertThat(emulator.workspace().journal().exchanges())
                    .hasSize(3)
                    .allSatisfy(exchange -> assertThat(exchange.status()).isEqualTo(403));
        }
    }

    @Test
    void refused_request_moves_no_clock_and_uses_up_no_fault() {
        try (Emulator emulator = Emulator.start()) {
            Workspace workspace = emulator.workspace();
            workspace.clock().set(Instant.parse("2030-01-01T00:00:00Z"), Duration.ofSeconds(1));
            workspace.faults().add(Fault.status(503).times(1));
            Instant before = workspace.clock().instant();

            assertThat(RawClient.get(emulator.url(), "/v1/task", EVIL)).startsWith("HTTP/1.1 403 ");

            assertThat(workspace.clock().instant()).isEqualTo(before);
            assertThat(RawClient.get(emulator.url(), "/v1/task")).startsWith("HTTP/1.1 503 ");
        }
    }

    @Test
    void refused_request_makes_no_workspace() {
        try (Emulator emulator = Emulator.builder().workspacesOnDemand().start()) {
            assertThat(RawClient.get(emulator.url(), "/w/new/v1/task", EVIL)).startsWith("HTTP/1.1 403 ");
            assertThat(RawClient.get(emulator.url(), "/w/new/v1/task", AGENT, "Host: rebound.test"))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(emulator.workspaces()).hasSize(1);

            assertThat(RawClient.get(emulator.url(), "/w/new/v1/task")).startsWith("HTTP/1.1 200 ");
            assertThat(emulator.workspaces()).hasSize(2);
            assertThat(RawClient.get(emulator.url(), "/w/new/v1/task", EVIL)).startsWith("HTTP/1.1 403 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/%5femulator/journal", "/_%65mulator/records/task", "/%77/a/%5Femulator/journal", "/%76%31/task"
            })
    void escaped_path_is_refused_like_the_plain_one(String path) {
        try (Emulator emulator = Emulator.builder().controlToken("secret").start()) {
            emulator.workspace("a");
            assertThat(RawClient.get(emulator.url(), path, EVIL)).startsWith("HTTP/1.1 403 ");
            assertThat(RawClient.get(emulator.url(), path, AGENT, "Host: rebound.test"))
                    .startsWith("HTTP/1.1 403 ");
            if (path.contains("mulator")) {
                assertThat(RawClient.get(emulator.url(), path)).startsWith("HTTP/1.1 401 ");
            }
        }
    }

    @Test
    void named_origins_and_the_own_are_accepted() {
        try (Emulator emulator =
                Emulator.builder().corsOrigins("http://localhost:3000").https().start()) {
            String own = "Origin: " + emulator.url();

            assertThat(RawClient.get(emulator.url(), "/v1/task", "Origin: http://localhost:3000"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(RawClient.get(emulator.url(), "/v1/task", own, "Sec-Fetch-Site: same-origin"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(RawClient.get(emulator.url(), "/v1/task", own.replace("http:", "https:")))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(RawClient.get(emulator.url(), "/_emulator/records/task", own.replace("http:", "https:")))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "Origin: http://rebound.test:80", AGENT})
    void browser_is_refused_by_an_unknown_host(String signal) {
        try (Emulator emulator = Emulator.start()) {
            String response = RawClient.get(emulator.url(), "/v1/task", "Host: rebound.test:80", signal);

            assertThat(response)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("rebound.test:80", "--allowed-host rebound.test", "allowedHosts(");
        }
    }

    @Test
    void program_that_is_not_a_browser_may_use_any_host() {
        try (Emulator emulator = Emulator.start()) {
            for (String agent : List.of("User-Agent: Java-http-client/17", "User-Agent: node", "Accept: */*")) {
                assertThat(RawClient.get(emulator.url(), "/v1/task", "Host: api.basicops.com", agent))
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void allowed_hosts_are_for_the_apis_and_the_control_api() {
        try (Emulator emulator = Emulator.builder()
                .allowedHosts("Emulator.test", "*.example.com")
                .publicUrl("https://dev.test/mock")
                .start()) {
            for (String host : List.of("emulator.test:80", "a.example.com", "dev.test")) {
                for (String path : List.of("/v1/task", "/_emulator/health")) {
                    assertThat(RawClient.get(emulator.url(), path, "Host: " + host, AGENT, "Sec-Fetch-Site: none"))
                            .as(host + path)
                            .startsWith("HTTP/1.1 200 ");
                }
            }
            assertThat(RawClient.get(emulator.url(), "/v1/task", "Host: example.com", AGENT))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void client_may_lead_its_user_to_the_consent_page() {
        String page = "/oauth/auth?client_id=app&response_type=code&redirect_uri=http%3A%2F%2Fapp.test%2Fback";
        String[] link = {
            "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Accept: text/html"
        };
        String[] picture = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"};
        try (Emulator emulator = Emulator.builder().workspacesOnDemand().start()) {
            assertThat(RawClient.get(emulator.url(), page, link)).startsWith("HTTP/1.1 200 ");
            assertThat(RawClient.get(emulator.url(), "/w/new" + page, link)).startsWith("HTTP/1.1 200 ");
            assertThat(RawClient.get(emulator.url(), page, picture)).startsWith("HTTP/1.1 403 ");
            assertThat(RawClient.get(emulator.url(), "/v1/task", link)).startsWith("HTTP/1.1 403 ");
            assertThat(RawClient.ask("POST", emulator.url(), "/oauth/auth", EVIL, "Content-Length: 0"))
                    .startsWith("HTTP/1.1 403 ");
        }
    }
}
