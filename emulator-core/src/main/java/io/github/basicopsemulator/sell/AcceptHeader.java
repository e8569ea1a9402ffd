package io.github.basicopsemulator.sell;

import io.github.basicopsemulator.engine.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The media types that a client accepts. */
final class AcceptHeader {

    private static final List<String> FITTING = List.of("*/*", "application/*", "application/json");

    private AcceptHeader() {}

    /** Returns true if they include JSON; a client without an Accept header accepts it, too. */
    static boolean json(Headers headers) {
        List<String> ranges = headers.all().stream()
                .filter(field -> field.getKey().equalsIgnoreCase("Accept"))
                .map(Map.Entry::getValue)
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(range -> range.replace(" ", "").toLowerCase(Locale.ROOT))
                .filter(range -> !range.isEmpty())
                .toList();
        return ranges.isEmpty() || ranges.stream().anyMatch(AcceptHeader::fits);
    }

    private static boolean fits(String range) {
        String[] parts = range.split(";");
        boolean refused =
                List.of(parts).subList(1, parts.length).stream().anyMatch(part -> part.matches("q=0(\\.0*)?"));
        return FITTING.contains(parts[0]) && !refused;
    }
}
