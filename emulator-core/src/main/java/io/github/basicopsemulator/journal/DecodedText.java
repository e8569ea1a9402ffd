package io.github.basicopsemulator.journal;

/**
 * A text without percent-encoding, also of several levels, and without backslashes, which knows where its characters come from.
 * Time and memory are linear in the text. Used by one thread.
 */
final class DecodedText {

    private static final int INVALID = 0xFFFD;

    private final String original;
    private final StringBuilder decoded = new StringBuilder();
    private final int[] starts;
    private final int[] ends;

    private DecodedText(String original) {
        this.original = original;
        starts = new int[original.length()];
        ends = new int[original.length()];
        int at = 0;
        while (at < original.length()) {
            at = decode(at);
        }
    }

    static DecodedText of(String text) {
        return new DecodedText(text);
    }

    /** Decodes one level of a mixed encoding, or all levels of a plain one. */
    static String decode(String text) {
        boolean isPlain = text.indexOf('%') < 0 && text.indexOf('\\') < 0 && text.indexOf('+') < 0;
        return isPlain ? text : of(text).decoded.toString();
    }

    int length() {
        return decoded.length();
    }

    char charAt(int index) {
        return decoded.charAt(index);
    }

    /** Returns where a character begins in the original. */
    int start(int index) {
        return starts[index];
    }

    /** Returns where a character ends in the original. */
    int end(int index) {
        return ends[index];
    }

    private int decode(int at) {
        char c = original.charAt(at);
        if (c == '\\') {
            return unescape(at);
        }
        int end = c == '%' ? endOfPercent(original, at) : -1;
        return end < 0 ? append(c == '+' ? ' ' : c, at, at + 1) : unpercent(at, end);
    }

    private int unescape(int at) {
        int backslashes = at;
        while (backslashes < original.length() && original.charAt(backslashes) == '\\') {
            backslashes++;
        }
        int digits = backslashes;
        while (digits < original.length() && original.charAt(digits) == 'u') {
            digits++;
        }
        boolean isUnicode = digits > backslashes && isHex(original, digits) && isHex(original, digits + 2);
        return isUnicode
                ? append((char) Integer.parseInt(original, digits, digits + 4, 16), at, digits + 4)
                : backslashes;
    }

    /** Decodes UTF-8 without its limits: a longer form of a character is the same character. */
    private int unpercent(int at, int end) {
        int lead = octet(original, end);
        int more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        int character = more == 0 ? lead : lead & (0x3F >> more);
        int next = end;
        for (int i = 0; i < more; i++) {
            int following =
                    next < original.length() && original.charAt(next) == '%' ? endOfPercent(original, next) : -1;
            if (following < 0 || (octet(original, following) & 0xC0) != 0x80) {
                return append((char) INVALID, at, end);
            }
            character = (character << 6) | (octet(original, following) & 0x3F);
            next = following;
        }
        for (char c : Character.toChars(Character.isValidCodePoint(character) ? character : INVALID)) {
            append(c == '+' ? ' ' : c, at, next);
        }
        return next;
    }

    private int append(char c, int start, int end) {
        starts[decoded.length()] = start;
        ends[decoded.length()] = end;
        decoded.append(c);
        return end;
    }

    /** Returns where an octet ends that is percent-encoded once or more, or -1. */
    static int endOfPercent(String text, int percent) {
        int at = percent + 1;
        while (text.startsWith("25", at) && isHex(text, at + 2)) {
            at += 2;
        }
        return isHex(text, at) ? at + 2 : -1;
    }

    /** Returns the octet whose percent-encoding ends here. */
    static int octet(String text, int end) {
        return Integer.parseInt(text, end - 2, end, 16);
    }

    private static boolean isHex(String text, int at) {
        return at + 2 <= text.length() && isHexDigit(text.charAt(at)) && isHexDigit(text.charAt(at + 1));
    }

    private static boolean isHexDigit(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }
}
