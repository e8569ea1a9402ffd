package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.RawClient;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come, or do not come, the emulator lives, keeps nothing of them, and says what was wrong where it can. */
@Timeout(120)
class HostileHttpTest {

    private static final String HEAD = "Host: x\r\nAuthorization: Bearer any\r\nContent-Type: application/json\r\n";
    private static final String POST = "POST /v1/task HTTP/1.1\r\n" + HEAD;
    private static final String HIDDEN = POST + "Content-Length: 20\r\n\r\n{\"title\":\"smuggled\"}";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final long SLACK = 32L << 20;

    private static Emulator emulator;
    private static long usedAtFirst;

    private Workspace workspace;

    @BeforeAll
    static void start() {
        emulator = Emulator.builder().journal(50, 1 << 20).start();
        alive();
        usedAtFirst = used();
    }

    @AfterAll
    static void stop() {
        assertThat(used()).as("bytes in use after all attacks").isLessThan(usedAtFirst + SLACK);
        emulator.close();
    }

    @BeforeEach
    void fresh() {
        workspace = emulator.workspace();
        workspace.reset();
    }

    @AfterEach
    void lives() {
        alive();
    }

    static Stream<String> smuggled() {
        String chunks = "0\r\n\r\n" + HIDDEN;
        return Stream.of(
                // The length says less or more than the chunks.
                POST + "Content-Length: " + chunks.length() + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks,
                POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + chunks,
                POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n5c\r\n" + HIDDEN + "\r\n0\r\n\r\n",
                // The encoding is hidden from one of two readers.
                POST + "Transfer-Encoding: xchunked\r\n\r\n" + chunks,
                POST + "Transfer-Encoding : chunked\r\n\r\n" + chunks,
                POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunks,
                POST + "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\n" + chunks,
                POST + "Transfer-Encoding: chunked, identity\r\n\r\n" + chunks,
                POST + "Transfer-Encoding: chunked, chunked\r\n\r\n" + chunks,
                POST + "Transfer-Encoding:\u000bchunked\r\nContent-Length: 5\r\n\r\n" + chunks,
                POST + "Transfer-Encoding:\r\n chunked\r\n\r\n" + chunks,
                POST + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n" + chunks,
                POST + "Transfer-Encoding: \"chunked\"\r\n\r\n" + chunks,
                // Two lengths, or one that is none.
                POST + "Content-Length: 0\r\nContent-Length: 113\r\n\r\n" + HIDDEN,
                POST + "Content-Length: 113\r\nContent-Length: 0\r\n\r\n" + HIDDEN,
                POST + "Content-Length: 0, 113\r\n\r\n" + HIDDEN,
                POST + "Content-Length: +0\r\n\r\n" + HIDDEN,
                POST + "Content-Length: -0\r\n\r\n" + HIDDEN,
                POST + "Content-Length: 0x0\r\n\r\n" + HIDDEN,
                POST + "Content-Length: 0 0\r\n\r\n" + HIDDEN,
                POST + "Content-Length:\r\n 0\r\n\r\n" + HIDDEN,
                POST + "Content-Length : 0\r\n\r\n" + HIDDEN,
                POST + "Content-Length: 99999999999999999999\r\n\r\n" + HIDDEN,
                POST + "Content-Length: \u0660\r\n\r\n" + HIDDEN,
                // Chunks that one reader takes for others.
                POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + HIDDEN,
                POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + HIDDEN,
                POST + "Transfer-Encoding: chunked\r\n\r\n0x5\r\n" + HIDDEN,
                POST + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n" + HIDDEN,
                POST + "Transfer-Encoding: chunked\r\n\r\n100000000\r\n" + HIDDEN,
                POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}" + HIDDEN);
    }

    @ParameterizedTest
    @MethodSource("smuggled")
    void a_request_whose_end_is_in_doubt_hides_no_other(String bytes) throws IOException {
        String replies = halfClosed(bytes);

        assertThat(statuses(replies)).as(replies).containsExactly("400");
        assertInTheVendorsShape(replies);
        assertThat(workspace.records("task")).isEmpty();
    }

