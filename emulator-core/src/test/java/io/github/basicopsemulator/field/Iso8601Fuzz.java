package io.github.basicopsemulator.field;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.basicopsemulator.engine.HttpDate;
import java.time.Instant;

/** Any text as a moment, as a date in a header and as a length of time. */
class Iso8601Fuzz {

    @FuzzTest
    void what_is_a_time_is_written_and_read_again_as_it_was(byte[] bytes) throws Type.Refused {
        String text = new String(bytes, UTF_8);
        moment(text);
        date(text);
        span(text);
    }

    private static void moment(String text) {
        Instant moment = Iso8601.parse(text);
        if (moment != null) {
            assertThat(Iso8601.millis(moment)).hasSize("2018-08-01T07:00:00.000Z".length());
            assertThat(Iso8601.parse(Iso8601.millis(moment))).isEqualTo(moment);
        }
    }

    private static void date(String text) {
        Instant date = HttpDate.read(text);
        if (date != null) {
            assertThat(HttpDate.read(HttpDate.write(date))).isEqualTo(date);
        }
    }

    private static void span(String text) throws Type.Refused {
        Type type = new Type.Span();
        Object span;
        try {
            span = type.parse(text);
        } catch (Type.Refused refused) {
            return;
        }
        assertThat(type.parse(span.toString())).isEqualTo(span);
    }
}
