package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels: their names, their people and who else may come in. */
class ChannelsTest {

    private final Api api = new Api();

    @Test
    void the_documented_example_runs() {
        assertThat(api.post("/v1/channel", "{'name': 'general', 'isPublic': true, 'users': [38, 25]}")
                        .body())
                .isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'viewUrl': 'https://app.basicops.com/channel/1',
                         'bounceUrl': 'https://app.basicops.com/bounce/channel/1'}}"""));
        assertThat(api.get("/v1/channel").text()).isEqualTo("""
                {"success":true,"data":[{"id":1,"name":"general","isPublic":true,"users":[38,25],"administrators":[],\
                "avatar":null,"includeExternalUsers":false,"includeClients":false}]}""");

        api.done(api.patch("/v1/channel/1", "{'name': 'updated-name', 'users': [25]}"));
        assertThat(api.get("/v1/channel").text()).isEqualTo("""
                {"success":true,"data":[{"id":1,"name":"updated-name","isPublic":true,"users":[25],"administrators":[],\
                "avatar":null,"includeExternalUsers":false,"includeClients":false}]}""");

        api.done(api.delete("/v1/channel/1"));
        assertThat(api.ids("/v1/channel")).isEmpty();
        api.delete("/v1/channel/1").refusal(404, "not_found");
    }

    @Test
    void every_documented_field_is_kept() {
        api.create("/v1/channel", """
                {'name': 'C', 'isPublic': true, 'users': [25], 'administrators': [38, 25], 'avatar': 'a1',
                 'includeExternalUsers': true, 'includeClients': true}""");

        assertThat(api.get("/v1/channel").text()).contains("""
                {"id":1,"name":"C","isPublic":true,"users":[25],"administrators":[38,25],"avatar":"a1",\
                "includeExternalUsers":true,"includeClients":true}""");
    }

    @Test
    void a_channel_needs_a_name_and_null_brings_back_what_it_was_initially() {
        api.create("/v1/channel", "{'name': 'C', 'isPublic': true, 'users': [25], 'avatar': 'a1'}");
        api.done(api.patch("/v1/channel/1", "{'isPublic': null, 'users': null, 'avatar': null}"));

        assertThat(api.get("/v1/channel").text()).contains("""
                {"id":1,"name":"C","isPublic":false,"users":[],"administrators":[],"avatar":null,\
                "includeExternalUsers":false,"includeClients":false}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name': null}                        | $.name is required and cannot be null",
                "{'name': ''}                          | $.name is required and cannot be blank",
                "{'name': 'C', 'isPublic': 'yes'}      | $.isPublic must be true or false, but was \"yes\"",
                "{'name': 'C', 'users': [1]}           | $.users[0] must be the id of a user that exists, but was 1",
                "{'name': 'C', 'administrators': {}}   | $.administrators must be an array of ids of a user",
                "{'name': 'C', 'includeClients': 1}    | $.includeClients must be true or false, but was 1"
            })
    void what_cannot_be_stored_is_refused_naming_the_field(String json, String message) {
        api.create("/v1/channel", "{'name': 'C'}");
        State before = api.state();

        assertThat(api.post("/v1/channel", json).refusal()).contains(message);
        assertThat(api.patch("/v1/channel/1", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void a_new_channel_without_a_name_is_refused() {
        assertThat(api.post("/v1/channel", "{'isPublic': true}").refusal())
                .contains("$.name is required, but was not sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT"})
    void a_single_channel_cannot_be_read_or_replaced(String method) {
        api.create("/v1/channel", "{'name': 'C'}");

        assertThat(api.send(method, "/v1/channel/1", "").refusal(405, "method_not_allowed"))
                .contains("DELETE, PATCH");
    }
}
