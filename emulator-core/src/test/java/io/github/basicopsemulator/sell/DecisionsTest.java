package io.github.basicopsemulator.sell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Quirk;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that cross the endpoints (x), and what was decided where all are silent (g): one short check for each. */
class DecisionsTest {

    private static final String TASK = "{'content': 'c'}";
    private static final byte[] NOTHING = {};

    private final Api api = new Api();

    private void tasks(int count) {
        for (int i = 0; i < count; i++) {
            api.create("/v2/tasks", TASK);
        }
    }

    @Test
    void x1_x3_links_have_the_query_in_force_and_lead_here() {
        assertThat(api.get("/v2/tasks?q=word&completed=false").links().get("self"))
                .isEqualTo("http://127.0.0.1:8080/v2/tasks?q=word&completed=false&page=1&per_page=25");
        assertThat(api.get("/v2/leads?page=1&ids=1,2&per_page=5").links().get("self"))
                .isEqualTo("http://127.0.0.1:8080/v2/leads?ids=1,2&page=1&per_page=5");
    }

    @Test
    void x2_links_to_other_pages_are_there_only_where_there_are_such() {
        tasks(5);

        assertThat(api.get("/v2/tasks?per_page=2").links()).containsOnlyKeys("self", "next_page");
        Map<String, Object> second = api.get("/v2/tasks?per_page=2&page=2").links();
        assertThat(second).containsOnlyKeys("self", "first_page", "prev_page", "next_page");
        assertThat(api.get("/v2/tasks?per_page=2&page=3").links()).containsOnlyKeys("self", "first_page", "prev_page");
        String next = ((String) second.get("next_page")).replace("http://127.0.0.1:8080", "");
        assertThat(api.ids(next)).containsExactly(5L);
    }

    @Test
    void x4_x5_the_count_is_of_this_page_and_a_page_past_the_end_is_empty() {
        tasks(3);

        assertThat(api.get("/v2/tasks?per_page=2").meta()).containsEntry("count", 2L);
        assertThat(api.get("/v2/tasks?per_page=2&page=2").meta()).containsEntry("count", 1L);
        Api.Answer past = api.get("/v2/tasks?per_page=2&page=9223372036854775807");
        assertThat(past.items()).isEmpty();
        assertThat(past.meta()).containsEntry("count", 0L);
    }

