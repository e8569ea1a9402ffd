package io.github.basicopsemulator.junit5.assertions;

import static io.github.basicopsemulator.BasicOpsSeed.note;
import static io.github.basicopsemulator.BasicOpsSeed.project;
import static io.github.basicopsemulator.BasicOpsSeed.section;
import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.assertThat;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.created;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.removed;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.updated;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What assertions on a workspace accept, and what they say when they fail. */
@BasicOpsEmulator
class WorkspaceAssertTest {

    private static final String CONTENT = "Agree on a date";

    @BeforeAll
    static void baseline(Workspace workspace) {
        workspace.clock().set(Instant.parse("2024-01-01T12:00:00Z"));
        workspace.seed(
                project("Apollo").id(6).sections(section("Later")),
                note("Minutes").id(3).content(CONTENT));
    }

    @Test
    void what_is_there_is_found(Workspace workspace) {
        workspace.seed(task("Launch").assignee(25).project(6).dueDate("2024-01-02"));

        assertThat(workspace)
                .hasProject("Apollo")
                .hasSection("Later")
                .hasTask("Launch")
                .hasNote("Minutes")
                .has("task", with("status", "New").with("parent", null))
                .has("task", with("project", 6).with("assignee", 25L))
                .has("task", with("dueDate", "2024-01-02").with("created", Instant.parse("2024-01-01T12:00:00Z")))
                .has("task", with("dueDate", LocalDate.parse("2024-01-02")))
                .has("task", with("archived", false).with("attachments", List.of()))
                .hasNo("task", with("title", "Lunch"))
                .hasCount("task", 1)
                .hasCount("sell lead", 1);
    }

    @Test
    void a_message_is_found_by_its_text(Workspace workspace) {
        fails(
                () -> assertThat(workspace).hasMessage("Go!"),
                "Expected " + workspace + " to have a record of kind message with message \"Go!\", but it has none");
    }

    @Test
    void what_is_missing_is_shown_beside_what_there_is_the_nearest_first(Workspace workspace) {
        workspace.seed(task("Dinner").status("Accepted"), task("Lunch").status("Accepted"));

        fails(
                () -> assertThat(workspace).has("task", with("title", "Lunch").with("status", "New")),
                "Expected " + workspace
                        + " to have a record of kind task with title \"Lunch\", status \"New\", but it has 2:"
                        + "\n  title \"Lunch\", status \"Accepted\""
                        + "\n  title \"Dinner\", status \"Accepted\"");
    }

    @Test
    void what_should_not_be_there_is_counted(Workspace workspace) {
        fails(
                () -> assertThat(workspace).hasNo("note", with("name", "Minutes")),
                "Expected " + workspace + " to have no record of kind note with name \"Minutes\", but it has 1");
        fails(
                () -> assertThat(workspace).hasCount("project", 2),
                "Expected " + workspace + " to have 2 records of kind project, but it has 1");
    }

    @Test
    void a_description_stands_before_the_message(Workspace workspace) {
        fails(
                () -> assertThat(workspace).as("after the import").hasCount("note", 0),
                "[after the import] Expected " + workspace + " to have 0 records of kind note, but it has 1");
    }

