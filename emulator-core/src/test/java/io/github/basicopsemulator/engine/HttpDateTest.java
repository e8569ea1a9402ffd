package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Dates in headers. */
class HttpDateTest {

    private static final Instant NEW_YEAR = Instant.parse("2024-01-01T12:00:00.999Z");

    @Test
    void a_day_has_two_digits() {
        assertThat(HttpDate.write(NEW_YEAR)).isEqualTo("Mon, 01 Jan 2024 12:00:00 GMT");
    }

    @Test
    void what_was_written_can_be_read_to_the_second() {
        assertThat(HttpDate.read(HttpDate.write(NEW_YEAR))).isEqualTo("2024-01-01T12:00:00Z");
        assertThat(HttpDate.read("Mon, 1 Jan 2024 12:00:00 GMT")).isEqualTo("2024-01-01T12:00:00Z");
        assertThat(HttpDate.read("yesterday")).isNull();
        assertThat(HttpDate.read("")).isNull();
        assertThat(HttpDate.read("Mon, 1 Jan 20240 12:00:00 GMT")).isNull();
    }
}