    @Test
    void x6_tasks_are_sorted_by_their_last_change_and_within_a_second_by_id() {
        tasks(3);
        api.bench().pass(900);
        api.put("/v2/tasks/1", "{'content': 'd'}");
        assertThat(api.ids("/v2/tasks")).containsExactly(1L, 2L, 3L);

        api.passSeconds(1);
        api.put("/v2/tasks/1", "{'content': 'e'}");
        assertThat(api.ids("/v2/tasks")).containsExactly(2L, 3L, 1L);
        assertThat(api.ids("/v2/tasks?ids=3,1,2&sort_by=created_at")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void x7_x8_x9_x10_x11_a_refusal_is_as_it_was_captured_and_every_reply_has_an_id() {
        Api.Answer answer = api.post("/v2/tasks", "{'content': 'c', 'resource_type': 'leads', 'resource_id': 1}");
        String id = answer.header("X-Request-Id");

        assertThat(id).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(answer.text().replace('"', '\''))
                .isEqualTo("{'errors':[{'error':{'resource':'task','field':'/resource_type','code':'incorrect_value',"
                                .replace("\n", "")
                        + "'message':'attribute value is incorrect','details':'The attribute '/resource_type' value is not"
                        + " included in the list'},'meta':{'type':'error','links':{'more_info':'"
                        + "https://developers.getbase.com/docs/rest/articles/errors'}}}],'meta':{'type':'errors',"
                        + "'http_status':'422 Unprocessable Entity','logref':'" + id + "','links':{'more_info':'"
                        + "https://developers.getbase.com/docs/rest/articles/errors'}}}");
        Set<String> ids = new HashSet<>();
        List<Api.Answer> all = List.of(
                api.get("/v2/tasks"),
                api.post("/v2/tasks", TASK),
                api.delete("/v2/tasks/1"),
                api.get("/v2/nothing"),
                api.send("GET", "/v2/tasks", Headers.of(), NOTHING));
        all.forEach(reply -> ids.add(reply.header("X-Request-Id")));
        assertThat(ids).hasSize(all.size()).doesNotContain("");
    }

    @Test
    void x12_without_a_good_token_nobody_is_let_in() {
        for (String authorization : List.of("", "Bearer", "Bearer ", "Basic eDp5", "Bearer a b", "T")) {
            Api.Answer answer = api.send(
                    "GET", "/v2/tasks", Headers.of("User-Agent", "t", "Authorization", authorization), NOTHING);
            assertThat(answer.refusal("401 Unauthorized", "unauthorized"))
                    .isEqualTo("Required access token is missing, malformed, expired, or invalid.");
            assertThat(answer.refusals("401 Unauthorized").get(0))
                    .containsEntry("message", "request is unauthorized")
                    .doesNotContainKeys("resource", "field");
        }
    }

    @Test
    void x13_a_token_does_not_reach_beyond_its_scope() {
        Map<String, String> needed =
                Map.of("GET /v2/tasks", "read", "POST /v2/tasks", "write", "GET /v2/users/self", "profile");
        for (String scope : needed.values()) {
            Headers headers = api.headersWith(api.token("&scope=" + scope));
            needed.forEach((route, reach) -> {
                String[] parts = route.split(" ");
                byte[] body = parts[0].equals("POST") ? "{\"data\":{\"content\":\"c\"}}".getBytes(UTF_8) : NOTHING;
                Api.Answer answer = api.send(parts[0], parts[1], headers, body);
                if (reach.equals(scope)) {
                    assertThat(answer.status()).isEqualTo(200);
                } else {
                    assertThat(answer.refusal("403 Forbidden", "insufficient_scope"))
                            .contains(reach);
                }
            });
        }
    }

    @Test
    void x14_an_id_that_nothing_has_is_told_with_its_type() {
        Api.Answer answer = api.get("/v2/deals/23231");

        assertThat(answer.refusal("404 Not Found", "not_found"))
                .isEqualTo("Resource of the type 'deal' with the id '23231' was not found.");
        assertThat(answer.refusals("404 Not Found").get(0))
                .containsEntry("message", "resource you are looking for was not found")
                .containsEntry("resource", "deal")
                .doesNotContainKey("field");
    }

    @Test
    void x15_an_unknown_path_and_an_unknown_method_are_the_same() {
        assertThat(api.get("/v2/429.json").refusal("404 Not Found", "incorrect_path"))
                .isEqualTo("Requested path at '/v2/429.json' was not found using the HTTP method 'GET'.");
        for (String method : List.of("PATCH", "OPTIONS", "DELETE")) {
            assertThat(api.send(method, "/v2/tasks", "").refusal("404 Not Found", "incorrect_path"))
                    .contains("'" + method + "'");
        }
    }

    @Test
    void x16_unknown_parameters_and_wrong_values_are_refused_each_once() {
        assertThat(api.get("/v2/tasks?per_page=200").badParameter())
                .isEqualTo("The request query parameter 'per_page' is malformed, missing, or has an invalid value"
                        + " (must be between 1 and 100, given: 200)");
        for (String path : List.of(
                "/v2/users/self?unknown=param",
                "/v2/tasks?unknown=param",
                "/v2/tasks?limit=5",
                "/v2/leads/1?page=1",
                "/v2/accounts/self?a",
                "/v2/tasks?%zz=1")) {
            api.get(path).badParameter();
        }
        assertThat(api.get("/v2/tasks?a=1&per_page=0&b=2").refusals("400 Bad Request"))
                .hasSize(2);
    }

    @Test
    void x17_g26_who_does_not_say_what_program_it_is_is_refused_first() {
        for (Headers headers : List.of(Headers.of(), Headers.of("User-Agent", " "))) {
            assertThat(api.send("GET", "/v2/nothing?x=1", headers, NOTHING)
                            .refusal("400 Bad Request", "invalid_header"))
                    .contains("User-Agent");
        }
    }

    @Test
    void x18_what_is_not_readable_and_what_means_nothing_are_told_apart() {
        for (String unreadable : List.of("", "{", "x", "{'data': {}} {}", "{'data': {'a': 1, 'a': 2}}")) {
            api.send("POST", "/v2/tasks", unreadable).refusal("400 Bad Request", "invalid_payload");
        }
        for (String meaningless : List.of("{}", "[]", "null", "{'data': []}", "{'data': null}", "{'content': 'c'}")) {
            api.send("POST", "/v2/tasks", meaningless).refusal("422 Unprocessable Entity", "incorrect_payload");
        }
    }

    @Test
    void x19_an_unknown_attribute_is_refused() {
        assertThat(api.post("/v2/leads", "{'last_name': 'X', 'invalid_field': 1}")
                        .unprocessable("unknown", "/invalid_field"))
                .isEqualTo("The attribute '/invalid_field' is not a known attribute for the 'lead' resource.");
        api.put("/v2/deals/1", "{'unknown': 'attribute'}").unprocessable("unknown", "/unknown");
        api.put("/v2/deals/1", "{'version': 5}").unprocessable("unknown", "/version");
    }

    @Test
    void x20_a_value_that_is_not_in_the_list_is_refused() {
        assertThat(api.post("/v2/tasks", "{'content': 'c', 'resource_type': 'user', 'resource_id': 1}")
                        .unprocessable("incorrect_value", "/resource_type"))
                .isEqualTo("The attribute '/resource_type' value is not included in the list");
    }

    @Test
    void x21_x23_a_value_of_another_type_is_refused_by_its_pointer() {
        assertThat(api.put("/v2/leads/1", "{'tags': 'x'}").unprocessable("invalid_type", "/tags"))
                .isEqualTo("The attribute '/tags' value must be a value of type 'array'");
        Map<String, String> types = Map.of(
                "content", "string",
                "completed", "boolean",
                "due_date", "datetime",
                "resource_id", "integer",
                "resource_type", "string");
        tasks(1);
        types.forEach((field, type) -> assertThat(api.put("/v2/tasks/1", "{'" + field + "': []}")
                        .refusal("422 Unprocessable Entity", "invalid_type"))
                .isEqualTo("The attribute '/" + field + "' value must be a value of type '" + type + "'"));
        api.put("/v2/deals/1", "{'value': []}").unprocessable("invalid_type", "/value");
        api.put("/v2/leads/1", "{'tags': [1]}").unprocessable("invalid_type", "/tags/0");
        api.put("/v2/leads/1", "{'address': {'city': 1}}").unprocessable("invalid_type", "/address/city");
    }

    @Test
    void x22_g22_what_is_missing_blank_or_taken_is_told_so() {
        assertThat(api.post("/v2/tasks", "{}").unprocessable("missing", "/content"))
                .startsWith("The attribute '/content' ");
        assertThat(api.post("/v2/tasks", "{'content': ''}").refusals("422 Unprocessable Entity"))
                .singleElement()
                .satisfies(error -> assertThat(error)
                        .containsEntry("code", "blank")
                        .containsEntry("message", "attribute must not be blank"));
        api.create("/v2/lead_sources", "{'name': 'Fair'}");
        api.post("/v2/lead_sources", "{'name': 'Fair'}").unprocessable("already_exists", "/name");
    }

    @Test
    void x24_several_reasons_come_together() {
        assertThat(api.post("/v2/tasks", "{'completed': 1, 'due_date': 'soon', 'other': 2}")
                        .refusals("422 Unprocessable Entity"))
                .extracting(error -> error.get("code") + " " + error.get("field"))
                .containsExactlyInAnyOrder(
                        "invalid_type /completed", "invalid_type /due_date", "missing /content", "unknown /other");
    }

    @Test
    void x25_g23_nobody_is_told_to_wait() {
        for (int i = 0; i < 200; i++) {
            Api.Answer answer = api.get("/v2/users/self");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.reply().headers().all())
                    .noneMatch(field -> field.getKey().toLowerCase(Locale.ROOT).matches("retry-after|x-rate.*"));
        }
    }

    @Test
    void x26_g27_who_does_not_take_json_gets_none() {
        for (String accept : List.of("text/html", "application/xml", "application/json;q=0", "image/*, text/*")) {
            api.send("GET", "/v2/tasks", Api.headers("Accept", accept), NOTHING)
                    .refusal("406 Not Acceptable", "not_acceptable");
        }
        for (String accept : List.of(
                "application/json,application/json",
                "*/*",
                "application/*",
                "text/html, application/json;q=0.5",
                "",
                "Application/JSON; charset=utf-8")) {
            assertThat(api.send("GET", "/v2/tasks", Api.headers("Accept", accept), NOTHING)
                            .status())
                    .as(accept)
                    .isEqualTo(200);
        }
    }

    @Test
    void x27_g9_a_body_that_says_it_is_no_json_is_refused_and_one_that_says_nothing_is_read() {
        byte[] body = "{\"data\":{\"content\":\"c\"}}".getBytes(UTF_8);
        Headers plain = Headers.of("User-Agent", "t", "Authorization", "Bearer x");

        assertThat(api.send("POST", "/v2/tasks", plain, body).status()).isEqualTo(200);
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
            Headers headers = Headers.of("User-Agent", "t", "Authorization", "Bearer x", "Content-Type", type);
            assertThat(api.send("POST", "/v2/tasks", headers, body).refusal("400 Bad Request", "invalid_header"))
                    .contains("Content-Type");
        }
    }

