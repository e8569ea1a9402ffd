package io.github.basicopsemulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the inspector as they are served; what the page does with them is tried in a browser, with the jar. */
class InspectorTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern OTHER_FILE =
            Pattern.compile("(?:src|href)=\"inspector/([^\"]+)\"|from \"\\./([^\"]+)\"");

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void end() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other"})
    void every_workspace_has_the_page(String name) throws Exception {
        Workspace workspace = name.isEmpty() ? emulator.workspace() : emulator.workspace(name);

        HttpResponse<String> page = get(workspace, "/_emulator/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).startsWith("<!doctype html>");
    }

    @Test
    void without_the_slash_one_is_sent_to_where_relative_links_work() throws Exception {
        Workspace workspace = emulator.workspace("slash");

        HttpResponse<String> reply = get(workspace, "/_emulator");

        assertThat(reply.statusCode()).isEqualTo(302);
        String location = reply.headers().firstValue("Location").orElseThrow();
        assertThat(workspace.url("/_emulator").resolve(location)).isEqualTo(workspace.url("/_emulator/"));
    }

    @Test
    void every_file_that_the_page_and_its_scripts_name_is_served_and_safe() throws Exception {
        Map<String, HttpResponse<String>> files = files();

        assertThat(files).containsKeys("main.js", "api.js", "theme.js", "inspector.css", "icon.svg");
        files.forEach((name, file) -> {
            assertThat(file.statusCode()).as(name).isEqualTo(200);
            assertThat(file.headers().firstValue("X-Content-Type-Options"))
                    .as(name)
                    .contains("nosniff");
            assertThat(file.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(name)
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "http");
        });
    }

    @Test
    void nothing_of_it_asks_another_host_or_takes_text_for_markup() throws Exception {
        files().forEach((name, file) -> assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
                .as(name)
                .doesNotContainPattern("https?://|innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(")
                .doesNotContainPattern("<style|<script>|<[^>]* style=|<[^>]* on[a-z]+="));
    }

    @Test
    void a_browser_that_has_a_file_is_not_sent_it_again() throws Exception {
        String tag = get(emulator.workspace(), "/_emulator/inspector/main.js")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        HttpRequest again = HttpRequest.newBuilder(emulator.workspace().url("/_emulator/inspector/main.js"))
                .header("If-None-Match", tag)
                .build();

        HttpResponse<String> reply = CLIENT.send(again, BodyHandlers.ofString());

        assertThat(reply.statusCode()).isEqualTo(304);
        assertThat(reply.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing.js", "..%2FInspector.class", "%2E%2E%2FCoverage.class", "main.class", "."})
    void there_is_nothing_else(String name) throws Exception {
        assertThat(get(emulator.workspace(), "/_emulator/inspector/" + name).statusCode())
                .isEqualTo(404);
    }

    /** Whatever a browser loads for the page, by name. */
    private static Map<String, HttpResponse<String>> files() throws IOException, InterruptedException {
        Map<String, HttpResponse<String>> files = new TreeMap<>();
        HttpResponse<String> page = get(emulator.workspace(), "/_emulator/");
        files.put("", page);
        Deque<String> unread = new ArrayDeque<>();
        unread.add(page.body());
        while (!unread.isEmpty()) {
            Matcher other = OTHER_FILE.matcher(unread.remove());
            while (other.find()) {
                String name = other.group(1) == null ? other.group(2) : other.group(1);
                if (!files.containsKey(name)) {
                    files.put(name, get(emulator.workspace(), "/_emulator/inspector/" + name));
                    unread.add(files.get(name).body());
                }
            }
        }
        return files;
    }

    private static HttpResponse<String> get(Workspace workspace, String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(workspace.url(path)).build(), BodyHandlers.ofString());
    }
}
