package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dependencies: which task waits for which. */
class DependenciesTest {

    private final Api api = new Api();

    /** Tasks 1 to 3 are in project 1, task 4 is in project 2, task 5 in none. */
    @BeforeEach
    void tasks() {
        api.create("/v1/project", "{'title': 'One'}");
        api.create("/v1/project", "{'title': 'Other'}");
        for (String place : List.of("1", "1", "1", "2", "null")) {
            api.create("/v1/task", "{'title': 'T', 'project': " + place + "}");
        }
    }

    @Test
    void the_documented_example_runs() {
        assertThat(api.post("/v1/task/1/dependency", "{'dependsOnTask': 2, 'type': 'finish-to-start'}")
                        .body())
                .isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 'dep-1', 'viewUrl': 'https://app.basicops.com/dependency/dep-1',
                         'bounceUrl': 'https://app.basicops.com/bounce/dependency/dep-1'}}"""));
        String listed = """
                {"success":true,"data":[{"id":"dep-1","task":1,"dependsOnTask":2,"type":"finish-to-start"}]}""";
        assertThat(api.get("/v1/task/1/dependency").text()).isEqualTo(listed);
        assertThat(api.get("/v1/project/1/dependency").text()).isEqualTo(listed);

        api.done(api.delete("/v1/dependency/dep-1"));
        assertThat(api.textIds("/v1/task/1/dependency")).isEmpty();
        api.delete("/v1/dependency/dep-1").refusal(404, "not_found");
    }

    @Test
    void a_task_lists_what_it_waits_for_and_not_what_waits_for_it() {
        depend(1, 2);
        depend(1, 3);
        depend(3, 2);

        assertThat(api.textIds("/v1/task/1/dependency")).containsExactly("dep-1", "dep-2");
        assertThat(api.textIds("/v1/task/2/dependency")).isEmpty();
        assertThat(api.textIds("/v1/task/3/dependency")).containsExactly("dep-3");
    }

    @Test
    void a_project_lists_the_dependencies_of_the_tasks_that_wait() {
        depend(1, 4);
        depend(4, 2);
        depend(5, 1);

        assertThat(api.textIds("/v1/project/1/dependency")).containsExactly("dep-1");
        assertThat(api.textIds("/v1/project/2/dependency")).containsExactly("dep-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"finish-to-start", "start-to-start", "finish-to-finish", "start-to-finish"})
    void the_four_usual_types_are_taken(String type) {
        api.createText("/v1/task/1/dependency", "{'dependsOnTask': 2, 'type': '" + type + "'}");

        assertThat(api.get("/v1/task/1/dependency").list().get(0)).containsEntry("type", type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'dependsOnTask': 2}", "{'dependsOnTask': 2, 'type': null}"})
    void the_type_is_finish_to_start_unless_told_otherwise(String json) {
        api.createText("/v1/task/1/dependency", json);

        assertThat(api.get("/v1/task/1/dependency").list().get(0)).containsEntry("type", "finish-to-start");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3 | {}                      | $.dependsOnTask is required, but was not sent",
                "3 | {'dependsOnTask': null} | $.dependsOnTask is required and cannot be null",
                "3 | {'dependsOnTask': '2'}  | $.dependsOnTask must be the id of a task, a whole number, but was \"2\"",
                "3 | {'dependsOnTask': 99}   | $.dependsOnTask must be the id of a task that exists, but was 99",
                "3 | {'dependsOnTask': 4, 'type': 'after'} | $.type must be one of \"finish-to-start\"",
                "3 | {'dependsOnTask': 3}    | $.dependsOnTask must be another task than 3 itself",
                "1 | {'dependsOnTask': 2}    | $.dependsOnTask must be a task that 1 does not depend on yet, but was 2",
                "1 | {'dependsOnTask': 2, 'type': 'start-to-start'} | $.dependsOnTask must be a task that 1 does not depend",
                "2 | {'dependsOnTask': 1}    | $.dependsOnTask must not depend on task 2 itself",
                "3 | {'dependsOnTask': 1}    | $.dependsOnTask must not depend on task 3 itself, directly or through others, but 1 does"
            })
    void what_makes_no_sense_is_refused_naming_the_field(long task, String json, String message) {
        depend(1, 2);
        depend(2, 3);
        State before = api.state();

        assertThat(api.post("/v1/task/" + task + "/dependency", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void a_diamond_is_no_circle() {
        depend(1, 2);
        depend(1, 3);
        depend(2, 4);
        depend(3, 4);
        depend(1, 4);

        assertThat(api.textIds("/v1/task/1/dependency")).hasSize(3);
    }

    @Test
    void what_was_deleted_can_be_made_again_even_the_other_way_round() {
        depend(1, 2);
        api.done(api.delete("/v1/dependency/dep-1"));
        depend(2, 1);

        assertThat(api.textIds("/v1/task/2/dependency")).containsExactly("dep-2");
    }

    @Test
    void a_deleted_task_takes_the_dependencies_of_both_sides_along() {
        depend(1, 2);
        depend(2, 3);
        depend(1, 3);
        int before = api.told().size();

        api.delete("/v1/task/2");

        assertThat(api.textIds("/v1/project/1/dependency")).containsExactly("dep-3");
        assertThat(api.told().subList(before, api.told().size())).containsExactly("removed task 2");
    }

    @Test
    void a_deleted_project_takes_the_dependencies_on_its_tasks_along() {
        depend(1, 2);
        depend(4, 1);
        depend(4, 5);

        api.delete("/v1/project/1");

        assertThat(api.textIds("/v1/task/4/dependency")).containsExactly("dep-3");
        api.get("/v1/project/1/dependency").refusal(404, "not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/task/99/dependency", "GET, /v1/project/99/dependency", "POST, /v1/task/99/dependency",
        "DELETE, /v1/dependency/99", "DELETE, /v1/dependency/dep-", "DELETE, /v1/dependency/dep-x"
    })
    void what_is_not_there_is_not_found(String method, String path) {
        api.send(method, path, method.equals("POST") ? "{'dependsOnTask': 1}" : "")
                .refusal(404, "not_found");
    }

    @Test
    void a_single_dependency_cannot_be_read_or_changed() {
        depend(1, 2);

        assertThat(api.get("/v1/dependency/dep-1").refusal(405, "method_not_allowed"))
                .contains("DELETE");
        api.patch("/v1/dependency/dep-1", "{'type': 'start-to-start'}").refusal(405, "method_not_allowed");
    }

    private void depend(long task, long other) {
        api.createText("/v1/task/" + task + "/dependency", "{'dependsOnTask': " + other + "}");
    }
}
