package io.github.basicopsemulator.sell;

import io.github.basicopsemulator.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes of Sell's envelopes, as JSON Schema. */
final class Schemas {

    private static final Map<String, @Nullable Object> TEXT = Json.object("type", "string");
    private static final Map<String, @Nullable Object> WHOLE = Json.object("type", "integer");
    private static final Map<String, @Nullable Object> MORE_INFO = object(Json.object("more_info", TEXT), List.of());

    /** A refusal. */
    static final Map<String, @Nullable Object> ERRORS = errors();

    private Schemas() {}

    static Map<String, @Nullable Object> item(Map<String, @Nullable Object> data, String type, boolean versioned) {
        Map<String, @Nullable Object> meta = Json.object("type", Json.object("const", type));
        if (versioned) {
            meta.put("version", WHOLE);
        }
        return object(Json.object("data", data, "meta", object(meta, List.of())), List.of());
    }

    static Map<String, @Nullable Object> collection(Map<String, @Nullable Object> item) {
        Map<String, @Nullable Object> links = object(
                Json.object("self", TEXT, "first_page", TEXT, "prev_page", TEXT, "next_page", TEXT),
                List.of("first_page", "prev_page", "next_page"));
        Map<String, @Nullable Object> meta = object(
                Json.object("type", Json.object("const", "collection"), "count", WHOLE, "links", links), List.of());
        return object(Json.object("items", Json.object("type", "array", "items", item), "meta", meta), List.of());
    }

    /** The body of a request; only {@code data} is required. */
    static Map<String, @Nullable Object> sent(Map<String, @Nullable Object> data) {
        return Json.object(
                "type",
                "object",
                "properties",
                Json.object("data", data, "meta", Json.object("type", "object")),
                "required",
                List.of("data"));
    }

    private static Map<String, @Nullable Object> errors() {
        Map<String, @Nullable Object> error = object(
                Json.object("resource", TEXT, "field", TEXT, "code", TEXT, "message", TEXT, "details", TEXT),
                List.of("resource", "field"));
        Map<String, @Nullable Object> item = object(
                Json.object(
                        "error",
                        error,
                        "meta",
                        object(Json.object("type", Json.object("const", "error"), "links", MORE_INFO), List.of())),
                List.of());
        Map<String, @Nullable Object> meta = object(
                Json.object(
                        "type",
                        Json.object("const", "errors"),
                        "http_status",
                        TEXT,
                        "logref",
                        TEXT,
                        "links",
                        MORE_INFO),
                List.of());
        return object(Json.object("errors", Json.object("type", "array", "items", item), "meta", meta), List.of());
    }

    /** An object that has these properties and no others. */
    private static Map<String, @Nullable Object> object(
            Map<String, @Nullable Object> properties, List<String> optional) {
        List<String> required = new ArrayList<>(properties.keySet());
        required.removeAll(optional);
        return Json.object(
                "type", "object", "properties", properties, "required", required, "additionalProperties", false);
    }
}
