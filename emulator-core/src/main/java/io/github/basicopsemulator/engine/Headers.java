package io.github.basicopsemulator.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The header fields of a request or a reply, in order and in the case they were given; names match in any case. */
public final class Headers {

    private final List<Map.Entry<String, String>> fields = new ArrayList<>();

    /** Makes headers of names and values in turn. */
    public static Headers of(String... namesAndValues) {
        Headers headers = new Headers();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    /** Adds a field. Call this only before the headers are handed on. */
    public Headers add(String name, String value) {
        fields.add(Map.entry(name, value));
        return this;
    }

    /** Finds the first value of a field. */
    public Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    public List<Map.Entry<String, String>> all() {
        return Collections.unmodifiableList(fields);
    }
}
