package io.github.basicopsemulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Several requests on one connection: one after another, or all at once, and when it ends. */
class ConnectionsTest {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final Pattern TITLE = Pattern.compile("\"title\":\"([^\"]*)\"");

    private static Emulator emulator;
    private Workspace workspace;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void fresh(TestInfo test) {
        workspace = emulator.workspace(test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void requests_that_come_all_at_once_are_answered_in_their_order() {
        String posts = IntStream.range(0, 20)
                .mapToObj(i -> post("{\"title\":\"T" + i + "\"}"))
                .collect(Collectors.joining());
        String gets = IntStream.range(1, 21).mapToObj(i -> get("/v1/task/" + i)).collect(Collectors.joining());

        String replies = RawClient.send(emulator.url(), posts + gets + last());

        assertThat(statuses(replies)).hasSize(41).containsOnly("200");
        assertThat(all(TITLE, replies.substring(replies.indexOf("\"id\":20,"))))
                .endsWith(IntStream.range(0, 20).mapToObj(i -> "T" + i).toArray(String[]::new));
        assertThat(workspace.records("task"))
                .extracting("title")
                .startsWith("T0", "T1")
                .endsWith("T18", "T19");
    }

    @Test
    void refused_requests_in_between_cost_the_others_nothing() {
        String replies = RawClient.send(
                emulator.url(),
                post("{\"title\":\"A\"}")
                        + post("{\"title\":")
                        + get("/v1/task/99")
                        + get("/nowhere")
                        + get("/v1/task/1")
                        + last());

        assertThat(statuses(replies)).containsExactly("200", "400", "404", "404", "200", "200");
    }

    @Test
    void faults_in_between_cost_the_others_nothing() {
        workspace
                .faults()
                .add(
                        Fault.status(503).nth(2),
                        Fault.latency(Duration.ofMillis(30)).nth(3),
                        Fault.slowBody(Duration.ofMillis(30)).nth(4),
                        Fault.malformedJson().nth(5));

        String replies = RawClient.send(
                emulator.url(), post("{\"title\":\"A\"}") + get("/v1/task/1").repeat(4) + last());

        assertThat(statuses(replies)).containsExactly("200", "503", "200", "200", "200", "200");
        assertThat(all(TITLE, replies)).startsWith("A");
    }

    @Test
    void a_lost_reply_ends_the_connection_and_what_came_behind_it_is_not_done() {
        workspace.faults().add(Fault.emptyResponse().nth(2));

        String replies = RawClient.send(
                emulator.url(), post("{\"title\":\"A\"}") + post("{\"title\":\"B\"}") + post("{\"title\":\"C\"}"));

        assertThat(statuses(replies)).containsExactly("200");
        assertThat(workspace.records("task")).extracting("title").containsExactly("A");
    }

    @Test
    void a_reset_ends_the_connection_and_what_came_behind_it_is_not_done() throws IOException {
        workspace.faults().add(Fault.reset().nth(2));

        try (Socket socket = new Socket("127.0.0.1", emulator.url().getPort())) {
            write(socket, post("{\"title\":\"A\"}"));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThatThrownBy(() -> RawClient.send(socket, post("{\"title\":\"B\"}") + post("{\"title\":\"C\"}")))
                    .isInstanceOf(SocketException.class);
        }
        assertThat(workspace.records("task")).extracting("title").containsExactly("A");
    }

    @Test
    void half_a_body_ends_the_connection() {
        workspace.faults().add(Fault.halfBody().nth(1));

        String replies = RawClient.send(emulator.url(), get("/v1/user/me") + get("/v1/user/me"));

        assertThat(statuses(replies)).containsExactly("200");
    }

    @Test
    void half_of_no_body_announces_the_end_of_the_connection() {
        workspace.faults().add(Fault.halfBody().nth(1));

        String replies = RawClient.send(emulator.url(), head("HEAD", "/v1/user/me") + "\r\n" + get("/v1/user/me"));

        assertThat(statuses(replies)).containsExactly("200");
        assertThat(replies).contains("Connection: close");
    }

    @Test
    void bodies_in_chunks_are_told_apart() {
        String chunked =
                head("POST", "/v1/task") + "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"
                        + "8\r\n{\"title\"\r\n5\r\n:\"A\"}\r\n0\r\n\r\n";

        assertThat(statuses(RawClient.send(emulator.url(), chunked.repeat(3) + last())))
                .containsExactly("200", "200", "200", "200");
        assertThat(workspace.records("task")).hasSize(3);
    }

    @Test
    void a_reply_without_a_body_is_told_apart_from_the_next() {
        String replies = RawClient.send(
                emulator.url(),
                post("{\"title\":\"A\"}") + head("HEAD", "/v1/task/1") + "\r\n" + head("OPTIONS", "/v1/task/1") + "\r\n"
                        + get("/v1/task/1") + last());

        assertThat(statuses(replies)).containsExactly("200", "200", "405", "200", "200");
    }

    @Test
    void whoever_waits_to_be_told_to_send_a_body_is_told() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", emulator.url().getPort())) {
            write(
                    socket,
                    head("POST", "/v1/task")
                            + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 13\r\n\r\n");
            assertThat(new String(socket.getInputStream().readNBytes(25), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

            assertThat(statuses(RawClient.send(socket, "{\"title\":\"A\"}" + last())))
                    .containsExactly("200", "200");
        }
    }

    @Test
    void a_connection_that_is_to_end_ends() {
        String replies = RawClient.send(emulator.url(), last() + get("/v1/user/me"));

        assertThat(statuses(replies)).containsExactly("200");
        assertThat(replies).contains("\r\nConnection: close\r\n");
    }

    @Test
    void http_1_0_ends_after_each_reply_unless_asked_not_to() {
        String get = "GET " + path("/v1/user/me") + " HTTP/1.0\r\nAuthorization: Bearer any\r\n";

        assertThat(all(
                        Pattern.compile("HTTP/1\\.[01] (\\d+)"),
                        RawClient.send(emulator.url(), get + "\r\n" + get + "\r\n")))
                .containsExactly("200");
        String kept = RawClient.send(emulator.url(), get + "Connection: keep-alive\r\n\r\n" + get + "\r\n");
        assertThat(all(Pattern.compile("HTTP/1\\.[01] (\\d+)"), kept)).containsExactly("200", "200");
        assertThat(kept).containsIgnoringCase("\r\nConnection: keep-alive\r\n");
    }

    @Test
    void bytes_that_are_no_http_end_the_connection_behind_the_replies_to_what_was() {
        String replies = RawClient.send(emulator.url(), get("/v1/user/me") + "GARBAGE\r\n\r\n" + get("/v1/user/me"));

        assertThat(statuses(replies)).containsExactly("200", "400");
    }

    private String path(String path) {
        return "/w/" + workspace.name() + path;
    }

    private String head(String method, String path) {
        return method + " " + path(path) + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\n";
    }

    private String get(String path) {
        return head("GET", path) + "\r\n";
    }

    private String last() {
        return head("GET", "/v1/user/me") + "Connection: close\r\n\r\n";
    }

    private String post(String json) {
        return head("POST", "/v1/task") + "Content-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json;
    }

    private static void write(Socket socket, String bytes) throws IOException {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static List<String> statuses(String replies) {
        return all(STATUS, replies);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
