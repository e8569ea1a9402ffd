package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.client;
import static io.github.basicopsemulator.BasicOpsSeed.note;
import static io.github.basicopsemulator.BasicOpsSeed.person;
import static io.github.basicopsemulator.BasicOpsSeed.project;
import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static io.github.basicopsemulator.SellSeed.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.basicopsemulator.Difference.Action;
import io.github.basicopsemulator.Difference.Change;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What has changed in a workspace since a moment, and how that reads. */
class DifferenceTest {

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
        workspace.clock().set(Instant.parse("2024-01-01T12:00:00Z"));
    }

    @Test
    void it_reads_as_one_line_a_record() {
        workspace.seed(project("Apollo").id(6), note("Minutes").id(3));
        Snapshot before = workspace.snapshot();
        workspace.seed(task("Launch").id(7));
        workspace.change(
                "project", 6, Map.of("status", "Complete", "dueDate", "2024-01-02", "startDate", "2024-01-01T08:30"));
        workspace.remove("note", 3);

        assertThat(workspace.changesSince(before)).hasToString("""
                        ~ project 6: dueDate null -> 2024-01-02, startDate null -> 2024-01-01T08:30:00.000Z, \
                        status "On Track" -> "Complete"
                        + task 7 "Launch"
                        - note 3 "Minutes\"""");
    }

    @Test
    void nothing_changed_without_a_change() {
        workspace.seed(task("T"));

        Difference none = workspace.changesSince(workspace.snapshot());

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.all()).isEmpty();
        assertThat(none).hasToString("nothing changed");
    }

    @Test
    void it_tells_what_became_of_each_record() {
        long apollo = workspace.seed(project("Apollo")).id();
        Snapshot before = workspace.snapshot();
        long launch =
                workspace.seed(task("Launch").assignee(25).project(apollo)).id();
        workspace.change("project", apollo, Map.of("team", List.of(25L), "description", "To the moon"));

        Difference difference = workspace.changesSince(before);

        assertThat(difference.removed()).isEmpty();
        Change created = difference.created().get(0);
        assertThat(created.kind()).isEqualTo("task");
        assertThat(created.id()).isEqualTo(launch);
        assertThat(created.action()).isEqualTo(Action.CREATED);
        assertThat(created.title()).isEqualTo("Launch");
        assertThat(created.from("title")).isNull();
        assertThat(created.to("project")).as("a reference is an id").isEqualTo(apollo);
        assertThat(created.to("created")).isEqualTo("2024-01-01T12:00:00.000Z");
        assertThat(created.fields())
                .containsExactly(
                        "title", "project", "assignee", "status", "attachments", "created", "updated", "archived");
        Change updated = difference.updated().get(0);
        assertThat(updated.fields()).containsExactly("description", "team");
        assertThat(updated.from("team")).isEqualTo(List.of());
        assertThat(updated.to("team")).isEqualTo(List.of(25L));
        assertThat(updated.from("title")).as("also what did not change").isEqualTo("Apollo");
        assertThat(difference.all()).containsExactly(updated, created);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> updated.to("titel"))
                .withMessageStartingWith("project has no field \"titel\"; it has [isTemplate, title,");
    }

    @Test
    void the_moment_of_a_change_is_told_only_where_nothing_else_changed() {
        long task = workspace.seed(task("T")).id();
        Snapshot before = workspace.snapshot();
        workspace.clock().set(Instant.parse("2024-01-01T13:00:00Z"));
        workspace.change("task", task, Map.of("title", "T"));

        assertThat(workspace.changesSince(before))
                .hasToString("~ task 1: updated 2024-01-01T12:00:00.000Z -> 2024-01-01T13:00:00.000Z");

        workspace.change("task", task, Map.of("title", "U"));
        assertThat(workspace.changesSince(before)).hasToString("~ task 1: title \"T\" -> \"U\"");
    }

    @Test
    void what_was_changed_and_changed_back_is_no_change() {
        workspace.seed(task("T"));
        Snapshot before = workspace.snapshot();
        workspace.change("task", 1, Map.of("title", "U"));
        workspace.change("task", 1, Map.of("title", "T"));

        assertThat(workspace.changesSince(before).isEmpty()).isTrue();
    }

    @Test
    void what_no_endpoint_shows_is_told_too() {
        workspace.seed(task("T"), person("New", "One").id(77));
        Snapshot before = workspace.snapshot();
        Http.post(workspace.url("/v1/task/1/message"), "{'message': 'Go!'}");
        Http.post(workspace.url("/v1/task/1/review/request"), "{'reviewers': [25]}");

        Difference difference = workspace.changesSince(before);

        assertThat(difference).hasToString("""
                        ~ task 1: status "New" -> "Under Review"
                        + review 1
                        + message 1 "Go!\"""");
        assertThat(difference.created().get(1).to("user")).as("the author").isEqualTo(38L);
        workspace.remove("user", 77);
        assertThat(workspace.changesSince(before).removed()).hasToString("[- user 77 \"New One\"]");
    }

    @Test
    void a_file_is_the_number_of_its_bytes() {
        Http.send(
                "POST",
                workspace.url("/v1/upload"),
                BodyPublishers.ofString("12345"),
                "Content-Disposition",
                "attachment; filename=\"f.txt\"");

        Change file = workspace.changes().created().get(0);

        assertThat(file).hasToString("+ attachment 1 \"f.txt\"");
        assertThat(file.to("content")).isEqualTo("5 bytes");
    }

    @Test
    void secrets_are_told_to_nobody() {
        workspace.seed(
                person("New", "One").id(77).token("s3cret"),
                client("app").secret("s3cret"),
                webhook(URI.create("http://localhost/hook"), "basicops:task:created")
                        .secret("s3cret"));
        Snapshot seeded = workspace.snapshot();

        Difference difference = workspace.changes();

        assertThat(difference).hasToString("""
                        + user 77 "New One"
                        + webhook 1 "seeded"
                        + token 1
                        + client 1 "app\"""");
        assertThat(difference.created().get(1).to("secret")).isEqualTo("***");
        assertThat(difference.created().get(2).to("token")).isEqualTo("***");
        assertThat(difference.created().get(2).to("refreshToken")).isNull();
        assertThat(difference.created().get(3).to("secret")).isEqualTo("***");
        workspace.change("webhook", 1, Map.of("secret", "0ther"));
        assertThat(workspace.changesSince(seeded)).hasToString("~ webhook 1: secret *** -> ***");
    }

    @Test
    void all_vendors_are_told_of() {
        workspace.seed(lead("Johnson").id(5));
        Snapshot before = workspace.snapshot();
        workspace.seed(task("of BasicOps"));
        workspace.change("sell lead", 5, Map.of("status", "Contacted"));

        assertThat(workspace.changesSince(before)).hasToString("""
                        + task 1 "of BasicOps"
                        ~ sell lead 5: status "New" -> "Contacted\"""");
    }

    @Test
    void long_texts_and_lines_stay_on_one_short_line() {
        workspace.seed(task("one\ntwo " + "x".repeat(100)));

        assertThat(workspace.changes()).hasToString("+ task 1 \"one\\ntwo " + "x".repeat(50) + "…");
    }

    @Test
    void it_is_taken_since_a_snapshot_of_another_workspace_too() {
        workspace.seed(project("Apollo"));
        Snapshot before = workspace.snapshot();
        Workspace other = emulator.workspace("it-is-taken-elsewhere", before);
        other.seed(task("Launch"));

        assertThat(other.changesSince(before)).hasToString("+ task 1 \"Launch\"");
        assertThat(workspace.changesSince(other.snapshot())).hasToString("- task 1 \"Launch\"");
    }

    @Test
    void a_workspace_knows_what_it_began_with_or_was_put_back_to() {
        workspace.seed(project("Apollo"));
        assertThat(workspace.changes()).hasToString("+ project 1 \"Apollo\"");
        Snapshot apollo = workspace.snapshot();
        Workspace other = emulator.workspace("began-with-apollo", apollo);
        assertThat(other.changes().isEmpty()).isTrue();

        workspace.seed(task("T"));
        workspace.rewind(apollo);
        assertThat(workspace.changes().isEmpty()).isTrue();
        workspace.seed(task("U"));
        assertThat(workspace.changes()).hasToString("+ task 1 \"U\"");
        workspace.reset();
        assertThat(workspace.changes().isEmpty()).isTrue();
        assertThat(workspace.changesSince(apollo)).hasToString("- project 1 \"Apollo\"");
    }

    @Test
    void a_closed_workspace_says_so() {
        workspace.close();

        assertThatIllegalStateException().isThrownBy(() -> workspace.changes()).withMessageContaining("is closed");
    }
}
