package io.github.basicopsemulator.sell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.basicopsemulator.store.State;
import java.util.List;

/** Any query of any list: {@code tasks?sort_by=due_date:desc}. */
class ListQueryFuzz {

    private static final List<String> LISTS = List.of("tasks", "leads", "contacts", "deals", "lead_sources", "users");

    private final Api api = new Api();

    ListQueryFuzz() {
        api.post("/v2/leads", "{'last_name': 'Lee', 'address': {'city': 'Ulm'}}");
        api.post("/v2/contacts", "{'name': 'Acme', 'is_organization': true}");
        api.post("/v2/deals", "{'name': 'D', 'contact_id': 1, 'value': '10.5'}");
        api.post("/v2/tasks", "{'content': 'Call', 'due_date': '2014-09-27T16:32:56Z'}");
        api.post("/v2/tasks", "{'content': 'Write', 'resource_type': 'lead', 'resource_id': 1}");
    }

    @FuzzTest
    void a_list_is_answered_or_refused_and_changes_nothing(byte[] bytes) {
        String[] listAndQuery = new String(bytes, UTF_8).split("\\?", 2);
        String list = LISTS.contains(listAndQuery[0]) ? listAndQuery[0] : "tasks";
        State before = api.state();

        Api.Answer answer = api.get("/v2/" + list + "?" + listAndQuery[listAndQuery.length - 1]);

        assertThat(answer.status()).as(answer.text()).isIn(200, 400, 422);
        assertThat(api.state()).isSameAs(before);
    }
}
