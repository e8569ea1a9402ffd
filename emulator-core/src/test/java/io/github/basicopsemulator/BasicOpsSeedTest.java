package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.client;
import static io.github.basicopsemulator.BasicOpsSeed.note;
import static io.github.basicopsemulator.BasicOpsSeed.person;
import static io.github.basicopsemulator.BasicOpsSeed.project;
import static io.github.basicopsemulator.BasicOpsSeed.section;
import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.BasicOpsSeed.Person;
import io.github.basicopsemulator.BasicOpsSeed.Task;
import io.github.basicopsemulator.store.State;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Putting people, projects, sections and tasks into a workspace before a test. */
class BasicOpsSeedTest {

    private Emulator emulator;
    private Workspace workspace;

    @BeforeEach
    void start() {
        emulator = Emulator.start();
        workspace = emulator.workspace();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    /**
     * <pre>
     * project 6 ── section 1 ── task 73 ── task 74
     *           └─ task 75
     * </pre>
     */
    @Test
    void a_tree_is_loaded_from_the_top_and_every_seed_has_an_id() {
        Task child = task("Child");
        Task loose = task("Loose").status("Blocked").dueDate("2018-08-01");
        SeedResult seeded = workspace.seed(project("Corporate website")
                .id(6)
                .description("d")
                .owner(25)
                .startDate("2018-01-01T07:00:00Z")
                .status("At Risk")
                .folder(3)
                .sections(section("Q1")
                        .endDate("2018-03-31")
                        .state("Complete")
                        .tasks(task("Organization").id(73).assignee(38).subtasks(child)))
                .tasks(loose));

        assertThat(seeded.id()).isEqualTo(6);
        assertThat(seeded.id(child)).isEqualTo(74);
        assertThat(seeded.id(loose)).isEqualTo(75);
        assertThat(workspace.records("project").get(0))
                .containsEntry("owner", 25L)
                .containsEntry("status", "At Risk")
                .containsEntry("folder", 3L)
                .containsEntry("startDate", "2018-01-01T07:00:00.000Z");
        assertThat(workspace.records("section").get(0)).containsEntry("id", 1L).containsEntry("state", "Complete");
        assertThat(workspace.records("task"))
                .extracting(record -> record.get("id"))
                .containsExactly(73L, 74L, 75L);
        assertThat(Http.get(workspace.url("/v1/task?section=1")).list()).hasSize(2);
        assertThat(Http.get(workspace.url("/v1/task/73/tasks")).list()).hasSize(1);
    }

    @Test
    void people_are_loaded_before_those_who_name_them() {
        Person ann = person("Ann", "Lee")
                .email("ann@testco.com")
                .role(14, "User Administrator")
                .role(15, "Guest");
        SeedResult seeded = workspace.seed(
                ann, project("P").owner(ann).team(ann).tasks(task("T").assignee(ann)));
        long id = seeded.id(ann);

        assertThat(id).isEqualTo(39);
        assertThat(workspace.records("project").get(0))
                .containsEntry("owner", id)
                .containsEntry("team", List.of(id));
        assertThat(workspace.records("user").get(2))
                .containsEntry("email", "ann@testco.com")
                .containsEntry("picture", null);
        assertThat((List<?>) workspace.records("user").get(2).get("roles")).hasSize(2);
        assertThat(Http.get(workspace.url("/v1/user?name=Ann%20Lee")).list()).hasSize(1);
    }

    @Test
    void a_person_without_an_address_was_deactivated() {
        workspace.seed(person("Gone", "Away").id(7));

        assertThat(Http.get(workspace.url("/v1/user/7")).data()).containsEntry("email", null);
    }

    @Test
    void a_picture_is_given_back_byte_by_byte() {
        byte[] bytes = {1, 2, 3};
        workspace.seed(person("Ann", "Lee").id(7).picture(bytes));
        bytes[0] = 9;
        String url = (String) Http.get(workspace.url("/v1/user/7")).data().get("picture");

        assertThat(Http.get(URI.create(url)).bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void a_token_is_its_persons_and_shuts_out_all_others() {
        workspace.seed(person("Ann", "Lee").id(7).token("ann-1").token("ann-2"));

        assertThat(workspace.token()).isEqualTo("ann-1");
        assertThat(Http.get(workspace.url("/v1/user/me"), "Authorization", "Bearer ann-2")
                        .data())
                .containsEntry("id", 7L);
        assertThat(Http.get(workspace.url("/v1/user/me")).status()).isEqualTo(401);
        assertThat(Http.get(emulator.workspace("other").url("/v1/user/me")).status())
                .isEqualTo(200);
    }

    @Test
    void templates_and_archived_things_are_listed_apart() {
        workspace.seed(
                template("Template"),
                project("Old").archived(),
                project("New"),
                task("Old").archived());

        assertThat(Http.get(workspace.url("/v1/project?istemplate=true")).list())
                .hasSize(1);
        assertThat(Http.get(workspace.url("/v1/project?archived=true")).list()).hasSize(1);
        assertThat(Http.get(workspace.url("/v1/project")).list()).hasSize(2);
        assertThat(Http.get(workspace.url("/v1/task")).list()).isEmpty();
        assertThat(Http.get(workspace.url("/v1/task?archived=true")).list()).hasSize(1);
    }

    @Test
    void a_seed_never_changes_and_can_be_loaded_anywhere() {
        Task plain = task("T");
        Task blocked = plain.status("Blocked");
        SeedResult seeded = workspace.seed(plain);
        emulator.workspace("other").seed(blocked, plain);

        assertThat(workspace.records("task"))
                .extracting(record -> record.get("status"))
                .containsExactly("New");
        assertThat(emulator.workspace("other").records("task"))
                .extracting(record -> record.get("status"))
                .containsExactly("Blocked", "New");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeded.id(blocked))
                .withMessageContaining("a seed on which a method was called is another seed");
    }

    @Test
    void what_the_api_would_refuse_is_refused_in_words_and_nothing_is_stored() {
        refuses("the seed task \"\" was refused: $.title is required and cannot be blank", task(""));
        refuses(
                "the seed task \"T\" was refused: $.status must be one of",
                task("T").status("Done"));
        refuses(
                "the seed task \"T\" was refused: $.assignee must be the id of a user that exists",
                task("T").assignee(99));
        refuses(
                "the seed project \"P\" was refused: $.dueDate must be a date",
                project("P").dueDate("soon"));
        refuses(
                "the seed section \"S\" was refused: $.state must be one of",
                section("S").state("Closed"));
        refuses(
                "the seed task \"T\" was refused: a task cannot have the id 0",
                task("T").id(0));
        refuses("there is a user 38 already", person("Ann", "Lee").id(38));
        refuses("there is a task 5 already", task("A").id(5), task("B").id(5));
        refuses(
                "the seed task \"child\" was refused",
                project("P").tasks(task("parent").subtasks(task("child").status("x"))));
        refuses("half of a surrogate pair", task("\ud83d"));
        refuses("a NUL character", task("T").description("a\0b"));
        refuses("no seeds were given");
    }

    @Test
    void a_seed_that_needs_another_says_so() {
        Person ann = person("Ann", "Lee");

        refuses(
                "the seed task \"T\" needs user, which must be seeded before it or be given an id",
                task("T").assignee(ann));
    }

    @Test
    void seeds_can_refer_to_what_is_there_already() {
        Person ann = person("Ann", "Lee").id(7);
        workspace.seed(ann);
        workspace.seed(
                project("P").id(3).owner(ann),
                section("S").project(3).id(4),
                task("T").section(4));

        Map<String, Object> task = workspace.records("task").get(0);
        assertThat(task.get("project"))
                .isEqualTo(Http.get(workspace.url("/v1/section/4")).data().get("project"));
        assertThat(workspace.records("project").get(0)).containsEntry("owner", 7L);
    }

    private void refuses(String message, Seed<?>... bad) {
        State before = workspace.snapshot().past().state();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed(bad))
                .withMessageContaining(message);
        if (bad.length > 0) {
            Seed<?>[] afterGood = new Seed<?>[bad.length + 1];
            afterGood[0] = task("good");
            System.arraycopy(bad, 0, afterGood, 1, bad.length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> workspace.seed(afterGood))
                    .withMessageContaining(message);
        }
        assertThat(workspace.snapshot().past().state()).isSameAs(before);
    }

    @Test
    void a_seed_inside_another_cannot_name_another_place() {
        assertThatThrownBy(() -> emulator.workspace("twice")
                        .seed(project("P").tasks(task("T").project(5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested in another seed");
    }

    @Test
    void notes_and_clients_are_loaded_too() {
        Workspace workspace = emulator.workspace("notes-and-clients");
        workspace.seed(
                project("P").notes(note("N").content("<p>C</p>")),
                client("app").secret("s").redirectUri("http://app.example/back"));

        assertThat(workspace.records("note").get(0))
                .containsEntry("content", "<p>C</p>")
                .containsEntry("project", 1L);
        assertThat(Http.get(workspace.url(
                                "/oauth/auth?response_type=code&client_id=other&redirect_uri=http://x.example"))
                        .status())
                .isEqualTo(400);
    }
}
