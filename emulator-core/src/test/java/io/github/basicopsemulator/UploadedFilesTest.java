package io.github.basicopsemulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that clients send, and other bytes of their choice, run in no browser. */
class UploadedFilesTest {

    private static final String PAGE = "<script>fetch('/_emulator/reset', {method: 'POST'})</script>";
    private static final List<String> SANDBOX =
            List.of("X-Content-Type-Options: nosniff", "Content-Security-Policy: sandbox; default-src 'none'");
    private static final String ACCOUNT = "/999999999/api/v1";

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/svg+xml", "application/xhtml+xml", "application/json,text/html", "x"})
    void uploaded_page_is_sandboxed_on_every_file_route(String type) {
        String id = found("\"id\":\"([^\"]+)\"", upload("/v1/upload", type));
        String task = found("\"id\":(\\d+)", post("/v1/task", "application/json", "{\"title\":\"T\"}"));
        String attached = found("\"id\":\"([^\"]+)\"", upload("/v1/task/" + task + "/attachments", type));
        String project =
                found("\"id\":(\\d+)", post(ACCOUNT + "/projects.json", "application/json", "{\"name\":\"P\"}"));
        String token = found("\"token\":\"([^\"]+)\"", upload(ACCOUNT + "/attachments.json", type));
        String uploads = post(
                ACCOUNT + "/projects/" + project + "/uploads.json",
                "application/json",
                "{\"content\":\"c\",\"attachments\":[{\"token\":\"" + token + "\",\"name\":\"page.html\"}]}");
        String original = URI.create(found("\"url\":\"([^\"]+/original/[^\"]+)\"", uploads))
                .getRawPath();

        for (String path : List.of(
                "/v1/attachment/" + encoded(id) + "/download",
                "/v1/task/" + task + "/attachments/" + encoded(attached) + "/download",
                original)) {
            for (String method : List.of("GET", "HEAD")) {
                String response = RawClient.ask(
                        method, emulator.url(), path, "Authorization: Bearer any", "User-Agent: Test (t@example.com)");
                assertThat(response).as(path).startsWith("HTTP/1.1 200 ").contains(SANDBOX);
                assertThat(response.contains(PAGE)).isEqualTo(method.equals("GET"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/user/1/picture",
                "/_emulator/journal.har",
                "/_emulator/journal.sh",
                "/_emulator/export",
                "/_emulator/openapi.yaml"
            })
    void responses_that_are_no_plain_json_are_sandboxed(String path) {
        String response = RawClient.get(emulator.url(), path, "Authorization: Bearer any");

        boolean isJson = response.contains("\r\nContent-Type: application/json\r\n")
                || response.contains("\r\nContent-Type: application/json; charset=utf-8\r\n");
        assertThat(isJson || SANDBOX.stream().allMatch(response::contains))
                .as(response)
                .isTrue();
    }

    @Test
    void json_and_pages_of_the_emulator_have_no_sandbox() {
        assertThat(RawClient.get(emulator.url(), "/v1/user/me", "Authorization: Bearer any"))
                .doesNotContain("sandbox");
        assertThat(RawClient.get(emulator.url(), "/_emulator/"))
                .contains("Content-Security-Policy: ")
                .doesNotContain("sandbox");
    }

    private static String upload(String path, String type) {
        return request(
                path, "Content-Type: " + type + "\r\nContent-Disposition: attachment; filename=\"page.html\"", PAGE);
    }

    private static String post(String path, String type, String body) {
        return request(path, "Content-Type: " + type, body);
    }

    private static String request(String path, String headers, String body) {
        String response = RawClient.send(
                emulator.url(),
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer any\r\n"
                        + "User-Agent: Test (test@example.com)\r\n" + headers + "\r\nContent-Length: "
                        + body.getBytes(ISO_8859_1).length + "\r\n\r\n" + body);
        assertThat(response).matches("(?s)HTTP/1.1 20\\d .*");
        return response;
    }

    private static String found(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    private static String encoded(String id) {
        return id.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
    }
}
