package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects and the templates they are made after. */
class ProjectsTest {

    private static final String CORPORATE_WEBSITE = """
            {'owner': 38, 'description': 'Define our presence', 'dueDate': '2018-08-01T07:00:00.000Z',
             'title': 'Corporate website', 'status': 'On Track'}""";

    private final Api api = new Api();

    @Test
    void the_documented_example_runs() {
        Api.Answer created = api.post("/v1/project", CORPORATE_WEBSITE);
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'viewUrl': 'https://app.basicops.com/project/1',
                         'bounceUrl': 'https://app.basicops.com/bounce/project/1'}}"""));

        assertThat(api.show("/v1/project/1")).isEqualTo(Api.json("""
                        {'id': 1, 'isTemplate': false, 'title': 'Corporate website',
                         'description': 'Define our presence', 'owner': 38, 'team': [],
                         'dueDate': '2018-08-01T07:00:00.000Z', 'startDate': null, 'status': 'On Track', 'folder': null,
                         'created': '2024-01-01T12:00:00.000Z', 'updated': '2024-01-01T12:00:00.000Z'}"""));
        assertThat(api.get("/v1/project").list()).containsExactly(api.show("/v1/project/1"));

        api.done(api.patch("/v1/project/1", CORPORATE_WEBSITE.replace("On Track", "At Risk")));
        assertThat(api.show("/v1/project/1")).containsEntry("status", "At Risk");

        assertThat(api.get("/v1/project/1/link").body())
                .isEqualTo(Api.json("{'success': true, 'data': {'url': 'https://app.basicops.com/project/1'}}"));
        assertThat(api.delete("/v1/project/1").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'statusKind': 2, 'status': 'Corporate website deleted',
                         'activities': [1]}}"""));
        api.get("/v1/project/1").refusal(404, "not_found");
    }

    @Test
    void owner_and_team_are_ids_when_written_and_when_read() {
        long id = api.create("/v1/project", "{'title': 'P', 'owner': 25, 'team': [38, 25, 38]}");

        assertThat(api.show("/v1/project/" + id)).containsEntry("owner", 25L).containsEntry("team", List.of(38L, 25L));
    }

    @Test
    void a_project_shows_the_documented_keys_and_no_other_in_the_documented_order() {
        long id = api.create("/v1/project", "{'title': 'P', 'archived': false, 'fields': {'x': 1}, 'colour': 'red'}");

        assertThat(new ArrayList<>(api.show("/v1/project/" + id).keySet()))
                .containsExactly(
                        "id",
                        "isTemplate",
                        "title",
                        "description",
                        "owner",
                        "team",
                        "dueDate",
                        "startDate",
                        "status",
                        "folder",
                        "created",
                        "updated");
    }

    @Test
    void the_owner_defaults_to_the_caller_and_the_status_to_on_track() {
        Api other = new Api(new BasicOpsOptions("https://app.example", Map.of("any", 25L)));
        long id = other.create("/v1/project", "{'title': 'P', 'owner': null}");

        assertThat(other.show("/v1/project/" + id)).containsEntry("owner", 25L).containsEntry("status", "On Track");
    }

    @Test
    void null_clears_what_is_optional() {
        long id = api.create("/v1/project", """
                {'title': 'P', 'description': 'd', 'team': [25], 'dueDate': '2018-08-01', 'startDate': '2018-01-01',
                 'folder': 4, 'isTemplate': true}""");
        api.done(api.patch("/v1/project/" + id, """
                {'description': null, 'team': null, 'dueDate': null, 'startDate': null, 'folder': null,
                 'isTemplate': null, 'owner': null}"""));

        assertThat(api.show("/v1/project/" + id))
                .containsEntry("description", null)
                .containsEntry("team", List.of())
                .containsEntry("dueDate", null)
                .containsEntry("startDate", null)
                .containsEntry("folder", null)
                .containsEntry("isTemplate", false)
                .containsEntry("owner", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                | $.title is required, but was not sent",
                "{'title': null}                   | $.title is required and cannot be null",
                "{'title': ''}                     | $.title is required and cannot be blank",
                "{'title': 'P', 'status': 'Done'}  | $.status must be one of \"On Track\", \"At Risk\", \"In Trouble\", \"On Hold\", \"Complete\"",
                "{'title': 'P', 'status': 'on track'} | $.status",
                "{'title': 'P', 'owner': 99}       | $.owner must be the id of a user that exists, but was 99",
                "{'title': 'P', 'team': [38, 99]}  | $.team[1] must be the id of a user that exists, but was 99",
                "{'title': 'P', 'template': 99}    | $.template must be the id of a project that exists, but was 99",
                "{'title': 'P', 'dueDate': 'soon'} | $.dueDate must be a date"
            })
    void what_cannot_be_stored_is_refused_naming_the_field(String json, String message) {
        State before = api.state();

        assertThat(api.post("/v1/project", json).refusal()).contains(message).contains("POST /v1/project");
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void every_error_is_named_at_once() {
        assertThat(api.post("/v1/project", "{'owner': 99, 'status': 5, 'folder': 'x'}")
                        .refusal())
                .contains("$.title")
                .contains("$.owner")
                .contains("$.status")
                .contains("$.folder");
    }

    @Test
    void a_field_left_out_stays_as_it_was() {
        long id = api.create("/v1/project", CORPORATE_WEBSITE);
        Map<String, Object> before = api.show("/v1/project/" + id);
        api.passHours(1);
        api.done(api.patch("/v1/project/" + id, "{'title': 'New name'}"));

        Map<String, Object> expected = Api.json("{}");
        expected.putAll(before);
        expected.put("title", "New name");
        expected.put("updated", "2024-01-01T13:00:00.000Z");
        assertThat(api.show("/v1/project/" + id)).isEqualTo(expected);
    }

    @Test
    void an_empty_change_is_no_change() {
        long id = api.create("/v1/project", CORPORATE_WEBSITE);
        api.passHours(1);
        State before = api.state();
        api.done(api.patch("/v1/project/" + id, "{}"));
        api.done(api.patch("/v1/project/" + id, ""));
        api.done(api.patch("/v1/project/" + id, "{'unheard': 'of'}"));

        assertThat(api.state().find(Projects.KIND, id)).isSameAs(before.find(Projects.KIND, id));
        assertThat(api.told()).containsExactly("created project 1");
    }

    @Test
    void archived_projects_are_listed_instead_of_the_others() {
        long active = api.create("/v1/project", "{'title': 'active'}");
        long archived = api.create("/v1/project", "{'title': 'archived'}");
        api.done(api.patch("/v1/project/" + archived, "{'archived': true}"));

        assertThat(api.ids("/v1/project")).containsExactly(active);
        assertThat(api.ids("/v1/project?archived=false")).containsExactly(active);
        assertThat(api.ids("/v1/project?archived=true")).containsExactly(archived);
        assertThat(api.show("/v1/project/" + archived)).doesNotContainKey("archived");

        api.done(api.patch("/v1/project/" + archived, "{'archived': false}"));
        assertThat(api.ids("/v1/project")).containsExactly(active, archived);
    }

    @ParameterizedTest
    @ValueSource(strings = {"istemplate", "isTemplate", "filter_isTemplate"})
    void templates_are_told_apart_only_when_asked_for(String name) {
        long plain = api.create("/v1/project", "{'title': 'plain'}");
        long template = api.create("/v1/project", "{'title': 'template', 'isTemplate': true}");

        assertThat(api.ids("/v1/project")).containsExactly(plain, template);
        assertThat(api.ids("/v1/project?" + name + "=true")).containsExactly(template);
        assertThat(api.ids("/v1/project?" + name + "=false")).containsExactly(plain);
        api.get("/v1/project?" + name + "=maybe").refusal();
    }

    /**
     * The template, and beside it what must not be copied:
     *
     * <pre>
     * template 1 ── section 1 ── task 1 ── task 2 ── task 3 (in section 2)
     *            ├─ section 2 (archived task 4)
     *            └─ task 5
     * project 2 ─── section 3 ── task 6
     * </pre>
     */
    @Test
    void a_project_made_after_a_template_gets_a_deep_copy_with_ids_of_its_own() {
        api.create("/v1/project", """
                {'title': 'Template', 'isTemplate': true, 'description': 'd', 'team': [25], 'dueDate': '2018-08-01',
                 'startDate': '2018-01-01', 'folder': 9, 'status': 'At Risk'}""");
        api.create("/v1/project", "{'title': 'Other'}");
        api.create("/v1/section", "{'name': 'S1', 'project': 1, 'state': 'Complete', 'endDate': '2018-03-31'}");
        api.create("/v1/section", "{'name': 'S2', 'project': 1}");
        api.create("/v1/section", "{'name': 'S3', 'project': 2}");
        api.create("/v1/task", "{'title': 'T1', 'section': 1, 'assignee': 25, 'status': 'Blocked'}");
        api.create("/v1/task", "{'title': 'T2', 'parent': 1}");
        api.create("/v1/task", "{'title': 'T3', 'parent': 2, 'section': 2}");
        api.create("/v1/task", "{'title': 'T4', 'section': 2, 'archived': true}");
        api.create("/v1/task", "{'title': 'T5', 'project': 1}");
        api.create("/v1/task", "{'title': 'T6', 'section': 3}");
        List<String> before = api.told();
        Map<String, Object> original = api.show("/v1/task/3");
        api.passHours(5);

        long copy = api.create("/v1/project", "{'title': 'Copy', 'template': 1}");

        assertThat(api.told().subList(before.size(), api.told().size())).containsExactly("created project 3");
        assertThat(api.show("/v1/project/" + copy))
                .containsEntry("isTemplate", false)
                .containsEntry("description", "d")
                .containsEntry("team", List.of(25L))
                .containsEntry("dueDate", "2018-08-01T00:00:00.000Z")
                .containsEntry("startDate", "2018-01-01T00:00:00.000Z")
                .containsEntry("folder", 9L)
                .containsEntry("owner", 38L)
                .containsEntry("created", "2024-01-01T17:00:00.000Z")
                .doesNotContainKey("template");
        assertThat(api.get("/v1/project/3/sections").list())
                .extracting(section -> section.get("id") + " " + section.get("name") + " " + section.get("state"))
                .containsExactly("4 S1 Complete", "5 S2 Open");
        assertThat(api.get("/v1/project/3/tasks").list())
                .extracting(task -> task.get("id") + " " + task.get("title") + " " + task.get("status") + " "
                        + (task.get("section") == null ? null : ((Map<?, ?>) task.get("section")).get("id")))
                .containsExactly("7 T1 Blocked 4", "8 T2 New 4", "9 T3 New 5", "11 T5 New null");
        assertThat(api.ids("/v1/task?project=3&archived=true")).containsExactly(10L);
        assertThat(api.ids("/v1/task/7/tasks")).containsExactly(8L);
        assertThat(api.ids("/v1/task/8/tasks")).containsExactly(9L);
        assertThat(api.show("/v1/task/9"))
                .containsEntry("created", "2024-01-01T17:00:00.000Z")
                .containsEntry("updated", "2024-01-01T17:00:00.000Z");
        assertThat(api.show("/v1/task/3")).isEqualTo(original);
        assertThat(api.ids("/v1/task/2/tasks")).containsExactly(3L);
        assertThat(api.ids("/v1/project/1/tasks")).containsExactly(1L, 2L, 3L, 5L);
    }

    @Test
    void what_is_sent_wins_over_what_the_template_has() {
        api.create("/v1/project", "{'title': 'T', 'isTemplate': true, 'description': 'd', 'folder': 9, 'team': [25]}");
        api.create("/v1/project", "{'title': 'P', 'template': 1, 'description': null, 'folder': 3, 'owner': 25}");

        assertThat(api.show("/v1/project/2"))
                .containsEntry("description", null)
                .containsEntry("folder", 3L)
                .containsEntry("team", List.of(25L))
                .containsEntry("owner", 25L);
    }

    @Test
    void a_plain_project_is_no_template() {
        api.create("/v1/project", "{'title': 'plain'}");
        State before = api.state();

        assertThat(api.post("/v1/project", "{'title': 'P', 'template': 1}").refusal())
                .contains("$.template must be the id of a project that is a template, but 1 is a plain project");
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void a_project_takes_its_sections_tasks_and_subtasks_along_when_it_is_deleted() {
        api.create("/v1/project", "{'title': 'goes'}");
        api.create("/v1/project", "{'title': 'stays'}");
        api.create("/v1/section", "{'name': 'goes', 'project': 1}");
        api.create("/v1/section", "{'name': 'stays', 'project': 2}");
        api.create("/v1/task", "{'title': 'goes', 'section': 1}");
        api.create("/v1/task", "{'title': 'goes too', 'parent': 1}");
        api.create("/v1/task", "{'title': 'goes as well, as a subtask', 'parent': 2, 'project': 2}");
        api.create("/v1/task", "{'title': 'stays', 'section': 2}");
        api.done(api.post("/v1/task/1/review/request", "{'reviewers': [25]}"));
        int before = api.told().size();

        assertThat(api.delete("/v1/project/1").data()).containsEntry("status", "goes deleted");

        assertThat(api.ids("/v1/project")).containsExactly(2L);
        assertThat(api.ids("/v1/section")).containsExactly(2L);
        assertThat(api.ids("/v1/task")).containsExactly(4L);
        assertThat(api.state().all(Reviews.KIND)).isEmpty();
        assertThat(api.told().subList(before, api.told().size())).containsExactly("removed project 1");
        assertThat(api.create("/v1/task", "{'title': 'ids are not used again'}"))
                .isEqualTo(5);
    }

    @Test
    void every_deletion_is_an_activity_of_its_own() {
        api.create("/v1/project", "{'title': 'A'}");
        api.create("/v1/project", "{'title': 'B'}");

        assertThat(api.delete("/v1/project/1").data()).containsEntry("activities", List.of(1L));
        api.delete("/v1/project/1").refusal(404, "not_found");
        assertThat(api.delete("/v1/project/2").data()).containsEntry("activities", List.of(2L));
    }

    @Test
    void put_is_no_method_of_a_project() {
        api.create("/v1/project", "{'title': 'A'}");
        Api.Answer answer = api.send("PUT", "/v1/project/1", "{'title': 'B'}");

        assertThat(answer.refusal(405, "method_not_allowed")).contains("PUT");
        assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, PATCH");
    }

    @Test
    void links_begin_with_the_address_of_the_web_application() {
        Api other = new Api(new BasicOpsOptions("http://app.local:1", Map.of()));
        Api.Answer created = other.post("/v1/project", "{'title': 'A'}");

        assertThat(created.data())
                .containsEntry("viewUrl", "http://app.local:1/project/1")
                .containsEntry("bounceUrl", "http://app.local:1/bounce/project/1");
        assertThat(other.show("/v1/project/1/link")).containsEntry("url", "http://app.local:1/project/1");
    }
}
