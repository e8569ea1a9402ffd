package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other sites in a browser, which send requests to the emulated APIs. */
class OtherSiteIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String REBOUND = "rebound.test";
    private static final String ALLOWED = "allowed.test";
    private static final String UPLOAD = "/999999999/api/v1/attachments.json";

    private static EmulatorProcess emulator;
    private static Chromium browser;
    private static HttpServer elsewhere;
    private static HttpServer named;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start("--host-resolver-rules=MAP " + REBOUND + " 127.0.0.1, MAP " + ALLOWED + " 127.0.0.1");
        elsewhere = page();
        named = page();
        emulator = EmulatorProcess.start("--cors-origin", origin(named), "--allowed-host", ALLOWED);
    }

    @AfterAll
    static void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (emulator != null) {
            emulator.close();
        }
        if (elsewhere != null) {
            elsewhere.stop(0);
            named.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/upload", UPLOAD, "/w/new/v1/upload", "/w/new" + UPLOAD})
    void form_of_another_site_sends_nothing(String path) throws Exception {
        Tab tab = browser.open(URI.create(origin(elsewhere)));
        String before = state();

        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            tab.evaluate("""
                    new Promise((loaded) => {
                      document.body.innerHTML = '<iframe name="answer"></iframe>';
                      const form = document.createElement('form');
                      Object.assign(form, {method: 'POST', target: 'answer', enctype: %s, action: %s});
                      form.innerHTML = `<input name="file" value="<script>1</script>">`;
                      document.body.append(form);
                      document.querySelector('iframe').onload = loaded;
                      form.submit();
                    }).then(() => true)""".formatted(Tab.quoted(type), Tab.quoted(emulator.url() + path)));
        }

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void fetch_of_another_site_sends_nothing() throws Exception {
        Tab tab = browser.open(URI.create(origin(elsewhere)));
        String before = state();

        for (String mode : List.of("cors", "no-cors")) {
            assertThat(fetch(tab, emulator.url() + "/v1/upload", "POST", mode, "{}"))
                    .isIn("TypeError", "0 ");
        }

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void fetch_of_a_named_origin_is_answered() throws Exception {
        Tab tab = browser.open(URI.create(origin(named)));

        assertThat(fetch(tab, emulator.url() + "/v1/task", "GET", "cors", "{Authorization: 'Bearer any'}"))
                .startsWith("200 ");
        assertThat(tab.evaluate("""
                        new Promise((told) => {
                          const picture = document.createElement('img');
                          picture.onload = () => told('loaded');
                          picture.onerror = () => told('refused');
                          picture.src = %s;
                        })""".formatted(
                                        Tab.quoted(emulator.url() + "/999999999/api/v1/people/149087659/original.gif")))
                        .asText())
                .isEqualTo("loaded");
    }

    @Test
    void page_of_a_rebound_name_reads_and_sends_nothing() throws Exception {
        int port = emulator.url().getPort();
        Tab tab = browser.open(URI.create("http://" + REBOUND + ":" + port + "/v1/nothing"));
        String before = state();

        for (String headers : List.of(
                "{Authorization: 'Bearer any'}",
                "{Authorization: 'Bearer any', 'User-Agent': 'x', 'Accept-Language': ''}")) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                for (String path :
                        List.of("/v1/task", "/w/new/v1/task", "/v2/tasks", "/999999999/api/v1/people.json")) {
                    assertThat(fetch(tab, path, method, "same-origin", headers))
                            .as(method + " " + path)
                            .startsWith("403 ");
                }
            }
        }

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void page_of_an_allowed_name_reads() throws Exception {
        int port = emulator.url().getPort();
        Tab tab = browser.open(URI.create("http://" + ALLOWED + ":" + port + "/v1/nothing"));

        assertThat(fetch(tab, "/v1/task", "GET", "same-origin", "{Authorization: 'Bearer any'}"))
                .startsWith("200 ");
        assertThat(fetch(tab, "/v1/task", "POST", "cors", "{Authorization: 'Bearer any'}"))
                .startsWith("400 ");
    }

    @Test
    void consent_is_given_after_a_link_of_another_site() throws Exception {
        Tab tab = browser.open(URI.create(origin(elsewhere)));

        tab.evaluate("location.href = "
                + Tab.quoted(emulator.url() + "/oauth/auth?client_id=app&response_type=code&state=s&redirect_uri="
                        + origin(elsewhere) + "/back"));
        tab.untilSeen("Let app in?");
        tab.evaluate("document.querySelector('button[name=allow]').click()");
        tab.untilSeen("Elsewhere");

        assertThat(tab.evaluate("location.href").asText()).contains("/back?code=", "state=s");
    }

    private static HttpServer page() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Elsewhere</title><body>Elsewhere".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String origin(HttpServer server) {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static String fetch(Tab tab, String url, String method, String mode, String headers) throws Exception {
        return tab.evaluate("""
                        fetch(%s, {method: %s, mode: %s, headers: %s, referrerPolicy: 'no-referrer'})
                          .then(async (response) => `${response.status} ${await response.text()}`)
                          .catch((refused) => refused.name)""".formatted(Tab.quoted(url), Tab.quoted(method), Tab.quoted(mode), headers))
                .asText();
    }

    /** The records, and the workspaces that requests made; without the number of requests. */
    private static String state() throws Exception {
        return get("/_emulator/changes")
                + get("/_emulator/workspaces").replaceAll("\"requests\":\\d+", "")
                + get("/_emulator/revisions");
    }

    private static String get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(emulator.url() + path)).build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }
}
