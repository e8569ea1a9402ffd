package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Query;
import io.github.basicopsemulator.outbound.OutboundRequest;
import io.github.basicopsemulator.webhook.FakeTransport;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was decided where the reference contradicts itself or is silent: one short check for each row of the behaviour list. */
class DecisionsTest {

    private static final String LOCAL_HOOK =
            "'name': 'W', 'url': 'http://10.0.0.1/hook', 'events': 'basicops:task:created'";
    private static final String HOOK =
            "'name': 'W', 'url': 'https://server.com/hook', 'events': 'basicops:task:created'";
    private static final String CLOUD =
            "{\"fileName\":\"sample.gif\",\"contentType\":\"photo\",\"cloudType\":1,\"cloudId\":\"0B\"}";

    private final Api api = new Api();

    /** Task 1 is in section 1 of project 1, and message dm1 is about it. */
    @BeforeEach
    void a_project_with_one_of_each() {
        api.create("/v1/project", "{'title': 'P'}");
        api.create("/v1/section", "{'name': 'S', 'project': 1}");
        api.create("/v1/task", "{'title': 'T', 'section': 1}");
        api.createText("/v1/task/1/message", "{'message': 'M'}");
    }

    @Test
    void row_3_1_replies_are_valid_json_where_the_examples_are_not() {
        api.create("/v1/note", "{'name': 'N', 'project': 1}");

        for (String path : List.of("/v1/project/1", "/v1/section/1", "/v1/note/1", "/v1/task/1", "/v1/timetracking")) {
            assertThat(api.get(path).body()).as(path).containsOnlyKeys("success", "data");
        }
    }

    @Test
    void row_3_2_the_list_of_time_entries_is_flat_unless_an_option_wraps_each() {
        api.create("/v1/timetracking", "{'time': 60}");
        assertThat(api.get("/v1/timetracking").list()).containsExactly(api.show("/v1/timetracking/1"));

        Api wrapping = new Api(options(true, false, List.of()));
        wrapping.create("/v1/timetracking", "{'time': 60}");
        assertThat(wrapping.get("/v1/timetracking").list())
                .containsExactly(wrapping.get("/v1/timetracking/1").body());
    }

    @Test
    void row_3_3_references_are_written_as_ids_and_read_as_records() {
        Map<String, Object> task = api.show("/v1/task/1");

        assertThat((Map<?, ?>) task.get("project")).extracting("title").isEqualTo("P");
        assertThat((Map<?, ?>) task.get("section")).extracting("name").isEqualTo("S");
        assertThat(api.show("/v1/project/1")).containsEntry("owner", 38L);
    }

    @Test
    void row_3_4_updates_answer_with_success_alone_unless_an_option_adds_data() {
        api.done(api.patch("/v1/task/1", "{'title': 'U'}"));
        api.done(api.put("/v1/message/dm1", "{'message': 'N'}"));

        Api telling = new Api(options(false, true, List.of()));
        telling.create("/v1/task", "{'title': 'T'}");
        assertThat(telling.patch("/v1/task/1", "{'title': 'U'}").data()).containsOnlyKeys("id", "viewUrl", "bounceUrl");
    }

    @Test
    void row_3_5_unknown_fields_are_passed_over() {
        api.create("/v1/note", "{'name': 'N', 'content': 'c', 'colour': 'red'}");

        api.done(api.patch("/v1/note/1", "{'name': 'M', 'state': '...'}"));
        assertThat(api.show("/v1/note/1")).containsEntry("content", "c").doesNotContainKeys("state", "colour");
    }

    @Test
    void row_3_6_attaching_a_file_answers_with_its_id() {
        for (Api.Answer answer : List.of(attach("a.txt", new byte[1]), cloud())) {
            assertThat(answer.data()).containsOnlyKeys("id");
            assertThat((String) answer.data().get("id")).matches("[A-Za-z0-9+]{22}==");
        }
    }

