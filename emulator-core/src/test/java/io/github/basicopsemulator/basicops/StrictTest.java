package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict mode: what nobody has documented or seen is not answered. */
class StrictTest {

    private final Api api = new Api(new BasicOpsOptions(
            "https://app.basicops.com",
            Map.of(),
            List.of(),
            false,
            false,
            false,
            List.of(),
            true,
            true,
            64 << 20,
            SignatureFormat.USUAL));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/task?status=New",
                "GET /v1/project?limit=2",
                "PATCH /v1/project/1 {'archived': true}",
                "PATCH /v1/task/1 {'attachments': []}",
                "POST /v1/task/1/review/submit {'decision': 'reject'}",
                "POST /v1/task/1/dependency {'dependsOnTask': 2}",
                "POST /v1/task/1/dependency {'dependsOnTask': 2, 'type': 'start-to-start'}",
                "POST /v1/message/dm1/reaction {'reaction': 'x'}",
                "POST /v1/note {'name': 'N', 'summary': 'S'}",
                "POST /v1/task/1/attachments {'any': 'bytes'}",
                "POST /v1/webhook {'name': 'W', 'url': 'http://a.example', 'events': 'basicops:task:created'}"
            })
    void an_assumption_is_no_answer(String request) {
        prepare();
        Object before = api.state();
        String[] parts = request.split(" ", 3);

        String message =
                api.send(parts[0], parts[1], parts.length == 3 ? parts[2] : "").refusal(501, "not_documented");

        assertThat(message).contains("assumed here").contains("strict mode");
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/project?istemplate=true",
                "GET /v1/task?archived=true",
                "GET /v1/user?name=Tim%20Dalton",
                "POST /v1/task/1/review/submit {'message': 'fine'}",
                "POST /v1/task/1/dependency {'dependsOnTask': 2, 'type': 'finish-to-start'}",
                "POST /v1/note {'name': 'N', 'content': 'C'}"
            })
    void what_is_documented_is_answered(String request) {
        prepare();
        String[] parts = request.split(" ", 3);

        assertThat(api.send(parts[0], parts[1], parts.length == 3 ? parts[2] : "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void errors_are_as_ever() {
        api.get("/v1/task/99").refusal(404, "not_found");
    }

    private void prepare() {
        api.create("/v1/project", "{'title': 'P'}");
        api.create("/v1/task", "{'title': 'T'}");
        api.create("/v1/task", "{'title': 'U'}");
        api.post("/v1/task/1/message", "{'message': 'M'}");
    }
}
