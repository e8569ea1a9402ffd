package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages: in the five places where they can be, whole and replaced. */
class MessagesTest {

    private final Api api = new Api();

    @BeforeEach
    void one_of_each_place() {
        api.create("/v1/project", "{'title': 'P'}");
        api.create("/v1/task", "{'title': 'T', 'project': 1}");
        api.create("/v1/chat", "{'user': 25}");
        api.create("/v1/groupchat", "{'name': 'G', 'users': [25, 38]}");
        api.create("/v1/channel", "{'name': 'C'}");
    }

    @Test
    void the_documented_example_runs() {
        assertThat(api.post("/v1/task/1/message", "{'message': 'Hello world'}").body())
                .isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 'dm1', 'viewUrl': 'https://app.basicops.com/message/dm1',
                         'bounceUrl': 'https://app.basicops.com/bounce/message/dm1'}}"""));
        assertThat(api.get("/v1/message/dm1").text()).isEqualTo("""
                {"success":true,"data":{"id":"dm1","message":"Hello world","attachments":[],\
                "created":"2024-01-01T12:00:00.000Z","updated":"2024-01-01T12:00:00.000Z"}}""");

        String file = api.upload("sample.png", new byte[] {1, 2, 3});
        api.passHours(1);
        api.done(api.put("/v1/message/dm1", "{'message': 'Updated message text', 'attachments': ['" + file + "']}"));
        assertThat(api.show("/v1/message/dm1"))
                .containsEntry("message", "Updated message text")
                .containsEntry("created", "2024-01-01T12:00:00.000Z")
                .containsEntry("updated", "2024-01-01T13:00:00.000Z");
        assertThat(fileNames("dm1")).containsExactly("sample.png");

        assertThat(api.show("/v1/message/dm1/link"))
                .containsOnly(Map.entry("url", "https://app.basicops.com/message/dm1"));
        api.done(api.delete("/v1/message/dm1"));
        api.get("/v1/message/dm1").refusal(404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"task", "project", "chat", "groupchat", "channel"})
    void a_message_is_in_the_one_place_it_was_posted_to(String place) {
        api.createText("/v1/" + place + "/1/message", "{'message': 'here'}");

        for (String other : List.of("task", "project", "chat", "groupchat", "channel")) {
            assertThat(api.textIds("/v1/" + other + "/1/message"))
                    .isEqualTo(other.equals(place) ? List.of("dm1") : List.of());
        }
        assertThat(api.get("/v1/" + place + "/1/message").list()).containsExactly(api.show("/v1/message/dm1"));
        api.get("/v1/" + place + "/99/message").refusal(404, "not_found");
        api.post("/v1/" + place + "/99/message", "{'message': 'nowhere'}").refusal(404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"section", "note", "user", "message"})
    void there_are_no_other_places(String place) {
        api.post("/v1/" + place + "/1/message", "{'message': 'M'}").refusal(404, "not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                          | [dm2]",
                "?includeTaskMessages=false | [dm2]",
                "?includeTaskMessages=      | [dm2]",
                "?includeTaskMessages=true  | [dm1, dm2, dm3]"
            })
    void a_project_lists_the_messages_of_its_tasks_only_when_asked(String query, String expected) {
        api.create("/v1/task", "{'title': 'child', 'parent': 1}");
        api.create("/v1/task", "{'title': 'elsewhere'}");
        api.createText("/v1/task/1/message", "{'message': 'on a task'}");
        api.createText("/v1/project/1/message", "{'message': 'in the project'}");
        api.createText("/v1/task/2/message", "{'message': 'on a subtask'}");
        api.createText("/v1/task/3/message", "{'message': 'on a task elsewhere'}");
        api.createText("/v1/chat/1/message", "{'message': 'in a chat'}");

        assertThat(api.textIds("/v1/project/1/message" + (query == null ? "" : query)))
                .hasToString(expected);
    }

    @Test
    void the_messages_of_a_task_that_moves_go_along() {
        api.create("/v1/project", "{'title': 'Q'}");
        api.createText("/v1/task/1/message", "{'message': 'M'}");
        api.done(api.patch("/v1/task/1", "{'project': 2}"));

        assertThat(api.textIds("/v1/project/1/message?includeTaskMessages=true"))
                .isEmpty();
        assertThat(api.textIds("/v1/project/2/message?includeTaskMessages=true"))
                .containsExactly("dm1");
        assertThat(api.textIds("/v1/task/1/message")).containsExactly("dm1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👩‍👩‍👧‍👦 and 🇩🇪",
                "<p>a &amp; b</p>",
                "<pre>x\\ny</pre>",
                "naïve — 日本語",
                "@Name <span class=\\\"user-link record-link\\\" _tableid=\\\"72\\\" _id=\\\"27\\\">Thor</span>"
            })
    void texts_come_back_byte_by_byte(String text) {
        api.createText("/v1/task/1/message", "{'message': '" + text + "'}");

        byte[] expected = ("\"message\":\"" + text + "\"").getBytes(UTF_8);
        assertThat(api.get("/v1/message/dm1").reply().body()).containsSequence(expected);
        assertThat(api.get("/v1/task/1/message").reply().body()).containsSequence(expected);
    }

    @Test
    void an_upload_becomes_an_attachment_that_can_be_downloaded() {
        byte[] content = {0, 1, -1, 13, 10};
        String file = api.upload("a b.bin", content);
        api.createText("/v1/chat/1/message", "{'message': 'M', 'attachments': ['" + file + "']}");

        Map<String, Object> attachment = attachments("dm1").get(0);
        String path = "/v1/attachment/" + attachment.get("Id") + "/download";
        assertThat(attachment)
                .containsExactly(
                        Map.entry("Id", file.replace("+", "%2B").replace("=", "%3D")),
                        Map.entry("FileName", "a b.bin"),
                        entryOfNull("Width"),
                        entryOfNull("Height"),
                        Map.entry("Created", "2024-01-01T12:00:00.000Z"),
                        Map.entry("Size", 5L),
                        Map.entry("DownloadURL", Api.BASE + path),
                        entryOfNull("ThumbnailURL"));
        assertThat(api.get(path).reply().body()).isEqualTo(content);
    }

    @Test
    void put_keeps_only_the_attachments_it_names_and_takes_new_ones() {
        String one = api.upload("1", new byte[1]);
        String two = api.upload("2", new byte[2]);
        String three = api.upload("3", new byte[3]);
        api.createText("/v1/task/1/message", "{'message': 'M', 'attachments': ['" + one + "', '" + two + "']}");
        assertThat(fileNames("dm1")).containsExactly("1", "2");

        api.done(api.put("/v1/message/dm1", "{'message': 'M', 'attachments': ['" + three + "', '" + two + "']}"));

        assertThat(fileNames("dm1")).containsExactly("3", "2");
        api.get("/v1/attachment/" + one + "/download").refusal(404, "not_found");
        assertThat(api.get("/v1/attachment/" + two + "/download").reply().body())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'message': 'N'}",
                "{'message': 'N', 'attachments': []}",
                "{'message': 'N', 'attachments': null}"
            })
    void put_without_attachments_drops_them_all(String json) {
        String file = api.upload("1", new byte[1]);
        api.createText("/v1/task/1/message", "{'message': 'M', 'attachments': ['" + file + "']}");

        api.done(api.put("/v1/message/dm1", json));

        assertThat(fileNames("dm1")).isEmpty();
        assertThat(api.state().all(Files.KIND)).isEmpty();
    }

    @Test
    void an_attachment_may_be_named_as_the_message_shows_it() {
        String file = api.upload("1", new byte[1]);
        api.createText("/v1/task/1/message", "{'message': 'M', 'attachments': ['" + file + "']}");
        Object shown = attachments("dm1").get(0).get("Id");

        api.done(api.put("/v1/message/dm1", "{'message': 'N', 'attachments': ['" + shown + "', '" + file + "']}"));

        assertThat(fileNames("dm1")).as("one file named twice is one").containsExactly("1");
    }

    @Test
    void an_attachment_of_another_message_is_refused_and_stays_where_it_is() {
        String file = api.upload("1", new byte[1]);
        String taking = "{'message': 'M', 'attachments': ['" + file + "']}";
        api.createText("/v1/task/1/message", taking);
        api.createText("/v1/task/1/message", "{'message': 'other'}");
        State before = api.state();

        assertThat(api.post("/v1/chat/1/message", taking).refusal())
                .contains("$.attachments[0] must be an upload that is not attached yet")
                .contains("attached to message dm1");
        api.put("/v1/message/dm2", taking).refusal();
        api.post("/v1/message/dm1/reply", taking).refusal();
        api.post("/v1/task", "{'title': 'T', 'attachments': ['" + file + "']}").refusal();
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                    | $.message is required, but was not sent",
                "{'message': null}                     | $.message is required and cannot be null",
                "{'message': ' '}                      | $.message is required and cannot be blank",
                "{'message': 5}                        | $.message must be a text, but was 5",
                "{'message': 'M', 'attachments': 'x'}  | $.attachments must be an array of ids of an attachment",
                "{'message': 'M', 'attachments': [1]}  | $.attachments[0] must be the id of an attachment that exists, but was 1",
                "{'message': 'M', 'attachments': ['8dMfbZuoDwmxVvx0W2rbWA==']} | $.attachments[0] must be the id of"
            })
    void what_cannot_be_stored_is_refused_whether_posted_or_put(String json, String message) {
        api.createText("/v1/task/1/message", "{'message': 'M'}");
        State before = api.state();

        assertThat(api.post("/v1/project/1/message", json).refusal()).contains(message);
        assertThat(api.put("/v1/message/dm1", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void a_message_cannot_be_moved_or_given_to_somebody_else() {
        api.createText("/v1/task/1/message", "{'message': 'M', 'project': 1, 'user': 25, 'id': 'dm9'}");
        api.done(api.put("/v1/message/dm1", "{'message': 'N', 'channel': 1, 'task': null}"));

        assertThat(api.textIds("/v1/task/1/message")).containsExactly("dm1");
        assertThat(api.textIds("/v1/channel/1/message")).isEmpty();
        assertThat(api.state().find(Messages.KIND, 1).get("user")).isEqualTo(38L);
    }

    @Test
    void patch_is_no_method_of_a_message() {
        api.createText("/v1/task/1/message", "{'message': 'M'}");

        assertThat(api.patch("/v1/message/dm1", "{'message': 'N'}").refusal(405, "method_not_allowed"))
                .contains("DELETE, GET, PUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/task/1", "/v1/project/1", "/v1/groupchat/1", "/v1/channel/1"})
    void messages_go_with_the_place_they_are_in_and_take_along_what_hangs_on_them(String place) {
        String one = api.upload("1", new byte[1]);
        String two = api.upload("2", new byte[2]);
        api.createText(place + "/message", "{'message': 'M', 'attachments': ['" + one + "']}");
        api.createText("/v1/chat/1/message", "{'message': 'stays'}");
        api.createText("/v1/message/dm1/reply", "{'message': 'R', 'attachments': ['" + two + "']}");
        api.done(api.post("/v1/message/dm1/reaction", "{'reaction': '👍'}"));
        api.done(api.post("/v1/reply/dr1/reaction", "{'reaction': '👍'}"));
        int before = api.told().size();

        assertThat(api.delete(place).status()).isEqualTo(200);

        assertThat(api.state().all(Messages.KIND)).hasSize(1);
        assertThat(api.state().all(Replies.KIND)).isEmpty();
        assertThat(api.state().all(Reactions.KIND)).isEmpty();
        assertThat(api.state().all(Files.KIND)).isEmpty();
        assertThat(api.told().subList(before, api.told().size())).hasSize(1);
    }

    @Test
    void a_deleted_project_takes_the_messages_of_its_tasks_along() {
        api.createText("/v1/task/1/message", "{'message': 'M'}");
        api.delete("/v1/project/1");

        api.get("/v1/message/dm1").refusal(404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dm99", "1", "dm", "dmx", "dr1", "dm+1", "dm01", "DM1"})
    void an_id_that_is_none_is_not_found(String id) {
        api.createText("/v1/task/1/message", "{'message': 'M'}");

        api.get("/v1/message/" + id).refusal(404, "not_found");
        api.delete("/v1/message/" + id).refusal(404, "not_found");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> attachments(String id) {
        return new ArrayList<>(
                (List<Map<String, Object>>) api.show("/v1/message/" + id).get("attachments"));
    }

    private List<Object> fileNames(String id) {
        return attachments(id).stream().map(file -> file.get("FileName")).toList();
    }

    private static Map.Entry<String, Object> entryOfNull(String key) {
        return new AbstractMap.SimpleEntry<>(key, null);
    }
}
