package io.github.basicopsemulator.junit5.assertions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Some values that a record is expected to have. Immutable: every method returns another one. */
public final class ExpectedRecord {

    private final Map<String, @Nullable Object> values;

    ExpectedRecord() {
        this(Map.of());
    }

    private ExpectedRecord(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** Expects this value, too. */
    public ExpectedRecord with(String field, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
        more.put(field, value);
        return new ExpectedRecord(Collections.unmodifiableMap(more));
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    boolean fits(Map<String, @Nullable Object> record) {
        return score(record) == values.size();
    }

    /** How many of the values a record has. */
    long score(Map<String, @Nullable Object> record) {
        return values.entrySet().stream()
                .filter(value -> Value.fits(value.getValue(), record.get(value.getKey())))
                .count();
    }

    /** The values that a record has in the fields in question. */
    String shown(Map<String, @Nullable Object> record) {
        return values.keySet().stream()
                .map(field -> field + " " + Value.print(field, record.get(field)))
                .collect(Collectors.joining(", "));
    }

    /** The fields and their values: {@code title "Launch", status "New"}. */
    @Override
    public String toString() {
        return shown(values);
    }
}
