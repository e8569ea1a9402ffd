package io.github.basicopsemulator.journal;

import io.github.basicopsemulator.json.ControlCharacters;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text and bytes as words of a POSIX shell, which the shell passes on unchanged. */
final class Shell {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]+");

    private Shell() {}

    /** Quotes a text as one word on one line; it may not hold NUL or end with a line feed. */
    static String word(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        return text.codePoints().anyMatch(ControlCharacters::contains) ? "\"$(" + printf(text) + ")\"" : quoted(text);
    }

    /** Writes the command that prints a text, on one line. */
    static String printf(String text) {
        StringBuilder format = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (!ControlCharacters.contains(c)) {
                append(format, c);
            } else {
                for (byte each : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    appendOctal(format, each);
                }
            }
        });
        return printf(format);
    }

    /** Writes the command that prints bytes, on one line. */
    static String printf(byte[] bytes) {
        StringBuilder format = new StringBuilder();
        for (byte each : bytes) {
            if (each >= ' ' && each < 0x7F) {
                append(format, each);
            } else {
                appendOctal(format, each);
            }
        }
        return printf(format);
    }

    private static String printf(StringBuilder format) {
        boolean isOption = format.length() > 0 && format.charAt(0) == '-';
        return "printf " + quoted(isOption ? "\\055" + format.substring(1) : format.toString());
    }

    private static void append(StringBuilder format, int c) {
        switch (c) {
            case '%' -> format.append("%%");
            case '\\' -> format.append("\\\\");
            default -> format.appendCodePoint(c);
        }
    }

    private static void appendOctal(StringBuilder format, byte each) {
        switch (each) {
            case '\n' -> format.append("\\n");
            case '\r' -> format.append("\\r");
            case '\t' -> format.append("\\t");
            default -> format.append("\\%03o".formatted(each & 0xFF));
        }
    }

    /** Quotes a text for the shell: inside single quotes only the single quote is special. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
