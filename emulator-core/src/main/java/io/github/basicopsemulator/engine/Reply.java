package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it goes out.
 *
 * @param body all of it; nobody writes to it once it is handed over
 */
public record Reply(int status, Headers headers, byte[] body) {

    /** A reply in JSON. */
    public static Reply json(int status, @Nullable Object value) {
        return new Reply(status, Headers.of("Content-Type", "application/json; charset=utf-8"), Json.write(value));
    }

    /** Adds a header field, in place. */
    public Reply with(String name, String value) {
        headers.add(name, value);
        return this;
    }
}
