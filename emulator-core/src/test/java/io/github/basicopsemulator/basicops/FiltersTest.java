package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters and pages of lists. */
class FiltersTest {

    private final Api api = new Api();

    /** Five tasks, each made an hour after the one before; tasks 1, 2 and 5 in project 1, task 2 in section 1. */
    @BeforeEach
    void five_tasks() {
        api.create("/v1/project", "{'title': 'P1', 'owner': 25}");
        api.create("/v1/project", "{'title': 'P2', 'startDate': '2024-02-01', 'status': 'On Hold'}");
        api.create("/v1/section", "{'name': 'S1', 'project': 1}");
        api.create("/v1/task", "{'title': 'T1', 'project': 1, 'dueDate': '2024-03-01T00:00:00.000Z'}");
        api.passHours(1);
        api.create("/v1/task", "{'title': 'T2', 'section': 1, 'dueDate': '2024-03-01T23:59:59.999Z', 'assignee': 38}");
        api.passHours(1);
        api.create("/v1/task", "{'title': 'T3', 'project': 2, 'dueDate': '2024-03-02', 'status': 'In Progress'}");
        api.passHours(1);
        api.create("/v1/task", "{'title': 'T4', 'assignee': 25, 'status': 'Complete'}");
        api.passHours(1);
        api.create("/v1/task", "{'title': 'T5', 'project': 1, 'assignee': 25, 'status': 'In Progress'}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "project=1                                  | 1 2 5",
                "filter_project=1                           | 1 2 5",
                "Project=1                                  | 1 2 5",
                "project=1,2                                | 1 2 3 5",
                "project=2&project=1                        | 1 2 3 5",
                "project=2&filter_project=1                 | 1 2 3 5",
                "project=1%2C2                              | 1 2 3 5",
                "project=null                               | 4",
                "project=null,2                             | 3 4",
                "section=1                                  | 2",
                "assignee=25                                | 4 5",
                "assignee=25&project=1                      | 5",
                "assignee=25,38&project=1                   | 2 5",
                "status=In%20Progress                       | 3 5",
                "status=In+Progress,Complete                | 3 4 5",
                "status=In%20Progress&project=1&assignee=25 | 5",
                "dueDate=2024-03-01                         | 1 2",
                "dueDate=2024-03-01T00:00:00Z               | 1",
                "dueDate=2024-03-01,2024-03-02              | 1 2 3",
                "dueDate.from=2024-03-01T23:59:59.999Z      | 2 3",
                "dueDate.to=2024-03-01                      | 1 2",
                "dueDate.to=2024-03-01T00:00:00Z            | 1",
                "filter_dueDate.to=2024-03-01               | 1 2",
                "dueDate.from=2024-03-02&dueDate.to=2024-03-02 | 3",
                "duedate.from=2024-03-02&filter_dueDate.to=2024-03-09 | 3",
                "dueDate.from=2024-03-03                    | ",
                "created.from=2024-01-01T14:00:00Z          | 3 4 5",
                "created.to=2024-01-01T13:00:00%2B00:00     | 1 2",
                "created=2024-01-01T13:00:00Z               | 2",
                "updated.from=2024-01-01T15:00:00Z          | 4 5",
                "title=T1                                   | 1 2 3 4 5",
                "created_after=2030-01-01&colour=red&fields=x | 1 2 3 4 5",
                "project=99                                 | ",
                "section=99&assignee=99                     | ",
                "assignee=25,99                             | 4 5"
            })
    void lists_are_filtered_by_the_documented_fields(String query, String ids) {
        assertThat(api.ids("/v1/task?" + query)).isEqualTo(numbers(ids));
    }

