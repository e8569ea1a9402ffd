package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Caller;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.outbound.OutboundRequest;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.webhook.DeliveryMode;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told of what, and in which words. */
class WebhookSubscriptionsTest {

    private static final String ALL = all();

    private final Api api = new Api();

    private static String all() {
        List<String> all = new ArrayList<>();
        for (String collection : List.of("task", "project", "section", "note", "user")) {
            for (String action : List.of("created", "updated", "deleted")) {
                all.add("basicops:" + collection + ":" + action);
            }
        }
        return String.join(",", all);
    }

    @BeforeEach
    void two_projects_with_a_section_each() {
        api.create("/v1/project", "{'title': 'P'}");
        api.create("/v1/project", "{'title': 'Q'}");
        api.create("/v1/section", "{'name': 'S', 'project': 1}");
        api.create("/v1/section", "{'name': 'T', 'project': 2}");
    }

    private String hook(String more) {
        Map<String, Object> made = api.post(
                        "/v1/webhook",
                        "{'name': 'W', 'url': 'http://10.0.0.1/one', 'events': '" + ALL + "'" + more + "}")
                .data();
        return (String) made.get("EId");
    }

    /** What was delivered, in short: {@code task:created 1 2}. */
    private List<String> told() {
        return api.delivered().stream().map(WebhookSubscriptionsTest::inShort).toList();
    }

    @SuppressWarnings("unchecked")
    private static String inShort(Map<String, Object> event) {
        StringBuilder text = new StringBuilder(((String) event.get("event")).substring("basicops:".length()));
        ((List<Map<String, Object>>) event.get("records"))
                .forEach(record -> text.append(' ').append(record.get("id")));
        return text.toString();
    }

    @Test
    void the_documented_delivery_is_sent() {
        hook("");

        api.create("/v1/task", "{'title': 'Launch', 'project': 1}");

        Map<String, Object> event = api.delivered().get(0);
        assertThat(event.keySet()).containsExactly("timestamp", "event", "user", "records");
        assertThat(event)
                .containsEntry("timestamp", "2024-01-01T12:00:00.000Z")
                .containsEntry("event", "basicops:task:created");
        assertThat(event.get("user")).isEqualTo(Api.json("""
                        {'firstName': 'Alex', 'lastName': 'Jackson', 'roles': [], 'id': 38, 'email': 'alex@testco.com'}"""));
        assertThat(new ArrayList<>(((Map<?, ?>) event.get("user")).keySet()).toString())
                .isEqualTo("[firstName, lastName, roles, id, email]");
        assertThat(event.get("records")).isEqualTo(List.of(api.show("/v1/task/1")));
    }

    @Test
    void it_is_posted_as_json_to_the_url_of_the_webhook() {
        hook("");

        api.create("/v1/task", "{'title': 'Launch'}");
        api.delivered();

        OutboundRequest posted = api.post().posted().get(0);
        assertThat(posted.method()).isEqualTo("POST");
        assertThat(posted.target().uri()).hasToString("http://10.0.0.1/one");
        assertThat(posted.headers()).containsEntry("Content-Type", "application/json");
        assertThat(posted.headers()).doesNotContainKey("X-BasicOps-Signature");
    }

    @Test
    void every_change_of_the_five_collections_is_told_with_its_own_name() {
        hook("");

        api.create("/v1/project", "{'title': 'R'}");
        api.done(api.patch("/v1/project/3", "{'title': 'R2'}"));
        api.create("/v1/section", "{'name': 'U', 'project': 3}");
        api.done(api.patch("/v1/section/3", "{'name': 'U2'}"));
        api.create("/v1/task", "{'title': 'A'}");
        api.done(api.patch("/v1/task/1", "{'title': 'A2'}"));
        api.create("/v1/note", "{'name': 'N'}");
        api.done(api.patch("/v1/note/1", "{'name': 'N2'}"));
        for (String path : List.of("/v1/note/1", "/v1/task/1", "/v1/section/3", "/v1/project/3")) {
            assertThat(api.delete(path).status()).isEqualTo(200);
        }

        assertThat(told())
                .containsExactly(
                        "project:created 3",
                        "project:updated 3",
                        "section:created 3",
                        "section:updated 3",
                        "task:created 1",
                        "task:updated 1",
                        "note:created 1",
                        "note:updated 1",
                        "note:deleted 1",
                        "task:deleted 1",
                        "section:deleted 3",
                        "project:deleted 3");
    }

