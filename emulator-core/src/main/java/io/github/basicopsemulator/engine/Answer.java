package io.github.basicopsemulator.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers when all goes well, so that it can be described.
 *
 * @param schema of the body, as JSON Schema, where it is not what the dialect says of the form; otherwise null
 */
public record Answer(Form form, @Nullable Map<String, @Nullable Object> schema) {

    /** What the body is. */
    public enum Form {
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
    public static final Answer SHOWN = new Answer(Form.SHOWN, null);

    /** The content of a file. */
    public static final Answer FILE = new Answer(Form.FILE, null);

    /** No body at all: 204. */
    public static final Answer NOTHING = new Answer(Form.NOTHING, null);

    /** A page of entities in a form of their own. */
    public static Answer listed(Map<String, @Nullable Object> schema) {
        return new Answer(Form.LISTED, schema);
    }

    /** JSON of a shape of its own. */
    public static Answer own(Map<String, @Nullable Object> schema) {
        return new Answer(Form.OWN, schema);
    }

    /** What a route answers unless it says otherwise. */
    static Answer usual(String method, String path) {
        Form form = switch (method) {
            case "GET" -> path.endsWith("}") ? Form.SHOWN : Form.LISTED;
            case "POST" -> Form.CREATED;
            case "DELETE" -> Form.REMOVED;
            default -> Form.UPDATED;
        };
        return new Answer(form, null);
    }
}