    @Test
    void x28_other_headers_are_passed_over_and_head_is_served() {
        Headers headers = Api.headers("X-Client-Type", "api", "X-Clientapp-Name", "Zapier");

        assertThat(api.send("GET", "/v2/tasks", headers, NOTHING).status()).isEqualTo(200);
        assertThat(api.send("HEAD", "/v2/tasks", headers, NOTHING).status()).isEqualTo(200);
    }

    @Test
    void x29_times_are_taken_in_every_form_that_clients_send() {
        for (String time : List.of(
                "2014-09-28T16:32:56Z",
                "2014-09-28T16:32:56+00:00",
                "2014-09-28T16:32:56+0000",
                "2014-09-28T16:32:56.000Z",
                "2014-09-28T18:32:56+02:00")) {
            assertThat(api.post("/v2/tasks", "{'content': 'c', 'due_date': '" + time + "'}")
                            .done())
                    .containsEntry("due_date", "2014-09-28T16:32:56Z");
        }
    }

    @Test
    void x30_ids_are_whole_numbers_and_flags_are_true_or_false() {
        tasks(1);
        Map<String, Object> task = api.show("/v2/tasks/1");

        assertThat(Stream.of("id", "creator_id", "owner_id").map(task::get)).allMatch(Long.class::isInstance);
        assertThat(Stream.of("completed", "overdue").map(task::get)).allMatch(Boolean.class::isInstance);
        api.put("/v2/tasks/1", "{'completed': 'true'}").unprocessable("invalid_type", "/completed");
        api.put("/v2/tasks/1", "{'owner_id': '1'}").unprocessable("invalid_type", "/owner_id");
    }

