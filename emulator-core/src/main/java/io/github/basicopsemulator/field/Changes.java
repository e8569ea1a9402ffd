package io.github.basicopsemulator.field;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The validated changes of a request. An absent field is not the same as a null one. */
public final class Changes {

    private final Map<String, @Nullable Object> values;

    private Changes(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** Changes to these values, which must not be modified afterwards. */
    public static Changes of(Map<String, @Nullable Object> values) {
        return new Changes(values);
    }

    public boolean has(String field) {
        return values.containsKey(field);
    }

    /** Returns the value asked for, or null where it is null or absent. */
    public @Nullable Object get(String field) {
        return values.get(field);
    }

    /** Returns the id in a reference, or a whole number, or null. */
    public @Nullable Long number(String field) {
        return (Long) values.get(field);
    }

    /** Returns a text, or null. */
    public @Nullable String text(String field) {
        return (String) values.get(field);
    }

    /** Returns a length of time, or null. */
    public @Nullable Duration span(String field) {
        return (Duration) values.get(field);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public Changes with(String field, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
        more.put(field, value);
        return new Changes(more);
    }

    public Changes without(String field) {
        Map<String, @Nullable Object> less = new LinkedHashMap<>(values);
        less.remove(field);
        return new Changes(less);
    }

    /** Sets a field that was not asked for. */
    public Changes withDefault(String field, @Nullable Object value) {
        return has(field) ? this : with(field, value);
    }

    /** The values in the order of the field table. */
    public Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }
}
