package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Group chats: their names and who is in them. */
class GroupChatsTest {

    private final Api api = new Api();

    @Test
    void the_documented_example_runs() {
        assertThat(api.post("/v1/groupchat", "{'name': 'My group', 'users': [38, 25]}")
                        .body())
                .isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'viewUrl': 'https://app.basicops.com/groupchat/1',
                         'bounceUrl': 'https://app.basicops.com/bounce/groupchat/1'}}"""));
        assertThat(api.get("/v1/groupchat").text()).isEqualTo("""
                {"success":true,"data":[{"id":1,"name":"My group","users":[38,25],"avatar":null}]}""");

        api.done(api.patch("/v1/groupchat/1", "{'name': 'Updated name', 'users': [25]}"));
        assertThat(api.get("/v1/groupchat").text()).isEqualTo("""
                {"success":true,"data":[{"id":1,"name":"Updated name","users":[25],"avatar":null}]}""");

        api.done(api.delete("/v1/groupchat/1"));
        assertThat(api.ids("/v1/groupchat")).isEmpty();
        api.delete("/v1/groupchat/1").refusal(404, "not_found");
    }

    @Test
    void a_field_left_out_stays_as_it_was_and_null_clears() {
        api.create("/v1/groupchat", "{'name': 'G', 'users': [38, 25], 'avatar': 'a1'}");
        api.done(api.patch("/v1/groupchat/1", "{'name': 'H'}"));
        assertThat(api.get("/v1/groupchat").text()).contains("""
                {"id":1,"name":"H","users":[38,25],"avatar":"a1"}""");

        api.done(api.patch("/v1/groupchat/1", "{'users': null, 'avatar': null}"));
        assertThat(api.get("/v1/groupchat").text()).contains("""
                {"id":1,"name":"H","users":[],"avatar":null}""");
    }

    @Test
    void a_user_named_twice_is_in_it_once() {
        api.create("/v1/groupchat", "{'users': [25, 38, 25]}");

        assertThat(api.get("/v1/groupchat").text()).contains("\"users\":[25,38]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'users': 25}         | $.users must be an array of ids of a user, but was 25",
                "{'users': [25, 123]}  | $.users[1] must be the id of a user that exists, but was 123",
                "{'users': ['25']}     | $.users[0] must be the id of a user that exists, but was \"25\"",
                "{'name': 5}           | $.name must be a text, but was 5"
            })
    void what_cannot_be_stored_is_refused_naming_the_field(String json, String message) {
        api.create("/v1/groupchat", "{'name': 'G'}");
        State before = api.state();

        assertThat(api.post("/v1/groupchat", json).refusal()).contains(message);
        assertThat(api.patch("/v1/groupchat/1", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT"})
    void a_single_group_chat_cannot_be_read_or_replaced(String method) {
        api.create("/v1/groupchat", "{'name': 'G'}");

        assertThat(api.send(method, "/v1/groupchat/1", "").refusal(405, "method_not_allowed"))
                .contains("DELETE, PATCH");
    }
}
