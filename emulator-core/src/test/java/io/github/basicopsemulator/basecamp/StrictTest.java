package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Strict mode: what nobody has documented or seen is not answered. */
class StrictTest {

    private final Api api = new Api(new BasecampOptions(999_999_999, List.of(), false, ZoneOffset.UTC, true));

    @Test
    void what_is_only_assumed_is_501() {
        String project = "/projects/" + api.project();
        String file = api.file("a.txt");
        api.create(project + "/todolists.json", "{'name': 'L'}");
        api.create(project + "/todolists/1/todos.json", "{'content': 'T', 'attachments': [" + file + "]}");

        for (Api.Answer answer : List.of(
                api.put(project + "/todos/1.json", "{'position': '1'}"),
                api.put(project + "/todos/1.json", "{'attachments': []}"),
                api.post(project + "/uploads.json", "{'attachments': [" + file + "]}"),
                api.get("/people/149087659/original.gif"))) {
            assertThat(answer.refusal(501, "Not Implemented")).contains("strict mode");
        }
    }

    @Test
    void what_is_documented_is_answered() {
        String project = "/projects/" + api.project();
        api.create(project + "/todolists.json", "{'name': 'L'}");

        api.create(project + "/todolists/1/todos.json", "{'content': 'T', 'due_at': '2012-03-27'}");
        assertThat(api.list(project + "/todos.json?due_since=2012-03-27&page=1"))
                .hasSize(1);
        assertThat(api.put(project + "/todos/1.json", "{'position': 1}").status())
                .isEqualTo(200);
    }
}
