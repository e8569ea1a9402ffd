package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page with a script that is uploaded as a file and opened in a browser, at the origin of the control API. */
class UploadedPageIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String API = "/999999999/api/v1";
    private static final String RESET =
            "<script%s>document.documentElement.id = 'ran'; fetch('/_emulator/reset', {method: 'POST'})</script>";
    private static final String HTML = "<!doctype html><title>Page</title>" + RESET.formatted("");
    private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\">" + RESET.formatted("") + "</svg>";

    private static EmulatorProcess emulator;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start();
        emulator = EmulatorProcess.start();
    }

    @AfterAll
    static void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (emulator != null) {
            emulator.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"text/html, html", "image/svg+xml, svg"})
    void uploaded_page_runs_no_script(String type, String ending) throws Exception {
        String page = ending.equals("html") ? HTML : SVG;
        String project = found("\"id\":(\\d+)", post("/projects.json", "application/json", "{\"name\":\"P\"}"));
        String token = found("\"token\":\"([^\"]+)\"", post("/attachments.json", type, page));
        String upload = post(
                "/projects/" + project + "/uploads.json",
                "application/json",
                "{\"content\":\"c\",\"attachments\":[{\"token\":\"" + token + "\",\"name\":\"page." + ending + "\"}]}");

        Tab tab = browser.open(URI.create(emulator.url() + "/_emulator/coverage"));
        // As a browser does whose user has logged in.
        tab.headers(Map.of("Authorization", "Bearer any"));
        tab.navigate(URI.create(found("\"url\":\"([^\"]+/original/[^\"]+)\"", upload)));

        assertThat(tab.evaluate("document.contentType").asText()).isEqualTo(type);
        assertThat(tab.evaluate("document.documentElement.id").asText()).isEmpty();
        assertThat(tab.evaluate("window.origin").asText()).isEqualTo("null");
        assertThat(send("GET", "/projects/" + project + ".json", "application/json", ""))
                .as("the project, after the page was opened")
                .contains("\"name\":\"P\"");
    }

    private static String post(String path, String type, String body) throws Exception {
        return send("POST", path, type, body);
    }

    private static String send(String method, String path, String type, String body) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create(emulator.url() + API + path))
                                .header("Authorization", "Bearer any")
                                .header("User-Agent", "Test (test@example.com)")
                                .header("Content-Type", type)
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String found(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }
}
