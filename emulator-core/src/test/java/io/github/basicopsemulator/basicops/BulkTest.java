package io.github.basicopsemulator.basicops;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many records in one request, all of them or none. */
class BulkTest {

    private final Api api = new Api();

    @Test
    void the_documented_examples_run() {
        api.create("/v1/project", "{'title': 'Project B'}");
        api.create("/v1/task", "{'title': 'Task B'}");

        assertThat(api.post("/v1/project/bulk", """
                        {'items': [{'title': 'Project A', 'status': 'On Track'},
                                   {'id': 1, 'title': 'Updated Project B'}]}""").body())
                .isEqualTo(Api.json("{'success': true, 'data': {'created': [2], 'updated': [1]}}"));
        assertThat(api.post("/v1/task/bulk", """
                        {'items': [{'title': 'Task A', 'project': 2}, {'id': 1, 'title': 'Updated Task B'}]}""").body())
                .isEqualTo(Api.json("{'success': true, 'data': {'created': [2], 'updated': [1]}}"));
        assertThat(api.post("/v1/section/bulk", "{'items': [{'name': 'Section A', 'project': 2}]}")
                        .body())
                .isEqualTo(Api.json("{'success': true, 'data': {'created': [1], 'updated': []}}"));
        assertThat(api.post("/v1/project/bulk", "{'items': [{'title': 'Template A', 'isTemplate': true}]}")
                        .body())
                .isEqualTo(Api.json("{'success': true, 'data': {'created': [3], 'updated': []}}"));

        assertThat(api.show("/v1/project/1")).containsEntry("title", "Updated Project B");
        assertThat(api.show("/v1/task/1")).containsEntry("title", "Updated Task B");
        assertThat(api.ids("/v1/project/2/tasks")).containsExactly(2L);
        assertThat(api.ids("/v1/project/2/sections")).containsExactly(1L);
        assertThat(api.ids("/v1/project?istemplate=true")).containsExactly(3L);
    }

    @Test
    void created_and_updated_keep_the_order_in_which_they_were_sent() {
        for (int i = 1; i <= 3; i++) {
            api.create("/v1/task", "{'title': 'T'}");
        }

        assertThat(api.post("/v1/task/bulk", """
                        {'items': [{'id': 3, 'title': 'c'}, {'title': 'x'}, {'id': 1, 'title': 'a'}, {'title': 'y'},
                                   {'id': 2, 'title': 'b'}]}""").data())
                .containsEntry("created", List.of(4L, 5L))
                .containsEntry("updated", List.of(3L, 1L, 2L));
        assertThat(api.get("/v1/task").list())
                .extracting(task -> task.get("title"))
                .containsExactly("a", "b", "c", "x", "y");
        assertThat(api.told())
                .endsWith("updated task 3", "created task 4", "updated task 1", "created task 5", "updated task 2");
    }

    @Test
    void an_update_leaves_out_what_an_item_leaves_out() {
        api.create("/v1/task", "{'title': 'T', 'description': 'd', 'assignee': 25}");
        api.passHours(1);
        api.post("/v1/task/bulk", "{'items': [{'id': 1, 'status': 'Blocked', 'assignee': null}]}");

        assertThat(api.show("/v1/task/1"))
                .containsEntry("title", "T")
                .containsEntry("description", "d")
                .containsEntry("assignee", null)
                .containsEntry("status", "Blocked")
                .containsEntry("updated", "2024-01-01T13:00:00.000Z");
    }

    @Test
    void one_record_can_be_updated_twice_and_the_last_wins() {
        api.create("/v1/task", "{'title': 'T'}");

        assertThat(api.post("/v1/task/bulk", """
                        {'items': [{'id': 1, 'title': 'A', 'status': 'Blocked'}, {'id': 1, 'title': 'B'}]}""").status()).isEqualTo(200);
        assertThat(api.show("/v1/task/1")).containsEntry("title", "B").containsEntry("status", "Blocked");
    }

