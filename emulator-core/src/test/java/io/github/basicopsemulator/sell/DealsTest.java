package io.github.basicopsemulator.sell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deals: values in every form that clients send, stages and contacts. */
class DealsTest {

    private final Api api = new Api();

    @Test
    void a_value_comes_as_a_number_or_a_text_and_goes_as_a_number() {
        for (String value : List.of("1000", "1000.0", "'1000.25'", "'1000'")) {
            Api.Answer created = api.post("/v2/deals", "{'name': 'D', 'contact_id': 1, 'value': " + value + "}");
            assertThat(created.meta()).isEqualTo(Map.of("type", "deal", "version", 1L));
            assertThat(created.text()).contains("\"value\":" + value.replace("'", "") + ",");
        }
        assertThat(api.post("/v2/deals", "{'name': 'D'}").text()).contains("\"value\":0,", "\"currency\":\"USD\"");
        api.post("/v2/deals", "{'name': 'D', 'value': 'much'}").unprocessable("invalid_type", "/value");
        api.post("/v2/deals", "{'name': 'D', 'value': 1e400}").unprocessable("incorrect_value", "/value");
    }

    @Test
    void a_deal_begins_in_the_first_stage_and_says_when_it_moved() {
        long deal = api.create("/v2/deals", "{'name': 'D'}");
        String path = "/v2/deals/" + deal;
        assertThat(api.show(path))
                .containsEntry("stage_id", 1L)
                .containsEntry("last_stage_change_at", "2014-09-01T12:00:00Z")
                .containsEntry("added_on", "2014-09-01T12:00:00Z");

        api.passSeconds(60);
        assertThat(api.put(path, "{'name': 'E', 'stage_id': 1}").done())
                .containsEntry("last_stage_change_at", "2014-09-01T12:00:00Z");
        assertThat(api.put(path, "{'stage_id': 2, 'dropbox_email': 'x', 'last_stage_change_by_id': 9}")
                        .done())
                .containsEntry("last_stage_change_at", "2014-09-01T12:01:00Z")
                .containsEntry("last_stage_change_by_id", 1L)
                .containsEntry("dropbox_email", null)
                .containsEntry("last_activity_at", null);
    }

    @Test
    void deals_are_found_by_contact_organization_stage_and_heat() {
        long organization = api.create("/v2/contacts", "{'is_organization': true, 'name': 'Ltd'}");
        api.create("/v2/deals", "{'name': 'D', 'contact_id': " + organization + ", 'hot': true, 'stage_id': 3}");

        assertThat(api.ids("/v2/deals?contact_id=1")).containsExactly(1L);
        assertThat(api.ids("/v2/deals?organization_id=" + organization)).containsExactly(2L);
        assertThat(api.ids("/v2/deals?hot=true")).containsExactly(2L);
        assertThat(api.ids("/v2/deals?stage_id=3")).containsExactly(2L);
        assertThat(api.ids("/v2/deals?sort_by=value:desc")).containsExactly(1L, 2L);
    }

    @Test
    void a_contact_must_exist_and_an_unknown_attribute_is_refused() {
        api.put("/v2/deals/1", "{'contact_id': 99}").unprocessable("incorrect_value", "/contact_id");
        api.put("/v2/deals/1", "{'unknown': 'attribute'}").unprocessable("unknown", "/unknown");
        api.post("/v2/deals", "{}").unprocessable("missing", "/name");
    }
}
