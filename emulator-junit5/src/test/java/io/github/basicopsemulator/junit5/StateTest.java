package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.note;
import static io.github.basicopsemulator.BasicOpsSeed.project;
import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.assertThat;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.created;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.removed;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.updated;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Difference;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.assertions.WorkspaceSoftAssertions;
import java.util.Map;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the documents show of the state of a workspace. */
@BasicOpsEmulator
@ExtendWith(SoftAssertionsExtension.class)
class StateTest {

    /** The code under test. */
    private record Planner(Workspace basicops) {

        void finish(long project) {
            basicops.change("project", project, Map.of("status", "Complete"));
            basicops.seed(task("Launch").project(project));
            basicops.remove("note", 3);
        }
    }

    @BeforeAll
    static void baseline(Workspace basicops) {
        basicops.seed(project("Apollo").id(6), note("Minutes").id(3));
    }

    @Test
    void going_back(Workspace basicops) {
        Snapshot before = basicops.snapshot();
        basicops.seed(task("Launch"));
        basicops.rewind(before);
        assertThat(basicops.records("task")).isEmpty();

        basicops.snapshot("empty");
        basicops.seed(task("Launch"));
        basicops.snapshot("launched");
        basicops.rewind("empty");
        assertThat(basicops.snapshots()).containsExactly("empty", "launched");
    }

    @Test
    void what_has_changed(Workspace basicops) {
        Planner planner = new Planner(basicops);

        Snapshot before = basicops.snapshot();
        planner.finish(6); // the code under test
        Difference difference = basicops.changesSince(before);

        assertThat(difference).hasToString("""
                        ~ project 6: status "On Track" -> "Complete"
                        + task 1 "Launch"
                        - note 3 "Minutes\"""");

        Difference.Change project = difference.updated().get(0);
        assertThat(project.fields()).containsExactly("status");
        assertThat(project.from("status")).isEqualTo("On Track");
        assertThat(project.to("status")).isEqualTo("Complete");
    }

    @Test
    void assertions(Workspace basicops) {
        Planner planner = new Planner(basicops);
        Snapshot before = basicops.snapshot();

        planner.finish(6); // the code under test

        assertThat(basicops)
                .changedExactly(
                        updated("project", 6).field("status", "On Track", "Complete"),
                        created("task").with("title", "Launch").with("project", 6),
                        removed("note", 3));

        assertThat(basicops)
                .hasTask("Launch")
                .has("task", with("title", "Launch").with("status", "New"))
                .hasNo("note", with("name", "Minutes"))
                .hasCount("project", 1);

        assertThat(basicops).since(before).changedAtLeast(created("task"));
    }

    @Test
    void soft_assertions(Workspace basicops, WorkspaceSoftAssertions softly) {
        softly.assertThat(basicops).hasProject("Apollo").hasNote("Minutes").changedNothing();
    }
}
