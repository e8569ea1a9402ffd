package io.github.basicopsemulator.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers when all goes well, so that it can be described.
 *
 * @param schema of the body, as JSON Schema, where it is not what the dialect says of the form; otherwise null
 */
public record ResponseSpec(Shape form, @Nullable Map<String, @Nullable Object> schema) {

    /** What the body is. */
    public enum Shape {
        /** One entity. */
        SHOWN,
        /** A page of entities. */
        LISTED,
        /** What the dialect says to a creation. */
        CREATED,
        /** What the dialect says to a change. */
        UPDATED,
        /** What the dialect says to a removal. */
        REMOVED,
        /** JSON of a shape of its own. */
        OWN,
        /** Anything: the content of a file, a page. */
        FILE,
        /** No body at all: 204. */
        NOTHING
    }

    /** One entity. */
    public static final ResponseSpec SHOWN = new ResponseSpec(Shape.SHOWN, null);

    /** The content of a file. */
    public static final ResponseSpec FILE = new ResponseSpec(Shape.FILE, null);

    /** No body at all: 204. */
    public static final ResponseSpec NOTHING = new ResponseSpec(Shape.NOTHING, null);

    /** A page of entities in a form of their own. */
    public static ResponseSpec listed(Map<String, @Nullable Object> schema) {
        return new ResponseSpec(Shape.LISTED, schema);
    }

    /** JSON of a shape of its own. */
    public static ResponseSpec own(Map<String, @Nullable Object> schema) {
        return new ResponseSpec(Shape.OWN, schema);
    }

    /** What a route answers unless it says otherwise. */
    static ResponseSpec usual(String method, String path) {
        Shape form = switch (method) {
            case "GET" -> path.endsWith("}") ? Shape.SHOWN : Shape.LISTED;
            case "POST" -> Shape.CREATED;
            case "DELETE" -> Shape.REMOVED;
            default -> Shape.UPDATED;
        };
        return new ResponseSpec(form, null);
    }
}