    @Test
    void x31_what_is_not_set_is_null_and_not_left_out() {
        assertThat(api.show("/v2/deals/1"))
                .containsEntry("loss_reason_id", null)
                .containsEntry("source_id", null);
        assertThat(api.show("/v2/users/self")).containsEntry("deleted_at", null).containsEntry("group", null);
    }

    @Test
    void x32_who_asks_is_checked_before_what_is_asked_for() {
        Headers nobody = Headers.of("User-Agent", "t", "Content-Type", "text/plain");
        for (String path : List.of("/v2/leads", "/v2/nothing", "/v2/tasks?x=1", "/v2/tasks/99", "/v2/tasks/x")) {
            api.send("PUT", path, nobody, "{".getBytes(UTF_8)).refusal("401 Unauthorized", "unauthorized");
        }
    }

    @Test
    void g1_g2_a_task_is_overdue_after_its_due_date_until_it_is_completed() {
        api.create("/v2/tasks", "{'content': 'c', 'due_date': '2014-09-01T12:00:00Z'}");
        tasks(1);
        api.create("/v2/tasks", "{'content': 'c', 'due_date': '2014-09-01T12:00:00Z', 'completed': true}");

        assertThat(api.ids("/v2/tasks?overdue=true")).isEmpty();
        api.bench().pass(1);
        assertThat(api.ids("/v2/tasks?overdue=true")).containsExactly(1L);
        assertThat(api.ids("/v2/tasks?overdue=false")).containsExactly(2L, 3L);
    }

    @Test
    void g3_a_reminder_is_one_whether_it_is_past_or_to_come() {
        api.create("/v2/tasks", "{'content': 'c', 'remind_at': '2000-01-01'}");
        api.create("/v2/tasks", "{'content': 'c', 'remind_at': '2100-01-01'}");

        assertThat(api.ids("/v2/tasks?remind=true")).containsExactly(1L, 2L);
    }

