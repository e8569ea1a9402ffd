package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Snapshots that a workspace remembers under names. */
class NamedSnapshotsTest {

    private static Emulator emulator;

    private Workspace workspace;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void fresh(TestInfo test) {
        workspace = emulator.workspace(test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void a_workspace_goes_back_by_name_as_often_as_one_likes() {
        Snapshot empty = workspace.snapshot("empty");
        workspace.seed(task("A"));
        workspace.snapshot("after the import");
        workspace.seed(task("B"));

        workspace.rewind("empty");
        assertThat(workspace.snapshot()).isEqualTo(empty);
        workspace.rewind("after the import");
        assertThat(workspace.records("task")).hasSize(1);
    }

    @Test
    void names_come_in_the_order_of_taking_and_stay() {
        workspace.snapshot("b");
        workspace.snapshot("a");
        workspace.snapshot("b");

        workspace.rewind("a");
        workspace.reset();

        assertThat(workspace.snapshots()).containsExactly("a", "b");
        assertThat(emulator.workspace().snapshots()).isEmpty();
    }

    @Test
    void a_name_that_nobody_gave_is_refused_with_those_there_are() {
        workspace.snapshot("before");
        workspace.snapshot("after");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.rewind("befor"))
                .withMessage("there is no snapshot \"befor\"; there are [before, after]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.snapshot(" "))
                .withMessage("the name of a snapshot is not blank");
    }

    @Test
    void the_newest_hundred_are_remembered() {
        for (int i = 0; i < 101; i++) {
            workspace.snapshot("step " + i);
        }

        assertThat(workspace.snapshots()).hasSize(100).startsWith("step 1").endsWith("step 100");
    }

    @Test
    void they_go_with_the_workspace() {
        workspace.snapshot("before");
        workspace.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> workspace.rewind("before"))
                .withMessageContaining("is closed");
    }
}
