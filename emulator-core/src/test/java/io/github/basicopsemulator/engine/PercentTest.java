package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Percent-encoding, there and back. */
class PercentTest {

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "a%20b, a b",
        "a+b, a+b",
        "%2B, +",
        "%2f, /",
        "%C3%A9, é",
        "%F0%9F%98%80, 😀",
        "é%20, 'é '",
        "%25, %",
        "%2525, %25",
        "8dMfbZuoDwmxVvx0W2rbWA%3D%3D, 8dMfbZuoDwmxVvx0W2rbWA=="
    })
    void escapes_are_decoded_once_and_a_plus_stays_one(String encoded, String decoded) {
        assertThat(Percent.decode(encoded)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "a%", "%zz", "%2x", "%-1", "% 20", "%C3", "%FF", "%ED%A0%BD", "%C0%AF", "%C3%"})
    void broken_escapes_and_bytes_that_are_no_utf_8_give_nothing(String encoded) {
        assertThat(Percent.decode(encoded)).isNull();
    }

    @Test
    void what_was_encoded_decodes_to_the_same() {
        String text = "a/b?c=d&e +%-._~é😀\"\\=";

        assertThat(Percent.encode(text)).isEqualTo("a%2Fb%3Fc%3Dd%26e%20%2B%25-._~%C3%A9%F0%9F%98%80%22%5C%3D");
        assertThat(Percent.decode(Percent.encode(text))).isEqualTo(text);
    }
}