    @Test
    void words_that_nobody_knows_are_refused(Workspace workspace) {
        workspace.seed(task("Launch"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(workspace).has("chore", with("title", "Launch")))
                .withMessageContaining("there is no kind \"chore\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(workspace).hasNo("task", with("titel", "Launch")))
                .withMessageStartingWith("task has no field \"titel\"; it has [id, title,");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        assertThat(workspace).changedExactly(created("task").with("titel", "Launch")))
                .withMessageStartingWith("task has no field \"titel\"; it has [title,");
        assertThatIllegalStateException()
                .isThrownBy(() -> created("task").field("status", "New", "Complete"))
                .withMessage(
                        "a field changes where a record is updated, but this one is created: use with(\"status\", …)");
    }

    @Test
    void changes_are_those_since_the_test_began(Workspace workspace) {
        assertThat(workspace).changedNothing();

        changeAll(workspace);

        assertThat(workspace)
                .changedExactly(
                        removed("note", 3),
                        created("task").with("title", "Launch").with("project", 6),
                        updated("project", 6)
                                .with("title", "Apollo")
                                .field("status", "On Track", "Complete")
                                .field("dueDate", null, "2024-01-02"))
                .changedExactly(
                        created("task"), updated("project"), removed("note").with("content", CONTENT))
                .changedAtLeast(updated("project").field("status"))
                .changedAtLeast();
    }

    @Test
    void or_since_a_snapshot(Workspace workspace) {
        changeAll(workspace);
        Snapshot before = workspace.snapshot();
        workspace.seed(task("Land"));

        assertThat(workspace).since(before).changedExactly(created("task").with("title", "Land"));
        assertThat(workspace).since(workspace.snapshot()).changedNothing();
        fails(
                () -> assertThat(workspace).since(before).changedNothing(),
                "Expected nothing to change in " + workspace
                        + " since the snapshot, but this did:\n  + task 2 \"Land\"");
    }

    @Test
    void each_expected_change_has_one_of_its_own(Workspace workspace) {
        workspace.seed(task("A"), task("B"));

        assertThat(workspace)
                .as("whichever comes first")
                .changedExactly(created("task"), created("task").with("title", "A"))
                .changedExactly(created("task").with("title", "A"), created("task"));
        fails(
                () -> assertThat(workspace)
                        .changedAtLeast(created("task"), created("task").with("title", "A"), created("task")),
                "Expected at least these changes in " + workspace + " since it began:\n" + """
                          created task
                          created task with title "A"
                          created task
                        Changed:
                          + task 1 "A"
                          + task 2 "B"
                        Missing:
                          created task""");
    }

    @Test
    void what_is_expected_twice_has_to_happen_twice(Workspace workspace) {
        ExpectedChange task = created("task");
        workspace.seed(task("A"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(workspace).changedExactly(task, task))
                .withMessageEndingWith("Missing:\n  created task");
        workspace.seed(task("B"));
        assertThat(workspace).changedExactly(task, task);
    }

    @Test
    void a_miss_is_told_with_what_came_nearest(Workspace workspace) {
        changeAll(workspace);

        fails(
                () -> assertThat(workspace)
                        .changedExactly(
                                created("task").with("title", "Lunch").with("status", "New"),
                                updated("project", 6).field("status", "On Track", "On Hold"),
                                created("section"),
                                removed("note", 3)),
                "Expected exactly these changes in " + workspace + " since it began:\n" + """
                          created task with title "Lunch", status "New"
                          updated project 6: status "On Track" -> "On Hold"
                          created section
                          removed note 3
                        Changed:
                          ~ project 6: dueDate null -> 2024-01-02, status "On Track" -> "Complete"
                          + task 1 "Launch"
                          - note 3 "Minutes"
                        Missing:
                          created task with title "Lunch", status "New"
                            nearest: + task 1 "Launch"
                            but title was "Launch"
                          updated project 6: status "On Track" -> "On Hold"
                            nearest: ~ project 6: dueDate null -> 2024-01-02, status "On Track" -> "Complete"
                            but status went "On Track" -> "Complete", dueDate went null -> "2024-01-02T00:00:00.000Z", too
                          created section
                        Not expected:
                          ~ project 6: dueDate null -> 2024-01-02, status "On Track" -> "Complete"
                          + task 1 "Launch\"""");
    }

    @Test
    void ids_and_fields_that_stayed_are_told(Workspace workspace) {
        changeAll(workspace);

        fails(
                () -> assertThat(workspace)
                        .changedAtLeast(updated("project", 7).field("title").field("startDate", null, "2024-01-01")),
                "Expected at least these changes in " + workspace + " since it began:\n" + """
                          updated project 7: title, startDate null -> "2024-01-01"
                        Changed:
                          ~ project 6: dueDate null -> 2024-01-02, status "On Track" -> "Complete"
                          + task 1 "Launch"
                          - note 3 "Minutes"
                        Missing:
                          updated project 7: title, startDate null -> "2024-01-01"
                            nearest: ~ project 6: dueDate null -> 2024-01-02, status "On Track" -> "Complete"
                            but id was 6, title stayed "Apollo", startDate stayed null""");
    }

    @Test
    void what_happened_besides_fails_where_nothing_else_may(Workspace workspace) {
        workspace.seed(task("Launch"));

        fails(
                () -> assertThat(workspace).changedExactly(),
                "Expected exactly these changes in " + workspace + " since it began:\n" + """
                          nothing
                        Changed:
                          + task 1 "Launch"
                        Not expected:
                          + task 1 "Launch\"""");
    }

    @Test
    void the_assertions_of_assertj_are_there_as_ever(Workspace workspace) {
        assertThat(workspace.records("project")).hasSize(1);
        assertThat(workspace).isSameAs(workspace).isNotNull();
        assertThat("text").isEqualTo("text");
        fails(() -> assertThat((Workspace) null).hasTask("T"), "Expected a workspace, but it was null");
    }

    private static void changeAll(Workspace workspace) {
        workspace.change("project", 6, Map.of("status", "Complete", "dueDate", "2024-01-02"));
        workspace.seed(task("Launch").project(6));
        workspace.remove("note", 3);
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessage(message);
    }
}
