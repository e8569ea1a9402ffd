package io.github.basicopsemulator.seed;

import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.field.Iso8601;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.seed.SeedTypes.SeedType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A parsed seed file: its time, its export metadata, and its records, each before its nested ones. */
final class ParsedSeed {

    /** Export metadata. If present, the file replaces the whole workspace. */
    record ExportMetadata(long randomness, long sequence, Duration ahead, Duration tick, Map<SeedType, Long> next) {}

    private final SeedFile file;
    private final SeedTypes seedTypes;
    private final List<SeedRecord> items = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();
    private @Nullable Instant now;
    private @Nullable ExportMetadata whole;

    /**
     * Parses a file.
     *
     * @throws IllegalArgumentException with every unknown name and every value of a wrong shape
     */
    ParsedSeed(SeedFile file, SeedTypes seedTypes) {
        this.file = file;
        this.seedTypes = seedTypes;
        each(file.value(), "$", this::top);
        if (!errors.isEmpty()) {
            throw file.refused(errors);
        }
    }

    List<SeedRecord> items() {
        return items;
    }

    @Nullable
    Instant now() {
        return now;
    }

    @Nullable
    ExportMetadata whole() {
        return whole;
    }

    private void top(String key, @Nullable Object value) {
        String path = "$." + key;
        switch (key) {
            case "$schema" -> {}
            case "now" -> now = moment(value, path);
            case "export" -> whole = whole(value, path);
            default -> {
                Map<String, SeedType> shelf = seedTypes.typesByApi().get(key);
                if (shelf == null) {
                    unknown(
                            path,
                            key,
                            () -> NameSuggester.and(seedTypes.typesByApi().keySet(), "now", "export"));
                } else {
                    each(value, path, (kind, records) -> kind(shelf, kind, records, path + "." + kind));
                }
            }
        }
    }

    private void kind(Map<String, SeedType> shelf, String kind, @Nullable Object records, String path) {
        SeedType sort = shelf.get(kind);
        if (sort == null) {
            unknown(path, kind, shelf::keySet);
        } else {
            records(sort, records, path, null);
        }
    }

    private void records(SeedType sort, @Nullable Object records, String path, @Nullable SeedRecord around) {
        if (!(records instanceof List<?> list)) {
            wrong(path, "must be an array of objects, but was " + Json.describe(records));
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            record(sort, list.get(i), path + "[" + i + "]", around);
        }
    }

    private SeedRecord record(SeedType sort, @Nullable Object record, String path, @Nullable SeedRecord around) {
        SeedRecord item = new SeedRecord(sort, path, around);
        items.add(item);
        each(record, path, (name, value) -> part(item, name, value, path + "." + name));
        return item;
    }

    private void part(SeedRecord item, String name, @Nullable Object value, String path) {
        SeedType inner = item.sort().inner().get(name);
        Field field = item.sort().field(name);
        if (name.equals("id")) {
            id(item, value, path);
        } else if (inner != null) {
            records(inner, value, path, item);
        } else if (field != null) {
            item.value(name, value(field, value, path));
        } else {
            unknown(path, name, () -> names(item.sort()));
        }
    }

    private void id(SeedRecord item, @Nullable Object value, String path) {
        if (value instanceof Long id) {
            item.id(id);
        } else {
            wrong(path, "must be a whole number, but was " + Json.describe(value));
        }
    }

