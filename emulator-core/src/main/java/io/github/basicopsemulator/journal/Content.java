package io.github.basicopsemulator.journal;

import java.util.Arrays;

/**
 * The body of a request or a reply, as far as it is kept.
 *
 * @param bytes its beginning; nobody writes to it
 * @param length of all of it, in bytes
 */
public record Content(byte[] bytes, int length) {

    private static final int MOST_KEPT = 64 << 10;

    /** Keeps a body up to 64 KiB. */
    public static Content of(byte[] body) {
        return new Content(body.length <= MOST_KEPT ? body : Arrays.copyOf(body, MOST_KEPT), body.length);
    }

    /** Tells whether its end is missing. */
    public boolean isCut() {
        return bytes.length < length;
    }

    /** The bytes that it takes in memory. */
    int weight() {
        return 50 + bytes.length;
    }
}
