package io.github.basicopsemulator.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query of a request: names to their values, in order. A plus sign is a space here, as in forms. */
public final class Query {

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /**
     * Parses a query string without its question mark.
     *
     * @throws Problem if an escape is malformed
     */
    public static Query parse(String text) {
        Query query = new Query();
        if (!text.isEmpty()) {
            for (String pair : text.split("&")) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                if (!name.isEmpty()) {
                    query.values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
                }
            }
        }
        return query;
    }

    public Set<String> names() {
        return values.keySet();
    }

    /** All values of a name; empty if it is missing. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Finds the first value of a name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    private static String decode(String text) {
        String decoded = Percent.decode(text.replace('+', ' '));
        if (decoded == null) {
            throw Problem.malformedQuery(text, "The query has a broken percent-escape: " + text);
        }
        return decoded;
    }
}
