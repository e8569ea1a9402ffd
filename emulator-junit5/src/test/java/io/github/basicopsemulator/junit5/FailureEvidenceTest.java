package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.project;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What a test that fails leaves behind, each tried on a class that JUnit runs inside this test. */
class FailureEvidenceTest {

    @TempDir
    private Path directory;

    @Test
    void a_failure_keeps_what_it_is_and_says_what_was_asked() {
        Throwable failure = failure(PlainCase.class);

        assertThat(failure).isInstanceOf(AssertionError.class).hasMessage("no task");
        assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("plans_the_launch");
        assertThat(told(failure))
                .singleElement()
                .satisfies(message -> assertThat(message.lines())
                        .hasSize(4)
                        .satisfiesExactly(
                                line -> assertThat(line)
                                        .startsWith("workspace PlainCase.plans_the_launch-")
                                        .endsWith(" was asked 3 times, and 2 went wrong"),
                                line -> assertThat(line).isEqualTo("  last asked: #3 GET /v1/project -> 200"),
                                line -> assertThat(line)
                                        .startsWith("  last that went wrong: #2 GET /v1/task/9?token=*** -> 404: "),
                                line -> assertThat(line).isEqualTo("  more in: " + file("evidence.txt"))));
    }

    @Test
    void one_page_explains_it() throws IOException {
        failure(PlainCase.class);

        assertThat(file("evidence.txt"))
                .content()
                .contains("PlainCase.plans_the_launch\n  plans_the_launch(Workspace)")
                .contains("java.lang.AssertionError: no task")
                .contains("whose clock says 2024-01-01T12:00:00Z")
                .contains("Asked 3 times\n  #1 GET /v1/user -> 503")
                .contains("Went wrong 2 times")
                .contains("    curl -g 'http://", "-H 'Authorization: Bearer ***'")
                .contains("Faults on purpose\n  status 503 on GET /v1/user: triggered 1 time; 1 request matched")
                .contains("tried (1):\n      #1 basicops:project:created to http://")
                .contains("Changed since the test began\n  + project 2 \"Gemini\"\n  + webhook 1")
                .doesNotContain("hush");
    }

    @Test
    void the_document_shows_it() throws IOException {
        String message = told(failure(PlainCase.class)).get(0);
        String page = Files.readString(file("evidence.txt"));

        String document = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/evidence.md"));
        assertThat(document).contains("```\n" + likeTheReaders(page) + "```\n");
        assertThat(document)
                .contains(likeTheReaders(message).replace(directory.toString(), "target/basicops-emulator"));
    }

    private static String likeTheReaders(String text) {
        return text.replace(PlainCase.class.getName(), "com.example.PlanTest")
                .replace(PlainCase.class.getName().replace('$', '_'), "com.example.PlanTest")
                .replace("PlainCase", "PlanTest")
                .replaceAll("(plans_the_launch)-[0-9a-f]{8}", "$1-1a2b3c4d")
                .replaceAll("127.0.0.1:\\d+", "127.0.0.1:41234")
                .replaceAll("Java-http-client/[^']+", "Java-http-client");
    }

    @Test
    void beside_it_lies_what_it_was_made_from() throws IOException {
        failure(PlainCase.class);

        assertThat(files())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("changes.txt", "deliveries.har", "evidence.txt", "journal.har");
        assertThat(file("journal.har"))
                .content()
                .contains("/v1/task/9?token=***")
                .doesNotContain("hush");
        assertThat(file("deliveries.har")).content().contains("Gemini");
        assertThat(file("changes.txt")).content().startsWith("+ project 2 \"Gemini\"\n");
    }

    @Test
    void what_an_after_each_cleans_up_is_still_to_be_seen() throws IOException {
        assertThat(told(failure(CleaningCase.class))).singleElement().asString().contains("was asked once");

        assertThat(file("changes.txt")).content().contains("\"Gemini\"");
    }

    @Test
    void an_interrupted_test_leaves_its_evidence_too() {
        assertThat(told(failure(InterruptedCase.class)))
                .singleElement()
                .asString()
                .contains("more in: " + file("evidence.txt"));

        assertThat(AfterOthers.wasInterrupted).as("the flag is kept").isTrue();
    }

    @Test
    void a_failure_before_the_test_is_one_too() {
        assertThat(told(failure(BeforeEachCase.class)))
                .singleElement()
                .asString()
                .contains("#1 GET /v1/task -> 200");
    }

    @Test
    void and_one_that_another_extension_finds() {
        assertThat(told(failure(OtherExtensionCase.class)))
                .singleElement()
                .asString()
                .contains("#1 GET /v1/task -> 200");
    }