    @Test
    void g4_a_task_that_is_completed_again_keeps_its_first_moment() {
        api.create("/v2/tasks", "{'content': 'c', 'completed': true, 'completed_at': '2001-01-01T00:00:00Z'}");
        api.passSeconds(60);
        assertThat(api.put("/v2/tasks/1", "{'completed': true}").done())
                .containsEntry("completed_at", "2014-09-01T12:00:00Z");

        api.put("/v2/tasks/1", "{'completed': false}").done();
        assertThat(api.put("/v2/tasks/1", "{'completed': true}").done())
                .containsEntry("completed_at", "2014-09-01T12:01:00Z");
    }

    @Test
    void g5_attributes_that_cannot_be_written_are_passed_over() {
        Map<String, Object> task = api.post("/v2/tasks", """
                        {'content': 'c', 'id': 7, 'creator_id': 9, 'completed_at': '0001-01-01T00:00:00Z', 'overdue': true,
                         'created_at': '0001-01-01T00:00:00Z', 'updated_at': 5}""").done();

        assertThat(task)
                .containsEntry("id", 1L)
                .containsEntry("creator_id", 1L)
                .containsEntry("overdue", false)
                .containsEntry("created_at", "2014-09-01T12:00:00Z");
    }

    @Test
    void g6_null_clears_what_can_be_nothing() {
        api.create("/v2/tasks", """
                {'content': 'c', 'due_date': '2015-01-01', 'remind_at': '2015-01-01', 'resource_type': 'lead',
                 'resource_id': 1}""");

        assertThat(api.put("/v2/tasks/1", """
                        {'due_date': null, 'remind_at': null, 'resource_type': null, 'resource_id': null,
                         'owner_id': null}""").done())
                .containsEntry("due_date", null)
                .containsEntry("remind_at", null)
                .containsEntry("resource_type", null)
                .containsEntry("resource_id", null)
                .containsEntry("owner_id", 1L);
        api.put("/v2/tasks/1", "{'content': null}").unprocessable("blank", "/content");
    }

    @Test
    void g7_half_a_relation_is_refused_and_an_id_of_0_is_none() {
        api.post("/v2/tasks", "{'content': 'c', 'resource_type': 'lead'}").unprocessable("missing", "/resource_id");
        api.post("/v2/tasks", "{'content': 'c', 'resource_id': 1}").unprocessable("missing", "/resource_type");
        tasks(1);
        assertThat(api.put("/v2/tasks/1", "{'owner_id': 1, 'resource_id': 0, 'completed': true, 'content': 'c'}")
                        .done())
                .containsEntry("resource_id", null)
                .containsEntry("resource_type", null);
        assertThat(api.put(
                                "/v2/deals/1",
                                "{'loss_reason_id': 0, 'source_id': 0, 'stage_id': 0, 'customized_win_likelihood': 0}")
                        .done())
                .containsEntry("loss_reason_id", null)
                .containsEntry("source_id", null)
                .containsEntry("stage_id", 1L)
                .containsEntry("customized_win_likelihood", 0L);
    }

    @Test
    void g8_what_does_not_exist_is_refused_unless_an_option_says_otherwise() {
        String loose = "{'content': 'c', 'resource_type': 'lead', 'resource_id': 99, 'owner_id': 77}";
        api.post("/v2/tasks", "{'content': 'c', 'resource_type': 'lead', 'resource_id': 99}")
                .unprocessable("incorrect_value", "/resource_id");
        api.post("/v2/tasks", "{'content': 'c', 'owner_id': 77}").unprocessable("incorrect_value", "/owner_id");

        Api relaxed = new Api(new SellOptions(List.of(), true, false));
        assertThat(relaxed.post("/v2/tasks", loose).done())
                .containsEntry("resource_id", 99L)
                .containsEntry("owner_id", 77L);
    }

    @Test
    void g10_bad_values_in_the_query_are_refused() {
        for (String query : List.of(
                "page=0",
                "page=-1",
                "page=x",
                "page=",
                "per_page=0",
                "per_page=x",
                "per_page=1.5",
                "page=9223372036854775808",
                "completed=1",
                "completed=TRUE",
                "ids=1;2",
                "ids=",
                "ids=1,,2",
                "type=x",
                "resource_type=Lead",
                "owner_id=x")) {
            api.get("/v2/tasks?" + query).badParameter();
        }
    }

