package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How ids look in paths. */
class IdFormTest {

    @ParameterizedTest
    @CsvSource({"123, 123", "123-first-todo, 123", "123-, 123", "7-8, 7"})
    void a_name_may_follow_a_number_where_the_form_has_slugs(String sent, long id) {
        assertThat(IdForm.NUMBER_AND_SLUG.read(sent)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-1", "x-1", "01-x", "+1-x", "1.0-x", "1 -x", "99999999999999999999-x"})
    void what_begins_with_no_number_is_no_id(String sent) {
        assertThat(IdForm.NUMBER_AND_SLUG.read(sent)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123-first-todo", "123-"})
    void elsewhere_nothing_may_follow(String sent) {
        assertThat(IdForm.NUMBER.read(sent)).isNull();
    }

    @Test
    void an_id_can_be_a_text_made_of_the_number() {
        IdForm dependencies = IdForm.text("dep-");

        assertThat(dependencies.show(7)).isEqualTo("dep-7");
        assertThat(dependencies.read("dep-7")).isEqualTo(7);
        assertThat(dependencies.read("7")).isNull();
        assertThat(dependencies.read("dep-07")).isNull();
        assertThat(IdForm.NUMBER.show(7)).isEqualTo(7L);
    }
}
