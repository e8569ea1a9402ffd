package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;

/** Seed files in tests, as the documents show them. */
@BasicOpsEmulator(seed = "world.yaml")
class SeedFileTest {

    @Test
    void every_test_begins_with_what_the_file_says(Workspace basicops) {
        assertThat(basicops.records("task"))
                .extracting(task -> task.get("title"))
                .containsExactly("Sketch", "Launch");
        assertThat(basicops.token()).isEqualTo("bo_ada");
    }

    @Test
    void a_workspace_is_written_and_made_again(Emulator emulator, Workspace basicops, @TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("world.yaml");
        Workspace other = emulator.workspace("seeded-from-an-export");
        Files.writeString(file, basicops.export());
        other.seed(file);

        assertThat(other.export()).isEqualTo(basicops.export());
        other.close();
    }

    @Test
    void a_resource_can_be_named_from_the_root() {
        Samples.run(RootCase.class)
                .testEvents()
                .assertStatistics(events -> events.succeeded(1).failed(0));
    }

    @Test
    void a_resource_that_is_not_there_is_refused() {
        refuses(MissingCase.class, "seed is to name a resource", "MissingCase has \"none.yaml\"");
    }

    @Test
    void a_file_that_is_refused_is_told_with_its_place() {
        refuses(
                WrongCase.class,
                "the seed file \"wrong.yaml\" is refused",
                ":3:7: $.basicops.projects[0].titel: there is");
    }

    private static void refuses(Class<?> testClass, String... words) {
        assertThat(Samples.failures(Samples.run(testClass)))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContainingAll(words));
    }

    @BasicOpsEmulator(seed = "/io/github/basicopsemulator/junit5/world.yaml", now = "2024-01-01T12:00:00Z")
    static class RootCase {

        @Test
        void begins(Workspace basicops) {
            assertThat(basicops.records("task").get(0)).containsEntry("created", "2024-01-01T12:00:00.000Z");
        }
    }

    @BasicOpsEmulator(seed = "none.yaml")
    static class MissingCase {

        @Test
        void never(Workspace basicops) {}
    }

    @BasicOpsEmulator(seed = "wrong.yaml")
    static class WrongCase {

        @Test
        void never(Workspace basicops) {}
    }
}