    @Test
    void a_class_that_fails_in_before_all_shows_its_workspace() throws IOException {
        assertThat(told(failure(BeforeAllCase.class)))
                .singleElement()
                .asString()
                .contains("BeforeAllCase-", "-baseline", "#1 GET /v1/task -> 200");
        assertThat(files().get(0).getParent().getFileName().toString()).startsWith("class-");
    }

    @Test
    void a_test_that_went_by_the_workspace_of_its_class_shows_that() {
        List<Throwable> failures = Samples.failures(Samples.run(OfClassCase.class, directory));

        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure ->
                        assertThat(told(failure)).singleElement().asString().contains("-baseline", " was asked once"));
        assertThat(directory).isDirectoryRecursivelyContaining("glob:**/evidence.txt");
    }

    @Test
    void nothing_asked_is_said() {
        assertThat(told(failure(NothingAskedCase.class)))
                .singleElement()
                .asString()
                .startsWith("workspace NothingAskedCase.fails-")
                .contains(" was asked nothing\n");
    }

    @Test
    void every_invocation_and_every_nested_test_has_its_own() throws IOException {
        List<Throwable> failures = Samples.failures(Samples.run(ManyCase.class, directory));

        assertThat(failures)
                .hasSize(8)
                .allSatisfy(failure -> assertThat(told(failure)).hasSize(1));
        assertThat(files().stream().map(Path::getParent).distinct()).hasSize(8);
        assertThat(files().stream().filter(path -> path.endsWith("changes.txt")).map(FailureEvidenceTest::text))
                .containsExactlyInAnyOrder(Stream.of("a/b", "ü:*?", "1", "2", "3", "4", "5", "nested")
                        .map(title -> "+ project 1 \"" + title + "\"\n")
                        .toArray(String[]::new));
        assertThat(files().stream().map(path -> directory.relativize(path).toString()))
                .allSatisfy(path -> assertThat(path).matches("[A-Za-z0-9._/\\\\-]+"));
    }

    @Test
    void who_passes_or_is_aborted_or_has_no_workspace_leaves_nothing() throws IOException {
        Samples.run(QuietCase.class, directory)
                .testEvents()
                .assertStatistics(events -> events.succeeded(2).aborted(1).failed(1));

        assertThat(files()).isEmpty();
        assertThat(told(Samples.failures(Samples.run(QuietCase.class, directory))
                        .get(0)))
                .isEmpty();
    }

    @Test
    void a_closed_workspace_does_not_hide_the_failure() {
        assertThat(failure(ClosedCase.class))
                .hasMessage("the reason")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    @Test
    void nor_does_a_directory_that_cannot_be_written() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(Samples.failures(Samples.run(NothingAskedCase.class, file)))
                .singleElement()
                .satisfies(failure -> assertThat(told(failure))
                        .singleElement()
                        .asString()
                        .contains("was asked nothing", "more could not be written: "));
    }

    @Test
    void where_nobody_says_where_it_is_beside_the_results_of_the_build() {
        Throwable failure =
                Samples.failures(Samples.run(NothingAskedCase.class)).get(0);

        assertThat(told(failure))
                .singleElement()
                .asString()
                .contains("more in: " + Path.of("target", "basicops-emulator"));
    }

    @Test
    void where_the_report_has_files_it_is_in_the_report() {
        boolean hasFiles = Arrays.stream(ExtensionContext.class.getMethods())
                .anyMatch(method -> method.getName().equals("publishFile"));

        String message = told(launched(NothingAskedCase.class)).get(0);

        Path root = hasFiles ? directory : Path.of("target", "basicops-emulator");
        String page = message.substring(message.indexOf("more in: ") + "more in: ".length());
        assertThat(Path.of(page)).startsWith(root).isRegularFile();
    }

    private Throwable failure(Class<?> testClass) {
        List<Throwable> failures = Samples.failures(Samples.run(testClass, directory));
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    /** What the evidence says in a failure. */
    private static List<String> told(Throwable failure) {
        return Arrays.stream(failure.getSuppressed())
                .filter(BasicOpsEvidence.class::isInstance)
                .map(Throwable::getMessage)
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Path file(String name) {
        try {
            return files().stream()
                    .filter(path -> path.endsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** Runs a class as a build tool does, whose report has a place for files where JUnit knows of such. */
    private Throwable launched(Class<?> testClass) {
        Failure listener = new Failure();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(testClass))
                                .configurationParameter("junit.platform.reporting.output.dir", directory.toString())
                                .build(),
                        listener);
        return listener.failure;
    }

    private static final class Failure implements TestExecutionListener {

        private Throwable failure;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            failure = result.getThrowable().orElse(failure);
        }
    }

    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z")
    static class PlainCase {

        @BeforeAll
        static void baseline(Workspace basicops) {
            basicops.seed(project("Apollo"));
        }

        @BasicOpsFault(on = "GET /v1/user", status = 503)
        @Test
        void plans_the_launch(Workspace basicops) {
            basicops.seed(webhook(basicops.inbox("in").url(), "basicops:project:created"));
            basicops.seed(project("Gemini"));
            basicops.webhooks().settle();
            Client client = Client.of(basicops);
            client.status("/v1/user");
            client.status("/v1/task/9?token=hush");
            client.projects();
            throw new AssertionError("no task");
        }
    }

    @BasicOpsEmulator
    static class CleaningCase {

        @Test
        void fails(Workspace basicops) {
            Client.of(basicops).createProject("Gemini");
            throw new AssertionError();
        }

        @AfterEach
        void clean(Workspace basicops) {
            basicops.reset();
        }
    }

    @BasicOpsEmulator
    static class BeforeEachCase {

        @BeforeEach
        void fails(Workspace basicops) {
            Client.of(basicops).status("/v1/task");
            throw new IllegalStateException("x");
        }

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator
    @ExtendWith(Refusing.class)
    static class OtherExtensionCase {

        @Test
        void passes(Workspace basicops) {
            Client.of(basicops).status("/v1/task");
        }
    }

    static final class Refusing implements AfterTestExecutionCallback {

        @Override
        public void afterTestExecution(ExtensionContext context) {
            throw new IllegalStateException("refused");
        }
    }

    @BasicOpsEmulator
    static class BeforeAllCase {

        @BeforeAll
        static void fails(Workspace basicops) {
            Client.of(basicops).status("/v1/task");
            throw new IllegalStateException("x");
        }

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OfClassCase {

        private final Workspace ofClass;

        OfClassCase(Workspace basicops) {
            ofClass = basicops;
        }

        @RepeatedTest(2)
        void fails() {
            Client.of(ofClass).createProject("Gemini");
            throw new AssertionError();
        }
    }

    @BasicOpsEmulator
    static class NothingAskedCase {

        @Test
        void fails(Workspace basicops) {
            throw new AssertionError();
        }
    }

    @BasicOpsEmulator
    static class ManyCase {

        @ParameterizedTest
        @ValueSource(strings = {"a/b", "ü:*?"})
        void parameterized(String title, Workspace basicops) {
            fail(title, basicops);
        }

        @RepeatedTest(3)
        @Execution(ExecutionMode.CONCURRENT)
        void repeated(RepetitionInfo repetition, Workspace basicops) {
            fail(String.valueOf(repetition.getCurrentRepetition()), basicops);
        }

        @Execution(ExecutionMode.CONCURRENT)
        @Test
        void concurrent(Workspace basicops) {
            fail("4", basicops);
        }

        @Execution(ExecutionMode.CONCURRENT)
        @Test
        void concurrent_too(Workspace basicops) {
            fail("5", basicops);
        }

        @Nested
        class Inside {

            @Test
            void nested(Workspace basicops) {
                fail("nested", basicops);
            }
        }

        private static void fail(String title, Workspace basicops) {
            Client.of(basicops).createProject(title);
            throw new AssertionError(title);
        }
    }

    @BasicOpsEmulator
    @ExtendWith(Forgiving.class)
    static class QuietCase {

        @Test
        void passes(Workspace basicops) {
            Client.of(basicops).createProject("x");
        }

        @Test
        void is_forgiven(Workspace basicops) {
            Client.of(basicops).createProject("x");
            throw new IllegalStateException("forgiven");
        }

        @Test
        void is_aborted(Workspace basicops) {
            Client.of(basicops).createProject("x");
            assumeTrue(false);
        }

        @Test
        void has_no_workspace() {
            throw new AssertionError("about something else");
        }
    }

    static final class Forgiving implements TestExecutionExceptionHandler {

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            if (!"forgiven".equals(failure.getMessage())) {
                throw failure;
            }
        }
    }

    @ExtendWith(AfterOthers.class)
    @BasicOpsEmulator
    static class InterruptedCase {

        @Test
        void fails(Workspace basicops) {
            Client.of(basicops).createProject("x");
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted");
        }
    }

    /** Is asked after the extensions that are registered behind it, and takes the flag away again. */
    static final class AfterOthers implements AfterEachCallback {

        private static boolean wasInterrupted;

        @Override
        public void afterEach(ExtensionContext context) {
            wasInterrupted = Thread.interrupted();
        }
    }

    @BasicOpsEmulator
    static class ClosedCase {

        @Test
        void fails(Workspace basicops) {
            basicops.close();
            throw new AssertionError("the reason");
        }
    }
}