    @Test
    void other_records_and_what_is_refused_are_not_told() {
        api.create("/v1/task", "{'title': 'A'}");
        hook("");

        api.createText("/v1/task/1/message", "{'message': 'M'}");
        api.create("/v1/timetracking", "{'task': 1, 'user': 38, 'duration': 5, 'date': '2024-01-01'}");
        api.post("/v1/task", "{'title': ''}").refusal();
        api.patch("/v1/task/1", "{'project': 99}").refusal();
        api.post("/v1/task/bulk", "{'items': [{'title': 'B'}, {'title': 7}]}").refusal();
        hook("");

        assertThat(told()).isEmpty();
    }

    @Test
    void only_the_events_that_are_asked_for_are_told() {
        api.post(
                "/v1/webhook",
                "{'name': 'W', 'url': 'http://10.0.0.1/', 'events': ' basicops:task:deleted , basicops:task:updated'}");

        api.create("/v1/task", "{'title': 'A'}");
        api.done(api.patch("/v1/task/1", "{'title': 'B'}"));

        assertThat(told()).containsExactly("task:updated 1");
    }

    @Test
    void a_bulk_is_one_event_for_what_was_created_and_one_for_what_was_updated() {
        api.create("/v1/task", "{'title': 'A'}");
        hook("");

        api.post("/v1/task/bulk", "{'items': [{'title': 'B'}, {'id': 1, 'title': 'A2'}, {'title': 'C'}]}");

        assertThat(told()).containsExactly("task:created 2 3", "task:updated 1");
    }

    @Test
    void a_record_that_one_request_changes_twice_is_told_once_as_it_became() {
        api.create("/v1/task", "{'title': 'A'}");
        hook("");

        api.post("/v1/task/bulk", "{'items': [{'id': 1, 'title': 'B'}, {'id': 1, 'title': 'C'}]}");

        assertThat(told()).containsExactly("task:updated 1");
        assertThat(api.delivered().get(0).get("records")).isEqualTo(List.of(api.show("/v1/task/1")));
    }

    @Test
    void a_webhook_of_a_project_is_told_of_what_is_in_it() {
        hook(", 'project': 1");

        api.post(
                "/v1/task/bulk",
                "{'items': [{'title': 'in', 'project': 1}, {'title': 'out', 'project': 2}, {'title': 'nowhere'}]}");
        api.create("/v1/section", "{'name': 'in', 'project': 1}");
        api.create("/v1/section", "{'name': 'out', 'project': 2}");
        api.create("/v1/note", "{'name': 'in', 'project': 1}");
        api.create("/v1/note", "{'name': 'nowhere'}");
        api.patch("/v1/project/1", "{'title': 'itself'}");
        api.patch("/v1/project/2", "{'title': 'another'}");

        assertThat(told())
                .containsExactly("task:created 1", "section:created 3", "note:created 1", "project:updated 1");
    }

    @Test
    void a_webhook_of_a_section_is_told_of_the_section_and_its_tasks() {
        hook(", 'section': 1");

        api.create("/v1/task", "{'title': 'in', 'section': 1}");
        api.create("/v1/task", "{'title': 'in the project', 'project': 1}");
        api.patch("/v1/section/1", "{'name': 'itself'}");
        api.patch("/v1/project/1", "{'title': 'around'}");
        api.create("/v1/note", "{'name': 'N', 'project': 1}");

        assertThat(told()).containsExactly("task:created 1", "section:updated 1");
    }

    @Test
    void moving_a_task_tells_whoever_watches_either_project() {
        api.create("/v1/task", "{'title': 'A', 'project': 1}");
        hook(", 'project': 1");
        hook(", 'project': 2");

        api.done(api.patch("/v1/task/1", "{'project': 2}"));
        assertThat(told()).containsExactly("task:updated 1", "task:updated 1");

        api.done(api.patch("/v1/task/1", "{'title': 'B'}"));
        assertThat(told()).hasSize(3);
    }

    @Test
    void removing_tells_the_record_as_it_was_and_nothing_of_what_went_with_it() {
        api.create("/v1/task", "{'title': 'A', 'section': 1}");
        api.create("/v1/task", "{'title': 'sub', 'parent': 1}");
        Map<String, Object> task = api.show("/v1/task/1");
        hook("");

        api.delete("/v1/task/1");
        api.delete("/v1/section/1");
        api.delete("/v1/project/1");

        assertThat(told()).containsExactly("task:deleted 1", "section:deleted 1", "project:deleted 1");
        assertThat(api.delivered().get(0).get("records")).isEqualTo(List.of(task));
    }

    @Test
    void a_webhook_that_goes_with_its_project_is_told_that_it_went() {
        String key = hook(", 'project': 1");

        api.delete("/v1/project/1");

        api.get("/v1/webhook/" + key).refusal(404, "not_found");
        assertThat(told()).containsExactly("project:deleted 1");
    }

