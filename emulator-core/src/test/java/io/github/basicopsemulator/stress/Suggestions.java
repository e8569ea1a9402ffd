package io.github.basicopsemulator.stress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes values out of a JSON Schema: mostly such as it describes, and now and then others. */
final class Suggestions {

    private static final List<Object> ODD = List.of(
            "",
            "x",
            "\u0000",
            -1L,
            0L,
            1.5,
            Long.MAX_VALUE,
            true,
            List.of(),
            List.of(List.of()),
            Map.of(),
            "2024-02-30");

    private static final List<Long> USERS = List.of(38L, 25L);

    private final Random random;
    private final Map<String, List<Long>> made;

    /** Takes ids mostly from what was made, which is known by the word for it in paths. */
    Suggestions(Random random, Map<String, List<Long>> made) {
        this.random = random;
        this.made = made;
    }

    Object value(String name, Map<?, ?> schema) {
        if (random.nextInt(60) == 0) {
            return one(ODD);
        }
        if (schema.get("enum") instanceof List<?> choices) {
            return one(choices);
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(name, schema);
            case "integer" -> number(name.toLowerCase(Locale.ROOT));
            case "number" -> random.nextInt(1000) / 10.0;
            case "boolean" -> random.nextBoolean();
            case "null" -> null;
            default -> text(name, String.valueOf(schema.get("format")));
        };
    }

    private String type(Map<?, ?> schema) {
        if (schema.get("type") instanceof List<?> types) {
            return String.valueOf(random.nextInt(6) == 0 ? one(types) : types.get(0));
        }
        return String.valueOf(schema.containsKey("properties") ? "object" : schema.get("type"));
    }

    /** A number that could be an id of what the field is named after. */
    private Long number(String name) {
        if (name.matches("owner|assignee|user|users|team|members|participants")) {
            return one(USERS);
        }
        for (Map.Entry<String, List<Long>> kind : made.entrySet()) {
            String word = kind.getKey().replaceFirst("s$", "");
            if (name.contains(word) || (name.equals("parent") && word.equals("task"))) {
                return one(kind.getValue());
            }
        }
        return 1L + random.nextInt(4);
    }

    private Map<String, Object> object(Map<?, ?> schema) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
            properties.forEach((name, property) -> {
                if (required.contains(name) ? random.nextInt(30) > 0 : random.nextInt(3) == 0) {
                    object.put((String) name, value((String) name, (Map<?, ?>) property));
                }
            });
        }
        return object;
    }

    private List<Object> array(String name, Map<?, ?> schema) {
        List<Object> array = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0 && schema.get("items") instanceof Map<?, ?> items; i--) {
            array.add(value(name, items));
        }
        return array;
    }

    private Object text(String name, String format) {
        if (name.matches(".*[uU]rl.*|.*URL.*")) {
            return "http://127.0.0.1:9/";
        }
        return switch (format) {
            case "date" -> one(List.of("2024-05-01", "2024-02-29"));
            case "date-time" -> one(List.of("2024-05-01T07:00:00.000Z", "2024-05-01"));
            default -> one(List.of("A", "B", "a@b.example", "\u00fc \ud83d\ude00", "New", "basicops:task:created"));
        };
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
