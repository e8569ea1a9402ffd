package io.github.basicopsemulator.journal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The body of a request or a reply, as far as it is kept.
 *
 * @param bytes its beginning; not written to
 * @param length the length of the whole body, in bytes
 * @param isCut whether its end is missing
 */
public record CapturedBody(byte[] bytes, int length, boolean isCut) {

    private static final int MOST_KEPT = 64 << 10;

    /** Keeps a body up to 64 KiB. */
    public static CapturedBody of(byte[] body) {
        boolean isCut = body.length > MOST_KEPT;
        return new CapturedBody(isCut ? Arrays.copyOf(body, MOST_KEPT) : body, body.length, isCut);
    }

    /** Returns the same body with other bytes in place of the kept ones. */
    CapturedBody with(byte[] other) {
        return new CapturedBody(other, length, isCut);
    }

    /** Returns true if the kept bytes are UTF-8 without NUL; a character that is cut off at the end is ignored. */
    boolean isText() {
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), !isCut);
        return result.isUnderflow() && !hasNul();
    }

    private boolean hasNul() {
        for (byte each : bytes) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns the body as text, with a mark at the end where it is cut. */
    public String text() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return isCut ? text + "… (" + length + " bytes in all)" : text;
    }

    /** The bytes that it takes in memory. */
    int weight() {
        return 50 + bytes.length;
    }
}
