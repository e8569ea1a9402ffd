package io.github.basicopsemulator.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The successful response of a route, for the API description.
 *
 * @param schema the JSON Schema of the body if the shape does not determine it; otherwise null
 */
public record ResponseSpec(Shape form, @Nullable Map<String, @Nullable Object> schema) {

    /** The shape of the body. */
    public enum Shape {
        /** One entity. */
        SHOWN,
        /** A page of entities. */
        LISTED,
        /** The dialect's response to a creation. */
        CREATED,
        /** The dialect's response to an update. */
        UPDATED,
        /** The dialect's response to a removal. */
        REMOVED,
        /** JSON of a shape of its own. */
        OWN,
        /** Other content: a file or a page. */
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

    /** Returns the default response of a route. */
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
