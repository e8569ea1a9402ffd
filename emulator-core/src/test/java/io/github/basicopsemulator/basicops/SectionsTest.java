package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections: the phases of projects. */
class SectionsTest {

    private final Api api = new Api();

    @BeforeEach
    void two_projects() {
        api.create("/v1/project", """
                {'title': 'Corporate website', 'dueDate': '2018-08-01T07:00:00.000Z',
                 'description': 'Define our presence, define values we want to promote.'}""");
        api.create("/v1/project", "{'title': 'Other'}");
    }

    @Test
    void the_documented_example_runs() {
        assertThat(api.post("/v1/section", """
                        {'endDate': '2018-09-30T07:00:00.000Z', 'name': 'Next release', 'project': 1,
                         'state': 'Open'}""").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'viewUrl': 'https://app.basicops.com/section/1',
                         'bounceUrl': 'https://app.basicops.com/bounce/section/1'}}"""));
        assertThat(api.get("/v1/section/1").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'name': 'Next release',
                         'endDate': '2018-09-30T07:00:00.000Z', 'state': 'Open',
                         'project': {'id': 1, 'title': 'Corporate website', 'status': 'On Track',
                          'description': 'Define our presence, define values we want to promote.',
                          'dueDate': '2018-08-01T07:00:00.000Z'}}}"""));

        api.done(api.patch("/v1/section/1", """
                {'endDate': '2018-10-30T07:00:00.000Z', 'name': 'Next release', 'project': 2, 'state': 'Open'}"""));
        assertThat(api.show("/v1/section/1")).containsEntry("endDate", "2018-10-30T07:00:00.000Z");
        assertThat(project(1)).containsEntry("id", 2L);

        assertThat(api.delete("/v1/section/1").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'statusKind': 2, 'status': 'Next release deleted',
                         'activities': [1]}}"""));
        api.get("/v1/section/1").refusal(404, "not_found");
    }

    @Test
    void every_list_embeds_the_longer_form_of_the_project() {
        api.create("/v1/section", "{'name': 'A', 'project': 1}");

        assertThat(api.get("/v1/section").list()).containsExactly(api.show("/v1/section/1"));
        assertThat(api.get("/v1/project/1/sections").list()).containsExactly(api.show("/v1/section/1"));
        assertThat(new ArrayList<>(project(1).keySet()))
                .containsExactlyInAnyOrder("id", "title", "status", "description", "dueDate");
        assertThat(new ArrayList<>(api.show("/v1/section/1").keySet()))
                .containsExactlyInAnyOrder("id", "name", "endDate", "state", "project");
    }

    @Test
    void the_state_of_a_section_is_open_unless_told_otherwise() {
        api.create("/v1/section", "{'name': 'A'}");
        api.create("/v1/section", "{'name': 'B', 'state': 'Complete'}");

        assertThat(api.show("/v1/section/1"))
                .containsEntry("state", "Open")
                .containsEntry("project", null)
                .containsEntry("endDate", null);
        assertThat(api.show("/v1/section/2")).containsEntry("state", "Complete");
    }

    @Test
    void a_list_of_a_project_has_only_its_own_sections() {
        api.create("/v1/section", "{'name': 'A', 'project': 2}");
        api.create("/v1/section", "{'name': 'B', 'project': 1}");
        api.create("/v1/section", "{'name': 'C', 'project': 2}");

        assertThat(api.ids("/v1/project/2/sections")).containsExactly(1L, 3L);
        assertThat(api.ids("/v1/section?project=1")).containsExactly(2L);
        api.get("/v1/project/99/sections").refusal(404, "not_found");
    }

    @Test
    void a_renamed_project_shows_its_new_name_in_its_sections() {
        api.create("/v1/section", "{'name': 'A', 'project': 1}");
        assertThat(project(1)).containsEntry("title", "Corporate website");
        api.done(api.patch("/v1/project/1", "{'title': 'Renamed'}"));

        assertThat(project(1)).containsEntry("title", "Renamed");
        assertThat(api.get("/v1/section").text()).contains("Renamed");
    }

    @Test
    void a_section_that_moves_takes_its_tasks_and_their_subtasks_along() {
        api.create("/v1/section", "{'name': 'moves', 'project': 1}");
        api.create("/v1/section", "{'name': 'stays', 'project': 1}");
        api.create("/v1/task", "{'title': 'in it', 'section': 1}");
        api.create("/v1/task", "{'title': 'beside it', 'section': 2}");
        api.create("/v1/task", "{'title': 'under it', 'parent': 1}");
        int before = api.told().size();
        api.passHours(1);

        api.done(api.patch("/v1/section/1", "{'project': 2}"));

        assertThat(api.ids("/v1/project/2/tasks")).containsExactly(1L, 3L);
        assertThat(api.ids("/v1/project/1/tasks")).containsExactly(2L);
        assertThat(api.ids("/v1/task?section=1")).containsExactly(1L, 3L);
        assertThat(api.show("/v1/task/1")).containsEntry("updated", "2024-01-01T13:00:00.000Z");
        assertThat(api.told().subList(before, api.told().size())).containsExactly("updated section 1");
    }

    @Test
    void a_section_can_leave_its_project() {
        api.create("/v1/section", "{'name': 'A', 'project': 1}");
        api.create("/v1/task", "{'title': 'T', 'section': 1}");
        api.done(api.patch("/v1/section/1", "{'project': null}"));

        assertThat(api.show("/v1/section/1")).containsEntry("project", null);
        assertThat(api.show("/v1/task/1")).containsEntry("project", null);
        assertThat(api.ids("/v1/task?section=1")).containsExactly(1L);
    }

    @Test
    void a_deleted_section_leaves_its_tasks_in_their_project() {
        api.create("/v1/section", "{'name': 'A', 'project': 1}");
        api.create("/v1/task", "{'title': 'T', 'section': 1}");
        int before = api.told().size();
        api.delete("/v1/section/1");

        assertThat(api.show("/v1/task/1")).containsEntry("section", null);
        assertThat(api.ids("/v1/project/1/tasks")).containsExactly(1L);
        assertThat(api.told().subList(before, api.told().size())).containsExactly("removed section 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                              | $.name is required, but was not sent",
                "{'name': ' '}                   | $.name is required and cannot be blank",
                "{'name': 'A', 'project': 99}    | $.project must be the id of a project that exists, but was 99",
                "{'name': 'A', 'project': {'id': 1}} | $.project must be the id of a project, a whole number, but was an object",
                "{'name': 'A', 'state': 'open'}  | $.state must be one of \"Open\", \"Complete\"",
                "{'name': 'A', 'endDate': '2018-02-30'} | $.endDate must be a date"
            })
    void what_cannot_be_stored_is_refused_naming_the_field(String json, String message) {
        State before = api.state();

        assertThat(api.post("/v1/section", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> project(long section) {
        return (Map<String, Object>) api.show("/v1/section/" + section).get("project");
    }
}
