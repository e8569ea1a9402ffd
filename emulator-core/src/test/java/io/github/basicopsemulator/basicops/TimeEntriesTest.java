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

/** Time entries: who spent how long on what. */
class TimeEntriesTest {

    private static final String DOCUMENTED = """
            {'note': 'Note via API', 'project': 1, 'task': 1, 'user': 25, 'startTime': '2024-04-01T00:00:00.000Z',
             'endTime': '2024-04-01T01:00:00.000Z', 'time': 3600}""";

    private final Api api = new Api();

    @BeforeEach
    void a_task_in_a_project() {
        api.create("/v1/project", "{'title': 'Corporate website'}");
        api.create("/v1/task", "{'title': 'Organization of corporate website', 'project': 1}");
    }

    @Test
    void the_documented_example_runs() {
        assertThat(api.post("/v1/timetracking", DOCUMENTED).body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'viewUrl': 'https://app.basicops.com/timetracking/1',
                         'bounceUrl': 'https://app.basicops.com/bounce/timetracking/1'}}"""));
        assertThat(api.get("/v1/timetracking/1").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'note': 'Note via API', 'user': 25,
                         'project': {'id': 1, 'title': 'Corporate website', 'status': 'On Track', 'description': null,
                          'dueDate': null},
                         'task': {'id': 1, 'title': 'Organization of corporate website', 'status': 'New',
                          'description': null, 'dueDate': null},
                         'startTime': '2024-04-01T00:00:00.000Z', 'endTime': '2024-04-01T01:00:00.000Z', 'time': 3600,
                         'created': '2024-01-01T12:00:00.000Z', 'updated': '2024-01-01T12:00:00.000Z'}}"""));

        api.done(api.patch("/v1/timetracking/1", """
                {'note': 'An updated note...', 'endTime': '2024-04-01T02:00:00.000Z', 'time': 7200}"""));
        assertThat(api.show("/v1/timetracking/1"))
                .containsEntry("note", "An updated note...")
                .containsEntry("startTime", "2024-04-01T00:00:00.000Z")
                .containsEntry("endTime", "2024-04-01T02:00:00.000Z")
                .containsEntry("time", 7200L);

        assertThat(api.delete("/v1/timetracking/1").text())
                .as("activities and nothing else")
                .isEqualTo("{\"success\":true,\"data\":{\"activities\":[1]}}");
        api.get("/v1/timetracking/1").refusal(404, "not_found");
    }

    @Test
    void a_list_is_flat_as_all_others_are() {
        api.create("/v1/timetracking", DOCUMENTED);

        assertThat(api.get("/v1/timetracking").list()).containsExactly(api.show("/v1/timetracking/1"));
    }

    @Test
    void an_option_puts_each_record_of_a_list_into_an_envelope_of_its_own() {
        BasicOpsOptions other = BasicOpsOptions.DEFAULT;
        Api api = new Api(new BasicOpsOptions(
                other.appUrl(),
                other.tokens(),
                other.clients(),
                other.asksNobody(),
                true,
                other.updateResponseLinks(),
                other.extraTaskStatuses(),
                other.strict(),
                other.fetchesPrivate(),
                other.mostFetched(),
                SignatureFormat.USUAL));
        for (int time = 1; time <= 3; time++) {
            api.create("/v1/timetracking", "{'time': " + time + "}");
        }

        assertThat(api.get("/v1/timetracking").list())
                .containsExactly(wrapped(api, 1), wrapped(api, 2), wrapped(api, 3));
        assertThat(api.get("/v1/timetracking?limit=1").body())
                .containsEntry("data", List.of(wrapped(api, 1)))
                .containsEntry("nextPage", "1");
        assertThat(api.show("/v1/timetracking/1")).as("one alone is as ever").containsEntry("time", 1L);
    }

    @Test
    void an_entry_needs_nothing_and_belongs_to_the_caller() {
        api.create("/v1/timetracking", "{}");
        api.create("/v1/timetracking", "{'user': null}");

        Map<String, Object> entry = api.show("/v1/timetracking/1");
        assertThat(entry).containsEntry("user", 38L);
        assertThat(api.show("/v1/timetracking/2")).containsEntry("user", 38L);
        for (String field : List.of("note", "project", "task", "startTime", "endTime", "time")) {
            assertThat(entry).containsEntry(field, null);
        }
    }

    @Test
    void an_entry_shows_the_documented_keys_and_no_other() {
        api.create("/v1/timetracking", DOCUMENTED);

        assertThat(new ArrayList<>(api.show("/v1/timetracking/1").keySet()))
                .containsExactly(
                        "id", "note", "user", "project", "task", "startTime", "endTime", "time", "created", "updated");
    }

    @Test
    void a_field_left_out_stays_as_it_was() {
        api.create("/v1/timetracking", DOCUMENTED);
        Map<String, Object> expected = new LinkedHashMap<>(api.show("/v1/timetracking/1"));
        api.passHours(1);
        api.done(api.patch("/v1/timetracking/1", "{'time': 60}"));

        expected.put("time", 60L);
        expected.put("updated", "2024-01-01T13:00:00.000Z");
        assertThat(api.show("/v1/timetracking/1")).isEqualTo(expected);
    }

    @Test
    void null_clears_what_is_optional_and_gives_the_entry_to_the_caller() {
        api.create("/v1/timetracking", DOCUMENTED);
        api.done(api.patch("/v1/timetracking/1", """
                {'note': null, 'project': null, 'task': null, 'user': null, 'startTime': null, 'endTime': null,
                 'time': null}"""));

        assertThat(api.show("/v1/timetracking/1"))
                .containsEntry("note", null)
                .containsEntry("project", null)
                .containsEntry("task", null)
                .containsEntry("user", 38L)
                .containsEntry("startTime", null)
                .containsEntry("endTime", null)
                .containsEntry("time", null);
        assertThat(api.ids("/v1/timetracking?task=1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "project=1                                | 1,2",
                "project=2                                | 3",
                "project=99                               | ",
                "project=1,2                              | 1,2,3",
                "task=1                                   | 1",
                "task=null                                | 2,3",
                "filter_task=1                            | 1",
                "startTime=2024-04-01T00:00:00.000Z       | 1",
                "startTime=2024-04-01                     | 1",
                "startTime.from=2024-04-02                | 2",
                "endTime.to=2024-04-01T01:00:00Z          | 1",
                "endTime.from=2024-04-01&project=1        | 1,2",
                "created.from=2024-01-01T13:00:00Z        | 3",
                "updated.to=2024-01-01T12:30:00Z          | 1,2",
                "user=25                                  | 1,2,3",
                "note=Note%20via%20API                    | 1,2,3"
            })
    void entries_are_filtered_by_the_documented_fields_and_by_no_other(String query, String expected) {
        api.create("/v1/timetracking", DOCUMENTED);
        api.create("/v1/project", "{'title': 'Other'}");
        api.create("/v1/timetracking", "{'project': 1, 'startTime': '2024-04-02', 'endTime': '2024-04-03'}");
        api.passHours(1);
        api.create("/v1/timetracking", "{'project': 2}");

        List<Long> ids = expected == null
                ? List.of()
                : List.of(expected.split(",")).stream().map(Long::valueOf).toList();
        assertThat(api.ids("/v1/timetracking?" + query)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'project': 99}        | $.project must be the id of a project that exists, but was 99",
                "{'task': 99}           | $.task must be the id of a task that exists, but was 99",
                "{'user': 99}           | $.user must be the id of a user that exists, but was 99",
                "{'time': '3600'}       | $.time must be a whole number, but was \"3600\"",
                "{'time': 1.5}          | $.time must be a whole number, but was 1.5",
                "{'startTime': 'today'} | $.startTime must be a date such as \"2018-08-01T07:00:00.000Z\"",
                "{'endTime': 0}         | $.endTime must be a date",
                "{'note': 5}            | $.note must be a text, but was 5"
            })
    void what_cannot_be_stored_is_refused_naming_the_field(String json, String message) {
        api.create("/v1/timetracking", "{}");
        State before = api.state();

        assertThat(api.post("/v1/timetracking", json).refusal()).contains(message);
        assertThat(api.patch("/v1/timetracking/1", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @CsvSource({"task=one, ?task", "project=x, ?project", "startTime=soon, ?startTime", "created.to=x, ?created.to"})
    void a_filter_that_makes_no_sense_is_refused(String query, String named) {
        assertThat(api.get("/v1/timetracking?" + query).refusal()).contains(named);
    }

    @Test
    void a_renamed_task_shows_its_new_name_in_its_entries() {
        api.create("/v1/timetracking", DOCUMENTED);
        assertThat(api.get("/v1/timetracking").text()).contains("Organization");
        api.done(api.patch("/v1/task/1", "{'title': 'Renamed'}"));

        assertThat(api.get("/v1/timetracking").text()).contains("Renamed").doesNotContain("Organization");
    }

    @ParameterizedTest
    @CsvSource({"/v1/project/1, 3", "/v1/task/1, '2,3'"})
    void entries_go_with_their_project_or_their_task(String path, String left) {
        api.create("/v1/timetracking", DOCUMENTED);
        api.create("/v1/timetracking", "{'project': 1}");
        api.create("/v1/timetracking", "{}");
        int before = api.told().size();

        api.delete(path);

        assertThat(api.ids("/v1/timetracking").toString().replaceAll("[\\[\\] ]", ""))
                .isEqualTo(left);
        assertThat(api.told().subList(before, api.told().size())).hasSize(1);
    }

    private static Map<String, Object> wrapped(Api api, long id) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("success", true);
        envelope.put("data", api.show("/v1/timetracking/" + id));
        return envelope;
    }
}
