package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class RequestSyntaxTest {

    private final Emulator emulator = Emulator.builder().start();
    private final URI url = emulator.url();

    @AfterEach
    void close() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: gzip, chunked", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked"})
    void compressed_body_is_refused(String coding) {
        assertThat(post("1.1", coding, "2\r\n{}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 415 ")
                .contains("\"success\":false", "gzip", "Send the body without compression.");
    }

    @Test
    void unsupported_expectation_is_417() {
        assertThat(post("1.1", "Expect: other\r\nContent-Length: 2", "{}"))
                .startsWith("HTTP/1.1 417 ")
                .contains("\"success\":false", "417 Expectation Failed: the request has Expect: other");
    }

    @Test
    void expectation_is_ignored_in_http_1_0() {
        assertThat(post("1.0", "Expect: 100-continue\r\nContent-Length: 13", "{\"title\":\"x\"}"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void expected_body_over_the_limit_is_413_at_once() {
        assertThat(post("1.1", "Expect: 100-continue\r\nContent-Length: 9999999999", ""))
                .startsWith("HTTP/1.1 413 ")
                .contains("\"success\":false");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/user/%6de, /v1/user/me",
        "/%761/user/me, /v1/user/me",
        "/w/%61%7eb/v1/user/me, /w/a~b/v1/user/me",
        "/%77/a/v1/user/me, /w/a/v1/user/me",
        "/v2/users/sel%66, /v2/users/self",
        "/999999999/api/v1/people/me%2ejson, /999999999/api/v1/people/me.json",
        "/%5femulator/%68ealth, /_emulator/health"
    })
    void escaped_path_equals_the_plain_one(String escaped, String plain) {
        emulator.workspace("a");
        emulator.workspace("a~b");
        assertThat(body(escaped)).startsWith("HTTP/1.1 200 ").isEqualTo(body(plain));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/user/%zz", "/v1/user/%", "/v1/user/%4", "/w/%zz/v1/user/me", "/_emulator/inbox/%-1"})
    void broken_escape_is_explained(String path) {
        assertThat(body(path))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"success\":false", "a % that is not followed by two hexadecimal digits", "%25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+2", "-1", "0x2", "1e1", "99999999999999999999"})
    void wrong_length_is_not_taken_for_a_wrong_path(String length) {
        assertThat(post("1.1", "Content-Length: " + length, "{}"))
                .startsWith("HTTP/1.1 4")
                .contains("\"success\":false")
                .containsIgnoringCase("content-length");
    }

    @Test
    void unreadable_path_is_explained() {
        assertThat(body("/v1/user/%00"))
                .startsWith("HTTP/1.1 400 ")
                .contains("The path of the request is not readable: Illegal character in path.");
    }

    @Test
    void encoded_workspace_name_gives_plain_urls_everywhere() {
        emulator.workspace("a~b");
        String encoded = "/w/%61%7Eb";
        String plain = emulator.url() + "/w/a~b/";

        assertThat(body(encoded + "/v1/user/me")).contains("\"picture\":\"" + plain + "v1/user/");
        assertThat(body(encoded + "/v2/users?per_page=1"))
                .contains(plain + "v2/users")
                .doesNotContain("%61", "%7E");
        assertThat(body(encoded + "/999999999/api/v1/projects.json")).startsWith("HTTP/1.1 200 ");
        assertThat(ask("POST", encoded + "/999999999/api/v1/projects.json", "{\"name\":\"P\"}"))
                .startsWith("HTTP/1.1 201 ")
                .contains("\"url\":\"" + plain + "999999999/api/v1/projects/")
                .doesNotContain("%61", "%7E");
        assertThat(body(encoded + "/oauth/authorize?response_type=code&client_id=x&redirect_uri=http://a.example/"))
                .doesNotContain("%61", "%7E");
    }

    @Test
    void escaped_slash_stays_in_its_segment() {
        assertThat(body("/v1%2Fuser/me")).startsWith("HTTP/1.1 404 ");
    }

    private String body(String path) {
        return RawClient.get(url, path, "User-Agent: x (a@b.c)").replaceAll("(?m)^(Date|X-[A-Za-z-]+): .*\r\n", "");
    }

    private String ask(String method, String path, String json) {
        return RawClient.send(
                url,
                method + " " + path + " HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nUser-Agent: x (a@b.c)\r\nAuthorization: Bearer any\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
    }

    private String post(String version, String fields, String body) {
        return RawClient.send(
                url,
                "POST /v1/project HTTP/" + version + "\r\nHost: 127.0.0.1\r\nAuthorization: Bearer any\r\n"
                        + "Content-Type: application/json\r\nConnection: close\r\n" + fields + "\r\n\r\n" + body);
    }
}
