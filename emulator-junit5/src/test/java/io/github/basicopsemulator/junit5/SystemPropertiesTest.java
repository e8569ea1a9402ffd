package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.project;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Workspace;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/** System properties that lead to the workspace of a class, each tried on a class that JUnit runs inside this test. */
@Isolated("since system properties are everybody's")
class SystemPropertiesTest {

    @Test
    void lead_to_the_workspace_of_the_class_while_it_runs() {
        System.setProperty("acme.token", "of before");

        assertThat(Samples.failures(Samples.run(LedCase.class))).isEmpty();

        assertThat(System.getProperty("acme.url")).isNull();
        assertThat(System.clearProperty("acme.token")).isEqualTo("of before");
    }

    @Test
    void are_not_for_classes_that_run_at_the_same_time() {
        assertThat(Samples.failures(Samples.run(ConcurrentCase.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContaining("Put @Execution(SAME_THREAD) on " + ConcurrentCase.class.getName()));
    }

    @Test
    void lead_somewhere() {
        assertThat(Samples.failures(Samples.run(NowhereCase.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContainingAll("systemProperties is to be a name and a value", "has \"a=b\""));
    }

    @BasicOpsEmulator(systemProperties = {"acme.url={url}", "acme.token={token}"})
    static class LedCase {

        private final Client client = new Client(URI.create(System.getProperty("acme.url")));

        @BeforeAll
        static void seeds(Workspace basicops) {
            basicops.seed(project("Apollo"));
        }

        @RepeatedTest(2)
        void begins_with_the_baseline(Workspace basicops) {
            assertThat(System.getProperty("acme.token")).isEqualTo(basicops.token());
            client.createProject("Launch");
            assertThat(basicops.records("project")).hasSize(2);
        }

        @Nested
        class Inside {

            @BeforeAll
            static void seeds(Workspace basicops) {
                basicops.seed(project("Gemini"));
            }

            @RepeatedTest(2)
            void begins_with_its_own_baseline() {
                client.createProject("Launch");
                assertThat(client.countProjects()).isEqualTo(3);
            }
        }
    }

    @BasicOpsEmulator(systemProperties = "acme.url={url}")
    @Execution(ExecutionMode.CONCURRENT)
    static class ConcurrentCase {

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator(systemProperties = "a=b")
    static class NowhereCase {

        @Test
        void is_never_run() {}
    }
}
