package io.github.basicopsemulator.sell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict mode: what nobody has documented or seen is not answered. */
class StrictTest {

    private final Api api = new Api(new SellOptions(List.of(), false, true));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v2/tasks?q=word",
                "PUT /v2/tasks/1 {'data': {'completed': true}}",
                "PUT /v2/tasks/1 {'data': {'due_date': null}}"
            })
    void an_assumption_is_no_answer(String request) {
        api.create("/v2/tasks", "{'content': 'c', 'completed': true}");
        Object before = api.state();

        assertThat(send(request).refusal("501 Not Implemented", "not_documented"))
                .contains("strict mode");
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v2/tasks?q=",
                "GET /v2/tasks?type=related&resource_type=leads&completed=true",
                "PUT /v2/tasks/1 {'data': {'completed': false}}",
                "GET /v2/users/self"
            })
    void what_is_documented_or_observed_is_answered(String request) {
        api.create("/v2/tasks", "{'content': 'c', 'completed': true}");

        assertThat(send(request).status()).isEqualTo(200);
    }

    private Api.Answer send(String request) {
        String[] parts = request.split(" ", 3);
        return api.send(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }
}
