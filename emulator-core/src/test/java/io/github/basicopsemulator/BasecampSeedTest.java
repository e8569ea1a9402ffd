package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasecampSeed.comment;
import static io.github.basicopsemulator.BasecampSeed.document;
import static io.github.basicopsemulator.BasecampSeed.file;
import static io.github.basicopsemulator.BasecampSeed.linkedFile;
import static io.github.basicopsemulator.BasecampSeed.message;
import static io.github.basicopsemulator.BasecampSeed.person;
import static io.github.basicopsemulator.BasecampSeed.project;
import static io.github.basicopsemulator.BasecampSeed.todo;
import static io.github.basicopsemulator.BasecampSeed.todolist;
import static io.github.basicopsemulator.BasecampSeed.upload;
import static io.github.basicopsemulator.BasicOpsSeed.task;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Seeds for Basecamp, and what the API then shows. */
class BasecampSeedTest {

    private static final byte[] BYTES = "bytes".getBytes(UTF_8);

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
    void a_workspace_of_its_own(TestInfo test) {
        workspace = emulator.workspace(test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void a_whole_project_is_seeded_at_once() {
        var mary = person("Mary").email("mary@example.com");
        var carl = person("Carl").token("carl");
        var apollo = project("Apollo")
                .description("To the moon")
                .forClients()
                .people(mary)
                .clients(carl)
                .todolists(todolist("Launch list")
                        .todos(
                                todo("Fuel")
                                        .due("2024-02-01")
                                        .assignee(mary)
                                        .comments(comment("Soon").creator(mary)),
                                todo("Pack").completed().files(file("list.txt", "text/plain", BYTES))))
                .documents(document("Plan").content("<b>go</b>").hidden())
                .messages(message("Hello").files(linkedFile("Notes", "https://docs.google.com/document/d/1")))
                .uploads(
                        upload(file("logo.png", "image/png", BYTES).tags("art")).comments(comment("Nice")));

        SeedResult seeded = workspace.seed(mary, carl, apollo);

        assertThat(workspace.records("basecamp project"))
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .containsEntry("id", seeded.id(apollo))
                        .containsEntry("description", "To the moon")
                        .containsEntry("is_client_project", true));
        assertThat(workspace.records("basecamp todo"))
                .extracting(record -> record.get("content"))
                .containsExactly("Fuel", "Pack");
        assertThat(workspace.records("basecamp attachment"))
                .extracting(record -> record.get("name"))
                .containsExactly("list.txt", "Notes", "logo.png");
        assertThat(get("carl", "/projects/1/documents.json").array()).isEmpty();
        assertThat(get("carl", "/projects/1/todos/1.json").body())
                .containsEntry("comments_count", 1L)
                .containsEntry("due_at", "2024-02-01");
    }

    @Test
    void what_a_seed_says_is_checked_as_what_a_client_sends() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        workspace.seed(project("P").documents(document("D").hidden())))
                .withMessageContaining("basecamp document \"D\"")
                .withMessageContaining("client project");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed(
                        project("P").todolists(todolist("L").todos(todo("T").due("soon")))))
                .withMessageContaining("due_at");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed(document("D")))
                .withMessageContaining("it has no parent");
        assertThat(workspace.records("basecamp project")).isEmpty();
    }

    @Test
    void seeds_of_two_surfaces_are_loaded_together_or_not_at_all() {
        workspace.seed(task("T"), project("P"));
        assertThatIllegalArgumentException().isThrownBy(() -> workspace.seed(task("U"), document("D")));

        assertThat(workspace.records("task")).hasSize(1);
        assertThat(workspace.records("basecamp project")).hasSize(1);
    }

    @Test
    void a_restricted_project_refuses_those_who_did_not_make_a_thing() {
        var mary = person("Mary").token("mary");
        workspace.seed(
                mary,
                project("P")
                        .restricted()
                        .people(mary)
                        .documents(document("Hers").creator(mary), document("His")));

        assertThat(delete("mary", "/projects/1/documents/2.json").status()).isEqualTo(403);
        assertThat(delete("mary", "/projects/1/documents/1.json").status()).isEqualTo(204);
    }

    @Test
    void all_surfaces_rewind_together() {
        Snapshot before = workspace.snapshot();
        workspace.seed(task("T"), project("P"));
        workspace.rewind(before);

        assertThat(workspace.records("task")).isEmpty();
        assertThat(workspace.records("basecamp project")).isEmpty();
    }

    @Test
    void the_account_and_the_tokens_are_options() {
        try (Emulator other = Emulator.builder()
                .basecampAccount(7)
                .basecampSingleUseTokens()
                .token("secret")
                .seed(project("P"))
                .start()) {
            var url = other.workspace().url("/7/api/v1/projects.json");
            assertThat(Http.get(url).status()).isEqualTo(401);
            assertThat(Http.get(url, "Authorization", "Bearer secret").array()).hasSize(1);
        }
    }

    @Test
    void over_http_a_reply_has_what_clients_rely_on() {
        workspace.seed(project("P").documents(document("D")));
        Http.Answer shown = get("any", "/projects/1/documents/1.json");

        assertThat(shown.header("Content-Type")).isEqualToIgnoringWhitespace("application/json;charset=utf-8");
        Http.Answer again = get("any", "/projects/1/documents/1.json", "If-None-Match", shown.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.bytes()).isEmpty();
        assertThat(again.header("Content-Length")).isEqualTo(shown.header("Content-Length"));
        assertThat(workspace.journal().exchanges())
                .last()
                .extracting(Exchange::response)
                .isEqualTo("");
        Http.Answer created = Http.send(
                "POST",
                workspace.url("/999999999/api/v1/projects/1/documents.json"),
                BodyPublishers.ofString("{\"title\": \"E\"}"),
                "Content-Type",
                "application/json");
        assertThat(Http.get(URI.create(created.header("Location"))).body()).isEqualTo(created.body());
        Http.Answer deleted = delete("any", "/projects/1/documents/1.json");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.header("Content-Type")).isEmpty();
        assertThat(deleted.bytes()).isEmpty();
    }

    /** No endpoint makes one, so that it cannot stand among the commands that are replayed. */
    @Test
    void a_linked_attachment_shows_over_http_what_the_vendors_example_shows() {
        workspace.seed(
                project("P").messages(message("M").files(linkedFile("Notes", "https://docs.google.com/document/d/1"))));

        Map<?, ?> shown =
                (Map<?, ?>) get("any", "/projects/1/attachments.json").array().get(0);

        assertThat(shown.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "byte_size",
                        "content_type",
                        "linked_source",
                        "linked_type",
                        "link_url",
                        "created_at",
                        "updated_at",
                        "private",
                        "trashed",
                        "tags",
                        "creator",
                        "attachable");
        assertThat(shown.get("byte_size")).isEqualTo(0L);
        assertThat(shown.get("linked_source")).isEqualTo("google");
        assertThat(shown.get("linked_type")).isEqualTo("document");
        assertThat(shown.get("link_url")).isEqualTo("https://docs.google.com/document/d/1");
        assertThat(shown.get("tags")).isEqualTo(List.of());
        assertThat(shown.get("creator")).isInstanceOf(Map.class);
        assertThat(shown.get("attachable")).isInstanceOf(Map.class);
    }

    private Http.Answer get(String token, String path, String... headers) {
        return send("GET", token, path, headers);
    }

    private Http.Answer delete(String token, String path) {
        return send("DELETE", token, path);
    }

    private Http.Answer send(String method, String token, String path, String... headers) {
        String[] all = Stream.concat(Stream.of("Authorization", "Bearer " + token), Stream.of(headers))
                .toArray(String[]::new);
        return Http.send(method, workspace.url("/999999999/api/v1" + path), BodyPublishers.noBody(), all);
    }
}
