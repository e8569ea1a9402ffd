package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What seed files can say, and how it is told what is wrong with one. */
class SeedFileTest {

    private final Emulator emulator = Emulator.start();
    private final Workspace workspace = emulator.workspace();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void what_is_inside_something_belongs_to_it() {
        workspace.seed("""
                basicops:
                  users:
                    - id: 101
                      firstName: Ada
                      tokens:
                        - token: bo_ada
                  projects:
                    - title: Apollo
                      owner: 101
                      sections:
                        - name: Design
                          tasks:
                            - title: Sketch
                              tasks:
                                - title: Buy pencils
                      tasks:
                        - title: Launch
                          status: Accepted
                          dueDate: 2026-03-02
                          messages:
                            - message: Soon!
                              user: 101
                              replies:
                                - message: When?
                              reactions:
                                - reaction: "+1"
                """);

        assertThat(workspace.records("task"))
                .extracting(task -> task.get("title"))
                .containsExactly("Sketch", "Buy pencils", "Launch");
        Map<String, Object> pencils = workspace.records("task").get(1);
        assertThat(pencils).containsEntry("parent", 1L);
        assertThat((Map<?, ?>) pencils.get("section")).extracting("name").isEqualTo("Design");
        assertThat((Map<?, ?>) pencils.get("project")).extracting("title").isEqualTo("Apollo");
        assertThat(workspace.records("message").get(0))
                .containsEntry("user", 101L)
                .containsEntry("task", 3L);
        assertThat(workspace.records("reply").get(0)).containsEntry("user", 38L).containsEntry("thread", 1L);
        assertThat(workspace.records("reaction").get(0)).containsEntry("message", 1L);
        assertThat(workspace.token()).isEqualTo("bo_ada");
    }

    @Test
    void json_says_the_same() {
        workspace.seed(
                "{\"basicops\": {\"projects\": [{\"title\": \"Apollo\", \"tasks\": [{\"title\": \"Launch\"}]}]}}");

        assertThat(workspace.records("task"))
                .extracting(task -> task.get("title"))
                .containsExactly("Launch");
    }

    @Test
    void what_is_said_of_a_record_that_no_client_can_say_stands() {
        workspace.seed("""
                now: 2026-03-02T09:00:00Z
                basicops:
                  tasks:
                    - title: Old
                      created: 2020-01-01T00:00:00Z
                      updated: 2021-01-01T00:00:00Z
                    - title: New
                """);

        assertThat(workspace.records("task"))
                .extracting(task -> List.of(task.get("created"), task.get("updated")))
                .containsExactly(
                        List.of("2020-01-01T00:00:00.000Z", "2021-01-01T00:00:00.000Z"),
                        List.of("2026-03-02T09:00:00.000Z", "2026-03-02T09:00:00.000Z"));
        assertThat(workspace.clock().instant()).isEqualTo("2026-03-02T09:00:00Z");
    }

