package io.github.basicopsemulator.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Percent-encoding in paths and queries; a plus sign stays one. */
public final class Percent {

    private static final String PLAIN = "-._~";
    private static final String DIGITS = "0123456789ABCDEF";

    /**
     * Escapes of unreserved characters: {@code -.}, digits, capital letters, {@code _}, small letters and {@code ~}.
     */
    private static final Pattern UNRESERVED =
            Pattern.compile("%(?:2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aA]|5[fF]|6[1-9a-fA-F]|7[0-9aA]|7[eE])");

    private Percent() {}

    /** Decodes a path segment or a part of a query, or returns null where the escapes are broken or are no UTF-8. */
    public static @Nullable String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            int high = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low < 0) {
                return null;
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException noUtf8) {
            return null;
        }
    }

    /** Unescapes letters, digits and {@code -._~}, and keeps all other escapes. */
    public static String normalize(String path) {
        return path.indexOf('%') < 0 ? path : UNRESERVED.matcher(path).replaceAll(escape -> decoded(escape.group()));
    }

    private static String decoded(String escape) {
        return String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
    }

    /** Escapes all characters but letters, digits and {@code -._~}. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
            }
        }
        return encoded.toString();
    }
}
