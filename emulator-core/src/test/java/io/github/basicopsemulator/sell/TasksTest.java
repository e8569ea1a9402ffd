package io.github.basicopsemulator.sell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.testing.TestEngine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tasks: the reference's examples, and what they are narrowed and sorted by. */
class TasksTest {

    private final Api api = new Api();

    /** The request is the page's own; in its reply {@code completed} belongs to another request. */
    @Test
    void the_examples_of_the_reference_work_as_they_stand() {
        api.passSeconds(-12 * 3600 - 4 * 86400 - 27_422);
        Map<String, Object> created = api.send("POST", "/v2/tasks", """
                        {'data': {'resource_type': 'lead', 'resource_id': 1, 'due_date': '2014-09-28T16:32:56Z',
                         'remind_at': '2014-09-29T15:32:56Z', 'content': 'Contact Tom'}, 'meta': {'type': 'task'}}""").done();

        assertThat(created).isEqualTo(TestEngine.json("""
                {'id': 1, 'creator_id': 1, 'owner_id': 1, 'resource_type': 'lead', 'resource_id': 1,
                 'completed': false, 'completed_at': null, 'due_date': '2014-09-28T16:32:56Z', 'overdue': false,
                 'remind_at': '2014-09-29T15:32:56Z', 'content': 'Contact Tom',
                 'created_at': '2014-08-27T16:22:58Z', 'updated_at': '2014-08-27T16:22:58Z'}"""));
        assertThat(api.get("/v2/tasks/1").body()).isEqualTo(Map.of("data", created, "meta", Map.of("type", "task")));

        Map<String, Object> changed = api.send(
                        "PUT", "/v2/tasks/1", "{'data': {'completed': false, 'content': 'Contact Tom and Rachel'}}")
                .done();
        assertThat(changed)
                .containsEntry("content", "Contact Tom and Rachel")
                .containsEntry("completed_at", null)
                .containsEntry("due_date", "2014-09-28T16:32:56Z");

        Api.Answer removed = api.delete("/v2/tasks/1");
        assertThat(removed.status()).isEqualTo(204);
        assertThat(removed.text()).isEmpty();
    }

    @Test
    void a_list_is_narrowed_by_what_a_task_is_about() {
        api.create("/v2/tasks", "{'content': 'floats'}");
        api.create("/v2/tasks", "{'content': 'lead', 'resource_type': 'lead', 'resource_id': 1}");
        api.create("/v2/tasks", "{'content': 'deal', 'resource_type': 'deal', 'resource_id': 1}");

        assertThat(api.ids("/v2/tasks")).containsExactly(1L, 2L, 3L);
        assertThat(api.ids("/v2/tasks?type=floating")).containsExactly(1L);
        assertThat(api.ids("/v2/tasks?type=related")).containsExactly(2L, 3L);
        assertThat(api.ids("/v2/tasks?resource_type=deal")).containsExactly(3L);
        assertThat(api.ids("/v2/tasks?resource_type=deals")).containsExactly(3L);
        assertThat(api.ids("/v2/tasks?resource_id=1")).containsExactly(2L, 3L);
        assertThat(api.ids("/v2/tasks?resource_id=1&resource_type=lead")).containsExactly(2L);
    }

    @Test
    void a_relation_can_be_changed_and_cleared() {
        long task = api.create("/v2/tasks", "{'content': 'c', 'resource_type': 'lead', 'resource_id': 1}");
        String path = "/v2/tasks/" + task;

        assertThat(api.put(path, "{'resource_type': 'contact'}").done()).containsEntry("resource_type", "contact");
        assertThat(api.put(path, "{'resource_id': null}").done())
                .containsEntry("resource_type", null)
                .containsEntry("resource_id", null);
        api.put(path, "{'resource_id': 1}").unprocessable("missing", "/resource_type");
        api.put(path, "{'resource_type': 'deal'}").unprocessable("missing", "/resource_id");
        assertThat(api.put(path, "{'resource_type': 'deal', 'resource_id': 1}").done())
                .containsEntry("resource_type", "deal");
    }

    @Test
    void what_is_overdue_changes_while_nothing_else_does() {
        api.create("/v2/tasks", "{'content': 'c', 'due_date': '2014-09-01T12:00:10Z'}");

        assertThat(api.show("/v2/tasks/1")).containsEntry("overdue", false);
        api.passSeconds(10);
        assertThat(api.show("/v2/tasks/1")).containsEntry("overdue", false);
        api.passSeconds(1);
        assertThat(api.show("/v2/tasks/1")).containsEntry("overdue", true);
        assertThat(api.ids("/v2/tasks?overdue=true")).containsExactly(1L);
        api.passSeconds(-1);
        assertThat(api.get("/v2/tasks").items().get(0)).containsEntry("overdue", false);
    }

    @Test
    void events_tell_of_what_happened_to_a_task() {
        api.create("/v2/tasks", "{'content': 'c'}");
        api.put("/v2/tasks/1", "{'content': 'd'}").done();
        api.delete("/v2/tasks/1");

        assertThat(api.bench().told())
                .isEqualTo(List.of("created sell task 1", "updated sell task 1", "removed sell task 1"));
    }
}
