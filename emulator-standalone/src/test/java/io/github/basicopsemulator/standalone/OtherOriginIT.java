package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another origin, in a browser on the machine of the emulator, which tries to read and to do what it must not. */
class OtherOriginIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A name that whoever owns it lets lead here. */
    private static final String REBOUND = "rebound.test";

    /** What would tell of the workspace, or change it, and with which body. */
    private static final List<List<String>> REQUESTS = List.of(
            List.of("GET", "journal", ""),
            List.of("GET", "records/task", ""),
            List.of("GET", "workspaces", ""),
            List.of("GET", "revisions", ""),
            List.of("GET", "webhooks/deliveries", ""),
            List.of("GET", "clock", ""),
            List.of("POST", "reset", ""),
            List.of("POST", "reset", "{}"),
            List.of("POST", "rewind", "{\"revision\": 1}"),
            List.of("POST", "snapshots", "{\"name\": \"evil\"}"),
            List.of("POST", "workspaces", "{\"name\": \"evil\"}"),
            List.of("POST", "clock/advance", "{\"by\": \"PT1H\"}"),
            List.of("POST", "faults", "{\"kind\": \"status\", \"status\": 500}"),
            List.of("POST", "inbox/evil", "{}"),
            List.of("PUT", "clock", "{\"now\": \"2030-01-01T00:00:00Z\"}"),
            List.of("PUT", "snapshots/evil", "{}"),
            List.of("PATCH", "records/task/1", "{\"title\": \"Evil\"}"),
            List.of("DELETE", "records/task/1", ""),
            List.of("DELETE", "journal", ""),
            List.of("DELETE", "faults", ""));

    private static EmulatorProcess emulator;
    private static Chromium browser;
    private static HttpServer elsewhere;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start("--host-resolver-rules=MAP " + REBOUND + " 127.0.0.1");
        emulator = EmulatorProcess.start();
        send("PUT", "/_emulator/clock", "{\"now\": \"2026-01-01T00:00:00Z\"}");
        send("POST", "/v1/task", "{\"title\": \"Secret plan\"}");
        send("POST", "/v1/task", "{\"title\": \"Another\"}");
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        elsewhere.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Elsewhere</title><body>Elsewhere".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        elsewhere.start();
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
        }
    }

    @Test
    void what_is_tried_here_works_from_no_browser() throws Exception {
        assertThat(send("GET", "/_emulator/records/task", "")).contains("Secret plan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void fetch_reads_and_does_nothing(String host) throws Exception {
        Tab tab = elsewhere(host);
        String before = everything();

        for (List<String> request : REQUESTS) {
            for (String mode : List.of("cors", "no-cors")) {
                for (String type : List.of("text/plain", "application/json")) {
                    String read = tab.evaluate(fetch(emulator.url() + "/_emulator/", request, mode, type))
                            .asText();
                    assertThat(read).as(request + " " + mode).isIn("TypeError", "opaque 0 ");
                }
            }
        }

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_form_does_nothing() throws Exception {
        Tab tab = elsewhere("localhost");
        String before = everything();

        for (String path : List.of("reset", "snapshots", "workspaces", "faults", "inbox/evil", "rewind")) {
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
                tab.evaluate("""
                        new Promise((loaded) => {
                          document.body.innerHTML = '<iframe name="answer"></iframe>';
                          const form = document.createElement('form');
                          Object.assign(form, {method: 'POST', target: 'answer', enctype: %s, action: %s});
                          form.innerHTML = `<input name='{"revision": 1, "name": "evil", "kind": "reset", "x": "' value='"}'>`;
                          document.body.append(form);
                          document.querySelector('iframe').onload = loaded;
                          form.submit();
                        }).then(() => true)""".formatted(Tab.quoted(type), Tab.quoted(emulator.url() + "/_emulator/" + path)));
            }
        }

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void nothing_is_embedded() throws Exception {
        Tab tab = elsewhere("localhost");
        for (String path : List.of("journal", "coverage", "inspector/main.js", "inspector/icon.svg", "")) {
            for (String tag : List.of("script", "img")) {
                String outcome = tab.evaluate(
                                """
                        new Promise((told) => {
                          const element = document.createElement(%s);
                          element.onload = () => told('loaded');
                          element.onerror = () => told('refused');
                          element.src = %s;
                          document.body.append(element);
                        })""".formatted(Tab.quoted(tag), Tab.quoted(emulator.url() + "/_emulator/" + path)))
                        .asText();
                assertThat(outcome).as(tag + " " + path).isEqualTo("refused");
            }
        }
    }

    @Test
    void the_page_is_shown_in_no_other() throws Exception {
        Tab tab = elsewhere("127.0.0.1");

        tab.evaluate("""
                new Promise((loaded) => {
                  const frame = document.createElement('iframe');
                  frame.onload = loaded;
                  frame.src = %s;
                  document.body.append(frame);
                }).then(() => true)""".formatted(Tab.quoted(emulator.url() + "/_emulator/")));

        assertThat(tab.evaluate("document.querySelector('iframe').contentDocument")
                        .isNull())
                .isTrue();
        // A refusal in JSON, which says why.
        assertThat(tab.frames()).noneMatch(frame -> frame.startsWith("text/html " + emulator.url()));
    }

    @Test
    void events_are_not_heard() throws Exception {
        Tab tab = elsewhere("localhost");

        String outcome = tab.evaluate("""
                new Promise((told) => {
                  const events = new EventSource(%s);
                  events.addEventListener('state', () => told('heard'));
                  events.onerror = () => told('refused');
                })""".formatted(Tab.quoted(emulator.url() + "/_emulator/live")))
                .asText();

        assertThat(outcome).isEqualTo("refused");
    }

    @Test
    void a_window_that_it_opens_cannot_be_reached_into() throws Exception {
        Tab tab = elsewhere("127.0.0.1");

        String outcome = tab.evaluate("""
                (() => {
                  const opened = open(%s);
                  try { return opened.document.body.innerText } catch (refused) { return refused.name }
                })()""".formatted(Tab.quoted(emulator.url() + "/_emulator/")))
                .asText();

        assertThat(outcome).isIn("SecurityError", "TypeError", "");
    }

    @Test
    void a_name_that_was_made_to_lead_here_opens_nothing() throws Exception {
        int port = emulator.url().getPort();
        // Whatever answers at that name is a page of that name's origin.
        Tab tab = browser.open(URI.create("http://" + REBOUND + ":" + port + "/v1/nothing"));
        String before = everything();
        List<String> outcomes = new ArrayList<>();

        for (List<String> request : REQUESTS) {
            outcomes.add(tab.evaluate(fetch("/_emulator/", request, "same-origin", "application/json"))
                    .asText()
                    .substring(0, 9));
        }
        tab.navigate(URI.create("http://" + REBOUND + ":" + port + "/_emulator/"));

        assertThat(outcomes).containsOnly("basic 403");
        assertThat(tab.evaluate("document.body.innerText").asText())
                .contains(REBOUND)
                .doesNotContain("Requests");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_link_to_the_page_can_be_followed() throws Exception {
        Tab tab = elsewhere("localhost");

        tab.evaluate("location.href = " + Tab.quoted(emulator.url() + "/_emulator/"));

        tab.untilSeen("Live");
    }

    private static Tab elsewhere(String host) throws Exception {
        return browser.open(
                URI.create("http://" + host + ":" + elsewhere.getAddress().getPort() + "/"));
    }

    private static String fetch(String home, List<String> request, String mode, String type) throws Exception {
        String body = request.get(2).isEmpty() ? "undefined" : Tab.quoted(request.get(2));
        return """
                fetch(%s, {method: %s, mode: %s, body: %s, headers: {'Content-Type': %s}, credentials: 'include'})
                  .then(async (reply) => `${reply.type} ${reply.status} ${await reply.text()}`)
                  .catch((refused) => refused.name)""".formatted(
                        Tab.quoted(home + request.get(1)),
                        Tab.quoted(request.get(0)),
                        Tab.quoted(mode),
                        body,
                        Tab.quoted(type));
    }

    /** All that those requests would change. */
    private static String everything() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String path : List.of(
                "records/task",
                "journal?method=POST",
                "clock",
                "faults",
                "snapshots",
                "workspaces",
                "revisions",
                "inbox/evil")) {
            all.append(path)
                    .append(' ')
                    .append(send("GET", "/_emulator/" + path, ""))
                    .append('\n');
        }
        return all.toString();
    }

    private static String send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.url() + path))
                .header("Authorization", "Bearer any")
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }
}
