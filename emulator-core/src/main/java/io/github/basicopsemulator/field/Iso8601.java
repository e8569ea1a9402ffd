package io.github.basicopsemulator.field;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Moments as clients write them: ISO 8601, a date alone or with a time, with or without an offset; UTC is assumed. */
public final class Iso8601 {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd")
            .optionalStart()
            .appendPattern("'T'HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            .parseLenient() // +02, +0200 and +02:00 alike
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Iso8601() {}

    /** Parses a time to the millisecond; null if the text is not a time. A date alone means midnight. */
    public static @Nullable Instant parse(String text) {
        try {
            TemporalAccessor parsed = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            Instant moment;
            if (parsed instanceof OffsetDateTime zoned) {
                moment = zoned.toInstant();
            } else if (parsed instanceof LocalDateTime local) {
                moment = local.toInstant(ZoneOffset.UTC);
            } else {
                moment = ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return moment.isBefore(EARLIEST) || moment.isAfter(LATEST) ? null : moment.truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException no) {
            return null;
        }
    }

    /** Returns true if the text is a date without a time. */
    public static boolean isDay(String text) {
        return text.indexOf('T') < 0;
    }

    /** Writes a moment in UTC with milliseconds: {@code 2018-08-01T07:00:00.000Z}. */
    public static String millis(Instant moment) {
        return MILLIS.format(moment);
    }
}
