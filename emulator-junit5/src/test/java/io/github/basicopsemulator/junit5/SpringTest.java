package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.project;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Classes that Spring runs, each tried inside this test: their applications are led to the workspaces of their tests. */
class SpringTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                LedCase.class,
                OwnNamesCase.class,
                ConstructorCase.class,
                NestedCase.class,
                OtherContextInsideCase.class,
                DirtyCase.class,
                DirtyInsideCase.class,
                DirtyBeforeCase.class,
                DirtyAndUnseededCase.class,
                BeanCase.class,
                EmulatorCase.class
            })
    void an_application_talks_to_the_workspace_of_its_test(Class<?> testClass) {
        EngineExecutionResults results = Samples.run(testClass);

        assertThat(Samples.failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isPositive();
    }

    @Test
    void classes_that_share_a_context_begin_alike_one_after_the_other() {
        EngineExecutionResults results = run(FirstCase.class, SecondCase.class, FirstCase.class);

        assertThat(Samples.failures(results)).isEmpty();
        assertThat(SharedBase.CONTEXTS.stream().distinct()).hasSize(1);
    }

    @Test
    void a_context_that_outlives_a_run_of_junit_is_right_in_the_next() {
        assertThat(Samples.failures(Samples.run(FirstCase.class))).isEmpty();
        assertThat(Samples.failures(Samples.run(SecondCase.class))).isEmpty();
    }

    @Test
    void what_the_application_does_when_it_starts_is_there_in_every_class() {
        assertThat(Samples.failures(run(FirstStartCase.class, SecondStartCase.class, DirtyStartCase.class)))
                .isEmpty();
    }

    @Test
    void seeds_of_a_class_cannot_be_told_from_what_the_application_does_when_it_starts_again() {
        assertThat(Samples.failures(Samples.run(DirtyAndSeededStartCase.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContainingAll(
                                "DirtyAndSeededStartCase seeded its workspace in @BeforeAll or with a file",
                                "Seed in @BeforeEach instead"));
    }

    @Test
    void tests_that_would_run_at_the_same_time_are_refused_with_advice() {
        assertThat(Samples.failures(Samples.run(ConcurrentCase.class)))
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasNoSuppressedExceptions()
                        .hasMessageContaining("Put @Execution(SAME_THREAD) on " + ConcurrentCase.class.getName()));
    }

    @Test
    void classes_that_would_use_one_context_at_the_same_time_are_refused_with_advice() {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            SpringContext begun = SpringContext.begin(context, SpringTest.class);
            begun.enter("LaunchTest");
            begun.enter("LaunchTest");
            begun.leave();

            assertThatThrownBy(() -> begun.enter("ReviewTest"))
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessageContainingAll("LaunchTest and ReviewTest run at the same time", "@ResourceLock");

            begun.leave();
            begun.enter("ReviewTest");
            begun.leave();
        }
    }

    @Test
    void a_property_that_leads_nowhere_is_refused() {
        assertThat(Samples.failures(Samples.run(NowhereCase.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContainingAll(
                                "properties is to be a name and a value", "NowhereCase has \"acme.url\""));
    }

    @Test
    void a_test_that_fails_says_what_the_application_asked() {
        assertThat(Samples.failures(Samples.run(FailingCase.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(told -> assertThat(told)
                                .hasMessageContainingAll("was asked once", "last asked: #1 GET /v1/project")));
    }

    private static EngineExecutionResults run(Class<?>... testClasses) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Stream.of(testClasses)
                        .map(testClass -> selectClass(testClass))
                        .toArray(ClassSelector[]::new))
                .execute();
    }

    /** The application: it knows a base URL and a token. */
    static class App {

        final Client client;
        final String token;

        App(@Value("${basicops.base-url}") URI base, @Value("${basicops.token}") String token) {
            this.client = new Client(base);
            this.token = token;
        }
    }

    /** One that creates something when it starts. */
    static class StartingApp extends App {

        StartingApp(@Value("${basicops.base-url}") URI base, @Value("${basicops.token}") String token) {
            super(base, token);
            client.createProject("of the start");
        }
    }

    @SpringJUnitConfig(App.class)
    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z")
    static class LedCase {

        @Autowired
        private App app;

        @BeforeAll
        static void seeds(Workspace basicops) {
            basicops.seed(project("Apollo"));
        }

        @RepeatedTest(2)
        void begins_with_the_baseline(Workspace basicops, URI url) {
            assertThat(app.token).isEqualTo(basicops.token());
            assertThat(url).isEqualTo(basicops.url());
            assertThat(basicops.clock().instant()).isEqualTo(Instant.parse("2024-01-01T12:00:00Z"));
            assertThat(app.client.countProjects()).isEqualTo(1);

            app.client.createProject("Launch");

            assertThat(basicops.records("project")).hasSize(2);
            assertThat(basicops.changes().created()).hasSize(1);
            assertThat(basicops.journal().exchanges()).hasSize(2);
        }

        @Test
        @BasicOpsFault(status = 503)
        void meets_the_faults_of_its_method() {
            assertThat(app.client.status("/v1/project")).isEqualTo(503);
        }

        @Test
        void meets_no_faults_of_others() {
            assertThat(app.client.status("/v1/project")).isEqualTo(200);
        }
    }

    @BasicOpsEmulator(properties = {"acme.tasks={url}/v1", "acme.secret=Bearer {token}"})
    @SpringJUnitConfig
    static class OwnNamesCase {

        @Test
        void are_filled(
                Workspace basicops,
                @Value("${acme.tasks}") String tasks,
                @Value("${acme.secret}") String secret,
                @Value("${basicops.base-url:none}") String usual) {
            assertThat(tasks).isEqualTo(basicops.url() + "/v1");
            assertThat(secret).isEqualTo("Bearer " + basicops.token());
            assertThat(usual).isEqualTo("none");
        }
    }

    @BasicOpsEmulator
    @SpringJUnitConfig(App.class)
    static class ConstructorCase {

        private final Workspace given;

        @Autowired
        private App app;

        ConstructorCase(Workspace given) {
            this.given = given;
            given.seed(project("Apollo"));
        }

        @RepeatedTest(2)
        void has_the_workspace_of_the_application(Workspace basicops) {
            assertThat(given).isSameAs(basicops);
            assertThat(app.client.countProjects()).isEqualTo(1);
        }
    }

    @BasicOpsEmulator
    @SpringJUnitConfig(App.class)
    static class NestedCase {

        @Autowired
        private App app;

        @BeforeAll
        static void seeds(Workspace basicops) {
            basicops.seed(project("Apollo"));
        }

        @Test
        void begins_with_one() {
            assertThat(app.client.countProjects()).isEqualTo(1);
            app.client.createProject("Launch");
        }

        @BasicOpsEmulator(now = "2024-01-01T12:00:00Z")
        abstract class More {

            @BeforeAll
            static void seeds(Workspace basicops) {
                basicops.seed(project("Gemini"));
            }

            @RepeatedTest(2)
            void begins_with_two(Workspace basicops) {
                assertThat(basicops.clock().instant()).isEqualTo(Instant.parse("2024-01-01T12:00:00Z"));
                assertThat(app.client.countProjects()).isEqualTo(2);
                app.client.createProject("Launch");
            }
        }

        @Nested
        class Inside extends More {}

        @Nested
        class InsideAgain extends More {}
    }

    @BasicOpsEmulator
    @SpringJUnitConfig(App.class)
    static class OtherContextInsideCase {

        @BeforeAll
        static void seeds(Workspace basicops) {
            basicops.seed(project("Apollo"));
        }

        @Test
        void begins_with_one(@Autowired App app) {
            assertThat(app.client.countProjects()).isEqualTo(1);
        }

        @Nested
        @TestPropertySource(properties = "other=context")
        class Inside {

            @Test
            void begins_with_none(@Autowired App app) {
                assertThat(app.client.countProjects()).isZero();
            }
        }
    }

    @BasicOpsEmulator
    @DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
    @SpringJUnitConfig(App.class)
    static class DirtyCase {

        @BeforeAll
        static void seeds(Workspace basicops) {
            basicops.seed(project("Apollo"));
        }

        @RepeatedTest(3)
        void begins_with_the_baseline(Workspace basicops, @Autowired App app) {
            app.client.createProject("Launch");
            assertThat(basicops.records("project")).hasSize(2);
        }
    }

    @DirtiesContext(classMode = ClassMode.BEFORE_EACH_TEST_METHOD)
    static class DirtyBeforeCase extends DirtyCase {

        @Test
        @BasicOpsFault(status = 503)
        void meets_the_faults_of_its_method(@Autowired App app) {
            assertThat(app.client.status("/v1/project")).isEqualTo(503);
        }
    }

    @BasicOpsEmulator
    @SpringJUnitConfig(App.class)
    static class DirtyInsideCase extends DirtyCase {

        @Nested
        class Inside {

            @BeforeAll
            static void seeds(Workspace basicops) {
                basicops.seed(project("Gemini"));
            }

            @RepeatedTest(2)
            void begins_with_two(@Autowired App app) {
                assertThat(app.client.countProjects()).isEqualTo(2);
            }
        }
    }

    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z")
    @DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
    @SpringJUnitConfig(StartingApp.class)
    static class DirtyAndUnseededCase {

        @RepeatedTest(2)
        void begins_with_what_the_application_did(Workspace basicops, @Autowired App app) {
            assertThat(basicops.clock().instant()).isEqualTo(Instant.parse("2024-01-01T12:00:00Z"));
            assertThat(app.client.countProjects()).isEqualTo(1);
        }
    }

    @BasicOpsEmulator
    @SpringJUnitConfig
    static class BeanCase {

        private final Workspace ofConstructor;

        @Autowired
        BeanCase(Workspace ofConstructor) {
            this.ofConstructor = ofConstructor;
        }

        @Test
        void is_the_same_workspace(Workspace basicops, @Autowired Workspace bean) {
            assertThat(bean).isSameAs(basicops).isSameAs(ofConstructor);
        }
    }

    @BasicOpsEmulator
    @SpringJUnitConfig
    static class EmulatorCase {

        @Test
        void is_the_one_of_the_workspace(Workspace basicops, Emulator emulator) {
            assertThat(emulator.workspace(basicops.name())).isSameAs(basicops);
        }
    }

    abstract static class SharedBase {

        static final List<ApplicationContext> CONTEXTS = new ArrayList<>();

        @Test
        void begins_with_the_seed_of_its_own_class(Workspace basicops, @Autowired App app, ApplicationContext context) {
            CONTEXTS.add(context);
            assertThat(basicops.records("project"))
                    .singleElement()
                    .satisfies(project -> assertThat(project)
                            .containsEntry("title", getClass().getSimpleName()));
            app.client.createProject("Launch");
            assertThat(basicops.records("project")).hasSize(2);
        }
    }

    @BasicOpsEmulator
    @SpringJUnitConfig(App.class)
    static class FirstCase extends SharedBase {

        @BeforeAll
        static void seeds(Workspace basicops) {
            basicops.seed(project("FirstCase"));
        }
    }

    @BasicOpsEmulator
    @SpringJUnitConfig(App.class)
    static class SecondCase extends SharedBase {

        @BeforeAll
        static void seeds(Workspace basicops) {
            basicops.seed(project("SecondCase"));
        }
    }

    @BasicOpsEmulator
    @SpringJUnitConfig(StartingApp.class)
    static class FirstStartCase {

        @RepeatedTest(2)
        void begins_with_what_the_application_did(@Autowired App app) {
            assertThat(app.client.countProjects()).isEqualTo(1);
            app.client.createProject("Launch");
        }
    }

    @BasicOpsEmulator
    @SpringJUnitConfig(StartingApp.class)
    static class SecondStartCase {

        @BeforeAll
        static void seeds(Workspace basicops) {
            basicops.seed(project("Apollo"));
        }

        @RepeatedTest(2)
        void begins_with_its_own_seed_besides(@Autowired App app) {
            assertThat(app.client.countProjects()).isEqualTo(2);
            app.client.createProject("Launch");
        }
    }

    @DirtiesContext(classMode = ClassMode.BEFORE_CLASS)
    static class DirtyStartCase extends SecondStartCase {}

    @DirtiesContext(classMode = ClassMode.BEFORE_EACH_TEST_METHOD)
    static class DirtyAndSeededStartCase extends FirstStartCase {

        @BeforeAll
        static void seeds(Workspace basicops) {
            basicops.seed(project("Apollo"));
        }

        @Override
        @Test
        void begins_with_what_the_application_did(@Autowired App app) {
            assertThat(app).isNotNull();
        }
    }

    @BasicOpsEmulator
    @Execution(ExecutionMode.CONCURRENT)
    @SpringJUnitConfig(App.class)
    static class ConcurrentCase {

        @RepeatedTest(2)
        void is_refused() {}
    }

    @BasicOpsEmulator(properties = "acme.url")
    @SpringJUnitConfig
    static class NowhereCase {

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator
    @SpringJUnitConfig(App.class)
    static class FailingCase {

        @Test
        void fails(@Autowired App app) {
            assertThat(app.client.countProjects()).isEqualTo(1);
        }
    }
}
