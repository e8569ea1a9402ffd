package io.github.basicopsemulator.sell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Contacts: people and organizations. */
class ContactsTest {

    private final Api api = new Api();

    @Test
    void a_new_contact_belongs_to_nobody_and_says_so() {
        Api.Answer created = api.post("/v2/contacts", """
                {'first_name': 'Tom', 'last_name': 'Smith', 'parent_organization_id': null, 'is_organization': false}""");

        assertThat(created.meta()).isEqualTo(Map.of("type", "contact", "version", 1L));
        assertThat(created.done())
                .containsEntry("contact_id", null)
                .containsEntry("parent_organization_id", null)
                .containsEntry("name", "Tom Smith")
                .containsEntry("customer_status", "none")
                .containsEntry("prospect_status", "none")
                .containsEntry("is_organization", false);
    }

    @Test
    void a_person_needs_a_last_name_and_an_organization_a_name() {
        api.post("/v2/contacts", "{}").unprocessable("missing", "/last_name");
        api.post("/v2/contacts", "{'is_organization': true, 'last_name': 'x'}").unprocessable("missing", "/name");
        assertThat(api.post("/v2/contacts", "{'is_organization': true, 'name': 'Ltd'}")
                        .done())
                .containsEntry("name", "Ltd");
        api.put("/v2/contacts/1", "{'last_name': null}").unprocessable("missing", "/last_name");
    }

    @Test
    void what_a_contact_is_never_changes() {
        assertThat(api.put("/v2/contacts/1", "{'is_organization': true, 'first_name': 'Ann'}")
                        .done())
                .containsEntry("is_organization", false)
                .containsEntry("name", "Ann Example");
    }

    @Test
    void a_person_can_belong_to_an_organization_until_that_is_deleted() {
        long organization = api.create("/v2/contacts", "{'is_organization': true, 'name': 'Ltd'}");
        api.put("/v2/contacts/1", "{'contact_id': " + organization + "}").done();

        assertThat(api.ids("/v2/contacts?contact_id=" + organization)).containsExactly(1L);
        assertThat(api.ids("/v2/contacts?is_organization=true")).containsExactly(organization);
        assertThat(api.show("/v2/deals/1")).containsEntry("organization_id", organization);
        api.delete("/v2/contacts/" + organization);
        assertThat(api.show("/v2/contacts/1")).containsEntry("contact_id", null);
        assertThat(api.show("/v2/deals/1")).containsEntry("organization_id", null);
    }

    @Test
    void contacts_are_sorted_by_last_name_and_organizations_come_last() {
        api.create("/v2/contacts", "{'is_organization': true, 'name': 'A'}");
        api.create("/v2/contacts", "{'last_name': 'adams'}");
        api.create("/v2/contacts", "{'last_name': 'Zola'}");

        assertThat(api.ids("/v2/contacts")).containsExactly(3L, 1L, 4L, 2L);
        assertThat(api.ids("/v2/contacts?sort_by=last_name:desc")).containsExactly(4L, 1L, 3L, 2L);
    }
}
