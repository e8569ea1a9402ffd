package io.github.basicopsemulator.sell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leads: what clients send and what was captured. */
class LeadsTest {

    private final Api api = new Api();

    @Test
    void a_lead_has_the_attributes_of_the_official_clients_and_a_version() {
        Api.Answer created = api.post("/v2/leads", """
                {'first_name': 'Mark', 'last_name': 'Johnson', 'organization_name': 'Design', 'title': 'CEO',
                 'email': 'mark@example.com', 'tags': ['important'], 'custom_fields': {'known': ['a', 1, null]},
                 'address': {'line1': 'Main street 1', 'city': 'Hyannis', 'postal_code': '02601', 'state': 'MA',
                 'country': 'US'}}""");

        assertThat(created.meta()).isEqualTo(Map.of("type", "lead", "version", 1L));
        assertThat(created.done())
                .containsOnlyKeys(
                        "id",
                        "creator_id",
                        "owner_id",
                        "first_name",
                        "last_name",
                        "organization_name",
                        "status",
                        "source_id",
                        "unqualified_reason_id",
                        "title",
                        "description",
                        "industry",
                        "website",
                        "email",
                        "phone",
                        "mobile",
                        "fax",
                        "twitter",
                        "facebook",
                        "linkedin",
                        "skype",
                        "address",
                        "tags",
                        "custom_fields",
                        "created_at",
                        "updated_at")
                .containsEntry("id", 2L)
                .containsEntry("creator_id", 1L)
                .containsEntry("owner_id", 1L)
                .containsEntry("status", "New")
                .containsEntry("tags", List.of("important"))
                .containsEntry("custom_fields", Map.of("known", Arrays.asList("a", 1L, null)));
    }

    @Test
    void nothing_at_all_is_refused_for_one_reason() {
        api.post("/v2/leads", "{}").unprocessable("missing", "/last_name");
        api.post("/v2/leads", "{'last_name': ' '}").unprocessable("missing", "/last_name");
        assertThat(api.post("/v2/leads", "{'organization_name': 'O'}").done())
                .containsEntry("last_name", null)
                .containsEntry("tags", List.of())
                .containsEntry("custom_fields", Map.of());
    }

    @Test
    void an_update_counts_up_the_version_and_replaces_tags() {
        api.put("/v2/leads/1", "{'tags': ['a', 'b']}").done();
        Api.Answer changed = api.put("/v2/leads/1", "{'tags': ['c']}");

        assertThat(changed.done()).containsEntry("tags", List.of("c"));
        assertThat(changed.meta()).containsEntry("version", 3L);
        assertThat(api.put("/v2/leads/1", "{'tags': null, 'address': null}").done())
                .containsEntry("tags", List.of());
        assertThat((Map<?, ?>) api.show("/v2/leads/1").get("address"))
                .isEqualTo(Api.nothing("line1", "city", "postal_code", "state", "country"));
    }

    @Test
    void leads_are_found_by_name_status_and_address() {
        api.create("/v2/leads", "{'last_name': 'B', 'status': 'Working', 'address': {'city': 'Paris'}}");
        api.create("/v2/leads", "{'last_name': 'A', 'address': {'city': 'Rome', 'country': 'IT'}}");

        assertThat(api.ids("/v2/leads?status=Working")).containsExactly(2L);
        assertThat(api.ids("/v2/leads?last_name=A")).containsExactly(3L);
        assertThat(api.ids("/v2/leads?address[city]=Paris")).containsExactly(2L);
        assertThat(api.ids("/v2/leads?address%5Bcountry%5D=IT")).containsExactly(3L);
        assertThat(api.ids("/v2/leads?sort_by=last_name")).containsExactly(3L, 2L, 1L);
        assertThat(api.ids("/v2/leads")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_source_must_exist_and_is_let_go_when_it_is_deleted() {
        long source = api.create("/v2/lead_sources", "{'name': 'Fair'}");
        api.put("/v2/leads/1", "{'source_id': 9}").unprocessable("incorrect_value", "/source_id");
        api.put("/v2/leads/1", "{'source_id': " + source + "}").done();
        assertThat(api.ids("/v2/leads?source_id=" + source)).containsExactly(1L);

        api.delete("/v2/lead_sources/" + source);
        assertThat(api.show("/v2/leads/1")).containsEntry("source_id", null);
    }
}
