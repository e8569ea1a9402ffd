package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it goes out.
 *
 * @param body all of it; nobody writes to it once it is handed over
 * @param afterwards what is to be done once it has gone out, or could not
 * @param mishap how it goes wrong on its way
 */
public record Reply(int status, Headers headers, byte[] body, Runnable afterwards, Mishap mishap) {

    private static final Runnable NOTHING = () -> {};

    /** A reply after which there is nothing to be done. */
    public Reply(int status, Headers headers, byte[] body) {
        this(status, headers, body, NOTHING, Mishap.NONE);
    }

    /** A reply in JSON. */
    public static Reply json(int status, @Nullable Object value) {
        return new Reply(status, Headers.of("Content-Type", "application/json; charset=utf-8"), Json.write(value));
    }

    /** The same, with something to be done afterwards. */
    Reply then(Runnable afterwards) {
        return new Reply(status, headers, body, afterwards, mishap);
    }

    /** The same, but for what happens to it on its way. */
    Reply suffering(Mishap mishap) {
        return new Reply(status, headers, body, afterwards, mishap);
    }

    /** The same with another body. */
    Reply with(byte[] body) {
        return new Reply(status, headers, body, afterwards, mishap);
    }

    /** Adds a header field, in place. */
    public Reply with(String name, String value) {
        headers.add(name, value);
        return this;
    }
}