    @Test
    void g11_g12_what_has_no_value_is_last_in_both_directions_and_fields_can_be_listed() {
        api.create("/v2/tasks", TASK);
        api.create("/v2/tasks", "{'content': 'c', 'due_date': '2015-01-02'}");
        api.create("/v2/tasks", TASK);
        api.create("/v2/tasks", "{'content': 'c', 'due_date': '2015-01-01'}");

        assertThat(api.ids("/v2/tasks?sort_by=due_date")).containsExactly(4L, 2L, 1L, 3L);
        assertThat(api.ids("/v2/tasks?sort_by=due_date:desc")).containsExactly(2L, 4L, 1L, 3L);
        assertThat(api.ids("/v2/tasks?sort_by=created_at:asc,due_date:desc")).containsExactly(2L, 4L, 1L, 3L);
        for (String wrong : List.of("owner_id", "due_date:down", "due_date:", "", "due_date:asc:desc")) {
            api.get("/v2/tasks?sort_by=" + wrong).badParameter();
        }
    }

    @Test
    void g13_words_are_found_by_their_beginnings_in_any_case() {
        api.create("/v2/tasks", "{'content': 'Contact Tom'}");

        assertThat(api.ids("/v2/tasks?q=TO+con")).containsExactly(1L);
        assertThat(api.ids("/v2/tasks?q=")).containsExactly(1L);
        assertThat(api.ids("/v2/tasks?q=%20")).containsExactly(1L);
        assertThat(api.ids("/v2/tasks?q=om")).isEmpty();
        assertThat(api.ids("/v2/tasks?q=tom+rachel")).isEmpty();
    }

    @Test
    void g14_ids_that_nothing_has_are_left_out_and_pages_still_count() {
        tasks(3);

        assertThat(api.ids("/v2/tasks?ids=1,99,3")).containsExactly(1L, 3L);
        assertThat(api.ids("/v2/tasks?ids=1,2,3&per_page=2&page=2")).containsExactly(3L);
    }

    @Test
    void g15_the_plural_is_taken_in_the_query_and_not_in_a_body() {
        api.create("/v2/tasks", "{'content': 'c', 'resource_type': 'deal', 'resource_id': 1}");

        assertThat(api.ids("/v2/tasks?resource_type=deals")).containsExactly(1L);
        api.put("/v2/tasks/1", "{'resource_type': 'deals'}").unprocessable("incorrect_value", "/resource_type");
    }

    @Test
    void g16_filters_must_all_hold() {
        api.create("/v2/tasks", "{'content': 'a', 'completed': true}");
        api.create("/v2/tasks", "{'content': 'b', 'completed': true}");

        assertThat(api.ids("/v2/tasks?completed=true&q=b&type=floating&ids=1,2"))
                .containsExactly(2L);
        assertThat(api.ids("/v2/tasks?completed=false&q=b")).isEmpty();
    }

    @Test
    void g17_the_tasks_of_what_is_deleted_stay_as_they_are() {
        for (String type : List.of("lead", "contact", "deal")) {
            long task = api.create("/v2/tasks", "{'content': 'c', 'resource_type': '" + type + "', 'resource_id': 1}");
            Map<String, Object> before = api.show("/v2/tasks/" + task);
            assertThat(api.delete("/v2/" + type + "s/1").status()).isEqualTo(204);
            assertThat(api.show("/v2/tasks/" + task)).isEqualTo(before);
            assertThat(api.put(
                                    "/v2/tasks/" + task,
                                    "{'content': 'd', 'resource_type': '" + type + "', 'resource_id': 1}")
                            .done())
                    .containsEntry("content", "d");
        }
    }

