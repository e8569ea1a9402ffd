package io.github.basicopsemulator.field;

import io.github.basicopsemulator.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shapes of JSON, as JSON Schema. */
public final class Schema {

    public static final Map<String, @Nullable Object> TEXT = Json.object("type", "string");
    public static final Map<String, @Nullable Object> WHOLE = Json.object("type", "integer", "format", "int64");

    private Schema() {}

    public static Map<String, @Nullable Object> list(Map<String, @Nullable Object> item) {
        return Json.object("type", "array", "items", item);
    }

    /** An object that has exactly these properties. */
    public static Map<String, @Nullable Object> object(Object... namesAndSchemas) {
        Map<String, @Nullable Object> properties = Json.object(Arrays.copyOf(namesAndSchemas, namesAndSchemas.length));
        return Json.object(
                "type",
                "object",
                "properties",
                properties,
                "required",
                List.copyOf(properties.keySet()),
                "additionalProperties",
                false);
    }
}