    /** Bytes are read where they are; a file that is described where it is attached is a record of its own. */
    private @Nullable Object value(Field field, @Nullable Object value, String path) {
        if (field.isBytes()) {
            return value == null ? null : bytes(value, path);
        }
        if (!(field.type() instanceof Type.KeyReferences keys) || !(value instanceof List<?> list)) {
            return value;
        }
        List<@Nullable Object> listed = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            boolean described = list.get(i) instanceof Map;
            listed.add(described ? record(sort(keys), list.get(i), path + "[" + i + "]", null) : list.get(i));
        }
        return listed;
    }

    private SeedType sort(Type.KeyReferences keys) {
        return seedTypes.typesByApi().values().stream()
                .flatMap(shelf -> shelf.values().stream())
                .filter(sort -> sort.resource().kind() == keys.kind())
                .findFirst()
                .orElseThrow();
    }

    private byte @Nullable [] bytes(Object value, String path) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            if (value instanceof Map<?, ?> object && object.size() == 1) {
                if (object.get("base64") instanceof String text) {
                    return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
                }
                if (object.get("path") instanceof String beside) {
                    return file.beside(beside);
                }
            }
            wrong(
                    path,
                    "must be a text, {base64: …} or {path: …} with a file beside this one, but was "
                            + Json.brief(value));
        } catch (IllegalArgumentException | IOException unreadable) {
            wrong(path, "cannot be read: " + unreadable.getMessage());
        }
        return null;
    }

    private @Nullable Instant moment(@Nullable Object value, String path) {
        Instant moment = value instanceof String text ? Iso8601.parse(text) : null;
        if (moment == null) {
            wrong(path, "must be a date such as \"2026-03-02T09:00:00Z\", but was " + Json.describe(value));
        }
        return moment;
    }

    private @Nullable ExportMetadata whole(@Nullable Object value, String path) {
        Map<SeedType, Long> next = new LinkedHashMap<>();
        long[] numbers = {1, 0};
        Duration[] times = {Duration.ZERO, Duration.ZERO};
        each(value, path, (name, part) -> {
            String inner = path + "." + name;
            switch (name) {
                case "random" -> numbers[0] = number(part, inner);
                case "sequence" -> numbers[1] = number(part, inner);
                case "ahead" -> times[0] = duration(part, inner);
                case "tick" -> times[1] = tick(part, inner);
                case "next" -> each(part, inner, (word, kinds) -> next(word, kinds, inner + "." + word, next));
                default -> unknown(inner, name, () -> Set.of("random", "sequence", "ahead", "tick", "next"));
            }
        });
        return new ExportMetadata(numbers[0], numbers[1], times[0], times[1], next);
    }

    private void next(String word, @Nullable Object kinds, String path, Map<SeedType, Long> next) {
        Map<String, SeedType> shelf = seedTypes.typesByApi().getOrDefault(word, Map.of());
        each(kinds, path, (kind, id) -> {
            SeedType sort = shelf.get(kind);
            if (sort == null) {
                unknown(path + "." + kind, kind, shelf::keySet);
            } else {
                next.put(sort, number(id, path + "." + kind));
            }
        });
    }

    private long number(@Nullable Object value, String path) {
        if (value instanceof Long number) {
            return number;
        }
        wrong(path, "must be a whole number, but was " + Json.describe(value));
        return 0;
    }

    private Duration duration(@Nullable Object value, String path) {
        try {
            return Duration.parse(String.valueOf(value));
        } catch (DateTimeException none) {
            wrong(path, "must be a duration such as \"PT1S\", but was " + Json.describe(value));
            return Duration.ZERO;
        }
    }

    private Duration tick(@Nullable Object value, String path) {
        Duration tick = duration(value, path);
        if (tick.isNegative() || tick.compareTo(Type.Span.LONGEST) > 0) {
            wrong(path, "must be a duration from zero to 100 years, but was " + Json.describe(value));
        }
        return tick;
    }

    private void each(@Nullable Object value, String path, BiConsumer<String, @Nullable Object> part) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, inner) -> part.accept(String.valueOf(name), inner));
        } else {
            wrong(path, "must be an object, but was " + Json.describe(value));
        }
    }

    private static Set<String> names(SeedType sort) {
        Set<String> names = NameSuggester.and(sort.fields().keySet(), "id");
        names.addAll(sort.inner().keySet());
        return names;
    }

    private void unknown(String path, String name, Supplier<Set<String>> known) {
        // Hints take time, and of many errors only the first are shown.
        String hint = errors.size() < SeedFile.MOST_TOLD ? "; " + NameSuggester.hint(name, known.get()) : "";
        errors.add(new FieldError(path, Reason.UNKNOWN, "there is no \"" + name + "\" here" + hint));
    }

    private void wrong(String path, String message) {
        errors.add(new FieldError(path, Reason.TYPE, message));
    }
}
