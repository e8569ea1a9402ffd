package io.github.basicopsemulator.seed;

import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.seed.SeedTypes.SeedType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes seed files as JSON Schema, for editors. */
record SeedSchema(SeedTypes seedTypes) {

    Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> kinds = new LinkedHashMap<>();
        Map<String, @Nullable Object> top = Json.object(
                "$schema",
                Schema.TEXT,
                "now",
                described("The time of the frozen clock of the workspace.", Schema.TEXT),
                "export",
                whole());
        seedTypes.typesByApi().forEach((word, sorts) -> {
            Map<String, @Nullable Object> shelf = new LinkedHashMap<>();
            sorts.forEach((kind, sort) -> {
                shelf.put(kind, several(sort));
                kinds.put(name(sort), record(sort));
            });
            top.put(word, closed(shelf));
        });
        Map<String, @Nullable Object> document = Json.object(
                "$schema",
                "https://json-schema.org/draft/2020-12/schema",
                "title",
                "What is in a workspace of the emulator");
        document.putAll(closed(top));
        document.put("$defs", kinds);
        return document;
    }

    private Map<String, @Nullable Object> whole() {
        Map<String, @Nullable Object> next = new LinkedHashMap<>();
        seedTypes.typesByApi().forEach((word, sorts) -> {
            Map<String, @Nullable Object> shelf = new LinkedHashMap<>();
            sorts.keySet().forEach(kind -> shelf.put(kind, Schema.WHOLE));
            next.put(word, closed(shelf));
        });
        return described(
                "What only an export has: the file is the whole world then, in place of all that is there.",
                closed(Json.object(
                        "random",
                        Schema.WHOLE,
                        "sequence",
                        Schema.WHOLE,
                        "ahead",
                        Schema.TEXT,
                        "tick",
                        Schema.TEXT,
                        "next",
                        closed(next))));
    }

    private Map<String, @Nullable Object> record(SeedType sort) {
        Map<String, @Nullable Object> properties = Json.object("id", Schema.WHOLE);
        List<String> required = new ArrayList<>();
        sort.fields().forEach((name, field) -> {
            properties.put(name, nullable(field) ? orNull(value(field)) : value(field));
            if (field.is(Trait.REQUIRED)
                    && !field.is(Trait.READ_ONLY)
                    && !field.is(Trait.SEEDED)
                    && !(field.type() instanceof Type.Reference)) {
                required.add(name);
            }
        });
        sort.inner().forEach((word, inner) -> properties.put(word, several(inner)));
        Map<String, @Nullable Object> record = closed(properties);
        if (!required.isEmpty()) {
            record.put("required", required);
        }
        return record;
    }

    private static boolean nullable(Field field) {
        return !field.is(Trait.REQUIRED) || field.type() instanceof Type.Reference;
    }

    private Map<String, @Nullable Object> value(Field field) {
        if (field.type() instanceof Type.KeyReferences keys) {
            SeedType described = seedTypes.typesByApi().values().stream()
                    .flatMap(shelf -> shelf.values().stream())
                    .filter(sort -> sort.resource().kind() == keys.kind())
                    .findFirst()
                    .orElseThrow();
            return Schema.list(Json.object("anyOf", List.of(Schema.TEXT, Schema.WHOLE, reference(described))));
        }
        return field.type().seedSchema();
    }

    private static Map<String, @Nullable Object> orNull(Map<String, @Nullable Object> schema) {
        return Json.object("anyOf", List.of(schema, Json.object("type", "null")));
    }

    private static Map<String, @Nullable Object> several(SeedType sort) {
        return Schema.list(reference(sort));
    }

    private static Map<String, @Nullable Object> reference(SeedType sort) {
        return Json.object("$ref", "#/$defs/" + name(sort));
    }

    private static String name(SeedType sort) {
        return sort.surface().word() + "." + sort.word();
    }

    private static Map<String, @Nullable Object> closed(Map<String, @Nullable Object> properties) {
        return Json.object("type", "object", "properties", properties, "additionalProperties", false);
    }

    private static Map<String, @Nullable Object> described(String description, Map<String, @Nullable Object> schema) {
        Map<String, @Nullable Object> described = Json.object("description", description);
        described.putAll(schema);
        return described;
    }
}
