package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** To-dos, as the page on them has them: rows E7 to E17. */
class TodosTest {

    private final Api api = new Api();
    private long project;
    private long list;

    @BeforeEach
    void a_list() {
        project = api.project();
        list = api.create(in("/todolists.json"), "{'name': 'Launch list', 'description': 'What we will do next'}");
    }

    @Test
    void the_documented_example_runs() {
        Api.Answer created = api.post(in("/todolists/" + list + "/todos.json"), """
                {
                  'content': 'This is my new thing!',
                  'due_at': '2012-03-27',
                  'assignee': {
                    'id': 149087659,
                    'type': 'Person'
                  }
                }""");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(created.body().get("url"));
        assertThat(created.body().keySet())
                .containsExactly(
                        "id",
                        "todolist_id",
                        "position",
                        "content",
                        "due_at",
                        "due_on",
                        "created_at",
                        "updated_at",
                        "completed_at",
                        "comments_count",
                        "private",
                        "trashed",
                        "creator",
                        "assignee",
                        "completed",
                        "url",
                        "app_url",
                        "attachments",
                        "subscribers",
                        "comments");
        assertThat(created.body())
                .containsEntry("content", "This is my new thing!")
                .containsEntry("due_at", "2012-03-27")
                .containsEntry("due_on", "2012-03-27")
                .containsEntry("completed_at", false)
                .containsEntry("assignee", Map.of("id", 149_087_659L, "type", "Person", "name", "Jason Fried"))
                .containsEntry("attachments", List.of());
        assertThat(api.show(in("/todos/" + created.body().get("id") + ".json"))).isEqualTo(created.body());

        assertThat(api.put(in("/todos/1.json"), "{'due_at': null, 'assignee': null}")
                        .body())
                .containsEntry("due_at", null)
                .doesNotContainKey("assignee");
        api.delete(in("/todos/1.json")).nothing();
    }

    @Test
    void row_e7_the_to_dos_of_a_project() {
        three();

        assertThat(api.each(in("/todos.json"), "content")).containsExactly("A", "C", "B");
        assertThat(api.list(in("/todos.json")).get(0).keySet())
                .containsExactly(
                        "id",
                        "todolist_id",
                        "position",
                        "content",
                        "due_at",
                        "due_on",
                        "created_at",
                        "updated_at",
                        "completed_at",
                        "comments_count",
                        "private",
                        "trashed",
                        "creator",
                        "completed",
                        "url",
                        "app_url",
                        "todolist");
    }

    @Test
    void row_e8_the_completed_to_dos_of_a_project() {
        three();

        assertThat(api.list(in("/todos/completed.json")))
                .singleElement()
                .satisfies(todo -> assertThat(todo)
                        .containsEntry("content", "B")
                        .containsEntry("completed", true)
                        .containsEntry("completed_at", "2024-01-01T12:00:00.000Z")
                        .containsEntry("completer", Map.of("id", Api.JASON, "name", "Jason Fried")));
    }

    @Test
    void row_e9_the_remaining_to_dos_of_a_project() {
        three();

        assertThat(api.each(in("/todos/remaining.json"), "content")).containsExactly("A", "C");
    }

    @Test
    void row_e10_the_to_dos_of_a_list() {
        three();
        api.create(in("/todolists.json"), "{'name': 'Another'}");

        assertThat(api.each(in("/todolists/1/todos.json"), "content")).containsExactly("A", "C", "B");
        assertThat(api.list(in("/todolists/2/todos.json"))).isEmpty();
        Map<?, ?> around =
                (Map<?, ?>) api.list(in("/todolists/1/todos.json")).get(0).get("todolist");
        assertThat(around)
                .isEqualTo(api.list(in("/todolists.json")).get(0))
                .extracting("remaining_count", "completed_count", "position")
                .containsExactly(2L, 1L, 1L);
    }

    @Test
    void row_e11_the_completed_to_dos_of_a_list() {
        three();

        assertThat(api.each(in("/todolists/1/todos/completed.json"), "content")).containsExactly("B");
    }

    @Test
    void row_e12_the_remaining_to_dos_of_a_list() {
        three();

        assertThat(api.each(in("/todolists/1/todos/remaining.json"), "content")).containsExactly("A", "C");
    }

    @Test
    void row_e13_the_trashed_to_dos_of_a_list() {
        three();
        api.delete(in("/todos/1.json")).nothing();

        assertThat(api.list(in("/todolists/1/todos/trashed.json")))
                .singleElement()
                .satisfies(
                        todo -> assertThat(todo).containsEntry("content", "A").containsEntry("trashed", true));
    }

    @Test
    void row_e14_one_to_do() {
        three();

        assertThat(api.show(in("/todos/3.json"))).containsEntry("content", "C").containsEntry("position", 2L);
        api.get(in("/todos/4.json")).notFound();
    }

    @Test
    void row_e15_a_to_do_is_created_in_a_list_that_is_there() {
        Api.Answer created = api.post(in("/todolists/1/todos.json"), "{'content': 'A'}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(Api.URL + in("/todos/1.json"));
        api.post(in("/todolists/9/todos.json"), "{'content': 'A'}").notFound();
        assertThat(api.post(in("/todolists/1/todos.json"), "{}").invalid("content"))
                .containsExactly("can't be blank");
    }

    @Test
    void row_e16_a_to_do_is_updated_in_part() {
        three();

        Api.Answer updated =
                api.put(in("/todos/1.json"), "{'content': 'D', 'due_at': '2012-03-27', 'completed': true}");

        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.body())
                .isEqualTo(api.show(in("/todos/1.json")))
                .containsEntry("content", "D")
                .containsEntry("due_at", "2012-03-27")
                .containsEntry("completed", true);
    }

    @Test
    void row_e17_a_to_do_is_deleted() {
        three();

        api.delete(in("/todos/1.json")).nothing();
        api.get(in("/todos/1.json")).notFound();
        assertThat(api.each(in("/todos.json"), "position")).containsExactly(1L, 2L);
    }

    /** A and C remain, B is completed. */
    private void three() {
        for (String content : List.of("A", "B", "C")) {
            api.create(in("/todolists/1/todos.json"), "{'content': '" + content + "'}");
        }
        api.put(in("/todos/2.json"), "{'completed': true}");
    }

    private String in(String path) {
        return "/projects/" + project + path;
    }
}
