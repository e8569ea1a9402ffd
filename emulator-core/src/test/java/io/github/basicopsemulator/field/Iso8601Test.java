package io.github.basicopsemulator.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are moments, and how moments are written. */
class Iso8601Test {

    @ParameterizedTest
    @CsvSource({
        "2018-08-01T07:00:00.000Z,       2018-08-01T07:00:00.000Z",
        "2018-08-01,                     2018-08-01T00:00:00.000Z",
        "2018-08-01T07:00,               2018-08-01T07:00:00.000Z",
        "2018-08-01T07:00Z,              2018-08-01T07:00:00.000Z",
        "2018-08-01T07:00:05,            2018-08-01T07:00:05.000Z",
        "2018-08-01T07:00:00.5Z,         2018-08-01T07:00:00.500Z",
        "2018-08-01T07:00:00.123456789Z, 2018-08-01T07:00:00.123Z",
        "2018-08-01T07:00:00+02:00,      2018-08-01T05:00:00.000Z",
        "2018-08-01T07:00:00+0200,       2018-08-01T05:00:00.000Z",
        "2018-08-01T07:00:00+02,         2018-08-01T05:00:00.000Z",
        "2018-08-01T07:00:00.250-09:30,  2018-08-01T16:30:00.250Z",
        "2024-02-29,                     2024-02-29T00:00:00.000Z",
        "0001-01-01T00:00:00Z,           0001-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z,       9999-12-31T23:59:59.999Z"
    })
    void iso_8601_is_read_to_the_millisecond_and_written_in_utc(String text, String written) {
        Instant moment = Iso8601.parse(text);

        assertThat(moment).isNotNull();
        assertThat(Iso8601.millis(moment)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "null",
                "2018",
                "2018-08",
                "2018-8-1",
                "2018-02-30",
                "2023-02-29",
                "2018-13-01",
                "2018-08-01T",
                "2018-08-01T07",
                "2018-08-01T24:00:00Z",
                "2018-08-01T07:60:00Z",
                "2018-08-01T07:00:60Z",
                "2018-08-01T07:00:00.Z",
                "2018-08-01T07:00:00.1234567890Z",
                "2018-08-01T07:00:00+99:00",
                "2018-08-01T07:00:00ZZ",
                "2018-08-01T07:00:00+02:00+0200",
                "2018-08-01T07:00.5",
                "2018-08-01Z",
                "2018-08-01 07:00:00",
                "2018-08-01T07:00:00Z ",
                "01/08/2018",
                "1533106800",
                "0000-12-31",
                "-0001-01-01",
                "10000-01-01",
                "+10000-01-01T00:00:00Z",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "2018-08-01T07:00:00[Europe/Paris]"
            })
    void anything_else_is_no_moment(String text) {
        assertThat(Iso8601.parse(text)).isNull();
    }

    @Test
    void a_date_without_a_time_is_a_day() {
        assertThat(Iso8601.isDay("2018-08-01")).isTrue();
        assertThat(Iso8601.isDay("2018-08-01T00:00")).isFalse();
    }
}
