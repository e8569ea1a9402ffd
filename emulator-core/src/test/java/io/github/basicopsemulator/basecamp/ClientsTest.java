package io.github.basicopsemulator.basecamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What real clients send, however odd. */
class ClientsTest {

    private final Api api = new Api();
    private String project = "";

    @BeforeEach
    void a_list() {
        project = "/projects/" + api.project();
        api.create(project + "/todolists.json", "{'name': 'L'}");
    }

    /** The Ruby gem logan. */
    @Test
    void one_sends_every_field_of_a_to_do_each_time_with_nobody_and_a_position_far_down() {
        api.create(
                project + "/todolists/1/todos.json",
                "{'content': 'A', 'due_at': null, 'assignee': null, 'position': 99, 'completed': false}");
        Map<String, Object> read = Api.parts(Api.part(api.show(project + "/todolists/1.json"), "todos"), "remaining")
                .get(0);
        assertThat(read).containsEntry("assignee", Map.of());

        Api.Answer sentBack = api.put(project + "/todos/1.json", """
                {'content': 'A', 'due_at': null, 'assignee': {'id': null, 'type': 'Person'},
                'position': 99, 'completed': true}""");
        assertThat(sentBack.body()).containsEntry("completed", true).doesNotContainKey("assignee");
        assertThat(api.list(project + "/todos/trashed.json")).isEmpty();
    }

    /** php-bcx-client loses the content type of a file. */
    @Test
    void one_sends_every_file_as_json() {
        String token = api.token("application/json", new byte[] {'P', 'K'});

        api.create(project + "/uploads.json", "{'attachments': [{'token': '" + token + "', 'name': 'a.zip'}]}");
    }

    /** Basecamp2_mcp names its own field for files; it reads pages until one is empty. */
    @Test
    void one_sends_a_field_of_its_own_and_pages_until_nothing_comes() {
        api.create(project + "/todolists/1/todos.json", "{'content': 'A', 'attachment_tokens': ['x']}");
        int page = 1;
        while (!api.list(project + "/todos.json?page=" + page).isEmpty()) {
            page++;
        }

        assertThat(page).isEqualTo(2);
    }

    /** An old Python client. */
    @Test
    void one_attaches_files_to_a_message_that_is_there() {
        api.create(project + "/messages.json", "{'subject': 'S'}");

        assertThat(Api.parts(
                        api.put(project + "/messages/1.json", "{'attachments': [" + api.file("a.txt") + "]}")
                                .body(),
                        "attachments"))
                .hasSize(1);
    }

    @Test
    void some_follow_urls_with_names_in_them() {
        api.create(project + "/todolists/1/todos.json", "{'content': 'A'}");

        assertThat(api.show(project + "-new-project/todos/1-first-todo.json")).containsEntry("content", "A");
        assertThat(api.list(project + "-new-project/todolists/1-l/todos.json")).hasSize(1);
    }

    /** Recorded: DELETE without any content type, and JSON without a character set. */
    @Test
    void some_say_little_of_what_they_send() {
        Api.Answer created = api.send(
                "POST",
                Api.API + project + "/documents.json",
                Api.headers("x").add("Content-Type", "application/json"),
                "{\"title\": \"D\"}".getBytes(UTF_8));
        assertThat(created.status()).isEqualTo(201);
        api.send("DELETE", Api.API + project + "/documents/1.json", Api.headers("x"), new byte[0])
                .nothing();
    }
}
