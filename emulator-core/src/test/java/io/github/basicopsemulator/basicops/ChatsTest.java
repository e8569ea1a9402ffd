package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chats: one for two users, seen from both ends. */
class ChatsTest {

    private final Api api =
            new Api(new BasicOpsOptions(BasicOpsOptions.DEFAULT.appUrl(), Map.of("any", 38L, "tim", 25L)));

    @Test
    void the_documented_example_runs() {
        assertThat(api.post("/v1/chat", "{'user': 25}").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'viewUrl': 'https://app.basicops.com/chat/1',
                         'bounceUrl': 'https://app.basicops.com/bounce/chat/1'}}"""));
        assertThat(api.get("/v1/chat").text()).isEqualTo("{\"success\":true,\"data\":[{\"id\":1,\"user\":25}]}");
    }

    @Test
    void each_of_the_two_sees_the_other() {
        api.create("/v1/chat", "{'user': 25}");

        assertThat(api.sendAs("tim", "GET", "/v1/chat", "").text())
                .isEqualTo("{\"success\":true,\"data\":[{\"id\":1,\"user\":38}]}");
    }

    @Test
    void two_users_have_one_chat_whoever_opens_it() {
        Map<String, Object> first = api.post("/v1/chat", "{'user': 25}").body();
        State before = api.state();

        assertThat(api.post("/v1/chat", "{'user': 25}").body()).isEqualTo(first);
        assertThat(api.sendAs("tim", "POST", "/v1/chat", "{'user': 38}").body()).isEqualTo(first);
        assertThat(api.state().all(Chats.KIND)).containsExactlyElementsOf(before.all(Chats.KIND));
        assertThat(api.told()).containsOnlyOnce("created chat 1");
    }

    @Test
    void both_write_to_the_same_chat() {
        api.create("/v1/chat", "{'user': 25}");
        api.createText("/v1/chat/1/message", "{'message': 'Hello Tim'}");
        assertThat(api.sendAs("tim", "POST", "/v1/chat/1/message", "{'message': 'Hello Alex'}")
                        .status())
                .isEqualTo(200);

        assertThat(api.get("/v1/chat/1/message").list())
                .extracting(message -> message.get("message"))
                .containsExactly("Hello Tim", "Hello Alex");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}               | $.user is required, but was not sent",
                "{'user': null}   | $.user is required and cannot be null",
                "{'user': 99}     | $.user must be the id of a user that exists, but was 99",
                "{'user': [25]}   | $.user must be the id of a user, a whole number, but was an array of 1",
                "{'user': 38}     | $.user must be another user than yourself, but was 38"
            })
    void what_makes_no_sense_is_refused(String json, String message) {
        State before = api.state();

        assertThat(api.post("/v1/chat", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @CsvSource({"GET, 404", "PATCH, 404", "DELETE, 404"})
    void a_single_chat_has_no_path(String method, int status) {
        api.create("/v1/chat", "{'user': 25}");

        api.send(method, "/v1/chat/1", "").refusal(status, "not_found");
    }
}
