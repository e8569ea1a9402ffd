package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Answer;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes of BasicOps' replies, as JSON Schema. */
final class Shapes {

    private static final Map<String, @Nullable Object> TEXT = Json.object("type", "string");
    private static final Map<String, @Nullable Object> WHOLE = Json.object("type", "integer", "format", "int64");
    private static final Map<String, @Nullable Object> WHOLES = Json.object("type", "array", "items", WHOLE);
    private static final Map<String, @Nullable Object> TRUE = Json.object("const", true);

    static final Map<String, @Nullable Object> DONE = object("success", TRUE);
    static final Map<String, @Nullable Object> REMOVED =
            data(object("statusKind", WHOLE, "status", TEXT, "activities", WHOLES));
    static final Map<String, @Nullable Object> ERROR =
            object("success", Json.object("const", false), "error", TEXT, "message", TEXT);

    static final Answer DONE_ANSWER = Answer.own(DONE);
    static final Answer ACTIVITIES = Answer.own(data(object("activities", WHOLES)));
    static final Answer LINK = Answer.own(data(object("url", TEXT)));
    static final Answer BULK = Answer.own(data(object("created", WHOLES, "updated", WHOLES)));
    static final Answer UPLOAD = Answer.own(data(object("id", TEXT)));

    private Shapes() {}

    static Map<String, @Nullable Object> data(Map<String, @Nullable Object> schema) {
        return object("success", TRUE, "data", schema);
    }

    static Map<String, @Nullable Object> list(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> list = Json.object("type", "array", "items", record);
        return Json.object(
                "type",
                "object",
                "properties",
                Json.object("success", TRUE, "data", list, "nextPage", TEXT),
                "required",
                List.of("success", "data"),
                "additionalProperties",
                false);
    }

    static Map<String, @Nullable Object> created(IdForm ids) {
        Map<String, @Nullable Object> id = ids == IdForm.NUMBER ? WHOLE : TEXT;
        return data(object("id", id, "viewUrl", TEXT, "bounceUrl", TEXT));
    }

    /** An object that has exactly these properties. */
    static Map<String, @Nullable Object> object(Object... namesAndSchemas) {
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
