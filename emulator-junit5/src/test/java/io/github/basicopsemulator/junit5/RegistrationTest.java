package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.project;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The ways to register the extension, each tried on a class that JUnit runs inside this test. */
class RegistrationTest {

    private static final List<Workspace> SEEN = new ArrayList<>();
    private static final List<Emulator> SERVERS = new ArrayList<>();

    @BeforeEach
    void nothing_seen_yet() {
        SEEN.clear();
        SERVERS.clear();
    }

    @Test
    void an_annotation_of_ones_own() {
        run(OwnAnnotationCase.class, 1);
    }

    @Test
    void a_subclass_inherits_it() {
        run(SubclassCase.class, 1);
    }

    @Test
    void a_nested_class_alone() {
        run(OnlyNestedCase.class, 1);
    }

    @Test
    void a_single_method() {
        run(MethodCase.class, 1);
    }

    @Test
    void a_static_field_makes_one_server_with_its_options_for_the_class() {
        run(StaticFieldCase.class, 3);

        assertThat(SERVERS).hasSize(3).allMatch(SERVERS.get(0)::equals);
        assertThat(SEEN).doesNotHaveDuplicates();
        assertClosed();
    }

    @Test
    void an_instance_field_makes_a_server_for_each_test() {
        run(InstanceFieldCase.class, 2);

        assertThat(SERVERS).hasSize(2).doesNotHaveDuplicates();
        assertClosed();
    }

    @Test
    void one_instance_for_all_tests_gets_the_workspace_of_the_class() {
        run(PerClassCase.class, 2);
    }

    @Test
    void the_workspace_of_an_outer_class_is_put_back_after_tests_of_an_inner_one() {
        run(OuterPerClassCase.class, 2);
    }

    @Test
    void what_a_failed_inner_constructor_left_behind_reaches_no_other_test() {
        EngineExecutionResults results = execute(FailingInnerConstructorCase.class);

        results.testEvents().assertStatistics(events -> events.succeeded(1).failed(1));
    }

    @Test
    void the_clock_of_the_class_is_the_clock_of_its_tests() {
        run(ClockCase.class, 1);
    }

    @Test
    void what_a_failed_constructor_left_behind_reaches_no_other_test() {
        EngineExecutionResults results = execute(FailingConstructorCase.class);

        results.testEvents().assertStatistics(events -> events.succeeded(1).failed(1));
    }

    @Test
    void two_places_that_seed_one_test_are_refused_with_advice() {
        EngineExecutionResults results = execute(TwoSeedsCase.class);

        assertThat(results.testEvents().failed().stream().toList())
                .singleElement()
                .satisfies(event -> assertThat(
                                event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                                        .getThrowable()
                                        .orElseThrow())
                        .hasMessageContaining("Seed in @BeforeEach instead"));
    }

    private static void run(Class<?> testClass, int tests) {
        execute(testClass)
                .testEvents()
                .assertStatistics(events -> events.succeeded(tests).failed(0));
    }

    private static EngineExecutionResults execute(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .selectors(selectClass(testClass))
                .execute();
    }

    private static void assertClosed() {
        assertThat(SERVERS)
                .allSatisfy(server -> assertThat(server)
                        .extracting(Emulator::url)
                        .extracting(RegistrationTest::answers)
                        .isEqualTo(false));
    }

    private static boolean answers(URI url) {
        try {
            return new Client(url).status("/v1/user") > 0;
        } catch (java.io.UncheckedIOException refused) {
            return false;
        }
    }

    private static void works(Workspace workspace) {
        assertThat(Client.of(workspace).countProjects()).isZero();
        Client.of(workspace).createProject("x");
        SEEN.add(workspace);
    }

    @BasicOpsEmulator
    @Retention(RetentionPolicy.RUNTIME)
    @interface OurIntegrationTest {}

    @OurIntegrationTest
    static class OwnAnnotationCase {

        @Test
        void works(Workspace workspace) {
            RegistrationTest.works(workspace);
        }
    }

    static class SubclassCase extends OwnBase {}

    @BasicOpsEmulator
    static class OwnBase {

        @Test
        void works(Workspace workspace) {
            RegistrationTest.works(workspace);
        }
    }

    static class OnlyNestedCase {

        @BasicOpsEmulator
        @Nested
        class Inside {

            @Test
            void works(Workspace workspace) {
                RegistrationTest.works(workspace);
            }
        }
    }

    static class MethodCase {

        @ExtendWith(BasicOpsEmulatorExtension.class)
        @Test
        void works(Workspace workspace) {
            RegistrationTest.works(workspace);
        }
    }

    static class StaticFieldCase {

        @RegisterExtension
        static final BasicOpsEmulatorExtension BASICOPS =
                BasicOpsEmulatorExtension.with(Emulator.builder().token("secret"));

