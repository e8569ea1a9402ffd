package io.github.basicopsemulator.json;

import java.util.ArrayList;
import java.util.List;

/**
 * A text in YAML whose long words are shortened during parsing.
 *
 *
 * <p>The parser copies the read part of a word after every 1,024 characters, so that a long word, such as a file in
 * base64, takes quadratic time. Used by one thread.
 */
final class LongScalars {

    private static final int LONGEST = 16 << 10;

    /**
     * The number of characters left at each end of a word: escapes, signs and other characters that the parser looks
     * at.
     */
    private static final int LEFT = 32;

    private static final int LONGEST_RUN = 1 << 20;

    /** Characters that end a word in some context. */
    private static final String DELIMITERS = ",[]{}\"'\\";

    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';

    private final List<String> middles = new ArrayList<>();
    private final String text;

    /**
     * Shortens the words of a text, unless it has the characters in it that mark the gaps.
     *
     * @throws MalformedJson when there is a long run left of characters without a space, or of spaces
     */
    LongScalars(String whole) throws MalformedJson {
        this.text = whole.length() <= LONGEST || whole.indexOf(OPEN) >= 0 ? whole : shortened(whole);
        refuseLongRuns();
    }

    String text() {
        return text;
    }

    /** Restores the removed parts of words. */
    String restored(String parsed) {
        if (middles.isEmpty() || parsed.indexOf(OPEN) < 0) {
            return parsed;
        }
        StringBuilder restored = new StringBuilder();
        int copied = 0;
        for (int open = parsed.indexOf(OPEN); open >= 0; open = parsed.indexOf(OPEN, copied)) {
            int close = parsed.indexOf(CLOSE, open);
            restored.append(parsed, copied, open)
                    .append(middles.get(Integer.parseInt(parsed.substring(open + 1, close))));
            copied = close + 1;
        }
        return restored.append(parsed, copied, parsed.length()).toString();
    }

    private String shortened(String whole) {
        StringBuilder shortened = new StringBuilder();
        int copied = 0;
        int begin = 0;
        for (int i = 0; i <= whole.length(); i++) {
            if (i < whole.length() && isInWord(whole.charAt(i))) {
                continue;
            }
            if (i - begin > LONGEST) {
                int from = boundary(whole, begin + LEFT);
                int to = boundary(whole, i - LEFT);
                shortened
                        .append(whole, copied, from)
                        .append(OPEN)
                        .append(middles.size())
                        .append(CLOSE);
                middles.add(whole.substring(from, to));
                copied = to;
            }
            begin = i + 1;
        }
        return shortened.append(whole, copied, whole.length()).toString();
    }

    private static boolean isInWord(char c) {
        return !Character.isWhitespace(c) && !Character.isISOControl(c) && DELIMITERS.indexOf(c) < 0;
    }

    private static int boundary(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
    }

    private void refuseLongRuns() throws MalformedJson {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == ' ') != (text.charAt(begin) == ' ')) {
                line += c == '\n' ? 1 : 0;
                begin = i;
            } else if (i - begin > LONGEST_RUN) {
                throw new MalformedJson(line + ":1: more than " + LONGEST_RUN + " characters of a line without a space,"
                        + " or spaces alone, are not taken in YAML: write the file as JSON");
            }
        }
    }
}