    @Test
    void reviews_and_files_tell_that_the_task_was_updated() {
        api.create("/v1/task", "{'title': 'A'}");
        String file = api.upload("a.txt", "x".getBytes(UTF_8));
        hook("");

        api.done(api.post("/v1/task/1/review/request", "{'reviewers': [25]}"));
        api.done(api.patch("/v1/task/1", "{'attachments': ['" + file + "']}"));

        assertThat(told()).containsExactly("task:updated 1", "task:updated 1");
    }

    @Test
    void what_a_template_brings_is_not_told_and_the_task_of_a_meeting_is() {
        api.create("/v1/project", "{'title': 'X', 'isTemplate': true}");
        api.create("/v1/task", "{'title': 'of the template', 'project': 3}");
        hook("");

        api.create("/v1/project", "{'title': 'Y', 'template': 3}");
        api.create("/v1/note", "{'name': 'N', 'project': 1, 'actionItems': [{'title': 'Act', 'createTask': true}]}");

        assertThat(told()).startsWith("project:created 4").contains("note:created 1");
        assertThat(told().stream()
                        .filter(text -> text.startsWith("task:created"))
                        .count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void details_can_be_left_out() {
        hook(", 'excludeDetails': true");

        api.create("/v1/task", "{'title': 'A'}");
        api.delete("/v1/task/1");

        assertThat(api.delivered())
                .extracting(event -> event.get("records"))
                .containsExactly(List.of(Map.of("id", 1L)), List.of(Map.of("id", 1L)));
    }

    @Test
    void users_who_change_are_told_to_webhooks_of_no_project() {
        hook("");
        hook(", 'project': 1");

        execute((users, call) -> users.make(users.read(Api.json("{'firstName': 'New'}"), true, "$", call), 7L, call));
        execute((users, call) ->
                users.change(find(7, call), users.read(Api.json("{'lastName': 'Person'}"), false, "$", call), call));
        execute((users, call) -> {
            Entity user = find(7, call);
            users.drop(user, call);
            return user;
        });

        assertThat(told()).containsExactly("user:created 7", "user:updated 7", "user:deleted 7");
    }

    private static Entity find(long id, Call call) {
        return call.entities().find(Users.KIND, id);
    }

    private void execute(BiFunction<Resource, Call, Entity> action) {
        api.engine()
                .execute(
                        api.runtime(),
                        api.surface(),
                        new Caller(38),
                        Api.BASE,
                        call -> action.apply(call.resource(Users.KIND), call));
    }

    @Test
    void who_did_it_is_the_user_of_the_token() {
        Api strict = new Api(new BasicOpsOptions("https://app.basicops.com", Map.of("tims", 25L)));
        strict.sendAs(
                "tims",
                "POST",
                "/v1/webhook",
                "{'name': 'W', 'url': 'http://10.0.0.1/', 'events': 'basicops:task:created'}");

        strict.sendAs("tims", "POST", "/v1/task", "{'title': 'A'}");

        assertThat((Map<?, ?>) strict.delivered().get(0).get("user")).isEqualTo(Api.json("""
                {'firstName': 'Tim', 'lastName': 'Dalton', 'roles': [{'name': 'User Administrator', 'id': 14}], 'id': 25,
                 'email': 'tim@testco.com'}"""));
    }

    @Test
    void a_webhook_that_is_changed_or_deleted_is_told_accordingly() {
        String key = hook("");
        api.put("/v1/webhook/" + key, "{'url': 'http://10.0.0.1/two', 'events': 'basicops:task:created'}");

        api.create("/v1/task", "{'title': 'A'}");
        api.patch("/v1/task/1", "{'title': 'B'}");
        api.delete("/v1/webhook/" + key);
        api.create("/v1/task", "{'title': 'C'}");

        assertThat(told()).containsExactly("task:created 1");
        assertThat(api.post().posted().get(0).target().uri()).hasToString("http://10.0.0.1/two");
    }

    @Test
    void urls_in_a_delivery_lead_where_those_of_the_request_lead() {
        hook("");
        api.create("/v1/task", "{'title': 'A', 'assignee': 38}");

        assertThat(api.delivered().get(0).toString()).contains(Api.BASE + "/v1/user/38/picture/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"your-secret", "geheim-ß-秘密-🔑"})
    void a_provided_secret_signs_the_body_as_it_is_sent(String secret) {
        hook(", 'signing': 'provided', 'secret': '" + secret + "'");
        api.create("/v1/task", "{'title': 'Ünïcødé 🚀'}");
        api.delivered();

        OutboundRequest posted = api.post().posted().get(0);
        String header = posted.headers().get("X-BasicOps-Signature");
        assertThat(header).matches("sha256=[0-9a-f]{64}");
        assertThat(SignatureFormat.USUAL.matches(secret, posted.body(), header)).isTrue();
        assertThat(SignatureFormat.USUAL.matches(secret + "x", posted.body(), header))
                .isFalse();
        assertThat(SignatureFormat.USUAL.matches(secret, new byte[0], header)).isFalse();
    }

    /** Computed once by openssl: {@code printf '{"a":1}' | openssl dgst -sha256 -hmac secret}. */
    @Test
    void a_signature_is_what_other_programs_compute() {
        assertThat(SignatureFormat.USUAL.sign("secret", "{\"a\":1}".getBytes(UTF_8)))
                .isEqualTo("sha256=aa9e2e3575f5d7098b6caccd790888c36d5fdb63342a73bada2d6a51747a8494");
        assertThat(new SignatureFormat("X", "", true).sign("secret", "{\"a\":1}".getBytes(UTF_8)))
                .isEqualTo("qp4uNXX11wmLbKzNeQiIw21f22M0KnO62i1qUXR6hJQ=");
    }

    @Test
    void a_generated_secret_signs_and_a_new_one_is_told_when_it_is_drawn() {
        Map<String, Object> made = api.post(
                        "/v1/webhook",
                        "{'name': 'W', 'url': 'http://10.0.0.1/', 'events': '" + ALL + "', 'signing': 'generate'}")
                .data();
        api.create("/v1/task", "{'title': 'A'}");
        api.put("/v1/webhook/" + made.get("EId"), "{'signing': 'none'}");
        api.create("/v1/task", "{'title': 'B'}");
        Object second = api.put("/v1/webhook/" + made.get("EId"), "{'signing': 'generate'}")
                .data()
                .get("Secret");
        api.create("/v1/task", "{'title': 'C'}");
        api.delivered();

        List<OutboundRequest> posted = api.post().posted();
        assertThat(second).isNotNull().isNotEqualTo(made.get("Secret"));
        assertThat(signedWith(made.get("Secret"), posted.get(0))).isTrue();
        assertThat(posted.get(1).headers()).doesNotContainKey("X-BasicOps-Signature");
        assertThat(signedWith(second, posted.get(2))).isTrue();
    }

    private static boolean signedWith(Object secret, OutboundRequest posted) {
        return SignatureFormat.USUAL.matches(
                (String) secret, posted.body(), posted.headers().get("X-BasicOps-Signature"));
    }

    @Test
    void the_observed_form_has_data_dots_the_webhook_the_company_and_what_changed() {
        api.create("/v1/task", "{'title': 'A'}");
        String key = hook("");
        api.runtime().dispatcher().rules(rules -> rules.with(PayloadFormat.OBSERVED));

        api.done(api.patch("/v1/task/1", "{'title': 'B', 'assignee': 25}"));

        Map<String, Object> event = api.delivered().get(0);
        assertThat(event.keySet()).containsExactly("event", "timestamp", "companyId", "webhookId", "user", "data");
        assertThat(event)
                .containsEntry("event", "basicops.task.updated")
                .containsEntry("companyId", 2L)
                .containsEntry("webhookId", key)
                .containsEntry("user", Api.json("{'id': 38, 'firstName': 'Alex', 'lastName': 'Jackson'}"));
        Map<?, ?> task = (Map<?, ?>) ((List<?>) event.get("data")).get(0);
        Map<?, ?> change = (Map<?, ?>) task.get("change");
        assertThat(change.keySet().toString()).isEqualTo("[title, assignee]");
        assertThat(change.get("title")).isEqualTo(Api.json("{'from': 'A', 'to': 'B'}"));
        assertThat(((Map<?, ?>) change.get("assignee")).get("from")).isNull();
    }

    @Test
    void a_webhook_can_have_a_form_of_its_own() {
        hook(", 'payload': 'observed'");
        hook("");

        api.create("/v1/task", "{'title': 'A'}");

        assertThat(api.delivered())
                .extracting(event -> event.get("event"))
                .containsExactlyInAnyOrder("basicops.task.created", "basicops:task:created");
    }

    @Test
    void a_delivery_shows_the_state_of_its_own_moment_however_late_it_is_written() {
        hook("");
        api.runtime().dispatcher().rules(rules -> rules.with(DeliveryMode.HELD));
        api.create("/v1/task", "{'title': 'A'}");
        api.patch("/v1/task/1", "{'title': 'B'}");
        api.delete("/v1/task/1");

        api.runtime().dispatcher().deliverHeld().join();

        assertThat(api.post().bodies().get(0)).contains("\"title\":\"A\"").doesNotContain("\"title\":\"B\"");
        assertThat(api.post().bodies().get(2)).contains("basicops:task:deleted").contains("\"title\":\"B\"");
    }
}