    static Stream<String> unreadable() {
        return Stream.of(
                "GARBAGE\r\n\r\n",
                "\u0000\u0000\u0000\u0000\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
                "GET /v1/user/me HTTP/9.9\r\n" + HEAD + "\r\n",
                "GET /v1/user/me HTTP/1.1 x\r\n" + HEAD + "\r\n",
                "GET /v1/user/\u0000 HTTP/1.1\r\n" + HEAD + "\r\n",
                "GET /v1/user/me HTTP/1.1\r\n" + HEAD + "X: \u0000\r\n\r\n",
                "GET /v1/user/me HTTP/1.1\r\n" + HEAD + "\u0000: x\r\n\r\n",
                "GET /v1/user/me HTTP/1.1\r\n" + HEAD + "no colon\r\n\r\n",
                "GET /v1/user/me HTTP/1.1\r\n" + HEAD + ": x\r\n\r\n",
                "GET /v1/user/me HTTP/1.1\r\nAuthorization: Bearer any\r\n\r\n",
                "GET /v1/user/me HTTP/1.1\r\nHost: a\r\nHost: b\r\nAuthorization: Bearer any\r\n\r\n",
                "GET /v1/user/me HTTP/1.1\r\n" + HEAD + "X: " + "x".repeat(40_000) + "\r\n\r\n",
                "GET /v1/user/me HTTP/1.1\r\n" + HEAD + "X: y\r\n".repeat(10_000) + "\r\n",
                "GET /v1/task/" + "1".repeat(40_000) + " HTTP/1.1\r\n" + HEAD + "\r\n",
                "GET /v1/task?" + "limit=1&".repeat(10_000) + " HTTP/1.1\r\n" + HEAD + "\r\n",
                "X".repeat(40_000) + " / HTTP/1.1\r\n" + HEAD + "\r\n",
                POST + "Content-Length: 50\r\n\r\n{\"title\":",
                POST + "Transfer-Encoding: chunked\r\n\r\n50\r\n{\"title\":",
                POST + "Transfer-Encoding: chunked\r\n\r\n0",
                POST + "Transfer-Encoding: chunked\r\n\r\n5;" + "x".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void what_is_not_readable_as_http_is_refused(String bytes) throws IOException {
        String replies = halfClosed(bytes);

        assertThat(statuses(replies)).as(replies).hasSize(1).allMatch(status -> status.startsWith("4"));
        assertInTheVendorsShape(replies);
        assertThat(workspace.records("task")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/../../../../etc/passwd",
                "/../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc%2fpasswd",
                "/%252e%252e/etc/passwd",
                "/%c0%ae%c0%ae/etc/passwd",
                "/..\\..\\etc\\passwd",
                "/..;/..;/etc/passwd",
                "/v1/task/..%2F..%2Fuser%2Fme",
                "/v1/task/../user/me",
                "/v1/./user/me",
                "//v1/user/me",
                "/v1//user/me",
                "/v1/user/me;x=y",
                "/v1/user/me%00",
                "/v1/user/%6de%20",
                "/w/../v1/user/me",
                "/w/%2e%2e/v1/user/me",
                "/w/a%2fb/v1/user/me",
                "/w//v1/user/me",
                "/v1/task/%",
                "/v1/task/%zz",
                "/v1/task/%ff%fe",
                "/_emulator/../v1/user/me",
                "/_emulator/inspector.css/../../../pom.xml",
                "/_emulator/%2e%2e/Emulator.class",
                "/v1/attachment/..%2F..%2Fetc%2Fpasswd/download"
            })
    void a_path_that_plays_tricks_leads_nowhere(String path) throws IOException {
        String replies =
                halfClosed("GET " + path + " HTTP/1.1\r\n" + HEAD.replace("Host: x", "Host: 127.0.0.1") + "\r\n");

        assertThat(statuses(replies)).as(replies).hasSize(1).allMatch(status -> status.startsWith("4"));
        assertThat(replies).doesNotContain("root:", "<project", "\"firstName\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attachment; filename*=UTF-8''a%0D%0ASet-Cookie:%20x=y%0D%0A%0D%0Ab",
                "attachment; filename=\"a\\\r\\\nSet-Cookie: x=y\"",
                "attachment; filename=\"a%0d%0aSet-Cookie: x=y\"",
                "attachment; filename=\"../../../etc/passwd\"",
                "attachment; filename*=UTF-8''%00.png",
                "attachment; filename*=UTF-8''%E5%98%8A%E5%98%8DSet-Cookie:%20x=y"
            })
    void a_file_name_gets_no_header_into_a_reply(String disposition) throws IOException {
        String uploaded = halfClosed("POST /v1/upload HTTP/1.1\r\n" + HEAD + "Content-Disposition: " + disposition
                + "\r\nContent-Length: 1\r\n\r\nx");

        assertThat(statuses(uploaded)).as(uploaded).hasSize(1).allMatch(status -> status.matches("200|400"));
        if (uploaded.startsWith("HTTP/1.1 200")) {
            String id = field(uploaded, "id");
            caller().data("POST", "/v1/task", "{'title': 'T', 'attachments': ['" + id + "']}");
            String file = halfClosed("GET /v1/task/1/attachments/" + id + " HTTP/1.1\r\n" + HEAD + "\r\n");
            assertThat(statuses(file)).as(file).containsExactly("200");
            assertThat(file.substring(0, file.indexOf("\r\n\r\n")))
                    .doesNotContainPattern("(?m)^Set-Cookie")
                    .doesNotContain("\u0000");
            assertThat(file).endsWith("\r\n\r\nx");
        }
    }

    static Stream<String> bombs() {
        return Stream.of(
                "[".repeat(1_000_000),
                "{\"a\":".repeat(1_000_000),
                "{\"title\":" + "[".repeat(900) + "]".repeat(900) + "}",
                "{\"title\":1e2147483647}",
                "{\"title\":" + "9".repeat(1_000_000) + "}",
                "{\"folder\":1" + "0".repeat(100_000) + "e-100000}",
                "{\"title\":\"" + "\\u0000".repeat(500_000) + "\"}",
                "{\"title\":\"\\ud800\"}",
                many("\"k%d\":1"),
                "{\"title\":\"" + "\\\"".repeat(2_000_000),
                "{\"title\":\"A\"} {\"title\":\"B\"}");
    }

    /** Half a million keys with one hash. */
    private static String many(String member) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 300_000; i++) {
            json.append(String.format(member, i)).append(',');
        }
        return json + "\"title\":5}";
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void json_that_would_burst_is_refused(String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        String replies =
                halfClosed(POST + "Content-Length: " + body.length + "\r\n\r\n" + new String(body, ISO_8859_1));

        assertThat(statuses(replies)).as(head(replies)).hasSize(1).allMatch(status -> status.matches("400|413"));
        assertInTheVendorsShape(replies);
        assertThat(workspace.records("task")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1073741824", "Transfer-Encoding: chunked"})
    void a_gigabyte_is_refused_long_before_its_end(String length) throws IOException {
        byte[] piece = new byte[1 << 16];
        boolean chunked = length.startsWith("T");
        long sent = 0;
        String reply;
        try (Socket socket = socket()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/upload HTTP/1.1\r\n" + HEAD + "Content-Disposition: attachment; filename=x\r\n"
                            + length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            try {
                while (sent < 1L << 30) {
                    if (chunked) {
                        out.write("10000\r\n".getBytes(ISO_8859_1));
                    }
                    out.write(piece);
                    if (chunked) {
                        out.write("\r\n".getBytes(ISO_8859_1));
                    }
                    sent += piece.length;
                }
            } catch (SocketException closed) {
                // As it must be: nobody reads on.
            }
            reply = rest(socket);
        }

        assertThat(sent).as("bytes that were taken").isLessThan(300L << 20);
        assertThat(reply.isEmpty() || reply.startsWith("HTTP/1.1 413 "))
                .as(reply)
                .isTrue();
    }

    @Test
    void pipelined_rubbish_ends_the_connection_behind_what_was_good() throws IOException {
        String good = "GET /v1/user/me HTTP/1.1\r\n" + HEAD + "\r\n";
        String replies = halfClosed(good.repeat(50) + "rubbish\r\n\r\n" + good.repeat(50));

        // The last may be lost when the connection ends under what is still on its way.
        assertThat(statuses(replies))
                .hasSizeBetween(50, 51)
                .startsWith("200")
                .endsWith(replies.contains(" 400 ") ? "400" : "200");
        assertThat(workspace.requests()).isEqualTo(50);
    }

    @Test
    void who_does_not_wait_for_replies_costs_nothing() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (Socket socket = socket()) {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                socket.getOutputStream()
                        .write(("GET /v1/user HTTP/1.1\r\n" + HEAD + "\r\n")
                                .repeat(20)
                                .getBytes(ISO_8859_1));
            }
        }
        alive();
    }

    @Test
    void who_stops_in_the_middle_of_a_head_keeps_nobody_waiting() throws IOException {
        whileOpen(300, "POST /v1/task HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    }

    @Test
    void who_stops_in_the_middle_of_a_body_keeps_nobody_waiting() throws IOException {
        whileOpen(300, POST + "Content-Length: 100\r\n\r\n{\"title\":");
    }

    @Test
    void who_stops_in_the_middle_of_a_chunk_keeps_nobody_waiting() throws IOException {
        whileOpen(300, POST + "Transfer-Encoding: chunked\r\n\r\n50\r\n{\"title\":");
    }

    @Test
    void who_stops_in_the_middle_of_a_file_keeps_nobody_waiting() throws IOException {
        whileOpen(
                300,
                "POST /v1/upload HTTP/1.1\r\n" + HEAD
                        + "Content-Disposition: attachment; filename=x\r\nContent-Length: 1000000\r\n\r\nabc");
    }

    @Test
    void a_body_that_comes_bit_by_bit_is_taken() throws Exception {
        try (Socket socket = socket()) {
            for (byte bit :
                    (POST + "Connection: close\r\nContent-Length: 13\r\n\r\n{\"title\":\"A\"}").getBytes(ISO_8859_1)) {
                socket.getOutputStream().write(bit);
                socket.getOutputStream().flush();
            }
            assertThat(statuses(rest(socket))).containsExactly("200");
        }
    }

    @Test
    void five_hundred_idle_connections_keep_nobody_waiting() throws IOException {
        whileOpen(500, "");
    }

    /** Both ends are in this process, so two files each. */
    @Test
    @Tag("long")
    void ten_thousand_idle_connections_keep_nobody_waiting() throws IOException {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
                : 4_000;
        whileOpen((int) Math.min(10_000, (files - 100) / 2), "");
    }

    /** Opens connections that say so much and no more, and has ordinary calls answered meanwhile. */
    private void whileOpen(int connections, String beginning) throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                Socket socket = socket();
                socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
                open.add(socket);
            }
            for (int i = 0; i < 5; i++) {
                alive();
            }
            assertThat(workspace.records("task")).isEmpty();
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private Caller caller() {
        return new Caller(workspace);
    }

    /** An ordinary call on a new connection is answered, and soon. */
    private static void alive() {
        String reply;
        try (Socket socket = new Socket("127.0.0.1", emulator.url().getPort())) {
            reply = RawClient.send(socket, "GET /v1/user/me HTTP/1.1\r\n" + HEAD + "Connection: close\r\n\r\n");
        } catch (IOException broken) {
            throw new AssertionError("an ordinary call was not answered within 20 s", broken);
        }
        assertThat(statuses(reply)).containsExactly("200");
    }

    private static Socket socket() throws IOException {
        Socket socket = new Socket("127.0.0.1", emulator.url().getPort());
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        return socket;
    }

    /** Sends all, says that nothing more will come, and returns what is answered until the end. */
    private static String halfClosed(String bytes) throws IOException {
        try (Socket socket = socket()) {
            try {
                socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
                socket.shutdownOutput();
            } catch (SocketException closed) {
                // Refused before it had come whole; what was answered is still to be read.
            }
            return rest(socket);
        }
    }

    private static String rest(Socket socket) throws IOException {
        StringBuilder all = new StringBuilder();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all.append(new String(buffer, 0, read, ISO_8859_1));
            }
        } catch (SocketException reset) {
            // The other end had closed while bytes were still on their way to it.
        }
        return all.toString();
    }

    private static List<String> statuses(String replies) {
        return STATUS.matcher(replies)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String head(String text) {
        return text.substring(0, Math.min(1000, text.length()));
    }

    /** The one reply has a JSON body as every refusal of BasicOps has. */
    private static void assertInTheVendorsShape(String reply) {
        try {
            Object body =
                    Json.read(reply.substring(reply.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1));
            Map<?, ?> error = (Map<?, ?>) body;
            assertThat(error.keySet().toString()).as(head(reply)).isEqualTo("[success, error, message]");
            assertThat(error.get("success")).isEqualTo(false);
            assertThat(reply).contains("Content-Type: application/json; charset=utf-8");
        } catch (MalformedJson malformed) {
            throw new AssertionError(head(reply), malformed);
        }
    }

    private static String field(String reply, String name) {
        MatchResult found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"")
                .matcher(reply)
                .results()
                .findFirst()
                .orElseThrow();
        return found.group(1);
    }

    private static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(
                    used,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }
}
