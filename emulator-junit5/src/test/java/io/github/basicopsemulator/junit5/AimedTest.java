package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Webhooks;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The same test classes in process and aimed at a running emulator, each run by JUnit inside this test. */
class AimedTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Set<String> WORKSPACES = ConcurrentHashMap.newKeySet();

    private static Emulator running;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        running = Emulator.builder().token("let-me-in").start();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void nothing_used_yet() {
        WORKSPACES.clear();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                BaselineCase.class,
                NestedCase.class,
                PerClassCase.class,
                ConstructorCase.class,
                ClockCase.class,
                HeldCase.class,
                SeedCase.class,
                FaultCase.class,
                InterruptedCase.class,
                MethodCase.class,
                ParallelCase.class,
                PlanTest.class
            })
    void a_class_passes_here_and_there(Class<?> testClass) {
        String there = running.url().toString();
        for (String place : List.of("in-process", there)) {
            WORKSPACES.clear();

            EngineExecutionResults results = run(place, testClass);

            assertThat(failures(results)).as(place).isEmpty();
            assertThat(results.testEvents().succeeded().count()).as(place).isPositive();
            assertThat(WORKSPACES)
                    .allSatisfy(url -> assertThat(url.startsWith(there + "/w/")).isEqualTo(place.equals(there)));
        }
        assertNothingIsLeft();
    }

    @Test
    void many_classes_at_the_same_time_share_one_emulator() {
        EngineExecutionResults results =
                run(running.url().toString(), ParallelCase.class, FirstCase.class, SecondCase.class, ThirdCase.class);

        assertThat(failures(results)).isEmpty();
        results.testEvents().assertStatistics(events -> events.succeeded(46));
        assertThat(WORKSPACES).hasSize(46);
        assertNothingIsLeft();
    }

    @Test
    void two_runs_at_the_same_time_do_not_meet() throws Exception {
        EngineExecutionResults[] results = new EngineExecutionResults[2];
        Thread other = new Thread(() -> results[1] = run(running.url().toString(), FirstCase.class));
        other.start();
        results[0] = run(running.url().toString(), FirstCase.class);
        other.join();

        assertThat(results).allSatisfy(result -> assertThat(failures(result)).isEmpty());
        assertThat(WORKSPACES).hasSize(4);
    }

    @Test
    void workspaces_have_a_time_to_live() {
        run(running.url().toString(), LivingCase.class);

        assertThat(LivingCase.lifetimes).hasSize(3).containsOnly("PT10M");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(classes = {WorkspaceCase.class, EmulatorCase.class})
    void what_is_only_in_this_jvm_is_refused_with_what_to_use_instead(Class<?> testClass) {
        assertThat(failures(run(running.url().toString(), testClass)))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ParameterResolutionException.class)
                        .hasMessageContainingAll(
                                testClass.getName(),
                                running.url().toString(),
                                "@BasicOpsEmulator.Token String",
                                "/_emulator",
                                "-Dbasicops.emulator.url=in-process",
                                "docs/junit.md"));
    }

    @Test
    void an_emulator_that_is_not_there_fails_the_class_once_and_says_where_it_was_looked_for() throws Exception {
        URI nowhere;
        try (Emulator gone = Emulator.start()) {
            nowhere = gone.url();
        }

        assertThat(failures(kit(nowhere.toString(), PlanTest.class, NestedCase.class)
                        .configurationParameter("basicops.emulator.patience", "PT0.1S")
                        .execute()))
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContainingAll(
                                "The emulator at " + nowhere
                                        + " (basicops.emulator.url in this test run) does not answer",
                                "tried for 0.1 s"));
    }

    @Test
    void an_emulator_that_goes_away_in_the_middle_takes_no_failure_s_place() {
        List<Throwable> failures = failures(run(GoingCase.start(), GoingCase.class));

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessage("the reason")
                        .satisfies(reason -> assertThat(reason.getSuppressed())
                                .singleElement()
                                .satisfies(deliveryFault ->
                                        assertThat(deliveryFault).hasMessageContaining("answers no more"))));
    }

    @Test
    void a_server_with_options_of_its_own_stays_in_this_jvm() {
        assertThat(failures(run(running.url().toString(), OptionsTest.class))).isEmpty();
    }

    @Test
    void a_seed_file_that_is_refused_is_told_with_its_place() {
        assertThat(failures(run(running.url().toString(), WrongSeedCase.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContainingAll(
                                "the seed file \"wrong.yaml\" is refused by the emulator at " + running.url(),
                                "3:7: $.basicops.projects[0].titel: there is"));
        assertNothingIsLeft();
    }

    @Test
    void two_places_that_seed_one_test_are_refused_with_advice() {
        assertThat(failures(run(running.url().toString(), TwoSeedsCase.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("Seed in @BeforeEach instead"));
    }

    @Test
    void a_failure_leaves_the_same_page_here_and_there() throws Exception {
        assertThat(page("in-process")).isEqualTo(page(running.url().toString()));
    }

    /** What differs from run to run taken out. */
    private String page(String place) throws Exception {
        Throwable failure = failures(run(place, FailingCase.class)).get(0);
        String text = Files.readString(file("evidence.txt"));
        assertThat(failure).isInstanceOf(AssertionError.class).hasMessage("no task");
        assertThat(Arrays.stream(failure.getSuppressed()).map(Throwable::getMessage))
                .singleElement()
                .asString()
                .contains("was asked 3 times, and 1 went wrong", "last asked: #3 GET /v1/task/9?token=*** -> 404: ");
        return text.replaceAll("http://127.0.0.1:\\d+", "URL")
                .replaceAll("(fails-[0-9a-f]{8})-[0-9a-f]{8}", "$1")
                .replaceAll("(?s)Deliveries.*?\\n\\n", "");
    }

    @Test
    void beside_the_page_lies_what_it_was_made_from() throws Exception {
        run(running.url().toString(), FailingCase.class);

        assertThat(files())
                .extracting(path -> path.getFileName().toString())
                .containsExactlyInAnyOrder("evidence.txt", "journal.har", "changes.txt", "deliveries.json");
        assertThat(file("evidence.txt"))
                .content()
                .contains("FailingCase.fails", "-> 404: ", "curl -g '", "+ project 1 \"Gemini\"")
                .contains("status 503 on POST /v1/task: triggered 0 times; 0 requests matched")
                .contains("basicops:project:created to ");
        assertThat(file("journal.har")).content().startsWith("{\"log\":").contains("/v1/task/9");
        assertThat(file("changes.txt")).content().contains("+ project 1 \"Gemini\"");
        assertThat(file("deliveries.json")).content().contains("basicops:project:created");
    }

    @Test
    void a_failed_beforeAll_shows_the_workspace_of_the_class() throws Exception {
        Throwable failure =
                failures(run(running.url().toString(), BeforeAllCase.class)).get(0);

        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(told -> assertThat(told.getMessage()).contains("was asked once"));
        assertThat(file("changes.txt")).content().contains("\"of the class\"");
    }

    private static void assertNothingIsLeft() {
        assertThat(running.workspaces()).extracting(Workspace::name).containsExactly("");
    }

    private EngineExecutionResults run(String url, Class<?>... testClasses) {
        return kit(url, testClasses).execute();
    }

    private EngineTestKit.Builder kit(String url, Class<?>... testClasses) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("basicops.emulator.url", url)
                .configurationParameter("basicopsemulator.evidence", directory.toString())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "same_thread")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .selectors(Arrays.stream(testClasses)
                        .map(testClass -> selectClass(testClass))
                        .toArray(org.junit.platform.engine.discovery.ClassSelector[]::new));
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private Path file(String name) throws IOException {
        return files().stream()
                .filter(path -> path.endsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    /** Creates a project, and tells how many there were before. */
    private static int create(URI basicops, String title) {
        WORKSPACES.add(basicops.toString());
        int before = count(basicops);
        Http.post(basicops, "/v1/project", "{\"title\":\"" + title + "\"}");
        return before;
    }

    private static int count(URI basicops) {
        return Http.get(basicops, "/v1/project").body().split("\"title\":", -1).length - 1;
    }

    /** The code under test. */
    private static final class Http {

        static java.net.http.HttpResponse<String> get(URI base, String path) {
            return send(request(base, path));
        }

        static void post(URI base, String path, String json) {
            send(request(base, path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json)));
        }

        private static HttpRequest.Builder request(URI base, String path) {
            return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer let-me-in");
        }

        private static java.net.http.HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return HTTP.send(request.build(), BodyHandlers.ofString());
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    @BasicOpsEmulator
    static class BaselineCase {

        @BeforeAll
        static void seed(URI basicops) {
            assertThat(create(basicops, "baseline")).isZero();
        }

        @RepeatedTest(3)
        void begins_with_the_baseline(URI basicops, @BasicOpsEmulator.Token String token) {
            assertThat(create(basicops, "another")).isEqualTo(1);
            assertThat(token).isNotBlank();
        }
    }

    @BasicOpsEmulator
    static class NestedCase {

        @BeforeAll
        static void seed(URI basicops) {
            create(basicops, "outer");
        }

        @Test
        void outer(URI basicops) {
            assertThat(create(basicops, "x")).isEqualTo(1);
        }

        @Nested
        @TestInstance(Lifecycle.PER_CLASS)
        class Inside {

            @BeforeAll
            void seed(URI basicops) {
                assertThat(create(basicops, "inner")).isEqualTo(1);
            }

            @RepeatedTest(2)
            void inner(URI basicops) {
                assertThat(create(basicops, "x")).isEqualTo(2);
            }
        }
    }

    @BasicOpsEmulator
    @TestInstance(Lifecycle.PER_CLASS)
    static class PerClassCase {

        private final URI ofClass;

        PerClassCase(URI basicops) {
            ofClass = basicops;
            create(basicops, "baseline");
        }

        @RepeatedTest(2)
        void is_put_back(URI basicops) {
            assertThat(basicops).isNotEqualTo(ofClass);
            assertThat(count(basicops)).isEqualTo(1);
            assertThat(create(ofClass, "put back after the test")).isEqualTo(1);
        }
    }

    @BasicOpsEmulator
    static class ConstructorCase {

        private final URI ofTest;

        ConstructorCase(URI basicops) {
            ofTest = basicops;
        }

        @RepeatedTest(2)
        void is_the_workspace_of_the_test(URI basicops) {
            assertThat(basicops).isEqualTo(ofTest);
            assertThat(create(basicops, "x")).isZero();
        }

        @Nested
        class Inside {

            @BeforeAll
            static void seed(URI basicops) {
                create(basicops, "inner");
            }

            @Test
            void is_so_inside_and_begins_with_more(URI basicops) {
                assertThat(basicops).isEqualTo(ofTest);
                assertThat(create(basicops, "x")).isEqualTo(1);
            }
        }
    }

    @BasicOpsEmulator
    static class TwoSeedsCase {

        TwoSeedsCase(URI basicops) {
            create(basicops, "of the constructor");
        }

        @Nested
        class Inside {

            @BeforeAll
            static void seed(URI basicops) {
                create(basicops, "of the class inside");
            }

            @Test
            void is_never_run() {}
        }
    }

    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z", tick = "PT1S")
    static class ClockCase {

        @Test
        void ticks(URI basicops) {
            create(basicops, "x");
            assertThat(Http.get(basicops, "/_emulator/clock").body())
                    .contains("\"now\":\"2024-01-01T12:00:02Z\"", "\"tick\":\"PT1S\"");
        }
    }

    @BasicOpsEmulator(webhooks = Webhooks.Mode.HELD)
    static class HeldCase {

        @Test
        void holds(URI basicops) {
            assertThat(Http.get(basicops, "/_emulator/webhooks").body()).contains("\"mode\":\"held\"");
        }
    }

    @BasicOpsEmulator(seed = "world.yaml", now = "2024-01-01T12:00:00Z")
    static class SeedCase {

        @Test
        void begins_with_it(URI basicops, @BasicOpsEmulator.Token String token) {
            assertThat(token).isIn("bo_ada", "let-me-in"); // the first that is declared
            assertThat(Http.get(basicops, "/_emulator/records/task").body()).contains("Sketch", "2024-01-01T12:00:00");
        }

        @Nested
        @BasicOpsEmulator(seed = "more.yaml")
        class Inside {

            @Test
            void begins_with_more(URI basicops) {
                assertThat(Http.get(basicops, "/_emulator/records/task").body()).contains("Sketch");
                assertThat(Http.get(basicops, "/_emulator/records/project").body())
                        .contains("Gemini");
            }
        }
    }

    @BasicOpsEmulator(seed = "wrong.yaml")
    static class WrongSeedCase {

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator
    static class InterruptedCase {

        @Test
        void leaves_its_thread_interrupted(URI basicops) {
            assertThat(create(basicops, "Apollo")).isZero();
            Thread.currentThread().interrupt();
        }
    }

    @BasicOpsEmulator
    @BasicOpsFault(on = "GET /v1/task", status = 503, retryAfter = "PT5S", times = 1)
    static class FaultCase {

        @Test
        @BasicOpsFault(kind = BasicOpsFault.Kind.MALFORMED_JSON, on = "GET /v1/user", nth = 2)
        @BasicOpsFault(kind = BasicOpsFault.Kind.LATENCY, time = "PT0.001S", chance = 0.5)
        void meets_them(URI basicops) {
            assertThat(Http.get(basicops, "/v1/task"))
                    .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(503))
                    .satisfies(reply -> assertThat(reply.headers().firstValue("Retry-After"))
                            .hasValue("5"));
            assertThat(Http.get(basicops, "/v1/task").statusCode()).isEqualTo(200);
            assertThat(Http.get(basicops, "/v1/user").body()).endsWith("}");
            assertThat(Http.get(basicops, "/_emulator/faults").body())
                    .contains("malformed JSON on GET /v1/user", "with probability 0.5");
        }

        @Test
        @BasicOpsFault(kind = BasicOpsFault.Kind.SLOW_BODY, time = "PT0.001S")
        @BasicOpsFault(kind = BasicOpsFault.Kind.RESET, on = "DELETE")
        @BasicOpsFault(kind = BasicOpsFault.Kind.EMPTY_RESPONSE, on = "DELETE")
        @BasicOpsFault(kind = BasicOpsFault.Kind.LOST_RESPONSE, on = "DELETE")
        @BasicOpsFault(kind = BasicOpsFault.Kind.HALF_BODY, on = "DELETE")
        void meets_others(URI basicops) {
            assertThat(Http.get(basicops, "/_emulator/faults").body())
                    .contains(
                            "a body over 1 ms on any method",
                            "connection reset on DELETE",
                            "empty reply on DELETE",
                            "applied, and the response dropped on DELETE",
                            "half a body on DELETE");
            assertThat(Http.get(basicops, "/v1/task").statusCode()).isEqualTo(503);
        }
    }

    static class MethodCase {

        @ExtendWith(BasicOpsEmulatorExtension.class)
        @Test
        void works(URI basicops) {
            assertThat(create(basicops, "x")).isZero();
        }
    }

    @BasicOpsEmulator
    @Execution(ExecutionMode.CONCURRENT)
    static class ParallelCase {

        @RepeatedTest(40)
        void is_alone(URI basicops) {
            assertThat(create(basicops, "x")).isZero();
        }
    }

    @BasicOpsEmulator
    static class FirstCase {

        private static final CountDownLatch NOBODY = new CountDownLatch(0);

        @RepeatedTest(2)
        void is_alone(URI basicops) throws Exception {
            assertThat(NOBODY.await(1, TimeUnit.SECONDS)).isTrue();
            assertThat(create(basicops, "x")).isZero();
        }
    }

    static class SecondCase extends FirstCase {}

    static class ThirdCase extends FirstCase {}

    @BasicOpsEmulator
    static class LivingCase {

        private static List<String> lifetimes;

        @Test
        void looks() {
            lifetimes = running.workspaces().stream()
                    .filter(workspace -> !workspace.name().isEmpty())
                    .map(workspace -> String.valueOf(workspace.expiresAfter()))
                    .toList();
        }
    }

    @BasicOpsEmulator
    static class WorkspaceCase {

        @Test
        void is_never_run(Workspace basicops) {}
    }

    @BasicOpsEmulator
    static class EmulatorCase {

        @Test
        void is_never_run(Emulator emulator) {}
    }

    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z")
    static class FailingCase {

        @BasicOpsFault(on = "POST /v1/task", status = 503)
        @Test
        void fails(URI basicops) {
            Http.post(
                    basicops,
                    "/v1/webhook",
                    "{\"name\":\"w\",\"url\":\"" + basicops
                            + "/_emulator/inbox/in\",\"events\":\"basicops:project:created\"}");
            Http.post(basicops, "/v1/project", "{\"title\":\"Gemini\"}");
            Http.post(basicops, "/_emulator/webhooks/settle", "{}");
            Http.get(basicops, "/v1/task/9?token=hush");
            throw new AssertionError("no task");
        }
    }

    @BasicOpsEmulator
    static class GoingCase {

        private static Emulator going;

        static String start() {
            going = Emulator.start();
            return going.url().toString();
        }

        @Test
        void fails(URI basicops) {
            going.close();
            throw new AssertionError("the reason");
        }
    }

    @BasicOpsEmulator
    @Execution(ExecutionMode.SAME_THREAD)
    static class BeforeAllCase {

        @BeforeAll
        static void fails(URI basicops) {
            Http.post(basicops, "/v1/project", "{\"title\":\"of the class\"}");
            throw new IllegalStateException("x");
        }

        @Test
        void is_never_run() {}
    }
}
