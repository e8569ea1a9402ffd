package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies: the thread under a message. */
class RepliesTest {

    private final Api api = new Api();

    @BeforeEach
    void two_messages() {
        api.create("/v1/task", "{'title': 'T'}");
        api.createText("/v1/task/1/message", "{'message': 'one'}");
        api.createText("/v1/task/1/message", "{'message': 'two'}");
    }

    @Test
    void the_documented_example_runs() {
        assertThat(api.post("/v1/message/dm1/reply", "{'message': 'This is a reply'}")
                        .body())
                .isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 'dr1', 'viewUrl': 'https://app.basicops.com/reply/dr1',
                         'bounceUrl': 'https://app.basicops.com/bounce/reply/dr1'}}"""));
        assertThat(api.get("/v1/message/dm1/reply").text()).isEqualTo("""
                {"success":true,"data":[{"id":"dr1","message":"This is a reply","attachments":[],\
                "created":"2024-01-01T12:00:00.000Z","updated":"2024-01-01T12:00:00.000Z"}]}""");

        String file = api.upload("sample.png", new byte[] {1, 2, 3});
        api.passHours(1);
        api.done(api.put("/v1/reply/dr1", "{'message': 'Updated reply text', 'attachments': ['" + file + "']}"));
        assertThat(api.get("/v1/message/dm1/reply").list().get(0))
                .containsEntry("message", "Updated reply text")
                .containsEntry("created", "2024-01-01T12:00:00.000Z")
                .containsEntry("updated", "2024-01-01T13:00:00.000Z");
        assertThat(fileNames()).containsExactly("sample.png");

        assertThat(api.show("/v1/reply/dr1/link")).containsOnly(Map.entry("url", "https://app.basicops.com/reply/dr1"));
        api.done(api.delete("/v1/reply/dr1"));
        assertThat(api.textIds("/v1/message/dm1/reply")).isEmpty();
        assertThat(api.state().all(Files.KIND)).isEmpty();
        assertThat(api.textIds("/v1/task/1/message")).containsExactly("dm1", "dm2");
    }

    @Test
    void a_reply_is_in_one_thread_and_no_message_of_its_own() {
        api.createText("/v1/message/dm2/reply", "{'message': 'R'}");
        api.createText("/v1/message/dm1/reply", "{'message': 'S', 'thread': 'dm2'}");
        api.createText("/v1/message/dm2/reply", "{'message': 'T'}");

        assertThat(api.textIds("/v1/message/dm1/reply")).containsExactly("dr2");
        assertThat(api.textIds("/v1/message/dm2/reply")).containsExactly("dr1", "dr3");
        assertThat(api.textIds("/v1/task/1/message")).containsExactly("dm1", "dm2");
    }

    @Test
    void texts_come_back_byte_by_byte() {
        String text = "<p>é 👩‍👩‍👧 &amp; </p><br>\\n\\\"x\\\"";
        api.createText("/v1/message/dm1/reply", "{'message': '" + text + "'}");

        assertThat(api.get("/v1/message/dm1/reply").reply().body())
                .containsSequence(("\"message\":\"" + text + "\"").getBytes(UTF_8));
    }

    @Test
    void put_replaces_the_attachments_too() {
        String one = api.upload("1", new byte[1]);
        String two = api.upload("2", new byte[2]);
        String three = api.upload("3", new byte[3]);
        api.createText("/v1/message/dm1/reply", "{'message': 'R', 'attachments': ['" + one + "', '" + two + "']}");

        api.done(api.put("/v1/reply/dr1", "{'message': 'R', 'attachments': ['" + two + "', '" + three + "']}"));
        assertThat(fileNames()).containsExactly("2", "3");
        api.get("/v1/attachment/" + one + "/download").refusal(404, "not_found");

        api.done(api.put("/v1/reply/dr1", "{'message': 'R'}"));
        assertThat(fileNames()).isEmpty();
    }

    @Test
    void a_file_of_the_message_is_not_for_its_replies_nor_the_other_way_round() {
        String one = api.upload("1", new byte[1]);
        String two = api.upload("2", new byte[2]);
        api.done(api.put("/v1/message/dm1", "{'message': 'M', 'attachments': ['" + one + "']}"));
        api.createText("/v1/message/dm1/reply", "{'message': 'R', 'attachments': ['" + two + "']}");
        State before = api.state();

        assertThat(api.put("/v1/reply/dr1", "{'message': 'R', 'attachments': ['" + two + "', '" + one + "']}")
                        .refusal())
                .contains("$.attachments[1] must be an upload that is not attached yet")
                .contains("attached to message dm1");
        assertThat(api.put("/v1/message/dm1", "{'message': 'M', 'attachments': ['" + two + "']}")
                        .refusal())
                .contains("attached to reply dr1");
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                    | $.message is required, but was not sent",
                "{'message': ''}                       | $.message is required and cannot be blank",
                "{'message': []}                       | $.message must be a text, but was an array of 0",
                "{'message': 'M', 'attachments': ['x']} | $.attachments[0] must be the id of"
            })
    void what_cannot_be_stored_is_refused_whether_posted_or_put(String json, String message) {
        api.createText("/v1/message/dm1/reply", "{'message': 'R'}");
        State before = api.state();

        assertThat(api.post("/v1/message/dm1/reply", json).refusal()).contains(message);
        assertThat(api.put("/v1/reply/dr1", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void replies_go_with_their_message() {
        api.createText("/v1/message/dm1/reply", "{'message': 'R'}");
        api.createText("/v1/message/dm2/reply", "{'message': 'S'}");
        int before = api.told().size();

        api.done(api.delete("/v1/message/dm1"));

        assertThat(api.state().all(Replies.KIND)).hasSize(1);
        api.put("/v1/reply/dr1", "{'message': 'R'}").refusal(404, "not_found");
        assertThat(api.told().subList(before, api.told().size())).containsExactly("removed message 1");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/message/dm99/reply",
        "POST, /v1/message/dm99/reply",
        "POST, /v1/message/1/reply",
        "PUT, /v1/reply/dr99",
        "DELETE, /v1/reply/dr99",
        "DELETE, /v1/reply/dm1",
        "GET, /v1/reply/dr99/link"
    })
    void what_is_not_there_is_not_found(String method, String path) {
        String json = method.startsWith("P") ? "{'message': 'R'}" : "";
        api.send(method, path, json).refusal(404, "not_found");
    }

    @Test
    void a_single_reply_cannot_be_read() {
        api.createText("/v1/message/dm1/reply", "{'message': 'R'}");

        assertThat(api.get("/v1/reply/dr1").refusal(405, "method_not_allowed")).contains("DELETE, PUT");
    }

    private List<Object> fileNames() {
        List<?> files = (List<?>) api.get("/v1/message/dm1/reply").list().get(0).get("attachments");
        return files.stream()
                .map(file -> (Object) ((Map<?, ?>) file).get("FileName"))
                .toList();
    }
}
