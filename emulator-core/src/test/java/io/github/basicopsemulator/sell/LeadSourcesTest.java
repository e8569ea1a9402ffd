package io.github.basicopsemulator.sell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where leads come from. */
class LeadSourcesTest {

    private final Api api = new Api();

    @Test
    void a_source_is_as_it_was_captured() {
        Api.Answer created = api.post("/v2/lead_sources", "{'name': 'This is wonderful'}");

        assertThat(created.meta()).isEqualTo(Map.of("type", "source"));
        assertThat(created.done())
                .containsOnlyKeys("id", "name", "resource_type", "creator_id", "created_at", "updated_at")
                .containsEntry("resource_type", "lead")
                .containsEntry("creator_id", 1L);
    }

    @Test
    void a_name_is_unique_and_can_be_changed_to_itself() {
        api.create("/v2/lead_sources", "{'name': 'A'}");
        api.create("/v2/lead_sources", "{'name': 'B'}");

        api.put("/v2/lead_sources/2", "{'name': 'A'}").unprocessable("already_exists", "/name");
        assertThat(api.put("/v2/lead_sources/2", "{'name': 'B'}").done()).containsEntry("name", "B");
        assertThat(api.ids("/v2/lead_sources?name=A")).containsExactly(1L);
        assertThat(api.delete("/v2/lead_sources/1").status()).isEqualTo(204);
    }
}
