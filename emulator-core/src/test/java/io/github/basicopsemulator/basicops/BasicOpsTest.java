package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, and what the surface says to paths that it does not have. */
class BasicOpsTest {

    private final Api api = new Api();

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "bearer x", "BEARER bo_123", "Bearer  x ", "Bearer a b"})
    void any_token_will_do_where_none_is_declared(String authorization) {
        assertThat(me(api, authorization).data()).containsEntry("id", 38L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer   ", "Basic eDp5", "x", "Token x", "Bearerx"})
    void without_a_bearer_token_nobody_is_let_in(String authorization) {
        Api.Answer answer = me(api, authorization);

        assertThat(answer.refusal(401, "unauthorized")).contains("Authorization: Bearer <access-token>");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void a_missing_header_is_named() {
        assertThat(api.send("GET", "/v1/user/me", Headers.of(), new byte[0]).refusal(401, "unauthorized"))
                .contains("but none was sent");
    }

    @Test
    void declared_tokens_are_the_only_ones_and_say_who_calls() {
        Map<String, Long> tokens = new LinkedHashMap<>();
        tokens.put("alex", 38L);
        tokens.put("tim", 25L);
        tokens.put("nobody", 99L);
        Api strict = new Api(new BasicOpsOptions("https://app.basicops.com", tokens));

        assertThat(me(strict, "Bearer alex").data()).containsEntry("id", 38L);
        assertThat(me(strict, "Bearer tim").data()).containsEntry("id", 25L);
        assertThat(me(strict, "Bearer Tim").refusal(401, "unauthorized")).contains("not among those declared");
        assertThat(me(strict, "Bearer other").refusal(401, "unauthorized")).contains("not among those declared");
        assertThat(me(strict, "Bearer nobody").refusal(401, "unauthorized")).contains("user 99, who does not exist");
        assertThat(strict.surface().token(strict.state())).isEqualTo("alex");
    }

    @Test
    void the_token_that_is_handed_out_is_let_in() {
        assertThat(me(api, "Bearer " + api.surface().token(api.state())).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/",
                "/v2/project",
                "/v1/projects",
                "/v1/project/",
                "/v1/project/1/fields",
                "/V1/task",
                "/v1/task/1/archive",
                "/v1//task"
            })
    void a_path_that_is_not_served_is_not_found(String path) {
        assertThat(api.get(path).refusal(404, "not_found")).contains("GET " + path);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,     /v1/project/1,      'DELETE, GET, PATCH'",
        "PUT,     /v1/task/1,         'DELETE, GET, PATCH'",
        "PUT,     /v1/section/1,      'DELETE, GET, PATCH'",
        "POST,    /v1/task/1,         'DELETE, GET, PATCH'",
        "DELETE,  /v1/task,           'GET, POST'",
        "PATCH,   /v1/task,           'GET, POST'",
        "GET,     /v1/task/1/review/request, POST",
        "OPTIONS, /v1/user,           GET",
        "POST,    /v1/project/1/sections, GET"
    })
    void a_method_that_a_path_does_not_take_is_refused_with_those_it_takes(String method, String path, String allow) {
        Api.Answer answer = api.send(method, path, "");

        assertThat(answer.refusal(405, "method_not_allowed")).contains(method).contains(path);
        assertThat(answer.header("Allow")).isEqualTo(allow);
    }

    @Test
    void head_answers_as_get() {
        assertThat(api.send("HEAD", "/v1/user/38", "").status()).isEqualTo(200);
        assertThat(api.send("HEAD", "/v1/user/1", "").status()).isEqualTo(404);
    }

    @Test
    void a_body_may_be_any_json_type_with_any_parameters() {
        for (String type : new String[] {
            "application/json",
            "application/json; charset=utf-8",
            "Application/JSON",
            "text/json",
            "application/vnd.api+json"
        }) {
            Api.Answer answer = api.send(
                    "POST",
                    "/v1/task",
                    Headers.of("authorization", "Bearer x", "content-type", type),
                    "{\"title\":\"T\"}".getBytes(UTF_8));
            assertThat(answer.status()).as(type).isEqualTo(200);
        }
    }

    @Test
    void an_error_says_where_its_endpoint_is_documented() {
        assertThat(api.get("/v1/task/99").refusal(404, "not_found"))
                .isEqualTo("There is no task with the id 99 in this workspace."
                        + " The API reference has GET /v1/task/{id} at L283, https://developer.basicops.com.");
    }

    private static Api.Answer me(Api api, String authorization) {
        return api.send("GET", "/v1/user/me", Headers.of("Authorization", authorization), new byte[0]);
    }
}