    /** Each request lacks what the one before it lacked, but for one thing. */
    @Test
    void g18_refusals_come_in_one_order() {
        String token = api.token("&scope=read");
        byte[] broken = "{".getBytes(UTF_8);
        Headers all = api.headersWith("any");

        api.send("PUT", "/v2/x/y?a=1", Headers.of("Accept", "x/y"), broken)
                .refusal("400 Bad Request", "invalid_header");
        api.send("PUT", "/v2/x/y?a=1", Headers.of("User-Agent", "t", "Accept", "x/y"), broken)
                .refusal("401 Unauthorized", "unauthorized");
        api.send("PUT", "/v2/x/y?a=1", api.headersWith(token).add("Accept", "x/y"), broken)
                .refusal("404 Not Found", "incorrect_path");
        api.send("PUT", "/v2/tasks/9?a=1", api.headersWith(token).add("Accept", "x/y"), broken)
                .refusal("403 Forbidden", "insufficient_scope");
        api.send("PUT", "/v2/tasks/9?a=1", api.headersWith("any").add("Accept", "x/y"), broken)
                .refusal("406 Not Acceptable", "not_acceptable");
        api.send("PUT", "/v2/tasks/9?a=1", all, broken).refusal("400 Bad Request", "invalid_param");
        api.send("PUT", "/v2/tasks/9", all, broken).refusal("404 Not Found", "not_found");
        tasks(9);
        api.send("PUT", "/v2/tasks/9", all, broken).refusal("400 Bad Request", "invalid_payload");
        api.put("/v2/tasks/9", "{'content': 5}").unprocessable("invalid_type", "/content");
    }

    @Test
    void g19_an_id_that_is_no_number_is_not_found() {
        for (String id : List.of("x", "1x", "0", "-1", "01", "1.0", "99999999999999999999", "%20")) {
            api.get("/v2/tasks/" + id).refusal("404 Not Found", "not_found");
        }
        for (String id : List.of("%", "%zz", "%C3")) {
            api.get("/v2/tasks/" + id).refusal("404 Not Found", "incorrect_path");
        }
    }

    @Test
    void g20_there_are_no_headers_of_other_apis() {
        for (Api.Answer answer : List.of(api.post("/v2/tasks", TASK), api.get("/v2/tasks/1"))) {
            assertThat(answer.reply().headers().all())
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrder("Content-Type", "Content-Language", "X-Request-Id", "Date");
        }
    }

    @Test
    void g21_a_date_without_a_time_is_its_midnight_and_another_text_is_no_time() {
        assertThat(api.post("/v2/tasks", "{'content': 'c', 'due_date': '2025-01-31'}")
                        .done())
                .containsEntry("due_date", "2025-01-31T00:00:00Z");
        for (String wrong : List.of("soon", "2025-02-30", "", "31.01.2025", "2025-01-31 10:00:00")) {
            assertThat(api.post("/v2/tasks", "{'content': 'c', 'due_date': '" + wrong + "'}")
                            .unprocessable("invalid_type", "/due_date"))
                    .isEqualTo("The attribute '/due_date' value must be a value of type 'datetime'");
        }
    }

    @Test
    void g24_everyone_sees_everything_and_a_record_says_whose_token_made_it() {
        Api declared = new Api(new SellOptions(List.of("first"), false, false));
        declared.send("GET", "/v2/tasks", Api.headers(), NOTHING).refusal("401 Unauthorized", "unauthorized");

        Headers first = declared.headersWith("first");
        assertThat(declared.send("POST", "/v2/tasks", first, "{\"data\":{\"content\":\"c\"}}".getBytes(UTF_8))
                        .done())
                .containsEntry("creator_id", 1L);
        Headers other = declared.headersWith(declared.token(""));
        assertThat(declared.send("GET", "/v2/tasks", other, NOTHING).items()).hasSize(1);
    }

    @Test
    void g25_what_is_written_is_found_at_once() {
        tasks(1);

        assertThat(api.ids("/v2/tasks?ids=1")).containsExactly(1L);
        assertThat(api.ids("/v2/tasks?q=c")).containsExactly(1L);
    }

    @Test
    void g28_tokens_are_issued_to_any_client_where_none_is_declared() {
        assertThat(api.send(
                                "POST",
                                "/oauth2/token?grant_type=authorization_code&code=x",
                                Headers.of("User-Agent", "t"),
                                NOTHING)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void every_rule_and_every_decision_is_checked_here() {
        List<String> names = Stream.of(DecisionsTest.class.getDeclaredMethods())
                .map(java.lang.reflect.Method::getName)
                .toList();

        assertThat(Quirks.ALL)
                .hasSize(60)
                .extracting(Quirk::id)
                .allSatisfy(id -> assertThat(names)
                        .anyMatch(name -> ("_" + name + "_").contains("_" + id.toLowerCase(Locale.ROOT) + "_")));
    }
}
