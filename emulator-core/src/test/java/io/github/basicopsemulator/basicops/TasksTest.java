package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks: where they are, what is under them, and what becomes of them. */
class TasksTest {

    private final Api api = new Api();

    /**
     * <pre>
     * project 1 ── section 1
     *           └─ section 2
     * project 2 ── section 3
     * </pre>
     */
    @BeforeEach
    void two_projects_with_sections() {
        api.create("/v1/project", """
                {'title': 'Corporate website', 'dueDate': '2018-08-01T07:00:00.000Z', 'description': 'Define'}""");
        api.create("/v1/project", "{'title': 'Other'}");
        api.create("/v1/section", "{'name': 'Q1', 'project': 1, 'endDate': '2018-03-31T07:00:00.000Z'}");
        api.create("/v1/section", "{'name': 'Q2', 'project': 1}");
        api.create("/v1/section", "{'name': 'Later', 'project': 2}");
    }

    @Test
    void the_documented_example_runs() {
        assertThat(api.post("/v1/task", """
                        {'dueDate': '2018-08-01T07:00:00.000Z', 'section': 1, 'project': 1, 'assignee': 38,
                         'title': 'Company info', 'status': 'New'}""").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'viewUrl': 'https://app.basicops.com/task/1',
                         'bounceUrl': 'https://app.basicops.com/bounce/task/1'}}"""));
        assertThat(api.get("/v1/task/1").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'title': 'Company info', 'description': null,
                         'project': {'id': 1, 'title': 'Corporate website', 'status': 'On Track',
                          'description': 'Define', 'dueDate': '2018-08-01T07:00:00.000Z'},
                         'section': {'id': 1, 'name': 'Q1', 'endDate': '2018-03-31T07:00:00.000Z', 'state': 'Open'},
                         'assignee': {'id': 38, 'firstName': 'Alex', 'lastName': 'Jackson',
                          'email': 'alex@testco.com',
                          'picture': 'BASE/v1/user/38/picture/mB1Wqsr7DjnvhagZeIag0w%3D%3D/download'},
                         'dueDate': '2018-08-01T07:00:00.000Z', 'status': 'New', 'attachments': [],
                         'created': '2024-01-01T12:00:00.000Z', 'updated': '2024-01-01T12:00:00.000Z'}}""".replace("BASE", Api.BASE)));

        // The section of the example belongs to another project than the one it moves to.
        api.done(api.patch("/v1/task/1", """
                {'description': 'Include management profiles', 'title': 'Company information',
                 'status': 'In Progress', 'project': 2}"""));
        assertThat(api.show("/v1/task/1"))
                .containsEntry("title", "Company information")
                .containsEntry("status", "In Progress")
                .containsEntry("section", null);

        assertThat(api.show("/v1/task/1/link")).containsOnly(Map.entry("url", "https://app.basicops.com/task/1"));
        assertThat(api.delete("/v1/task/1").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'statusKind': 2, 'status': 'Company information deleted',
                         'activities': [1]}}"""));
        api.get("/v1/task/1").refusal(404, "not_found");
    }

    @Test
    void every_list_shows_the_same_record_as_the_task_itself() {
        api.create("/v1/task", "{'title': 'parent', 'section': 1, 'assignee': 38}");
        api.create("/v1/task", "{'title': 'child', 'parent': 1, 'assignee': 25}");
        Map<String, Object> parent = api.show("/v1/task/1");
        Map<String, Object> child = api.show("/v1/task/2");

        assertThat(api.get("/v1/task").list()).containsExactly(parent, child);
        assertThat(api.get("/v1/project/1/tasks").list()).containsExactly(parent, child);
        assertThat(api.get("/v1/task/1/tasks").list()).containsExactly(child);
        assertThat(new ArrayList<>(child.keySet()))
                .containsExactlyInAnyOrder(
                        "id",
                        "title",
                        "description",
                        "project",
                        "section",
                        "assignee",
                        "dueDate",
                        "status",
                        "attachments",
                        "created",
                        "updated");
    }

    @Test
    void a_task_needs_a_title_and_nothing_else() {
        long id = api.create("/v1/task", "{'title': 'T', 'fields': {'custom': 1}}");

        assertThat(api.show("/v1/task/" + id))
                .containsEntry("status", "New")
                .containsEntry("project", null)
                .containsEntry("section", null)
                .containsEntry("assignee", null)
                .containsEntry("attachments", List.of())
                .doesNotContainKeys("fields", "parent", "archived");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"New", "Accepted", "In Progress", "Under Review", "Reviewed", "On Hold", "Blocked", "Complete"})
    void every_documented_status_is_taken_and_can_be_filtered_by(String status) {
        long id = api.create("/v1/task", "{'title': 'T', 'status': '" + status + "'}");

        assertThat(api.show("/v1/task/" + id)).containsEntry("status", status);
        assertThat(api.ids("/v1/task?status=" + status.replace(" ", "%20"))).containsExactly(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                  | $.title is required, but was not sent",
                "{'title': 'T', 'status': 'new'}     | $.status must be one of \"New\", \"Accepted\"",
                "{'title': 'T', 'status': 'Cancelled'} | $.status must be one of",
                "{'title': 'T', 'project': 99}       | $.project must be the id of a project that exists, but was 99",
                "{'title': 'T', 'section': 99}       | $.section must be the id of a section that exists, but was 99",
                "{'title': 'T', 'assignee': 99}      | $.assignee must be the id of a user that exists, but was 99",
                "{'title': 'T', 'assignee': 'me'}    | $.assignee must be the id of a user, a whole number, but was \"me\"",
                "{'title': 'T', 'parent': 99}        | $.parent must be the id of a task that exists, but was 99",
                "{'title': 'T', 'project': 1, 'section': 3} | $.section must be a section of the project that was sent, 1, but section 3 belongs to project 2",
                "{'title': 'T', 'project': null, 'section': 3} | $.section must be a section of the project that was sent"
            })
    void what_cannot_be_stored_is_refused_naming_the_field(String json, String message) {
        State before = api.state();

        assertThat(api.post("/v1/task", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void a_refused_change_changes_nothing() {
        api.create("/v1/task", "{'title': 'T', 'section': 1}");
        api.passHours(1);
        State before = api.state();

        api.patch("/v1/task/1", "{'title': 'changed', 'status': 'nonsense'}").refusal();
        api.patch("/v1/task/1", "{'title': 'changed', 'project': 2, 'section': 1}")
                .refusal();
        api.patch("/v1/task/1", "{'title': null}").refusal();

        assertThat(api.state()).isSameAs(before);
        assertThat(api.told()).doesNotContain("updated task 1");
    }

    @Test
    void a_field_left_out_stays_as_it_was() {
        api.create("/v1/task", "{'title': 'T', 'section': 1, 'assignee': 38, 'description': 'd'}");
        Map<String, Object> expected = new LinkedHashMap<>(api.show("/v1/task/1"));
        api.passHours(1);
        api.done(api.patch("/v1/task/1", "{'status': 'Blocked'}"));

        expected.put("status", "Blocked");
        expected.put("updated", "2024-01-01T13:00:00.000Z");
        assertThat(api.show("/v1/task/1")).isEqualTo(expected);
    }

    @Test
    void null_clears_what_is_optional() {
        api.create("/v1/task", """
                {'title': 'T', 'section': 1, 'assignee': 38, 'description': 'd', 'dueDate': '2018-08-01',
                 'status': 'Blocked'}""");
        api.done(api.patch("/v1/task/1", """
                {'section': null, 'assignee': null, 'description': null, 'dueDate': null, 'status': null}"""));

        assertThat(api.show("/v1/task/1"))
                .containsEntry("section", null)
                .containsEntry("assignee", null)
                .containsEntry("description", null)
                .containsEntry("dueDate", null)
                .containsEntry("status", "New");
        assertThat(place(1)).isEqualTo("1 null");
    }

    @Test
    void a_task_in_a_section_is_in_the_project_of_that_section() {
        api.create("/v1/task", "{'title': 'T', 'section': 3}");
        assertThat(place(1)).isEqualTo("2 3");

        api.done(api.patch("/v1/task/1", "{'section': 1}"));
        assertThat(place(1)).isEqualTo("1 1");

        api.done(api.patch("/v1/task/1", "{'section': 3, 'project': 2}"));
        assertThat(place(1)).isEqualTo("2 3");
    }

    @Test
    void a_task_that_moves_to_another_project_leaves_its_section() {
        api.create("/v1/task", "{'title': 'T', 'section': 1}");
        api.done(api.patch("/v1/task/1", "{'project': 1}"));
        assertThat(place(1)).as("it was there already").isEqualTo("1 1");

        api.done(api.patch("/v1/task/1", "{'project': 2}"));
        assertThat(place(1)).isEqualTo("2 null");

        api.done(api.patch("/v1/task/1", "{'section': 3}"));
        api.done(api.patch("/v1/task/1", "{'project': null}"));
        assertThat(place(1)).isEqualTo("null null");
    }

    @Test
    void a_moved_task_is_found_where_it_went_and_not_where_it_was() {
        api.create("/v1/task", "{'title': 'T', 'section': 1}");
        api.done(api.patch("/v1/task/1", "{'project': 2}"));

        assertThat(api.ids("/v1/project/1/tasks")).isEmpty();
        assertThat(api.ids("/v1/task?section=1")).isEmpty();
        assertThat(api.ids("/v1/project/2/tasks")).containsExactly(1L);
        assertThat(api.ids("/v1/task?section=null")).containsExactly(1L);
    }

    @Test
    void a_subtask_is_where_its_parent_is_unless_told_otherwise() {
        api.create("/v1/task", "{'title': 'parent', 'section': 1}");
        api.create("/v1/task", "{'title': 'child', 'parent': 1}");
        api.create("/v1/task", "{'title': 'elsewhere', 'parent': 1, 'project': 2}");

        assertThat(place(2)).isEqualTo("1 1");
        assertThat(place(3)).isEqualTo("2 null");
        assertThat(api.ids("/v1/task/1/tasks")).containsExactly(2L, 3L);
        assertThat(api.ids("/v1/task/2/tasks")).isEmpty();
        assertThat(api.ids("/v1/task")).containsExactly(1L, 2L, 3L);
        api.get("/v1/task/99/tasks").refusal(404, "not_found");
    }

    @Test
    void subtasks_go_along_when_their_task_moves_and_that_is_told_once() {
        api.create("/v1/task", "{'title': 'parent', 'section': 1}");
        api.create("/v1/task", "{'title': 'child', 'parent': 1}");
        api.create("/v1/task", "{'title': 'grandchild', 'parent': 2}");
        api.create("/v1/task", "{'title': 'elsewhere', 'parent': 1, 'project': null}");
        int before = api.told().size();
        api.passHours(1);

        api.done(api.patch("/v1/task/1", "{'section': 3}"));

        assertThat(place(2)).isEqualTo("2 3");
        assertThat(place(3)).isEqualTo("2 3");
        assertThat(place(4)).isEqualTo("null null");
        assertThat(api.show("/v1/task/3")).containsEntry("updated", "2024-01-01T13:00:00.000Z");
        assertThat(api.told().subList(before, api.told().size())).containsExactly("updated task 1");
    }

    @Test
    void a_task_can_be_put_under_another_and_keeps_what_it_has() {
        api.create("/v1/task", "{'title': 'A', 'section': 1}");
        api.create("/v1/task", "{'title': 'B', 'section': 3, 'assignee': 25, 'description': 'd'}");
        api.done(api.patch("/v1/task/2", "{'parent': 1}"));

        assertThat(api.ids("/v1/task/1/tasks")).containsExactly(2L);
        assertThat(place(2)).isEqualTo("2 3");
        api.done(api.patch("/v1/task/2", "{'parent': null}"));
        assertThat(api.ids("/v1/task/1/tasks")).isEmpty();
    }

    @Test
    void tasks_cannot_stand_under_themselves() {
        api.create("/v1/task", "{'title': 'A'}");
        api.create("/v1/task", "{'title': 'B', 'parent': 1}");
        api.create("/v1/task", "{'title': 'C', 'parent': 2}");

        for (long parent = 1; parent <= 3; parent++) {
            assertThat(api.patch("/v1/task/1", "{'parent': " + parent + "}").refusal())
                    .contains("$.parent must not be the task itself or one of its subtasks, but was " + parent);
        }
    }

    @Test
    void a_deleted_task_takes_its_subtasks_and_reviews_along() {
        api.create("/v1/task", "{'title': 'parent', 'section': 1}");
        api.create("/v1/task", "{'title': 'child', 'parent': 1}");
        api.create("/v1/task", "{'title': 'grandchild', 'parent': 2}");
        api.create("/v1/task", "{'title': 'other', 'section': 1}");
        api.done(api.post("/v1/task/3/review/submit", "{}"));
        int before = api.told().size();

        api.delete("/v1/task/1");

        assertThat(api.ids("/v1/task")).containsExactly(4L);
        assertThat(api.ids("/v1/task?section=1")).containsExactly(4L);
        assertThat(api.state().all(Reviews.KIND)).isEmpty();
        assertThat(api.told().subList(before, api.told().size())).containsExactly("removed task 1");
    }

    @Test
    void archived_tasks_are_listed_instead_of_the_others_everywhere() {
        api.create("/v1/task", "{'title': 'parent', 'project': 1}");
        api.create("/v1/task", "{'title': 'active', 'parent': 1}");
        api.create("/v1/task", "{'title': 'archived', 'parent': 1}");
        api.done(api.patch("/v1/task/3", "{'archived': true}"));

        assertThat(api.ids("/v1/task")).containsExactly(1L, 2L);
        assertThat(api.ids("/v1/task?archived=true")).containsExactly(3L);
        assertThat(api.ids("/v1/project/1/tasks")).containsExactly(1L, 2L);
        assertThat(api.ids("/v1/project/1/tasks?archived=true")).containsExactly(3L);
        assertThat(api.ids("/v1/task/1/tasks?archived=true")).containsExactly(3L);
        assertThat(api.show("/v1/task/3")).doesNotContainKey("archived");
    }

    @Test
    void texts_come_back_as_they_were_sent() {
        String text = "<p>é 😀 &amp; \\u2028 tab\\t \\\\ </p>";
        long id = api.create("/v1/task", "{'title': '" + text + "', 'description': ' ' }");

        assertThat(api.show("/v1/task/" + id))
                .containsEntry("title", "<p>é 😀 &amp; \u2028 tab\t \\ </p>")
                .containsEntry("description", " ");
    }

    @Test
    void what_was_written_is_read_at_once_in_every_list() {
        api.create("/v1/task", "{'title': 'T', 'project': 1, 'assignee': 38}");
        assertThat(api.get("/v1/task").text()).contains("\"title\":\"T\"");
        api.done(api.patch("/v1/task/1", "{'title': 'changed', 'assignee': 25}"));

        for (String path : List.of("/v1/task", "/v1/task?assignee=25", "/v1/project/1/tasks")) {
            assertThat(api.get(path).list()).containsExactly(api.show("/v1/task/1"));
        }
        assertThat(api.get("/v1/task").text()).contains("Tim").doesNotContain("Alex");
    }

    /** The ids of the project and of the section that a task shows. */
    private String place(long id) {
        Map<String, Object> task = api.show("/v1/task/" + id);
        return id(task.get("project")) + " " + id(task.get("section"));
    }

    private static Object id(Object embedded) {
        return embedded == null ? null : ((Map<?, ?>) embedded).get("id");
    }

    @Test
    void a_chain_of_subtasks_longer_than_a_stack_moves_and_goes_as_one() {
        int depth = 3_000;
        api.create("/v1/project", "{'title': 'A'}");
        long other = api.create("/v1/project", "{'title': 'B'}");
        api.create("/v1/task", "{'title': '1', 'project': 1}");
        for (int id = 2; id <= depth; id++) {
            api.create("/v1/task", "{'title': '" + id + "', 'parent': " + (id - 1) + "}");
        }

        api.done(api.patch("/v1/task/1", "{'project': " + other + "}"));
        assertThat(api.ids("/v1/project/" + other + "/tasks")).hasSize(depth);

        assertThat(api.delete("/v1/task/1").status()).isEqualTo(200);
        assertThat(api.ids("/v1/task")).isEmpty();
    }
}
