package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import io.github.basicopsemulator.junit5.BasicOpsFault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The same test class in this JVM and against the packed jar. */
class AimedIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path evidence;

    @Test
    void a_class_passes_in_process_and_against_the_jar() throws Exception {
        passes(run("in-process", "", LaunchCase.class, PeopleCase.class));
        try (EmulatorProcess emulator = EmulatorProcess.start()) {
            passes(run(emulator.url().toString(), "", LaunchCase.class, PeopleCase.class));

            assertThat(get(emulator.url(), "/_emulator/workspaces", "any"))
                    .as("what is left of the workspaces")
                    .contains("\"name\":\"\"")
                    .doesNotContain("Case");
        }
    }

    @Test
    void a_jar_that_others_reach_is_controlled_by_its_token() throws Exception {
        try (EmulatorProcess emulator =
                EmulatorProcess.start("--host", "0.0.0.0", "--control-token", "secret", "--token", "api-token")) {
            String url = "http://127.0.0.1:" + emulator.url().getPort();

            passes(run(url, "secret", LaunchCase.class));

            assertThat(failures(run(url, "", LaunchCase.class)))
                    .first()
                    .satisfies(failure -> assertThat(failure)
                            .hasMessageContainingAll(url, "asks for its control token", "none was given"));
        }
    }

    @Test
    void a_failed_test_leaves_what_the_jar_saw() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start()) {
            List<Throwable> failures = failures(run(emulator.url().toString(), "", FailingCase.class));

            assertThat(failures)
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.getSuppressed()[0])
                            .hasMessageContainingAll("was asked once, and 1 went wrong", "GET /v1/task/9 -> 404"));
        }
        try (Stream<Path> files = Files.walk(evidence)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("evidence.txt", "journal.har");
        }
    }

    private EngineExecutionResults run(String url, String controlToken, Class<?>... testClasses) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("basicops.emulator.url", url)
                .configurationParameter("basicops.emulator.control-token", controlToken)
                .configurationParameter("basicopsemulator.evidence", evidence.toString())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .selectors(Stream.of(testClasses)
                        .map(testClass -> selectClass(testClass))
                        .toList())
                .execute();
    }

    private static void passes(EngineExecutionResults results) {
        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isGreaterThan(4);
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
    }

    private static String get(URI base, String path, String token) throws Exception {
        return send(request(base, path, token)).body();
    }

    private static void createProject(URI base, String title, String token) throws Exception {
        HttpResponse<String> reply = send(request(base, "/v1/project", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\":\"" + title + "\"}")));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    }

    private static HttpRequest.Builder request(URI base, String path, String token) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z")
    static class LaunchCase {

        @BeforeAll
        static void seed(URI basicops, @BasicOpsEmulator.Token String token) throws Exception {
            createProject(basicops, "Apollo", token);
        }

        @RepeatedTest(5)
        void begins_with_the_baseline_alone(URI basicops, @BasicOpsEmulator.Token String token) throws Exception {
            assertThat(get(basicops, "/v1/project", token)).contains("Apollo").doesNotContain("Gemini");
            createProject(basicops, "Gemini", token);
            assertThat(get(basicops, "/v1/project", token)).contains("Gemini", "2024-01-01T12:00:00");
        }

        @BasicOpsFault(on = "GET /v1/task", status = 503, times = 1)
        @Test
        void meets_a_fault(URI basicops, @BasicOpsEmulator.Token String token) throws Exception {
            assertThat(send(request(basicops, "/v1/task", token)).statusCode()).isEqualTo(503);
            assertThat(send(request(basicops, "/v1/task", token)).statusCode()).isEqualTo(200);
        }

        @Nested
        class Inside {

            @Test
            void begins_with_it_too(URI basicops, @BasicOpsEmulator.Token String token) throws Exception {
                assertThat(get(basicops, "/v1/project", token))
                        .contains("Apollo")
                        .doesNotContain("Gemini");
            }
        }
    }

    @BasicOpsEmulator
    @TestInstance(Lifecycle.PER_CLASS)
    static class PeopleCase {

        private final URI ofClass;

        PeopleCase(URI basicops, @BasicOpsEmulator.Token String token) throws Exception {
            ofClass = basicops;
            createProject(basicops, "People", token);
        }

        @RepeatedTest(3)
        void have_workspaces_of_their_own(URI basicops, @BasicOpsEmulator.Token String token) throws Exception {
            assertThat(basicops).isNotEqualTo(ofClass);
            assertThat(get(basicops, "/v1/project", token)).contains("People");
        }
    }

    @BasicOpsEmulator
    static class FailingCase {

        @Test
        void fails(URI basicops, @BasicOpsEmulator.Token String token) throws Exception {
            get(basicops, "/v1/task/9", token);
            throw new AssertionError("no task");
        }
    }
}
