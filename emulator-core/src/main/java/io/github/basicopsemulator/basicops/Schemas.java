package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.field.Schema.TEXT;
import static io.github.basicopsemulator.field.Schema.WHOLE;
import static io.github.basicopsemulator.field.Schema.object;

import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes of BasicOps' replies, as JSON Schema. */
final class Schemas {

    private static final Map<String, @Nullable Object> WHOLES = Schema.list(WHOLE);
    private static final Map<String, @Nullable Object> TRUE = Json.object("const", true);

    static final Map<String, @Nullable Object> DONE = object("success", TRUE);
    static final Map<String, @Nullable Object> REMOVED =
            data(object("statusKind", WHOLE, "status", TEXT, "activities", WHOLES));
    static final Map<String, @Nullable Object> ERROR =
            object("success", Json.object("const", false), "error", TEXT, "message", TEXT);

    static final ResponseSpec DONE_ANSWER = ResponseSpec.own(DONE);
    static final ResponseSpec ACTIVITIES = ResponseSpec.own(data(object("activities", WHOLES)));
    static final ResponseSpec LINK = ResponseSpec.own(data(object("url", TEXT)));
    static final ResponseSpec BULK = ResponseSpec.own(data(object("created", WHOLES, "updated", WHOLES)));
    static final ResponseSpec UPLOAD = ResponseSpec.own(data(object("id", TEXT)));

    private Schemas() {}

    static Map<String, @Nullable Object> data(Map<String, @Nullable Object> schema) {
        return object("success", TRUE, "data", schema);
    }

    static Map<String, @Nullable Object> list(Map<String, @Nullable Object> record) {
        return Json.object(
                "type",
                "object",
                "properties",
                Json.object("success", TRUE, "data", Schema.list(record), "nextPage", TEXT),
                "required",
                List.of("success", "data"),
                "additionalProperties",
                false);
    }

    static Map<String, @Nullable Object> created(IdForm ids) {
        Map<String, @Nullable Object> id = ids == IdForm.NUMBER ? WHOLE : TEXT;
        return data(object("id", id, "viewUrl", TEXT, "bounceUrl", TEXT));
    }
}
