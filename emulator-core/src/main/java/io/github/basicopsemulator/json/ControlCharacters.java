package io.github.basicopsemulator.json;

/** Characters that a terminal, an editor or a log reader acts on instead of showing them. */
public final class ControlCharacters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private ControlCharacters() {}

    /** Writes a text on one line: control characters become escapes such as {@code \n} and {@code \u001b}. */
    public static String escape(String text) {
        return escape(text, false);
    }

    /** Escapes control characters except line feeds and tabs. */
    public static String escapeInLines(String text) {
        return escape(text, true);
    }

    private static String escape(String text, boolean keepsLines) {
        if (text.codePoints().noneMatch(ControlCharacters::contains)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            boolean shown = !contains(c) || (keepsLines && (c == '\n' || c == '\t'));
            escaped.append(shown ? Character.toString(c) : escape(c));
        });
        return escaped.toString();
    }

    /** Writes one of them as an escape that is also one of Java and JSON. */
    public static String escape(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                StringBuilder units = new StringBuilder();
                for (char unit : Character.toChars(codePoint)) {
                    units.append("\\u%04x".formatted((int) unit));
                }
                yield units.toString();
            }
        };
    }

    /**
     * Returns true for control characters: C0 and C1 controls, line and paragraph separators, bidirectional controls
     * and other format characters, halves of surrogate pairs. The two joiners are excluded, since emoji and some
     * scripts need them.
     */
    public static boolean contains(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
