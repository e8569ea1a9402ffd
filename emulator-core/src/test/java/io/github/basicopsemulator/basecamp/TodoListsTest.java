package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** To-do lists, as the page on them has them. */
class TodoListsTest {

    private final Api api = new Api();
    private long project;

    @BeforeEach
    void a_project() {
        project = api.project();
    }

    @Test
    void row_s8_the_documented_example_runs() {
        Api.Answer created = api.post(in("/todolists.json"), """
                {
                  'name': 'Things to do',
                  'description': 'All of these really need doing'
                }""");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(Api.URL + in("/todolists/1.json"));
        assertThat(created.body().keySet())
                .containsExactly(
                        "id",
                        "name",
                        "description",
                        "created_at",
                        "updated_at",
                        "completed",
                        "position",
                        "private",
                        "trashed",
                        "completed_count",
                        "remaining_count",
                        "creator",
                        "todos",
                        "comments",
                        "subscribers");
    }

    @Test
    void row_s7_lists_come_by_position() {
        three();
        api.put(in("/todolists/3.json"), "{'position': 1}");

        assertThat(api.each(in("/todolists.json"), "name")).containsExactly("C", "A", "B");
        assertThat(api.each(in("/todolists.json"), "position")).containsExactly(1L, 2L, 3L);
        assertThat(api.list(in("/todolists.json")).get(0).keySet())
                .containsExactly(
                        "id",
                        "name",
                        "description",
                        "created_at",
                        "updated_at",
                        "url",
                        "app_url",
                        "completed",
                        "position",
                        "private",
                        "trashed",
                        "completed_count",
                        "remaining_count",
                        "creator");
    }

    @Test
    void row_s9_a_list_shows_its_to_dos_unless_told_not_to() {
        three();
        for (String content : List.of("remains", "done", "gone")) {
            api.create(in("/todolists/1/todos.json"), "{'content': '" + content + "'}");
        }
        api.put(in("/todos/2.json"), "{'completed': true}");
        api.delete(in("/todos/3.json")).nothing();

        Map<String, Object> todos = Api.part(api.show(in("/todolists/1.json")), "todos");
        assertThat(Api.parts(todos, "remaining").get(0).keySet())
                .containsExactly(
                        "id",
                        "content",
                        "due_at",
                        "comments_count",
                        "created_at",
                        "updated_at",
                        "assignee",
                        "position",
                        "url",
                        "app_url");
        assertThat(Api.parts(todos, "completed").get(0))
                .containsEntry("content", "done")
                .containsKeys("completed_at", "completer");
        assertThat(Api.parts(todos, "trashed").get(0)).containsEntry("content", "gone");
        assertThat(api.show(in("/todolists/1.json?exclude_todos=true"))).doesNotContainKey("todos");
    }

    @Test
    void row_s10_a_list_is_updated() {
        three();

        assertThat(api.put(in("/todolists/1.json"), "{'name': 'D', 'position': 9}")
                        .body())
                .isEqualTo(api.show(in("/todolists/1.json")))
                .containsEntry("name", "D")
                .containsEntry("position", 3L);
        api.put(in("/todolists/1.json"), "{'position': 'x'}").badRequest();
    }

    @Test
    void row_s22_a_list_in_the_trash_takes_its_to_dos_along() {
        three();
        api.create(in("/todolists/1/todos.json"), "{'content': 'T'}");
        api.delete(in("/todolists/1.json")).nothing();

        api.get(in("/todos/1.json")).notFound();
        assertThat(api.list(in("/todos.json"))).isEmpty();
        assertThat(api.each(in("/todolists.json"), "position")).containsExactly(1L, 2L);
        assertThat(api.each(in("/todolists/trashed.json"), "name")).containsExactly("A");
    }

    private void three() {
        for (String name : List.of("A", "B", "C")) {
            api.create(in("/todolists.json"), "{'name': '" + name + "'}");
        }
    }

    private String in(String path) {
        return "/projects/" + project + path;
    }
}