    @Test
    void a_hundred_items_are_taken_and_one_more_is_not() {
        assertThat(api.post("/v1/task/bulk", tasks(100)).data())
                .containsEntry("created", LongStream.rangeClosed(1, 100).boxed().toList());

        State before = api.state();
        assertThat(api.post("/v1/task/bulk", tasks(101)).refusal())
                .contains("$.items must hold at most 100 items, but held 101");
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void no_items_are_no_work() {
        assertThat(api.post("/v1/task/bulk", "{'items': []}").data())
                .isEqualTo(Map.of("created", List.of(), "updated", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "section", "task"})
    void one_bad_item_refuses_all_and_leaves_ids_moments_and_lists_alone(String kind) {
        String name = kind.equals("section") ? "name" : "title";
        api.create("/v1/" + kind, "{'" + name + "': 'first'}");
        Map<String, Object> before = api.show("/v1/" + kind + "/1");
        List<String> told = api.told();
        State state = api.state();
        api.passHours(1);

        String message = api.post(
                        "/v1/" + kind + "/bulk",
                        "{'items': [{'NAME': 'new'}, {'id': 1, 'NAME': 'changed'}, {'NAME': 7}, {'NAME': 'new'}]}"
                                .replace("NAME", name))
                .refusal();

        assertThat(message).contains("$.items[2]." + name + " must be a text, but was 7");
        assertThat(api.state()).isSameAs(state);
        assertThat(api.told()).isEqualTo(told);
        assertThat(api.show("/v1/" + kind + "/1")).isEqualTo(before);
        assertThat(api.ids("/v1/" + kind)).containsExactly(1L);
        assertThat(api.create("/v1/" + kind, "{'" + name + "': 'next'}")).isEqualTo(2);
    }

    @Test
    void an_item_that_is_refused_only_when_it_is_stored_refuses_all_too() {
        api.create("/v1/project", "{'title': 'A'}");
        api.create("/v1/project", "{'title': 'B'}");
        api.create("/v1/section", "{'name': 'S', 'project': 2}");
        State state = api.state();

        assertThat(api.post("/v1/task/bulk", """
                        {'items': [{'title': 'fine'}, {'title': 'torn', 'project': 1, 'section': 1}]}""").refusal())
                .contains("$.items[1].section must be a section of the project that was sent, 1");
        assertThat(api.post("/v1/project/bulk", "{'items': [{'title': 'fine'}, {'title': 'P', 'template': 1}]}")
                        .refusal())
                .contains("$.items[1].template must be the id of a project that is a template");
        assertThat(api.state()).isSameAs(state);
        assertThat(api.told()).hasSize(3);
    }

    @Test
    void two_items_that_make_a_circle_between_them_are_refused() {
        api.create("/v1/task", "{'title': 'A'}");
        api.create("/v1/task", "{'title': 'B'}");
        State state = api.state();

        assertThat(api.post("/v1/task/bulk", "{'items': [{'id': 1, 'parent': 2}, {'id': 2, 'parent': 1}]}")
                        .refusal())
                .contains("$.items[1].parent must not be the task itself or one of its subtasks");
        assertThat(api.state()).isSameAs(state);
    }

    @Test
    void everything_wrong_in_every_item_is_said_at_once() {
        assertThat(api.post("/v1/task/bulk", """
                        {'items': [{'status': 'x'}, 5, {'id': 99}, {'id': 'x', 'assignee': 99}, null, {'title': 'T'}]}""").refusal())
                .contains("$.items[0].title is required, but was not sent")
                .contains("$.items[0].status must be one of")
                .contains("$.items[1] must be an object, but was 5")
                .contains("$.items[2].id must be the id of a task that exists, but was 99")
                .contains("$.items[3].id must be the id of a task that exists, but was \"x\"")
                .contains("$.items[3].assignee must be the id of a user that exists, but was 99")
                .contains("$.items[4] must be an object, but was null")
                .doesNotContain("$.items[5]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                  | $.items is required, but was not sent",
                "{'items': null}     | $.items must be an array, but was null",
                "{'items': {}}       | $.items must be an array, but was an object",
                "{'items': 'x'}      | $.items must be an array, but was \"x\"",
                "{'items': [{'id': null, 'title': 'T'}]} | $.items[0].id must be the id of a task that exists, but was null",
                "{'items': [{'id': 1.0, 'title': 'T'}]}  | $.items[0].id must be the id of a task that exists, but was 1.0",
                "{'items': [{'id': 99999999999999999999}]} | $.items[0].id must be the id of a task that exists"
            })
    void what_is_no_list_of_items_is_refused(String json, String message) {
        assertThat(api.post("/v1/task/bulk", json).refusal()).contains(message);
    }

    @Test
    void items_with_a_template_are_each_a_copy() {
        api.create("/v1/project", "{'title': 'T', 'isTemplate': true}");
        api.create("/v1/task", "{'title': 'in it', 'project': 1}");
        api.post("/v1/project/bulk", "{'items': [{'title': 'A', 'template': 1}, {'title': 'B', 'template': 1}]}");

        assertThat(api.ids("/v1/project/2/tasks")).containsExactly(2L);
        assertThat(api.ids("/v1/project/3/tasks")).containsExactly(3L);
        assertThat(api.told()).endsWith("created task 1", "created project 2", "created project 3");
    }

    private static String tasks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'title': 'T" + i + "'}")
                .collect(joining(",", "{'items': [", "]}"));
    }
}
