package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.json.Json;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it goes out.
 *
 * @param body all of it, also where it is not sent but only its length is, as to HEAD and with 304; nobody writes to it once it
 *     is handed over
 * @param afterwards what is to be done once it has gone out, or could not
 * @param mishap how it goes wrong on its way
 * @param more where it is told bit by bit, gives each further piece of the body when there is one, and null at the end; null
 *     where it is told at once
 */
public record Reply(
        int status,
        Headers headers,
        byte[] body,
        Runnable afterwards,
        Mishap mishap,
        @Nullable Supplier<byte @Nullable []> more) {

    /** The header in which a surface says why it refused, where the vendor's own bodies have no room for that. */
    public static final String REASON = "X-Emulator-Reason";

    private static final Runnable NOTHING = () -> {};

    /** A reply after which there is nothing to be done. */
    public Reply(int status, Headers headers, byte[] body) {
        this(status, headers, body, NOTHING, Mishap.NONE, null);
    }

    /** A reply in JSON. */
    public static Reply json(int status, @Nullable Object value) {
        return new Reply(status, Headers.of("Content-Type", "application/json; charset=utf-8"), Json.write(value));
    }

    /** A reply that goes on as long as there is more to tell, with something to be done afterwards. */
    public static Reply streaming(String type, Supplier<byte @Nullable []> more, Runnable afterwards) {
        return new Reply(
                200,
                Headers.of("Content-Type", type, "Cache-Control", "no-store"),
                new byte[0],
                afterwards,
                Mishap.NONE,
                more);
    }

    /** A reply without a body. */
    public static Reply empty(int status) {
        return new Reply(status, new Headers(), new byte[0]);
    }

    /** The same, with something to be done afterwards. */
    Reply then(Runnable afterwards) {
        return new Reply(status, headers, body, afterwards, mishap, more);
    }

    /** The same, but for what happens to it on its way. */
    Reply suffering(Mishap mishap) {
        return new Reply(status, headers, body, afterwards, mishap, more);
    }

    /** The same with another status. */
    public Reply with(int status) {
        return new Reply(status, headers, body, afterwards, mishap, more);
    }

    /** The same with another body. */
    Reply with(byte[] body) {
        return new Reply(status, headers, body, afterwards, mishap, more);
    }

    /** The same with more header fields; this one keeps its own. */
    public Reply also(Headers further) {
        Headers all = new Headers();
        headers.all().forEach(field -> all.add(field.getKey(), field.getValue()));
        further.all().forEach(field -> all.add(field.getKey(), field.getValue()));
        return new Reply(status, all, body, afterwards, mishap, more);
    }

    /** What goes out of the body: nothing to HEAD, nor with 204 and 304. */
    public byte[] sent(String method) {
        return method.equals("HEAD") || status == 204 || status == 304 ? new byte[0] : body;
    }

    /** Adds a header field, in place. */
    public Reply with(String name, String value) {
        headers.add(name, value);
        return this;
    }
}