    @Test
    void many_unknown_names_are_refused_at_once() {
        String seed =
                IntStream.range(0, 80_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> workspace.seed(seed))
                        .withMessageContaining("there is no \"k0\" here; there are")
                        .withMessageContaining("and 79980 more"));
    }

    @Test
    void long_name_is_shortened() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed("x".repeat(900_000) + ": 1\n"))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(2_000));
    }

    @Test
    void files_are_texts_or_bytes_or_lie_beside() throws Exception {
        Files.writeString(folder.resolve("plan.txt"), "Plan");
        Path file = Files.writeString(folder.resolve("world.yaml"), """
                basicops:
                  tasks:
                    - title: Launch
                      attachments:
                        - {fileName: a.txt, contentType: text/plain, content: Text}
                        - {fileName: b.bin, contentType: application/octet-stream, content: {base64: AAEC}}
                        - {fileName: c.txt, contentType: text/plain, content: {path: plan.txt}}
                basecamp:
                  projects:
                    - name: Site
                      messages:
                        - subject: Look
                          attachments:
                            - {name: d.txt, content_type: text/plain, content: Hello}
                """);

        workspace.seed(file);

        assertThat((List<?>) workspace.records("task").get(0).get("attachments"))
                .extracting("FileName", "Size")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a.txt", 4L),
                        org.assertj.core.groups.Tuple.tuple("b.bin", 3L),
                        org.assertj.core.groups.Tuple.tuple("c.txt", 4L));
        assertThat(workspace.records("basecamp attachment").get(0)).containsEntry("byte_size", 5L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.txt",
                "below/../../outside.txt",
                "OUTSIDE",
                "link.txt",
                "linked/outside.txt",
                "/etc/hostname",
                "below/..",
                "\\0"
            })
    void path_that_leaves_the_folder_reads_nothing(String path) throws Exception {
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        Files.createDirectories(seeds.resolve("below"));
        Path outside = Files.writeString(folder.resolve("outside.txt"), "private");
        try {
            Files.createSymbolicLink(seeds.resolve("link.txt"), outside);
            Files.createSymbolicLink(seeds.resolve("linked"), folder);
        } catch (IOException | UnsupportedOperationException e) {
            assumeFalse(path.startsWith("link"), "links cannot be made here");
        }
        String written = path.equals("OUTSIDE") ? outside.toString() : path;
        Path file = Files.writeString(seeds.resolve("world.yaml"), withFile(written));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed(file))
                .withMessageContaining("world.yaml:")
                .withMessageNotContaining("private")
                .satisfies(refused -> assertThat(refused.getMessage())
                        .containsAnyOf("in the folder of the seed file or below it", "there is no file", "NUL"));
        assertThat(workspace.records("task")).isEmpty();
    }

    @Test
    void path_below_the_folder_is_read() throws Exception {
        Path below = Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(below.resolve("plan.txt"), "Plan");
        Path file = Files.writeString(folder.resolve("world.yaml"), withFile("./a/b/plan.txt"));

        workspace.seed(file);

        assertThat(workspace.records("task")).hasSize(1);
    }

    private static String withFile(String path) {
        return "basicops: {tasks: [{title: A, attachments: [{fileName: a, contentType: text/plain, content: {path: \""
                + path + "\"}}]}]}";
    }

    @Test
    void long_file_in_base64_is_read_in_linear_time() {
        String base64 = Base64.getEncoder().encodeToString(new byte[3_000_000]);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> workspace.seed("basicops: {tasks: [{title: A, attachments:"
                        + " [{fileName: a, contentType: text/plain, content: {base64: " + base64 + "}}]}]}"));

        assertThat((List<?>) workspace.records("task").get(0).get("attachments"))
                .extracting("Size")
                .containsExactly(3_000_000L);
    }

    @Test
    void a_task_of_sell_inside_a_lead_is_about_it() {
        workspace.seed("""
                sell:
                  leads:
                    - last_name: Lovelace
                      tasks:
                        - content: Call
                          completed: true
                """);

        assertThat(workspace.records("sell task").get(0))
                .containsEntry("resource_type", "lead")
                .containsEntry("resource_id", 2L)
                .containsEntry("completed", true);
    }

    @Test
    void a_project_of_basecamp_holds_its_lists() {
        workspace.seed("""
                basecamp:
                  people:
                    - {id: 7, name: Ada}
                  projects:
                    - name: Site
                      accesses:
                        - person: 7
                      todolists:
                        - name: Launch
                          todos:
                            - {content: Design it, assignee: 7, due_at: 2026-03-02}
                            - {content: Build it, completed: true}
                      documents:
                        - title: Plan
                          comments:
                            - content: Good
                """);

        assertThat(workspace.records("basecamp todo"))
                .extracting(todo -> todo.get("content"))
                .containsExactly("Design it", "Build it");
        assertThat(workspace.records("basecamp comment")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            project: []                                  | seed:1:1: $.project: there is no "project" here; there are
            basicops: {project: []}                      | seed:1:12: $.basicops.project: there is no "project" here; did you mean "projects"?
            basicops: {projects: [{titel: A}]}           | seed:1:24: $.basicops.projects[0].titel: there is no "titel" here; did you mean "title"?
            basicops: {projects: [{title: A, status: Foo}]} | seed:1:34: $.basicops.projects[0].status: must be one of "On Track", "At Risk", "In Trouble", "On Hold", "Complete", but was "Foo"
            basicops: {projects: [{status: On Hold}]}    | seed:1:23: $.basicops.projects[0].title: is required, but was not sent
            basicops: {projects: {title: A}}             | seed:1:12: $.basicops.projects: must be an array of objects, but was an object
            basicops: {tasks: [{title: A, assignee: 99}]} | seed:1:31: $.basicops.tasks[0].assignee: must be the id of a user that exists, but was 99
            basicops: {users: [{id: 38, firstName: A}]}  | seed:1:21: $.basicops.users[0].id: there is a user 38 already
            basicops: {projects: [{title: A, tasks: [{title: B, project: 1}]}]} | seed:1:53: $.basicops.projects[0].tasks[0].project: is not to be given here
            now: yesterday                               | seed:1:1: $.now: must be a date such as
            basicops: {tasks: [{title: A, attachments: [{fileName: a, contentType: b, content: {path: x}}]}]} | there are no files beside a text
            basicops: &a {projects: *a}                  | seed:1:25: aliases (*a) are not taken here
            '"basicops'                                  | seed:1:
            basicops: !!set {a}                          | seed:1:
            basecamp: {todos: [{content: A}]}            | $.basecamp.todos[0]
            sell: {leads: [{first_name: A}]}             | seed:1:16: $.sell.leads[0].last_name: is required unless
            export: {tick: -PT1S}                        | seed:1:10: $.export.tick: must be a duration from zero to 100 years, but was "-PT1S"
            export: {ahead: PT9223372036854775807S}      | seed:1:10: $.export.ahead: a workspace's time is from the year 0 to 9999, but this was
            export: {ahead: -PT99999999H}                | seed:1:10: $.export.ahead: a workspace's time is from the year 0 to 9999, but this was
            export: {next: {basicops: {tasks: 0}}}       | seed:1:28: $.export.next.basicops.tasks: a task cannot have the id 0
            sell: {tasks: [{content: A, owner_id: 77}]}  | seed:1:29: $.sell.tasks[0].owner_id: must be the id of a sell user
            """)
    void what_is_wrong_is_told_with_its_place(String text, String told) {
        String before = workspace.export();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed(text))
                .withMessageContaining(told);

        assertThat(workspace.export()).isEqualTo(before);
    }

    @Test
    void everything_of_a_wrong_shape_is_told_at_once() throws Exception {
        Path file = Files.writeString(folder.resolve("world.yaml"), """
                basicops:
                  projects:
                    - title: A
                      colour: red
                    - titel: B
                """);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed(file))
                .withMessageStartingWith(file + ":4:7: $.basicops.projects[0].colour: there is no \"colour\" here")
                .withMessageContaining("\n" + file + ":5:7: $.basicops.projects[1].titel: ");
    }

    @Test
    void a_value_nests_only_so_deep() {
        assertThatIllegalArgumentException().isThrownBy(() -> workspace.seed("[".repeat(100_000)));
        assertThatIllegalArgumentException().isThrownBy(() -> workspace.seed("{\"a\":".repeat(100_000)));
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed(folder.resolve("none.yaml")))
                .withMessageContaining("none.yaml: there is no such file");
    }

    @Test
    void an_emulator_begins_every_workspace_with_its_files() {
        try (Emulator seeded = Emulator.builder()
                .seed("basicops: {projects: [{id: 7, title: Apollo}]}")
                .seed("basicops: {tasks: [{title: Launch, project: 7}]}")
                .seed(BasicOpsSeed.task("More").project(7))
                .start()) {
            assertThat(seeded.workspace("other").records("task"))
                    .extracting(task -> task.get("title"))
                    .containsExactly("Launch", "More");
        }
    }

    @Test
    void an_export_makes_the_same_again() {
        workspace.seed(
                "{\"basicops\": {\"projects\": [{\"title\": \"Apollo\", \"tasks\": [{\"title\": \"Launch\"}]}]}}");
        workspace.remove("task", 1);
        String export = workspace.export();

        Workspace other = emulator.workspace("other");
        other.seed(export);
        Workspace third = emulator.workspace("third");
        third.seed(workspace.exportJson());

        assertThat(other.export()).isEqualTo(export).isEqualTo(third.export());
        assertThat(other.seed(BasicOpsSeed.task("Next")).id()).isEqualTo(2);
        assertThat(export.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }
}