    @Test
    void row_3_7_a_task_takes_uploads_and_an_update_adds_more() {
        api.create("/v1/task", "{'title': 'U', 'attachments': ['" + api.upload("1", new byte[1]) + "']}");
        api.done(api.patch("/v1/task/2", "{'attachments': ['" + api.upload("2", new byte[1]) + "']}"));

        assertThat(files("/v1/task/2")).extracting(file -> file.get("FileName")).containsExactly("1", "2");
    }

    @Test
    void row_3_8_a_cloud_file_and_bytes_come_to_one_path_and_are_told_apart() {
        Object cloud = cloud().data().get("id");
        Object bytes = send(
                        "/v1/task/1/attachments",
                        CLOUD.getBytes(UTF_8),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Content-Disposition",
                        "attachment; filename=\"f.json\"")
                .data()
                .get("id");

        assertThat(api.get("/v1/task/1/attachments/" + cloud).header("Content-Disposition"))
                .isEmpty();
        assertThat(api.get("/v1/task/1/attachments/" + bytes).header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"f.json\"");
        assertThat(api.get("/v1/task/1/attachments/" + bytes).header("Content-Type"))
                .isEqualTo("application/json");
    }

    @Test
    void row_3_9_ids_of_files_are_found_raw_and_encoded_once_or_twice() {
        String id = api.upload("f", new byte[1]);
        String once = Percent.encode(id);

        for (String written : List.of(id, once, Percent.encode(once))) {
            assertThat(api.get("/v1/attachment/" + written + "/download").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void row_3_10_an_upload_is_used_once_and_repeated_only_by_who_has_it() {
        String taking = "{'message': 'M', 'attachments': ['" + api.upload("f", new byte[1]) + "']}";
        api.done(api.put("/v1/message/dm1", taking));
        api.done(api.put("/v1/message/dm1", taking));

        api.post("/v1/task/1/message", taking).refusal();
        api.patch("/v1/task/1", taking).refusal();
    }

    @Test
    void row_3_11_a_file_larger_than_max_size_does_not_come_at_all() {
        String path = "/v1/attachment/" + api.upload("f", new byte[10]) + "/download?maxSize=";

        assertThat(api.get(path + 10).reply().body()).hasSize(10);
        api.get(path + 9).refusal(413, "payload_too_large");
    }

    @Test
    void row_3_12_thumbnails_are_png_of_four_sizes() {
        String path = "/v1/task/1/attachments/"
                + attach("a.jpg", Pictures.plain("jpg", 800, 400)).data().get("id") + "/thumbnail/";
        Map.of("icon", 16, "small", 64, "medium", 256, "large", 512).forEach((size, width) -> {
            Api.Answer answer = api.get(path + size);
            assertThat(answer.header("Content-Disposition")).contains("\"a-" + size + ".png\"");
            BufferedImage thumbnail = Pictures.read(answer.reply().body());
            assertThat(List.of(thumbnail.getWidth(), thumbnail.getHeight())).containsExactly(width, width / 2);
        });

        api.get(path + "huge").refusal();
        for (Api.Answer other : List.of(cloud(), attach("a.txt", new byte[1]))) {
            api.get("/v1/task/1/attachments/" + other.data().get("id") + "/thumbnail/icon")
                    .refusal(404, "not_found");
        }
    }

    @Test
    void row_3_13_a_submitted_review_approves_unless_it_says_otherwise() {
        api.done(api.post("/v1/task/1/review/request", "{'reviewers': [25]}"));
        assertThat(api.show("/v1/task/1")).containsEntry("status", "Under Review");
        api.done(api.post("/v1/task/1/review/submit", "{'message': 'Fine'}"));
        assertThat(api.show("/v1/task/1")).containsEntry("status", "Reviewed");
        for (String no : List.of("{'approved': false}", "{'decision': 'reject'}")) {
            api.done(api.post("/v1/task/1/review/submit", no));
            assertThat(api.show("/v1/task/1")).containsEntry("status", "In Progress");
        }
        api.post("/v1/task/1/review/request", "{'reviewers': [99]}").refusal();
        api.post("/v1/task/1/review/request", "{'reviewers': []}").refusal();
    }

    @Test
    void row_3_14_deletions_have_four_answers() {
        api.create("/v1/timetracking", "{'time': 60}");
        api.create("/v1/channel", "{'name': 'C'}");
        String webhook =
                (String) api.post("/v1/webhook", "{" + HOOK + "}").data().get("EId");

        assertThat(api.delete("/v1/timetracking/1").data()).containsOnlyKeys("activities");
        api.done(api.delete("/v1/message/dm1"));
        api.done(api.delete("/v1/channel/1"));
        api.done(api.delete("/v1/webhook/" + webhook));
        for (String path : List.of("/v1/task/1", "/v1/section/1", "/v1/project/1")) {
            assertThat(api.delete(path).data()).containsOnlyKeys("statusKind", "status", "activities");
        }
    }

    @Test
    void row_3_15_a_generated_secret_is_told_once() {
        Map<String, Object> made =
                api.post("/v1/webhook", "{" + HOOK + ", 'signing': 'generate'}").data();

        assertThat((String) made.get("Secret")).matches("[0-9a-f]{64}");
        assertThat(api.show("/v1/webhook/" + made.get("EId"))).doesNotContainKey("Secret");
        assertThat(api.get("/v1/webhook").text()).doesNotContain("Secret");
        assertThat(api.post("/v1/webhook", "{" + HOOK + ", 'signing': 'provided', 'secret': 's'}")
                        .data())
                .containsKey("EId")
                .doesNotContainKey("Secret");
    }

    @Test
    void row_3_16_a_webhook_that_is_put_keeps_what_is_not_sent() {
        Object key =
                api.post("/v1/webhook", "{" + HOOK + ", 'project': 1}").data().get("EId");

        assertThat(api.put("/v1/webhook/" + key, "{'url': 'https://other.com/hook'}")
                        .data())
                .containsEntry("Url", "https://other.com/hook")
                .containsEntry("Name", "W")
                .containsEntry("project", 1L);
    }

    @Test
    void row_3_17_a_webhook_shows_project_and_section_only_where_there_are_some() {
        Map<String, Object> plain = api.post("/v1/webhook", "{" + HOOK + "}").data();
        Map<String, Object> within = api.post("/v1/webhook", "{" + HOOK + ", 'project': 1, 'section': 1}")
                .data();

        assertThat(plain).doesNotContainKeys("project", "section", "Signing");
        assertThat(within).containsEntry("project", 1L).containsEntry("section", 1L);
    }

    @Test
    void row_3_18_there_are_three_put_endpoints_and_no_others() {
        api.createText("/v1/message/dm1/reply", "{'message': 'R'}");
        Object key = api.post("/v1/webhook", "{" + HOOK + "}").data().get("EId");

        api.done(api.put("/v1/message/dm1", "{'message': 'N'}"));
        api.done(api.put("/v1/reply/dr1", "{'message': 'N'}"));
        assertThat(api.put("/v1/webhook/" + key, "{'name': 'N'}").status()).isEqualTo(200);
        for (String path : List.of("/v1/project/1", "/v1/section/1", "/v1/task/1", "/v1/note/1", "/v1/channel/1")) {
            api.put(path, "{}").refusal(405, "method_not_allowed");
        }
    }

    @Test
    void row_3_19_a_delivery_is_signed_in_a_header() {
        api.post("/v1/webhook", "{" + LOCAL_HOOK + ", 'signing': 'provided', 'secret': 's'}");
        api.post("/v1/webhook", "{" + LOCAL_HOOK + "}");
        api.create("/v1/task", "{'title': 'T'}");
        api.delivered();

        List<OutboundRequest> posted = api.post().posted();
        assertThat(posted).hasSize(2);
        assertThat(posted)
                .extracting(one -> Objects.requireNonNullElse(one.headers().get("X-BasicOps-Signature"), "none"))
                .containsExactlyInAnyOrder(
                        SignatureFormat.USUAL.sign("s", posted.get(0).body()), "none");
    }

    @Test
    void row_3_20_a_delivery_has_the_records_as_they_are_shown() {
        api.post("/v1/webhook", "{" + LOCAL_HOOK + "}");
        long task = api.create("/v1/task", "{'title': 'T'}");

        assertThat(api.delivered().get(0))
                .containsOnlyKeys("timestamp", "event", "user", "records")
                .containsEntry("records", List.of(api.show("/v1/task/" + task)));
    }

    @Test
    void row_3_21_a_bulk_is_one_event_and_a_failed_delivery_is_not_repeated() {
        api.post().answering(any -> FakeTransport.answer(500));
        api.post("/v1/webhook", "{" + LOCAL_HOOK + "}");
        api.post("/v1/task/bulk", "{'items': [{'title': 'T'}, {'title': 'U'}]}");

        assertThat(api.delivered()).hasSize(1);
        assertThat((List<?>) api.delivered().get(0).get("records")).hasSize(2);
        assertThat(api.runtime().dispatcher().nextDue()).isNull();
        assertThat(api.post().posted().get(0).patience()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void row_3_22_a_webhook_that_is_not_whole_is_refused() {
        for (String json : List.of(
                "{}",
                "{'url': 'https://server.com/hook', 'events': 'basicops:task:created'}",
                "{'name': 'W', 'events': 'basicops:task:created'}",
                "{'name': 'W', 'url': 'https://server.com/hook'}",
                "{'name': 'W', 'url': 'https://server.com/hook', 'events': 'basicops:task:eaten'}",
                "{" + HOOK + ", 'signing': 'provided'}")) {
            api.post("/v1/webhook", json).refusal();
        }
    }

    @Test
    void row_3_23_filters_take_lists_and_ranges() {
        api.create("/v1/task", "{'title': 'U', 'assignee': 25, 'dueDate': '2024-03-01'}");
        api.create("/v1/task", "{'title': 'V', 'assignee': 38, 'dueDate': '2024-03-02'}");

        assertThat(api.ids("/v1/task?assignee=25")).containsExactly(2L);
        assertThat(api.ids("/v1/task?filter_assignee=25,38")).containsExactly(2L, 3L);
        assertThat(api.ids("/v1/task?assignee=25&assignee=38")).containsExactly(2L, 3L);
        assertThat(api.ids("/v1/task?assignee=25&project=1")).isEmpty();
        assertThat(api.ids("/v1/task?dueDate.from=2024-03-02&dueDate.to=2024-03-02"))
                .containsExactly(3L);
        assertThat(api.ids("/v1/task?colour=red")).containsExactly(1L, 2L, 3L);
        api.get("/v1/task?assignee=x").refusal();
    }

    @Test
    void row_3_24_everything_comes_at_once_unless_a_page_is_asked_for() {
        for (int i = 0; i < 4; i++) {
            api.create("/v1/task", "{'title': 'T'}");
        }
        assertThat(api.ids("/v1/task")).hasSize(5);
        assertThat(api.get("/v1/task").body()).doesNotContainKey("nextPage");

        Object next = api.get("/v1/task?limit=3").body().get("nextPage");
        for (String rest : List.of("nextPage=" + next, "offset=3")) {
            assertThat(api.ids("/v1/task?limit=3&" + rest)).containsExactly(4L, 5L);
            assertThat(api.get("/v1/task?limit=3&" + rest).body()).doesNotContainKey("nextPage");
        }
    }

    @Test
    void row_3_25_templates_are_listed_unless_asked_otherwise_and_archived_records_are_not() {
        api.create("/v1/project", "{'title': 'template', 'isTemplate': true}");
        api.create("/v1/project", "{'title': 'archived'}");
        api.done(api.patch("/v1/project/3", "{'archived': true}"));

        assertThat(api.ids("/v1/project")).containsExactly(1L, 2L);
        assertThat(api.ids("/v1/project?istemplate=false")).containsExactly(1L);
    }

    @Test
    void row_3_26_an_update_archives_and_brings_back() {
        api.done(api.patch("/v1/task/1", "{'archived': true}"));
        assertThat(api.ids("/v1/task")).isEmpty();
        assertThat(api.ids("/v1/task?archived=true")).containsExactly(1L);
        assertThat(api.show("/v1/task/1")).doesNotContainKey("archived");

        api.done(api.patch("/v1/task/1", "{'archived': false}"));
        assertThat(api.ids("/v1/task")).containsExactly(1L);
    }

    @Test
    void row_3_27_records_have_the_documented_keys_and_null_for_what_is_unset() {
        assertThat(api.show("/v1/project/1"))
                .containsEntry("description", null)
                .containsEntry("dueDate", null)
                .doesNotContainKeys("archived", "template", "companyId");
    }

    @Test
    void row_3_28_what_is_said_of_a_meeting_is_added_and_its_action_item_becomes_a_task() {
        api.create("/v1/note", """
                {'name': 'N', 'project': 1, 'content': 'c', 'summary': 'S',
                 'actionItems': [{'title': 'A', 'addAsTask': true}]}""");

        assertThat((String) api.show("/v1/note/1").get("content"))
                .startsWith("c<p><b>Summary:</b> S</p>")
                .contains("<span class=\"task-link record-link\"", "_id=\"2\">A</span>");
        assertThat(api.ids("/v1/project/1/tasks")).containsExactly(1L, 2L);
        assertThat(api.told()).contains("created task 2");
    }

    @Test
    void row_3_29_no_file_comes_into_a_note_over_the_api() {
        api.create("/v1/note", "{'name': 'N', 'attachments': ['" + api.upload("f", new byte[1]) + "']}");

        assertThat(api.show("/v1/note/1")).containsEntry("attachments", List.of());
    }

    @Test
    void row_3_30_errors_have_one_shape_and_the_status_that_fits() {
        api.post("/v1/task", "{").refusal(400, "bad_request");
        api.send("GET", "/v1/task", new Headers(), new byte[0]).refusal(401, "unauthorized");
        api.get("/v1/task/99").refusal(404, "not_found");
        api.get("/v1/nothing").refusal(404, "not_found");
        api.put("/v1/task/1", "{}").refusal(405, "method_not_allowed");
    }

    @Test
    void row_3_31_whatever_works_answers_200() {
        for (Api.Answer answer : List.of(
                api.post("/v1/task", "{'title': 'U'}"),
                attach("a", new byte[1]),
                api.post("/v1/webhook", "{" + HOOK + "}"),
                api.delete("/v1/task/2"))) {
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void row_3_32_one_bad_item_refuses_a_whole_bulk() {
        String items = IntStream.rangeClosed(0, 100)
                .mapToObj(i -> "{'title': 'T" + i + "'}")
                .collect(Collectors.joining(", "));

        assertThat(api.post("/v1/task/bulk", "{'items': [{'title': 'U'}, {}]}").refusal())
                .contains("$.items[1]");
        api.post("/v1/task/bulk", "{}").refusal();
        api.post("/v1/task/bulk", "{'items': [" + items + "]}").refusal();
        assertThat(api.ids("/v1/task")).containsExactly(1L);
    }

    @Test
    void row_3_33_a_reference_to_nothing_is_400_in_a_body_and_404_in_a_path() {
        for (String field : List.of("project", "section", "assignee", "parent")) {
            assertThat(api.post("/v1/task", "{'title': 'U', '" + field + "': 99}")
                            .refusal())
                    .contains("$." + field);
        }
        api.get("/v1/project/99/tasks").refusal(404, "not_found");
    }

    @Test
    void row_3_34_a_project_takes_what_is_in_it_along_and_a_section_leaves_its_tasks() {
        api.create("/v1/task", "{'title': 'sub', 'parent': 1}");
        api.create("/v1/note", "{'name': 'N', 'project': 1}");
        api.create("/v1/timetracking", "{'time': 60, 'project': 1, 'task': 1}");
        api.delete("/v1/section/1");
        assertThat(api.show("/v1/task/1")).containsEntry("section", null);

        int before = api.told().size();
        api.delete("/v1/project/1");
        assertThat(api.ids("/v1/task")).isEmpty();
        assertThat(api.ids("/v1/note")).isEmpty();
        assertThat(api.ids("/v1/timetracking")).isEmpty();
        api.get("/v1/message/dm1").refusal(404, "not_found");
        assertThat(api.told().subList(before, api.told().size())).containsExactly("removed project 1");
    }

    @Test
    void row_3_35_two_users_have_one_chat() {
        assertThat(api.create("/v1/chat", "{'user': 25}")).isEqualTo(api.create("/v1/chat", "{'user': 25}"));
        api.post("/v1/chat", "{'user': 38}").refusal();
    }

    @Test
    void row_3_36_four_types_of_dependencies_are_taken_but_no_circle() {
        for (String type : List.of("finish-to-start", "start-to-start", "finish-to-finish", "start-to-finish")) {
            long task = api.create("/v1/task", "{'title': 'U'}");
            api.createText("/v1/task/1/dependency", "{'dependsOnTask': " + task + ", 'type': '" + type + "'}");
        }
        api.post("/v1/task/1/dependency", "{'dependsOnTask': 1}").refusal();
        api.post("/v1/task/1/dependency", "{'dependsOnTask': 2}").refusal();
        api.post("/v1/task/2/dependency", "{'dependsOnTask': 1}").refusal();
        api.post("/v1/task/2/dependency", "{'dependsOnTask': 3, 'type': 'never'}")
                .refusal();
    }

    @Test
    void row_3_37_a_message_does_not_show_its_author_but_keeps_it() {
        assertThat(api.show("/v1/message/dm1")).doesNotContainKeys("user", "userId", "author");
        assertThat(api.state().find(Messages.KIND, 1).get("user")).isEqualTo(38L);
    }

    @Test
    void row_3_38_a_users_address_is_under_email() {
        assertThat((String) api.show("/v1/user/38").get("email")).contains("@");
    }

    @Test
    void row_3_39_a_presigned_url_needs_no_token_and_is_good_for_fifteen_minutes() {
        String id = api.upload("f", new byte[] {1, 2, 3});
        String url = (String) api.show("/v1/attachment/" + id + "/url").get("url");
        String path = url.substring(Api.BASE.length());

        assertThat(api.send("GET", path, new Headers(), new byte[0]).reply().body())
                .containsExactly(1, 2, 3);
        api.passMinutes(15);
        api.send("GET", path, new Headers(), new byte[0]).refusal(403, "forbidden");
    }

    @Test
    void row_3_40_urls_of_files_lead_to_the_emulator_and_links_into_the_web_application() {
        attach("a.png", Pictures.plain("png", 3, 2));

        assertThat((String) files("/v1/task/1").get(0).get("DownloadURL")).startsWith(Api.BASE + "/v1/");
        assertThat((String) api.show("/v1/user/38").get("picture")).startsWith(Api.BASE + "/v1/");
        assertThat(api.show("/v1/task/1/link")).containsEntry("url", "https://app.basicops.com/task/1");
    }

    @Test
    void row_3_41_any_token_will_do_unless_tokens_are_declared() {
        Api strict = new Api(new BasicOpsOptions(BasicOpsOptions.DEFAULT.appUrl(), Map.of("tim", 25L)));

        assertThat(api.sendAs("whatever", "GET", "/v1/user/me", "").data()).containsEntry("id", 38L);
        assertThat(strict.sendAs("tim", "GET", "/v1/user/me", "").data()).containsEntry("id", 25L);
        strict.sendAs("whatever", "GET", "/v1/user/me", "").refusal(401, "unauthorized");
        api.send("GET", "/v1/user/me", new Headers(), new byte[0]).refusal(401, "unauthorized");
    }

    @Test
    void row_3_42_a_status_is_one_of_those_listed_unless_an_option_adds_it() {
        Api lenient = new Api(options(false, false, List.of("Cancelled")));

        api.done(api.patch("/v1/task/1", "{'status': 'In Progress'}"));
        api.patch("/v1/task/1", "{'status': 'in progress'}").refusal();
        api.patch("/v1/task/1", "{'status': 'Cancelled'}").refusal();
        lenient.create("/v1/task", "{'title': 'T', 'status': 'Cancelled'}");
    }

    @Test
    void row_3_43_a_fresh_workspace_has_the_users_of_the_examples() {
        assertThat(new Api().ids("/v1/user")).containsExactlyInAnyOrder(25L, 38L);
        assertThat(api.show("/v1/user/me")).containsEntry("firstName", "Alex").containsEntry("lastName", "Jackson");
        assertThat(api.show("/v1/user/25")).containsEntry("firstName", "Tim").containsEntry("lastName", "Dalton");
    }

    @Test
    void row_3_44_a_task_that_changes_its_project_leaves_its_section() {
        api.create("/v1/project", "{'title': 'Q'}");
        api.patch("/v1/task/1", "{'project': 2, 'section': 1}").refusal();

        api.done(api.patch("/v1/task/1", "{'project': 2}"));
        assertThat(api.show("/v1/task/1")).containsEntry("section", null);
        assertThat(api.ids("/v1/project/2/tasks")).containsExactly(1L);
    }

    @Test
    void row_3_45_a_dependency_without_a_type_is_finish_to_start() {
        api.create("/v1/task", "{'title': 'U'}");
        api.createText("/v1/task/1/dependency", "{'dependsOnTask': 2}");

        assertThat(api.get("/v1/task/1/dependency").list())
                .singleElement()
                .extracting("type")
                .isEqualTo("finish-to-start");
    }

    @Test
    void row_3_46_a_filter_by_an_unknown_id_matches_nothing_and_a_bad_page_is_refused() {
        assertThat(api.ids("/v1/task?project=99")).isEmpty();
        for (String page : List.of("limit=0", "limit=-1", "limit=x", "offset=0", "offset=-1", "offset=x")) {
            api.get("/v1/task?" + page).refusal();
        }
    }

    @Test
    void row_3_47_lists_come_in_the_order_of_creation_and_null_clears_what_is_optional() {
        api.create("/v1/task", "{'title': 'A', 'description': 'd'}");
        api.done(api.patch("/v1/task/1", "{'title': 'Z'}"));

        assertThat(api.ids("/v1/task")).containsExactly(1L, 2L);
        api.done(api.patch("/v1/task/2", "{'description': null}"));
        assertThat(api.show("/v1/task/2")).containsEntry("description", null);
        api.patch("/v1/task/2", "{'title': null}").refusal();
    }

    @Test
    void row_3_48_a_file_that_cannot_be_fetched_is_refused() {
        for (String url : List.of("ftp://127.0.0.1/f", "file:///f", "http://no-such-host.invalid/f", "f")) {
            assertThat(api.post("/v1/uploadurl", "{'url': '" + url + "'}").refusal())
                    .contains("$.url");
        }
    }

    @Test
    void row_3_49_ids_in_attachments_are_taken_raw_and_encoded() {
        String raw = api.upload("raw", new byte[1]);
        String encoded = Percent.encode(api.upload("encoded", new byte[1]));
        api.done(api.patch("/v1/task/1", "{'attachments': ['" + raw + "', '" + encoded + "']}"));

        assertThat(files("/v1/task/1"))
                .extracting(file -> file.get("Id"))
                .containsExactly(Percent.encode(raw), encoded);
    }

    @Test
    void row_3_50_any_oauth_client_will_do_but_not_without_pkce_and_secret() {
        String back = "&redirect_uri=" + Percent.encode("https://client.example/back");
        String location = api.send(
                        "GET", "/oauth/auth?response_type=code&client_id=any" + back, new Headers(), new byte[0])
                .header("Location");
        String code = Query.parse(location.substring(location.indexOf('?') + 1))
                .first("code")
                .orElseThrow();
        String form = "grant_type=authorization_code&client_id=any&code=" + code + back;

        assertThat(token(form).status()).isEqualTo(401);
        assertThat(token(form + "&client_secret=s").body())
                .containsEntry("token_type", "bearer")
                .containsKey("access_token");
    }

    @Test
    void row_3_51_a_section_is_open_and_a_project_lists_the_dependencies_of_the_tasks_that_wait() {
        api.create("/v1/task", "{'title': 'elsewhere'}");
        api.createText("/v1/task/1/dependency", "{'dependsOnTask': 2}");
        api.createText("/v1/task/2/dependency", "{'dependsOnTask': " + api.create("/v1/task", "{'title': 'U'}") + "}");
        api.create(
                "/v1/note",
                "{'name': 'N', 'startTime': '2024-09-03T18:30:00.000Z', 'endTime': '2024-09-03T19:10:00.000Z'}");

        assertThat(api.show("/v1/section/1")).containsEntry("state", "Open");
        assertThat(api.textIds("/v1/project/1/dependency")).containsExactly("dep-1");
        assertThat((String) api.show("/v1/note/1").get("content")).contains("2024-09-03 18:30 to 19:10 UTC");
    }

    @Test
    void row_3_52_reviews_tell_and_copies_do_not() {
        api.create("/v1/project", "{'title': 'X', 'isTemplate': true}");
        long template = api.ids("/v1/project").get(api.ids("/v1/project").size() - 1);
        long task = api.create("/v1/task", "{'title': 'of the template', 'project': " + template + "}");
        api.post("/v1/webhook", "{" + LOCAL_HOOK.replace("created", "created,basicops:task:updated") + "}");

        api.create("/v1/project", "{'title': 'Y', 'template': " + template + "}");
        api.done(api.post("/v1/task/" + task + "/review/request", "{'reviewers': [25]}"));

        assertThat(api.delivered()).extracting(event -> event.get("event")).containsExactly("basicops:task:updated");
    }

    @Test
    void every_row_but_those_about_deliveries_has_a_test() {
        Pattern row = Pattern.compile("row_3_(\\d+)_.*");
        List<Integer> tested = Stream.of(DecisionsTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .flatMap(method -> row.matcher(method.getName()).results())
                .map(name -> Integer.valueOf(name.group(1)))
                .sorted()
                .toList();
        Set<Integer> expected = IntStream.rangeClosed(1, 52).boxed().collect(Collectors.toCollection(TreeSet::new));

        assertThat(tested).containsExactlyElementsOf(expected);
    }

    private static BasicOpsOptions options(
            boolean wrapTimeEntries, boolean updateResponseLinks, List<String> extraTaskStatuses) {
        BasicOpsOptions other = BasicOpsOptions.DEFAULT;
        return new BasicOpsOptions(
                other.appUrl(),
                other.tokens(),
                other.clients(),
                other.asksNobody(),
                wrapTimeEntries,
                updateResponseLinks,
                extraTaskStatuses,
                other.strict(),
                other.fetchesPrivate(),
                other.mostFetched(),
                SignatureFormat.USUAL);
    }

    private Api.Answer attach(String name, byte[] content) {
        return send("/v1/task/1/attachments", content, "Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    private Api.Answer cloud() {
        return send("/v1/task/1/attachments", CLOUD.getBytes(UTF_8), "Content-Type", "application/json");
    }

    private Api.Answer token(String form) {
        return send("/oauth/token", form.getBytes(UTF_8), "Content-Type", "application/x-www-form-urlencoded");
    }

    private Api.Answer send(String path, byte[] body, String... headers) {
        Headers all = Headers.of("Authorization", "Bearer any");
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return api.send("POST", path, all, body);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> files(String path) {
        return (List<Map<String, Object>>) api.show(path).get("attachments");
    }
}
