package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.basicopsemulator.store.State;
import java.util.List;

/** Any query of any list: {@code task?project=1}. */
class FiltersFuzz {

    private static final List<String> LISTS = List.of("task", "project", "section", "note", "user", "timetracking");

    private final Api api = new Api();

    FiltersFuzz() {
        api.create("/v1/project", "{'title': 'P', 'owner': 25, 'startDate': '2024-02-01', 'status': 'On Hold'}");
        api.create("/v1/section", "{'name': 'S', 'project': 1}");
        api.create("/v1/task", "{'title': 'T', 'section': 1, 'dueDate': '2024-03-01T23:59:59.999Z', 'assignee': 38}");
        api.create("/v1/task", "{'title': 'U'}");
        api.create("/v1/note", "{'name': 'N', 'project': 1}");
    }

    @FuzzTest
    void a_list_is_answered_or_refused_and_changes_nothing(byte[] bytes) {
        String[] listAndQuery = new String(bytes, UTF_8).split("\\?", 2);
        String list = LISTS.contains(listAndQuery[0]) ? listAndQuery[0] : "task";
        State before = api.state();

        Api.Answer answer = api.get("/v1/" + list + "?" + listAndQuery[listAndQuery.length - 1]);

        assertThat(answer.status()).as(answer.text()).isIn(200, 400);
        assertThat(api.state()).isSameAs(before);
    }
}
