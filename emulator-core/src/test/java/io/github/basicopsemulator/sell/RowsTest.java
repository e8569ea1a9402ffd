package io.github.basicopsemulator.sell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page on tasks, row by row: its endpoints, attributes, parameters, and the rules in its prose and examples. */
class RowsTest {

    private static final String RELATED = "{'content': 'Contact Tom', 'resource_type': 'lead', 'resource_id': 1}";

    private final Api api = new Api();

    @Test
    void rows_1_51_52_a_list_is_a_collection_of_envelopes() {
        api.create("/v2/tasks", RELATED);
        Map<String, Object> task = api.show("/v2/tasks/1");

        Api.Answer list = api.get("/v2/tasks");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body()).containsOnlyKeys("items", "meta");
        assertThat(list.body().get("items")).isEqualTo(List.of(Map.of("data", task, "meta", Map.of("type", "task"))));
        assertThat(list.meta()).containsOnlyKeys("type", "count", "links");
        assertThat(list.meta()).containsEntry("type", "collection").containsEntry("count", 1L);
        assertThat(list.links()).containsOnlyKeys("self");
    }

    @Test
    void rows_2_53_64_a_creation_answers_200_with_the_task_and_needs_no_meta() {
        Api.Answer bare = api.send("POST", "/v2/tasks", "{'data': {'content': 'c'}}");
        Api.Answer full = api.send("POST", "/v2/tasks", "{'data': {'content': 'c'}, 'meta': {'type': 'task'}}");

        for (Api.Answer answer : List.of(bare, full)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).containsOnlyKeys("data", "meta");
            assertThat(answer.meta()).isEqualTo(Map.of("type", "task"));
        }
    }

    @Test
    void rows_3_39_68_a_task_is_shown_by_its_id_and_a_missing_one_is_an_error() {
        long id = api.create("/v2/tasks", RELATED);

        assertThat(api.show("/v2/tasks/" + id)).containsEntry("id", id);
        api.get("/v2/tasks/99").refusal("404 Not Found", "not_found");
    }

    @Test
    void rows_4_40_65_an_update_changes_what_is_sent_and_leaves_the_rest() {
        api.create("/v2/tasks", "{'content': 'a', 'due_date': '2014-09-28T16:32:56Z', 'completed': true}");
        Map<String, Object> before = api.show("/v2/tasks/1");
        api.passSeconds(60);

        Map<String, Object> after = api.put("/v2/tasks/1", "{'content': 'b'}").done();
        assertThat(after).containsEntry("content", "b").containsEntry("updated_at", "2014-09-01T12:01:00Z");
        before.forEach((key, value) -> {
            if (!List.of("content", "updated_at").contains(key)) {
                assertThat(after).containsEntry(key, value);
            }
        });
        api.put("/v2/tasks/99", "{'content': 'b'}").refusal("404 Not Found", "not_found");
    }

    @Test
    void rows_5_48_69_a_deleted_task_is_gone_and_the_answer_is_empty() {
        api.create("/v2/tasks", RELATED);

        Api.Answer removed = api.delete("/v2/tasks/1");
        assertThat(removed.status()).isEqualTo(204);
        assertThat(removed.reply().body()).isEmpty();
        assertThat(removed.header("Content-Type")).isEmpty();
        for (String method : List.of("GET", "DELETE")) {
            api.send(method, "/v2/tasks/1", "").refusal("404 Not Found", "not_found");
        }
        assertThat(api.create("/v2/tasks", RELATED)).isEqualTo(2);
    }

    @Test
    void rows_6_to_18_and_76_a_task_has_13_attributes_and_null_for_what_is_not_set() {
        Map<String, Object> task = api.post("/v2/tasks", "{'content': 'c'}").done();

        assertThat(task.keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "creator_id",
                        "owner_id",
                        "resource_type",
                        "resource_id",
                        "completed",
                        "completed_at",
                        "due_date",
                        "overdue",
                        "remind_at",
                        "content",
                        "created_at",
                        "updated_at");
        assertThat(task).containsEntry("id", 1L).containsEntry("creator_id", 1L).containsEntry("completed", false);
        for (String unset : List.of("resource_type", "resource_id", "completed_at", "due_date", "remind_at")) {
            assertThat(task).containsEntry(unset, null);
        }
    }

    @Test
    void rows_19_20_56_57_pages_begin_at_1_and_have_25_and_at_most_100() {
        for (int i = 0; i < 101; i++) {
            api.create("/v2/tasks", "{'content': 'c'}");
        }

        assertThat(api.ids("/v2/tasks")).hasSize(25).startsWith(1L).isEqualTo(api.ids("/v2/tasks?page=1"));
        assertThat(api.ids("/v2/tasks?page=2")).startsWith(26L).hasSize(25);
        assertThat(api.ids("/v2/tasks?per_page=100")).hasSize(100);
        assertThat(api.ids("/v2/tasks?per_page=100&page=2")).containsExactly(101L);
        assertThat(api.get("/v2/tasks?per_page=101").badParameter())
                .isEqualTo("The request query parameter 'per_page' is malformed, missing, or has an invalid value"
                        + " (must be between 1 and 100, given: 101)");
    }

    @Test
    void rows_21_58_59_a_list_is_sorted_by_five_fields_up_or_down() {
        api.create(
                "/v2/tasks", "{'content': 'c', 'due_date': '2015-01-02', 'resource_type': 'deal', 'resource_id': 1}");
        api.passSeconds(1);
        api.create("/v2/tasks", "{'content': 'c', 'due_date': '2015-01-01', 'completed': true}");
        api.passSeconds(1);
        api.create("/v2/tasks", "{'content': 'c', 'resource_type': 'lead', 'resource_id': 1, 'completed': true}");
        api.passSeconds(1);
        api.put("/v2/tasks/1", "{'content': 'd'}");

        assertThat(api.ids("/v2/tasks?sort_by=resource_type")).containsExactly(1L, 3L, 2L);
        assertThat(api.ids("/v2/tasks?sort_by=resource_type:desc")).containsExactly(3L, 1L, 2L);
        assertThat(api.ids("/v2/tasks?sort_by=completed_at")).containsExactly(2L, 3L, 1L);
        assertThat(api.ids("/v2/tasks?sort_by=completed_at:desc")).containsExactly(3L, 2L, 1L);
        assertThat(api.ids("/v2/tasks?sort_by=due_date:asc")).containsExactly(2L, 1L, 3L);
        assertThat(api.ids("/v2/tasks?sort_by=due_date:desc")).containsExactly(1L, 2L, 3L);
        assertThat(api.ids("/v2/tasks?sort_by=created_at:desc")).containsExactly(3L, 2L, 1L);
        assertThat(api.ids("/v2/tasks?sort_by=updated_at")).containsExactly(2L, 3L, 1L);
        api.get("/v2/tasks?sort_by=content").badParameter();
    }

    @Test
    void rows_22_60_ids_ask_for_just_those() {
        for (int i = 0; i < 4; i++) {
            api.create("/v2/tasks", "{'content': 'c'}");
        }

        assertThat(api.ids("/v2/tasks?ids=4,2")).containsExactly(2L, 4L);
        assertThat(api.ids("/v2/tasks?ids=3%2C99")).containsExactly(3L);
    }

    @Test
    void rows_23_24_tasks_are_found_by_who_made_them_and_whose_they_are() {
        api.create("/v2/tasks", "{'content': 'c'}");

        assertThat(api.ids("/v2/tasks?creator_id=1&owner_id=1")).containsExactly(1L);
        assertThat(api.ids("/v2/tasks?creator_id=2")).isEmpty();
        assertThat(api.ids("/v2/tasks?owner_id=2")).isEmpty();
    }

    @Test
    void row_25_tasks_are_found_by_words_of_their_content() {
        api.create("/v2/tasks", "{'content': 'Contact Tom'}");
        api.create("/v2/tasks", "{'content': 'Write to Rachel'}");

        assertThat(api.ids("/v2/tasks?q=tom")).containsExactly(1L);
        assertThat(api.ids("/v2/tasks?q=Rachel+write")).containsExactly(2L);
        assertThat(api.ids("/v2/tasks?q=contact%20rachel")).isEmpty();
    }

    @Test
    void rows_26_54_55_a_list_has_both_types_unless_it_is_narrowed_to_one() {
        api.create("/v2/tasks", "{'content': 'c'}");
        api.create("/v2/tasks", RELATED);

        assertThat(api.ids("/v2/tasks")).containsExactly(1L, 2L);
        assertThat(api.ids("/v2/tasks?type=floating")).containsExactly(1L);
        assertThat(api.ids("/v2/tasks?type=related")).containsExactly(2L);
        api.get("/v2/tasks?type=sinking").badParameter();
    }

    @Test
    void rows_27_28_73_tasks_are_found_by_what_they_are_about_and_the_plural_is_taken_there() {
        api.create("/v2/tasks", "{'content': 'c'}");
        api.create("/v2/tasks", "{'content': 'c', 'resource_type': 'lead', 'resource_id': 1, 'completed': true}");

        assertThat(api.get("/v2/tasks?type=related&resource_type=leads&completed=true")
                        .items())
                .singleElement()
                .satisfies(task -> assertThat(task).containsEntry("resource_type", "lead"));
        assertThat(api.ids("/v2/tasks?resource_type=lead&resource_id=1")).containsExactly(2L);
        assertThat(api.ids("/v2/tasks?resource_id=2")).isEmpty();
        api.get("/v2/tasks?resource_type=task").badParameter();
    }

    @Test
    void rows_29_30_31_tasks_are_found_by_whether_they_are_completed_overdue_or_have_a_reminder() {
        api.create("/v2/tasks", "{'content': 'c', 'completed': true}");
        api.create("/v2/tasks", "{'content': 'c', 'due_date': '2014-08-31'}");
        api.create("/v2/tasks", "{'content': 'c', 'remind_at': '2014-08-31'}");

        assertThat(api.ids("/v2/tasks?completed=true")).containsExactly(1L);
        assertThat(api.ids("/v2/tasks?completed=false")).containsExactly(2L, 3L);
        assertThat(api.ids("/v2/tasks?overdue=true")).containsExactly(2L);
        assertThat(api.ids("/v2/tasks?overdue=false")).containsExactly(1L, 3L);
        assertThat(api.ids("/v2/tasks?remind=true")).containsExactly(3L);
        assertThat(api.ids("/v2/tasks?remind=false")).containsExactly(1L, 2L);
        for (String parameter : List.of("completed", "overdue", "remind")) {
            api.get("/v2/tasks?" + parameter + "=yes").badParameter();
        }
    }

    @Test
    void rows_32_41_content_is_required_and_never_blank() {
        api.post("/v2/tasks", "{}").unprocessable("missing", "/content");
        api.post("/v2/tasks", "{'content': ' '}").unprocessable("blank", "/content");
        api.create("/v2/tasks", "{'content': 'c'}");
        api.put("/v2/tasks/1", "{'content': null}").unprocessable("blank", "/content");
        assertThat(api.put("/v2/tasks/1", "{'content': 'd'}").done()).containsEntry("content", "d");
    }

    @Test
    void rows_33_to_38_and_42_to_47_everything_else_can_be_written_at_first_and_later() {
        String all = "{'content': 'c', 'due_date': '2014-09-28T16:32:56Z', 'owner_id': 1, 'resource_type': 'contact',"
                + " 'resource_id': 1, 'completed': true, 'remind_at': '2014-09-29T15:32:56Z'}";
        Map<String, Object> task = api.post("/v2/tasks", all).done();

        assertThat(task)
                .containsEntry("due_date", "2014-09-28T16:32:56Z")
                .containsEntry("owner_id", 1L)
                .containsEntry("resource_type", "contact")
                .containsEntry("resource_id", 1L)
                .containsEntry("completed", true)
                .containsEntry("completed_at", "2014-09-01T12:00:00Z")
                .containsEntry("remind_at", "2014-09-29T15:32:56Z");
        api.create("/v2/tasks", "{'content': 'd'}");
        Map<String, Object> written = api.put("/v2/tasks/2", all).done();
        task.forEach((key, value) -> {
            if (!key.equals("id")) {
                assertThat(written).containsEntry(key, value);
            }
        });
    }

    @Test
    void rows_49_50_every_reply_says_its_type_and_its_language() {
        for (Api.Answer answer : List.of(api.get("/v2/tasks"), api.post("/v2/tasks", RELATED), api.get("/v2/x"))) {
            assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
            assertThat(answer.header("Content-Language")).isEqualTo("en");
        }
    }

    @Test
    void rows_61_62_63_a_task_floats_or_is_about_something_and_is_its_makers() {
        assertThat(api.post("/v2/tasks", "{'content': 'c'}").done())
                .containsEntry("resource_type", null)
                .containsEntry("resource_id", null)
                .containsEntry("owner_id", 1L);
        for (String type : List.of("lead", "contact", "deal")) {
            assertThat(api.post("/v2/tasks", "{'content': 'c', 'resource_type': '" + type + "', 'resource_id': 1}")
                            .done())
                    .containsEntry("resource_type", type)
                    .containsEntry("resource_id", 1L);
        }
    }

    @Test
    void rows_66_67_completing_says_when_and_taking_it_back_forgets_that() {
        api.create("/v2/tasks", "{'content': 'c'}");
        api.passSeconds(60);

        assertThat(api.put("/v2/tasks/1", "{'completed': true}").done())
                .containsEntry("completed_at", "2014-09-01T12:01:00Z")
                .containsEntry("updated_at", "2014-09-01T12:01:00Z");
        assertThat(api.put("/v2/tasks/1", "{'completed': false}").done())
                .containsEntry("completed", false)
                .containsEntry("completed_at", null);
    }

    @Test
    void row_70_a_completed_task_is_not_overdue_whatever_was_due() {
        api.create("/v2/tasks", "{'content': 'c', 'due_date': '2014-08-31', 'completed': true}");

        assertThat(api.show("/v2/tasks/1")).containsEntry("overdue", false);
        assertThat(api.put("/v2/tasks/1", "{'completed': false}").done()).containsEntry("overdue", true);
    }

    @Test
    void rows_71_72_the_headers_of_the_examples_are_enough() {
        Headers read = Headers.of("User-Agent", "curl/8", "Accept", "application/json", "Authorization", "Bearer T");
        Headers write =
                Headers.of("User-Agent", "curl/8", "Content-Type", "application/json", "Authorization", "Bearer T");

        assertThat(api.send("GET", "/v2/tasks", read, new byte[0]).status()).isEqualTo(200);
        assertThat(api.send("POST", "/v2/tasks", write, "{\"data\":{\"content\":\"c\"}}".getBytes(UTF_8))
                        .status())
                .isEqualTo(200);
        Headers remove = Headers.of("User-Agent", "curl/8", "Authorization", "Bearer T");
        assertThat(api.send("DELETE", "/v2/tasks/1", remove, new byte[0]).status())
                .isEqualTo(204);
    }

    @Test
    void row_74_a_path_can_end_in_json_and_the_link_shows_it_as_it_was_asked() {
        api.post("/v2/tasks.json", RELATED).done();

        assertThat(api.get("/v2/tasks/1.json").done()).containsEntry("id", 1L);
        assertThat((String) api.get("/v2/tasks.json").links().get("self"))
                .startsWith("http://127.0.0.1:8080/v2/tasks.json?");
    }

    @Test
    void row_75_a_task_is_not_completed_because_the_example_says_so() {
        assertThat(api.post("/v2/tasks", RELATED).done())
                .containsEntry("completed", false)
                .containsEntry("completed_at", null);
    }

    @Test
    void row_77_times_are_in_utc_and_whole_seconds() {
        api.bench().pass(999);
        Map<String, Object> task = api.post(
                        "/v2/tasks", "{'content': 'c', 'due_date': '2014-09-28T18:32:56.789+02:00'}")
                .done();

        assertThat(task)
                .containsEntry("due_date", "2014-09-28T16:32:56Z")
                .containsEntry("created_at", "2014-09-01T12:00:00Z");
    }

    @Test
    void row_78_any_user_is_let_in() {
        for (String token : List.of("one", "a".repeat(64))) {
            Headers headers = Headers.of("User-Agent", "test", "Authorization", "Bearer " + token);
            assertThat(api.send("GET", "/v2/tasks", headers, new byte[0]).status())
                    .isEqualTo(200);
        }
    }
}
