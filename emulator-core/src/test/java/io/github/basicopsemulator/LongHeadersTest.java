package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients send can come back in the head of a reply: long, shortened or refused, but never as a 500 after the work. */
@Timeout(60)
class LongHeadersTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static Emulator emulator;
    private final FailureLog log = new FailureLog();
    private Workspace workspace;

    @BeforeAll
    static void start() {
        emulator = Emulator.builder().corsOrigins("http://page").skipConsent().start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void fresh() {
        workspace = emulator.workspace("long");
    }

    @AfterEach
    void forget() {
        workspace.close();
        log.close();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_long_list_of_allowed_headers_comes_back_whole_and_ends() {
        String names = "x-a,".repeat(7_000) + "x-b";

        String reply = send(
                "OPTIONS",
                "/v1/task",
                "",
                "Origin: http://page",
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: " + names);

        assertThat(reply).startsWith("HTTP/1.1 204").contains("Access-Control-Allow-Headers: " + names);
    }

    @Test
    void a_long_host_comes_back_in_a_location() {
        String host = "h".repeat(30_000);
        workspace.seed("basecamp: {projects: [{id: 1, name: P}]}");

        String reply = send(
                "POST",
                "/999999999/api/v1/projects/1/messages.json",
                "{\"subject\":\"S\"}",
                "Host: " + host,
                "User-Agent: x",
                "Content-Type: application/json");

        assertThat(reply).startsWith("HTTP/1.1 201").contains("Location: http://" + host + "/");
        assertThat(workspace.records("basecamp message")).hasSize(1);
    }

    @Test
    void a_long_reason_is_cut() {
        String reply = send("GET", "/999999999/api/v1/" + "x".repeat(30_000), "", "User-Agent: x");

        assertThat(reply).startsWith("HTTP/1.1 415").containsPattern("X-Emulator-Reason: .{1000}\r\n");
    }

    @Test
    void a_long_state_comes_back_and_a_longer_one_is_refused() {
        String reply = send("GET", authorization("s".repeat(16_000)), "");
        assertThat(reply).startsWith("HTTP/1.1 302").contains("&state=" + "s".repeat(16_000) + "\r\n");

        assertThat(send("GET", authorization("s".repeat(16_001)), ""))
                .startsWith("HTTP/1.1 400")
                .contains("must have at most 16000 characters, percent-encoded, but one had 16001");
        assertThat(send("GET", authorization("\"".repeat(20_000)), "")).startsWith("HTTP/1.1 400");
    }

    @Test
    void a_long_state_in_a_form_is_refused_before_a_code_is_made() {
        String form = authorization("s".repeat(100_000)).substring("/oauth/auth?".length()) + "&person=38&allow=1";

        String reply = send("POST", "/oauth/auth", form, "Content-Type: application/x-www-form-urlencoded");

        assertThat(reply).startsWith("HTTP/1.1 400").contains("but one had 100000");
        assertThat(workspace.changes().isEmpty()).isTrue();
    }

    @Test
    void a_long_redirect_uri_is_refused() {
        String address = "http://page/" + "x".repeat(16_000);

        assertThat(send("GET", authorization("s").replace("http://page/", address), ""))
                .startsWith("HTTP/1.1 400")
                .contains("but one had 16012");
    }

    @Test
    void a_file_with_a_long_type_is_refused() {
        assertThat(send("POST", "/v1/upload", "file", "Content-Type: a/" + "x".repeat(999)))
                .startsWith("HTTP/1.1 400")
                .contains("the content type must have at most 1000 characters, but had 1001");
        assertThat(workspace.records("attachment")).isEmpty();

        assertThat(send(
                        "POST",
                        "/999999999/api/v1/attachments.json",
                        "file",
                        "User-Agent: x",
                        "Content-Type: a/" + "x".repeat(999)))
                .startsWith("HTTP/1.1 422")
                .contains("must have at most 1000 characters, but had 1001");
    }

    @Test
    void a_long_file_name_is_cut_in_a_download() {
        workspace.seed("basicops: {tasks: [{title: T, attachments: [{fileName: '" + "ü".repeat(50_000)
                + ".txt', contentType: text/plain, content: hi}]}]}");
        Map<String, Object> file = workspace.records("attachment").get(0);

        String reply = send("GET", "/v1/attachment/" + file.get("key") + "/download", "");

        assertThat(reply)
                .startsWith("HTTP/1.1 200")
                .contains("filename=\"" + "_".repeat(251) + ".txt\"; filename*=UTF-8''" + "%C3%BC".repeat(251) + ".txt")
                .endsWith("\r\n\r\nhi");
    }

    @Test
    void a_header_that_does_not_fit_is_left_out() {
        workspace.seed(
                "basicops: {tasks: [{title: T, attachments: [{fileName: a, contentType: text/plain, content: hi}]}]}");
        workspace.seed(workspace.export().replace("text/plain", "text/" + "x".repeat(70_000)));
        Map<String, Object> file = workspace.records("attachment").get(0);

        String reply = send("GET", "/v1/attachment/" + file.get("key") + "/download", "");

        assertThat(reply)
                .startsWith("HTTP/1.1 200")
                .contains("X-Emulator-Reason: Content-Type is left out, since its value has 70005 characters")
                .endsWith("\r\n\r\nhi");
    }

    private static String authorization(String state) {
        return "/oauth/auth?client_id=c&response_type=code&redirect_uri=http://page/&state=" + state;
    }

    /** Sends a request on a connection that is to end, and returns the reply, if it does end soon. */
    private String send(String method, String path, String body, String... headers) {
        boolean hasHost = List.of(headers).stream().anyMatch(field -> field.startsWith("Host:"));
        URI url = emulator.url();
        long began = System.nanoTime();
        String reply = RawClient.send(
                url,
                method + " /w/long" + path + " HTTP/1.1\r\n" + (hasHost ? "" : "Host: x\r\n")
                        + String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n")
                        + "Authorization: Bearer any\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        return reply;
    }
}
