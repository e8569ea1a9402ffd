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
import org.junit.jupiter.params.provider.ValueSource;

/** Reactions: on and off again, for each user alone. */
class ReactionsTest {

    private final Api api =
            new Api(new BasicOpsOptions(BasicOpsOptions.DEFAULT.appUrl(), Map.of("any", 38L, "tim", 25L)));

    @BeforeEach
    void a_message_and_a_reply() {
        api.create("/v1/task", "{'title': 'T'}");
        api.createText("/v1/task/1/message", "{'message': 'M'}");
        api.createText("/v1/message/dm1/reply", "{'message': 'R'}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/message/dm1/reaction", "/v1/reply/dr1/reaction"})
    void the_documented_example_runs(String path) {
        api.done(api.post(path, "{'reaction': '👍'}"));

        assertThat(api.get(path).text()).isEqualTo("{\"success\":true,\"data\":[{\"reaction\":\"👍\",\"user\":38}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/message/dm1/reaction", "/v1/reply/dr1/reaction"})
    void the_second_time_takes_it_back_and_the_third_gives_it_again(String path) {
        api.done(api.post(path, "{'reaction': '👍'}"));
        api.done(api.post(path, "{'reaction': '👍'}"));
        assertThat(api.get(path).list()).isEmpty();
        assertThat(api.state().all(Reactions.KIND)).isEmpty();

        api.done(api.post(path, "{'reaction': '👍'}"));
        assertThat(api.get(path).list()).hasSize(1);
    }

    @Test
    void each_user_reacts_alone() {
        String path = "/v1/message/dm1/reaction";
        api.done(api.post(path, "{'reaction': '👍'}"));
        api.done(api.sendAs("tim", "POST", path, "{'reaction': '👍'}"));
        api.done(api.sendAs("tim", "POST", path, "{'reaction': '🎉'}"));
        assertThat(given(path)).containsExactly("👍 38", "👍 25", "🎉 25");

        api.done(api.post(path, "{'reaction': '👍', 'user': 25}"));
        assertThat(given(path)).as("only the caller's own is taken back").containsExactly("👍 25", "🎉 25");
    }

    @Test
    void a_message_and_its_reply_have_reactions_of_their_own() {
        api.done(api.post("/v1/message/dm1/reaction", "{'reaction': '👍'}"));
        api.done(api.post("/v1/reply/dr1/reaction", "{'reaction': '👍'}"));
        api.done(api.post("/v1/message/dm1/reaction", "{'reaction': '👍'}"));

        assertThat(given("/v1/message/dm1/reaction")).isEmpty();
        assertThat(given("/v1/reply/dr1/reaction")).containsExactly("👍 38");
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍", "👍🏽", "👩‍👩‍👧‍👦", "🇩🇪", "❤️", "❤", "☺", ":+1:", "é", "<b>&amp;</b>"})
    void a_reaction_comes_back_byte_by_byte(String reaction) {
        api.done(api.post("/v1/message/dm1/reaction", "{'reaction': '" + reaction + "'}"));

        assertThat(api.get("/v1/message/dm1/reaction").reply().body())
                .isEqualTo(("{\"success\":true,\"data\":[{\"reaction\":\"" + reaction + "\",\"user\":38}]}")
                        .getBytes(UTF_8));
    }

    @Test
    void an_escaped_emoji_is_the_same_as_a_plain_one() {
        api.done(api.post("/v1/message/dm1/reaction", "{'reaction': '\\uD83D\\uDC4D'}"));
        assertThat(given("/v1/message/dm1/reaction")).containsExactly("👍 38");

        api.done(api.post("/v1/message/dm1/reaction", "{'reaction': '👍'}"));
        assertThat(given("/v1/message/dm1/reaction")).isEmpty();
    }

    @Test
    void skin_tones_and_variants_are_told_apart() {
        for (String reaction : List.of("👍", "👍🏽", "❤", "❤️")) {
            api.done(api.post("/v1/message/dm1/reaction", "{'reaction': '" + reaction + "'}"));
        }

        assertThat(given("/v1/message/dm1/reaction")).containsExactly("👍 38", "👍🏽 38", "❤ 38", "❤️ 38");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                 | $.reaction is required, but was not sent",
                "{'reaction': null} | $.reaction is required and cannot be null",
                "{'reaction': ''}   | $.reaction is required and cannot be blank",
                "{'reaction': 1}    | $.reaction must be a text, but was 1"
            })
    void what_is_no_reaction_is_refused(String json, String message) {
        State before = api.state();

        assertThat(api.post("/v1/message/dm1/reaction", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void reactions_go_with_what_they_are_on() {
        api.done(api.post("/v1/message/dm1/reaction", "{'reaction': '👍'}"));
        api.done(api.post("/v1/reply/dr1/reaction", "{'reaction': '👍'}"));

        api.done(api.delete("/v1/reply/dr1"));
        assertThat(api.state().all(Reactions.KIND)).hasSize(1);
        api.done(api.delete("/v1/message/dm1"));
        assertThat(api.state().all(Reactions.KIND)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/message/dm99/reaction",
        "POST, /v1/message/dm99/reaction",
        "GET, /v1/reply/dr99/reaction",
        "POST, /v1/reply/dr99/reaction",
        "POST, /v1/reply/dm1/reaction"
    })
    void what_is_not_there_is_not_found(String method, String path) {
        api.send(method, path, method.equals("POST") ? "{'reaction': '👍'}" : "")
                .refusal(404, "not_found");
    }

    private List<String> given(String path) {
        return api.get(path).list().stream()
                .map(reaction -> reaction.get("reaction") + " " + reaction.get("user"))
                .toList();
    }
}