        @BeforeAll
        static void seed(Workspace workspace) {
            workspace.seed(project("baseline"));
        }

        @Test
        void one(Workspace workspace, Emulator emulator) {
            has_its_options(workspace, emulator);
        }

        @Test
        void two(Workspace workspace, Emulator emulator) {
            has_its_options(workspace, emulator);
        }

        @Nested
        class Inside {

            @Test
            void three(Workspace workspace, Emulator emulator) {
                has_its_options(workspace, emulator);
            }
        }

        private static void has_its_options(Workspace workspace, Emulator emulator) {
            assertThat(workspace.token()).isEqualTo("secret");
            assertThat(workspace.records("project")).hasSize(1);
            assertThat(Client.of(workspace).status("/v1/user")).isEqualTo(401);
            SEEN.add(workspace);
            SERVERS.add(emulator);
        }
    }

    static class InstanceFieldCase {

        @RegisterExtension
        final BasicOpsEmulatorExtension basicops = BasicOpsEmulatorExtension.with(Emulator.builder());

        @Test
        void one(Workspace workspace, Emulator emulator) {
            RegistrationTest.works(workspace);
            SERVERS.add(emulator);
        }

        @Test
        void two(Workspace workspace, Emulator emulator) {
            RegistrationTest.works(workspace);
            SERVERS.add(emulator);
        }
    }

    @BasicOpsEmulator
    @TestInstance(Lifecycle.PER_CLASS)
    static class PerClassCase {

        private final Workspace ofClass;

        PerClassCase(Workspace workspace) {
            ofClass = workspace;
            workspace.seed(project("baseline"));
        }

        @BeforeAll
        void is_the_workspace_of_the_class(Workspace workspace) {
            assertThat(workspace).isSameAs(ofClass);
        }

        @Test
        void one(Workspace workspace) {
            begins_with_the_baseline(workspace);
        }

        @Test
        void two(Workspace workspace) {
            begins_with_the_baseline(workspace);
        }

        private void begins_with_the_baseline(Workspace workspace) {
            assertThat(workspace).isNotSameAs(ofClass);
            assertThat(Client.of(workspace).countProjects()).isEqualTo(1);
            assertThat(Client.of(ofClass).countProjects()).isEqualTo(1);
            Client.of(ofClass).createProject("put back after the test");
        }
    }

    @BasicOpsEmulator
    @TestInstance(Lifecycle.PER_CLASS)
    static class OuterPerClassCase {

        private final Workspace ofClass;

        OuterPerClassCase(Workspace workspace) {
            ofClass = workspace;
        }

        @Nested
        class Inside {

            @Test
            void one() {
                works(ofClass);
            }

            @Test
            void two() {
                works(ofClass);
            }
        }
    }

    @BasicOpsEmulator
    @TestInstance(Lifecycle.PER_CLASS)
    static class FailingInnerConstructorCase {

        private static boolean failed;

        @Nested
        @TestInstance(Lifecycle.PER_METHOD)
        @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
        class Inside {

            Inside(Workspace workspace) {
                workspace.seed(project("x"));
                if (!failed) {
                    failed = true;
                    throw new IllegalStateException("the first instance cannot be made");
                }
            }

            @Order(1)
            @Test
            void fails() {}

            @Order(2)
            @Test
            void sees_one_project(Workspace workspace) {
                assertThat(Client.of(workspace).countProjects()).isEqualTo(1);
            }
        }
    }

    @BasicOpsEmulator
    static class ClockCase {

        @BeforeAll
        static void stop(Workspace workspace) {
            workspace.clock().follow(Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC));
        }

        @Test
        void begins_with_it(Workspace workspace) {
            Client.of(workspace).createProject("x");
            assertThat(workspace.records("project").get(0)).containsEntry("created", "2020-01-01T00:00:00.000Z");
        }
    }

    @BasicOpsEmulator
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class FailingConstructorCase {

        private static boolean failed;

        FailingConstructorCase(Workspace workspace) {
            workspace.seed(project("x"));
            if (!failed) {
                failed = true;
                throw new IllegalStateException("the first instance cannot be made");
            }
        }

        @Order(1)
        @Test
        void fails() {}

        @Order(2)
        @Test
        void sees_one_project(Workspace workspace) {
            assertThat(Client.of(workspace).countProjects()).isEqualTo(1);
        }
    }

    @BasicOpsEmulator
    static class TwoSeedsCase {

        TwoSeedsCase(Workspace workspace) {
            workspace.seed(project("by the constructor"));
        }

        @Nested
        class Inside {

            @BeforeAll
            static void seed(Workspace workspace) {
                workspace.seed(project("by the nested class"));
            }

            @Test
            void is_never_run() {}
        }
    }
}
