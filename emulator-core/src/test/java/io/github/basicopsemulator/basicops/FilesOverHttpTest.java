package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.control.Contract;
import io.github.basicopsemulator.engine.Percent;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Files over a real connection: large ones, and what a server could spoil on the way. */
class FilesOverHttpTest {

    private static final int LARGE = 64 << 20;

    private static Emulator emulator;
    private static HttpClient client;

    private Workspace workspace;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void a_workspace(TestInfo test) {
        workspace = emulator.workspace(test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void a_file_of_64_mib_comes_back_byte_by_byte() throws Exception {
        BodyPublisher inOnePiece =
                BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Noise(LARGE)), LARGE);
        BodyPublisher inChunks = BodyPublishers.ofInputStream(() -> new Noise(LARGE));
        for (BodyPublisher body : List.of(inOnePiece, inChunks)) {
            String id = id(send(to("/v1/upload")
                    .header("Content-Disposition", "attachment; filename=\"large.bin\"")
                    .POST(body)));
            HttpResponse<InputStream> download =
                    client.send(to("/v1/attachment/" + id + "/download").build(), BodyHandlers.ofInputStream());

            assertThat(download.statusCode()).isEqualTo(200);
            assertThat(download.headers().firstValue("Content-Length")).contains(String.valueOf(LARGE));
            try (InputStream got = download.body();
                    InputStream sent = new Noise(LARGE)) {
                assertThat(differs(sent, got)).as("where they differ").isEqualTo(-1);
            }
            workspace.reset();
        }
    }

    @Test
    void one_byte_more_is_too_much() throws Exception {
        HttpResponse<String> answer = send(to("/v1/upload")
                .POST(BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> new Noise(LARGE + 1)), LARGE + 1)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"error\":\"payload_too_large\"");
        assertThat(workspace.records("attachment")).isEmpty();
    }

    @Test
    void a_body_that_calls_itself_a_form_is_not_read_as_one() throws Exception {
        byte[] content = new byte[70_000];
        new Noise(content.length).read(content, 0, content.length);
        byte[] form = "a=1&b=%zz&c=+".getBytes(UTF_8);
        for (byte[] body : List.of(content, form)) {
            String id = id(send(to("/v1/upload")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Content-Disposition", "attachment; filename=\"sample.png\"")
                    .POST(BodyPublishers.ofByteArray(body))));
            HttpResponse<byte[]> download =
                    client.send(to("/v1/attachment/" + id + "/download").build(), BodyHandlers.ofByteArray());

            assertThat(download.body()).isEqualTo(body);
            assertThat(download.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(download.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"sample.png\"");
        }
    }

    @Test
    void a_type_is_given_no_charset_that_was_not_sent() throws Exception {
        for (String type : List.of("text/plain", "text/html", "application/json")) {
            String id = id(send(to("/v1/upload").header("Content-Type", type).POST(BodyPublishers.ofString("é"))));
            HttpResponse<String> download = get("/v1/attachment/" + id + "/download");

            assertThat(download.headers().firstValue("Content-Type")).contains(type);
            assertThat(download.body()).isEqualTo("é");
        }
    }

    @Test
    void ids_come_through_raw_and_encoded_once_or_twice() throws Exception {
        String id;
        do {
            id = id(send(to("/v1/upload").POST(BodyPublishers.ofString("x"))));
        } while (id.indexOf('+') < 0);
        String once = Percent.encode(id);

        for (String written : List.of(id, once, Percent.encode(once))) {
            assertThat(get("/v1/attachment/" + written + "/download").body())
                    .as(written)
                    .isEqualTo("x");
        }
        assertThat(get("/v1/attachment/" + id.replace("+", "%20") + "/download").statusCode())
                .isEqualTo(404);
    }

    @Test
    void every_url_that_is_handed_out_leads_there_even_in_a_workspace_of_its_own() throws Exception {
        send(to("/v1/task")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\":\"T\"}")));
        byte[] picture = Pictures.plain("png", 300, 200);
        String id = id(send(to("/v1/task/1/attachments")
                .header("Content-Disposition", "attachment; filename=\"a.png\"")
                .POST(BodyPublishers.ofByteArray(picture))));
        Map<String, Object> task = Api.json(get("/v1/task/1").body());
        Map<?, ?> file = (Map<?, ?>) ((List<?>) ((Map<?, ?>) task.get("data")).get("attachments")).get(0);
        String signed = (String) ((Map<?, ?>)
                        Api.json(get("/v1/attachment/" + id + "/url").body()).get("data"))
                .get("url");

        assertThat(bytes(file.get("DownloadURL"), true)).isEqualTo(picture);
        assertThat(Pictures.read(bytes(file.get("ThumbnailURL"), true)).getWidth())
                .isEqualTo(256);
        assertThat(signed).startsWith(workspace.url().toString());
        assertThat(bytes(signed, false)).isEqualTo(picture);
    }

    @Test
    void a_name_that_was_sent_as_plain_utf_8_is_understood() throws Exception {
        String request = "POST " + workspace.url("/v1/upload").getPath() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Authorization: Bearer any\r\nContent-Disposition: attachment; filename=\"é €.txt\"\r\n"
                + "Content-Length: 1\r\nConnection: close\r\n\r\nx";
        try (Socket socket = new Socket(emulator.url().getHost(), emulator.url().getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 200");
        }

        assertThat(workspace.records("attachment"))
                .singleElement()
                .satisfies(file -> assertThat(file).containsEntry("fileName", "é €.txt"));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(workspace.url(path)).header("Authorization", "Bearer any");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return Contract.served().checked(client.send(request.build(), BodyHandlers.ofString(UTF_8)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }

    private static byte[] bytes(Object url, boolean withToken) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create((String) url));
        if (withToken) {
            request.header("Authorization", "Bearer any");
        }
        HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        return answer.body();
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return (String) ((Map<?, ?>) Api.json(answer.body()).get("data")).get("id");
    }

    /** The first place where two streams differ, or -1. */
    private static long differs(InputStream one, InputStream other) throws IOException {
        long place = 0;
        byte[] some;
        do {
            some = one.readNBytes(1 << 16);
            byte[] same = other.readNBytes(1 << 16);
            int mismatch = Arrays.mismatch(some, same);
            if (mismatch >= 0) {
                return place + mismatch;
            }
            place += some.length;
        } while (some.length > 0);
        return -1;
    }

    /** Bytes that look random, and are the same every time. */
    private static final class Noise extends InputStream {

        private int left;
        private int seed = 1;

        Noise(int length) {
            this.left = length;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            seed = seed * 1664525 + 1013904223;
            return seed >>> 24;
        }

        @Override
        public int read(byte[] bytes, int from, int most) {
            if (left == 0 && most > 0) {
                return -1;
            }
            int count = Math.min(most, left);
            for (int i = 0; i < count; i++) {
                bytes[from + i] = (byte) read();
            }
            return count;
        }
    }
}
