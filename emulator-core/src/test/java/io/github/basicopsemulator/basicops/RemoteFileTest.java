package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.basicopsemulator.store.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files fetched from a URL: from a server of the test's own, and from where nothing may be fetched. */
class RemoteFileTest {

    private static final int MOST = 1000;

    private final Api api = new Api(fetching(true, MOST));
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private String base;

    @BeforeEach
    void a_server_that_notes_what_it_is_asked() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_documented_example_runs() {
        byte[] content = {0, 1, -1, 13, 10};
        serve("/file.pdf", 200, Map.of("Content-Type", "application/pdf"), content);

        Api.Answer answer = upload(base + "/file.pdf");
        String id = (String) answer.data().get("id");
        assertThat(answer.text()).isEqualTo("{\"success\":true,\"data\":{\"id\":\"" + id + "\"}}");
        assertThat(id).matches("[A-Za-z0-9+]{22}==");
        Api.Answer download = api.get("/v1/attachment/" + id + "/download");
        assertThat(download.reply().body()).isEqualTo(content);
        assertThat(download.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(download.header("Content-Disposition")).isEqualTo("attachment; filename=\"file.pdf\"");
    }

    @Test
    void what_was_fetched_can_be_attached_once() {
        serve("/a.png", 200, Map.of(), Pictures.plain("png", 4, 3));
        Object id = upload(base + "/a.png").data().get("id");

        api.create("/v1/task", "{'title': 'T', 'attachments': ['" + id + "']}");
        Map<?, ?> file = (Map<?, ?>) ((List<?>) api.show("/v1/task/1").get("attachments")).get(0);
        assertThat(file.get("Width")).isEqualTo(4L);
        assertThat(file.get("Height")).isEqualTo(3L);
        api.post("/v1/task", "{'title': 'T', 'attachments': ['" + id + "']}").refusal();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/dir/a%20b.txt   |                             | a b.txt    | attachment; filename=\"a b.txt\"",
                "/%E2%82%AC.txt   |                             | €.txt      | attachment; filename=\"_.txt\"; filename*=UTF-8''%E2%82%AC.txt",
                "/a.txt?b=/c.png  |                             | a.txt      | attachment; filename=\"a.txt\"",
                "/dir/            |                             | attachment | attachment; filename=\"attachment\"",
                "/x               | inline; filename=\"y.png\"  | y.png      | attachment; filename=\"y.png\"",
                "/x               | attachment; filename=\"../y\" | y        | attachment; filename=\"y\"",
                "/..%2F..%2Fetc%2Fpasswd |                      | passwd     | attachment; filename=\"passwd\""
            })
    void a_file_is_called_what_its_server_calls_it_or_its_path(
            String path, String disposition, String name, String download) {
        serve(
                "/",
                200,
                disposition == null ? Map.of() : Map.of("Content-Disposition", disposition),
                "x".getBytes(UTF_8));
        Object id = upload(base + path).data().get("id");

        api.create("/v1/task", "{'title': 'T', 'attachments': ['" + id + "']}");
        Map<?, ?> file = (Map<?, ?>) ((List<?>) api.show("/v1/task/1").get("attachments")).get(0);
        assertThat(file.get("FileName")).isEqualTo(name);
        assertThat(api.get("/v1/attachment/" + id + "/download").header("Content-Disposition"))
                .isEqualTo(download);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html; charset=utf-8 | a.txt | text/html",
                "                         | a.txt | text/plain",
                "                         | a     | application/octet-stream"
            })
    void its_type_is_what_its_server_says_or_else_what_its_name_says(String type, String name, String expected) {
        serve("/", 200, type == null ? Map.of() : Map.of("Content-Type", type), new byte[1]);
        Object id = upload(base + "/" + name).data().get("id");

        assertThat(api.get("/v1/attachment/" + id + "/download").header("Content-Type"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirects_are_followed(int status) {
        serve("/moved", status, Map.of("Location", "/dir/file.txt"), new byte[0]);
        serve("/dir/file.txt", 200, Map.of(), "here".getBytes(UTF_8));

        assertThat(content(upload(base + "/moved"))).isEqualTo("here");
    }

    @Test
    void three_redirects_are_followed_and_a_fourth_is_not() {
        serve("/file", 200, Map.of(), "here".getBytes(UTF_8));
        serve("/1a", 302, Map.of("Location", "/file"), new byte[0]);
        serve("/2a", 302, Map.of("Location", "/1a"), new byte[0]);
        serve("/3a", 302, Map.of("Location", "/2a"), new byte[0]);
        serve("/4a", 302, Map.of("Location", "/3a"), new byte[0]);

        assertThat(content(upload(base + "/3a"))).isEqualTo("here");
        asked.clear();
        assertThat(upload(base + "/4a").refusal())
                .contains("$.url must lead to a file after at most 3 redirects, but " + base + "/4a did not");
        assertThat(asked).as("what the last one leads to is not asked for").containsExactly("/4a", "/3a", "/2a", "/1a");
    }

    @Test
    void a_circle_of_redirects_ends() {
        serve("/loop", 302, Map.of("Location", "/loop"), new byte[0]);

        assertThat(upload(base + "/loop").refusal()).contains("after at most 3 redirects");
        assertThat(asked).hasSize(4);
    }

    @Test
    void a_redirect_from_the_bare_host_is_followed() {
        serve("/", 302, Map.of("Location", "file.txt"), new byte[0]);
        serve("/file.txt", 200, Map.of(), "here".getBytes(UTF_8));

        assertThat(content(upload(base))).isEqualTo("here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://127.0.0.1/x",
                "http://169.254.169.254/latest/meta-data/",
                "http://",
                "http://[::1",
                "a b"
            })
    void a_redirect_leads_to_no_place_that_may_not_be_asked_for_at_once(String location) {
        serve("/moved", 302, Map.of("Location", location), new byte[0]);

        assertThat(upload(base + "/moved").refusal()).contains("$.url must");
        assertThat(asked).doesNotContain("/passwd");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 206, 299})
    void any_success_is_one(int status) {
        serve("/a", status, Map.of(), "x".getBytes(UTF_8));

        assertThat(content(upload(base + "/a"))).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410, 500, 503, 300})
    void what_its_server_refuses_is_refused(int status) {
        serve("/a", status, Map.of(), "nothing here".getBytes(UTF_8));
        State before = api.state();

        assertThat(upload(base + "/a").refusal())
                .contains("$.url must lead to a file, but " + base + "/a answered " + status);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void a_file_may_have_so_many_bytes_and_not_one_more() {
        serve("/just", 200, Map.of(), new byte[MOST]);
        serve("/more", 200, Map.of(), new byte[MOST + 1]);
        serve("/empty", 200, Map.of(), new byte[0]);

        assertThat(content(upload(base + "/just"))).hasSize(MOST);
        assertThat(content(upload(base + "/empty"))).isEmpty();
        assertThat(upload(base + "/more").refusal())
                .contains("$.url must lead to a file of at most 1000 bytes, but " + base + "/more has more");
    }

    @Test
    void a_file_that_breaks_off_is_refused() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            throw new IOException("cable cut");
        });

        assertThat(upload(base + "/a").refusal()).contains("broke off");
    }

    @Test
    void a_port_where_nobody_listens_is_refused() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(upload("http://127.0.0.1:" + free + "/a").refusal()).contains("could not be reached");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'ftp://127.0.0.1/a'        | $.url must be an absolute http or https URL, but was \"ftp://127.0.0.1/a\"",
                "'file:///etc/passwd'       | $.url must be an absolute http or https URL, but was \"file:///etc/passwd\"",
                "'data:text/plain,x'        | $.url must be an absolute http or https URL",
                "'jar:file:///x.jar!/a'     | $.url must be an absolute http or https URL",
                "'/a'                       | $.url must be an absolute http or https URL",
                "'127.0.0.1/a'              | $.url must be an absolute http or https URL",
                "'http:///a'                | $.url must be an absolute http or https URL",
                "'http://a b/'              | $.url must be an absolute http or https URL",
                "''                         | $.url must be an absolute http or https URL",
                "'http://no-such-host.invalid/a' | $.url must lead to a host that exists, but no-such-host.invalid is unknown",
                "'http://127.0.0.1:99999/a' | $.url must lead to a file that can be fetched, but http://127.0.0.1:99999/a could not be reached",
                "'http://127.0.0.1:0/a'     | $.url must",
                "5                          | $.url must be a URL, but was 5",
                "null                       | $.url must be a URL, but was null"
            })
    void what_is_no_url_to_fetch_from_is_refused(String url, String message) {
        State before = api.state();

        assertThat(api.post("/v1/uploadurl", "{'url': " + url + "}").refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void the_url_is_required() {
        assertThat(api.post("/v1/uploadurl", "{}").refusal()).contains("$.url is required, but was not sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "127.1.2.3", "[::ffff:127.0.0.1]", "0.0.0.0"})
    void loopback_is_refused_when_the_options_say_so(String host) {
        serve("/", 200, Map.of(), "secret".getBytes(UTF_8));
        Api strict = new Api(fetching(false, MOST));

        assertThat(strict.post("/v1/uploadurl", "{'url': '" + base.replace("127.0.0.1", host) + "/a'}")
                        .refusal())
                .contains("$.url must lead to a public host (--fetch-only-public), but " + host + " is at ");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "172.16.0.1", "192.168.1.1", "[fd00::1]"})
    void private_networks_are_refused_when_the_options_say_so(String host) {
        Api strict = new Api(fetching(false, MOST));

        assertThat(strict.post("/v1/uploadurl", "{'url': 'http://" + host + "/a'}")
                        .refusal())
                .contains("$.url must lead to a public host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "169.254.0.1", "2852039166", "[::ffff:169.254.169.254]", "[fe80::1]"})
    void link_local_addresses_are_refused_whatever_the_options_say(String host) {
        for (Api either : List.of(api, new Api(fetching(false, MOST)))) {
            assertThat(either.post("/v1/uploadurl", "{'url': 'http://" + host + "/latest/meta-data/'}")
                            .refusal())
                    .contains(
                            "$.url must not lead to a link-local address or to one where a cloud has its metadata, but "
                                    + host + " is at ");
        }
    }

    private static BasicOpsOptions fetching(boolean fetchesPrivate, int most) {
        BasicOpsOptions other = BasicOpsOptions.DEFAULT;
        return new BasicOpsOptions(
                other.appUrl(),
                other.tokens(),
                other.clients(),
                other.asksNobody(),
                other.wrapTimeEntries(),
                other.updateResponseLinks(),
                other.extraTaskStatuses(),
                other.strict(),
                fetchesPrivate,
                most,
                SignatureFormat.USUAL);
    }

    private void serve(String path, int status, Map<String, String> headers, byte[] content) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI().toString());
            answer(exchange, status, headers, content);
        });
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> headers, byte[] content)
            throws IOException {
        try (exchange) {
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private Api.Answer upload(String url) {
        return api.post("/v1/uploadurl", "{'url': '" + url + "'}");
    }

    private String content(Api.Answer uploaded) {
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(200);
        return api.get("/v1/attachment/" + uploaded.data().get("id") + "/download")
                .text();
    }
}
