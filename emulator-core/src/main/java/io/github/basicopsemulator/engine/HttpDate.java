package io.github.basicopsemulator.engine;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates in headers: to the second, in GMT, always with two digits for the day, as strict readers want them. */
public final class HttpDate {

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    /** Writes {@code Mon, 01 Jan 2024 12:00:00 GMT}. */
    public static String write(Instant moment) {
        return WRITTEN.format(moment);
    }

    /** Parses an HTTP date; null if the text is not a date. */
    public static @Nullable Instant read(String text) {
        try {
            Instant read = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            return VirtualClock.isWritable(read) ? read : null;
        } catch (DateTimeException none) {
            return null;
        }
    }
}
