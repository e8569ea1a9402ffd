package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.journal.Redactor;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares values as a test writes them with values as a workspace shows them. */
final class Value {

    private Value() {}

    /** Returns true if the expected value can mean the actual one. */
    static boolean fits(@Nullable Object expected, @Nullable Object actual) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        if (expected instanceof Number && actual instanceof Map<?, ?> record) {
            return fits(expected, record.get("id"));
        }
        if (expected instanceof Number && actual instanceof Number) {
            return decimal(expected).compareTo(decimal(actual)) == 0;
        }
        if (expected instanceof List<?> some && actual instanceof List<?> others) {
            return allFit(some, others);
        }
        if (expected instanceof Map<?, ?> some && actual instanceof Map<?, ?> other) {
            return some.keySet().equals(other.keySet())
                    && some.keySet().stream().allMatch(key -> fits(some.get(key), other.get(key)));
        }
        return expected.equals(actual) || isSameMoment(expected, actual);
    }

    /** Writes a value for a message. */
    static String print(@Nullable Object value) {
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }

    /** Writes the value of a field or a parameter for a message, unless it is secret. */
    static String print(String name, @Nullable Object value) {
        String beginning = "\"" + name.substring(name.lastIndexOf('/') + 1) + "\":";
        return Redactor.text(beginning + print(value)).substring(beginning.length());
    }

    /** Writes the value of a header for a message, unless it is secret. */
    static String printHeader(String name, String value) {
        return print(Redactor.header(name, value));
    }

    private static boolean allFit(List<?> expected, List<?> actual) {
        boolean fits = expected.size() == actual.size();
        for (int i = 0; fits && i < expected.size(); i++) {
            fits = fits(expected.get(i), actual.get(i));
        }
        return fits;
    }

    private static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }

    private static boolean isSameMoment(Object expected, Object actual) {
        Instant moment = moment(expected);
        return moment != null && actual instanceof String && Objects.equals(moment, moment(actual));
    }

    /** The moment that a value stands for, a date being its midnight in UTC; or null. */
    private static @Nullable Instant moment(Object value) {
        try {
            if (value instanceof Instant moment) {
                return moment;
            }
            String text = value instanceof LocalDate || value instanceof String ? value.toString() : "";
            return text.length() == "2024-01-02".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
