package io.github.basicopsemulator.sell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The custom fields of an account, of which there are none. */
class CustomFieldsTest {

    @ParameterizedTest
    @ValueSource(strings = {"lead", "contact", "deal"})
    void there_are_none(String type) {
        Api.Answer list = new Api().get("/v2/" + type + "/custom_fields");

        assertThat(list.items()).isEmpty();
        assertThat(list.meta()).containsEntry("count", 0L);
    }
}
