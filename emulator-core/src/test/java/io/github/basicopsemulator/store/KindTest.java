package io.github.basicopsemulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words for a kind, which are seen in paths, seed files and messages. */
class KindTest {

    @ParameterizedTest
    @CsvSource({"task, tasks", "reply, replies", "time entry, time entries", "day, days", "address, addresses"})
    void several_of_a_kind_are_called_as_in_english(String one, String several) {
        assertThat(new Kind(one).plural()).isEqualTo(several);
        assertThat(new Kind(one)).hasToString(one);
    }

    @ParameterizedTest
    @CsvSource({"person, people"})
    void unless_a_vendor_has_another_word(String one, String several) {
        assertThat(new Kind(one, several).plural()).isEqualTo(several);
    }
}
