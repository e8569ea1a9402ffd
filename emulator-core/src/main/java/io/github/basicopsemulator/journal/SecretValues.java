package io.github.basicopsemulator.journal;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that were hidden in one exchange, to be hidden wherever else they are in it, also if they are encoded in another way.
 * Used by one thread.
 */
final class SecretValues {

    /** Shorter ones are common words and numbers. */
    static final int SHORTEST = 6;

    /** From here on, a value is hidden inside a longer word too. */
    private static final int SHORTEST_IN_WORDS = 8;

    /** A longer value is found by its beginning. */
    private static final int LONGEST = 256;

    /** More than all headers of a request can have. */
    private static final int MOST_CHARACTERS = 128 << 10;

    /** The beginnings of the values, and how many characters follow. */
    private final Map<String, Integer> values = new LinkedHashMap<>();

    private int characters;
    private @Nullable AhoCorasick automaton;

    void add(String value) {
        String decoded = DecodedText.decode(value);
        keep(decoded);
        keep(trim(decoded));
    }

    /** Removes quotes, brackets and the like around a value. */
    private static String trim(String value) {
        int from = 0;
        int end = value.length();
        while (from < end && !Character.isLetterOrDigit(value.charAt(from))) {
            from++;
        }
        while (end > from && !Character.isLetterOrDigit(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(from, end);
    }

    private void keep(String value) {
        String beginning = value.substring(0, Math.min(value.length(), LONGEST));
        boolean isKept = value.length() >= SHORTEST
                && characters + beginning.length() <= MOST_CHARACTERS
                && !trim(beginning).isEmpty()
                && !SecretNames.isCommon(value);
        if (isKept) {
            characters += values.containsKey(beginning) ? 0 : beginning.length();
            values.merge(beginning, value.length() - beginning.length(), Math::max);
            automaton = null;
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns a text without the values. */
    String hide(String text) {
        if (values.isEmpty() || text.isEmpty()) {
            return text;
        }
        DecodedText decoded = DecodedText.of(text);
        Marks marks = new Marks(decoded);
        automaton().find(decoded, marks);
        return marks.hidden.isEmpty() ? text : replace(text, marks.hidden);
    }

    private AhoCorasick automaton() {
        AhoCorasick built = automaton;
        if (built == null) {
            AhoCorasick added = new AhoCorasick();
            values.forEach((value, rest) -> added.add(value, rest, value.length() < SHORTEST_IN_WORDS));
            added.link();
            automaton = added;
            built = added;
        }
        return built;
    }

    private static String replace(String text, BitSet hidden) {
        StringBuilder replaced = new StringBuilder();
        int copied = 0;
        for (int from = hidden.nextSetBit(0); from >= 0; from = hidden.nextSetBit(copied)) {
            replaced.append(text, copied, from).append(SecretScanner.HIDDEN);
            copied = hidden.nextClearBit(from);
        }
        return replaced.append(text, copied, text.length()).toString();
    }

    /** The places of the values in the original text. */
    private static final class Marks implements AhoCorasick.Found {

        private final DecodedText text;
        private final BitSet hidden = new BitSet();

        private Marks(DecodedText text) {
            this.text = text;
        }

        @Override
        public void at(int start, int end, boolean isShort) {
            int last = Math.min(end, text.length());
            if (!isShort || !(isInWord(start - 1) || isInWord(last))) {
                hidden.set(text.start(start), text.end(last - 1));
            }
        }

        private boolean isInWord(int index) {
            return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
        }
    }
}