    @Test
    void lists_of_a_project_are_filtered_in_the_same_way() {
        assertThat(api.ids("/v1/project/1/tasks?status=In%20Progress")).containsExactly(5L);
        assertThat(api.ids("/v1/project/1/tasks?project=2")).isEmpty();
        assertThat(api.ids("/v1/project/1/sections?created.from=2025-01-01")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner=25                         | 1",
                "owner=38,25                      | 1 2",
                "startDate=2024-02-01             | 2",
                "startDate.from=2024-01-01        | 2",
                "dueDate.from=2000-01-01          | ",
                "status=On%20Hold                 | 1 2",
                "team=25                          | 1 2",
                "folder=1                         | 1 2"
            })
    void projects_are_not_filtered_by_what_the_reference_does_not_list(String query, String ids) {
        assertThat(api.ids("/v1/project?" + query)).isEqualTo(numbers(ids));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "project=x                | ?project must be the id of a project, a whole number, but was \"x\"",
                "project=                 | ?project",
                "filter_assignee=me       | ?filter_assignee must be the id of a user",
                "project=1,x              | ?project",
                "project=99999999999999999999 | ?project",
                "status=Done              | ?status must be one of \"New\"",
                "status=new               | ?status must be one of",
                "dueDate=soon             | ?dueDate must be a date such as",
                "dueDate.from=2024-02-30  | ?dueDate.from must be a date",
                "created.to=1             | ?created.to must be a date",
                "archived=yes             | ?archived must be true or false",
                "limit=0                  | ?limit must be a whole number from 1, but was \"0\"",
                "limit=-1                 | ?limit",
                "limit=x                  | ?limit",
                "limit=                   | ?limit",
                "limit=1.5                | ?limit",
                "limit=99999999999999999999 | ?limit",
                "offset=0                 | ?offset",
                "offset=-1                | ?offset",
                "offset=x                 | ?offset",
                "nextPage=x               | ?nextPage"
            })
    void a_bad_value_of_a_known_parameter_is_refused(String query, String message) {
        assertThat(api.get("/v1/task?" + query).refusal()).contains(message);
    }

    @Test
    void all_bad_parameters_are_named_at_once() {
        assertThat(api.get("/v1/task?project=x&status=y&limit=z").refusal())
                .contains("?project")
                .contains("?status")
                .contains("?limit");
    }

    @Test
    void a_broken_escape_in_the_query_is_refused() {
        assertThat(api.get("/v1/task?status=%zz").refusal()).contains("broken percent-escape");
    }

    @Test
    void without_a_limit_everything_comes_at_once() {
        for (int i = 0; i < 300; i++) {
            api.create("/v1/task", "{'title': 'more'}");
        }

        Api.Answer answer = api.get("/v1/task");
        assertThat(answer.list()).hasSize(305);
        assertThat(answer.body()).containsOnlyKeys("success", "data");
    }

    @Test
    void a_client_that_follows_the_next_page_sees_everything_once() {
        Api.Answer first = api.get("/v1/task?limit=2");
        assertThat(first.body()).containsEntry("nextPage", "2");
        assertThat(api.ids("/v1/task?limit=2")).containsExactly(1L, 2L);
        assertThat(api.ids("/v1/task?limit=2&nextPage=2")).containsExactly(3L, 4L);
        assertThat(api.ids("/v1/task?limit=2&offset=2")).containsExactly(3L, 4L);

        Api.Answer last = api.get("/v1/task?limit=2&nextPage=4");
        assertThat(last.list()).hasSize(1);
        assertThat(last.body()).doesNotContainKey("nextPage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=5", "limit=6", "limit=9223372036854775807", "offset=3", "limit=2&offset=3"})
    void nothing_is_said_of_a_next_page_where_nothing_remains(String query) {
        assertThat(api.get("/v1/task?" + query).body()).containsOnlyKeys("success", "data");
    }

    @Test
    void pages_are_pages_of_what_was_filtered() {
        assertThat(api.ids("/v1/task?project=1&limit=1&offset=1")).containsExactly(2L);
        assertThat(api.get("/v1/task?project=1&limit=2").body()).containsEntry("nextPage", "2");
        assertThat(api.get("/v1/task?project=1&limit=3").body()).doesNotContainKey("nextPage");
        assertThat(api.ids("/v1/task?offset=100")).isEmpty();
        assertThat(api.ids("/v1/user?limit=1")).containsExactly(38L);
    }

    @Test
    void lists_come_in_the_order_of_creation_whatever_changes() {
        api.done(api.patch("/v1/task/1", "{'title': 'z', 'project': 2}"));
        api.delete("/v1/task/3");
        api.create("/v1/task", "{'title': 'a', 'project': 2}");

        assertThat(api.ids("/v1/task")).containsExactly(1L, 2L, 4L, 5L, 6L);
        assertThat(api.ids("/v1/task?project=2")).containsExactly(1L, 6L);
        assertThat(api.ids("/v1/task?project=2,1")).containsExactly(1L, 2L, 5L, 6L);
    }

    private static List<Long> numbers(String ids) {
        return ids == null
                ? List.of()
                : List.of(ids.split(" ")).stream().map(Long::valueOf).toList();
    }

    @Test
    void null_stands_for_no_date() {
        api.create("/v1/task", "{'title': 'without'}");
        long with = api.create("/v1/task", "{'title': 'with', 'dueDate': '2018-08-01'}");

        assertThat(api.ids("/v1/task?dueDate=null")).isNotEmpty().doesNotContain(with);
        assertThat(api.ids("/v1/task?dueDate=null,2018-08-01")).contains(with);
    }
}
