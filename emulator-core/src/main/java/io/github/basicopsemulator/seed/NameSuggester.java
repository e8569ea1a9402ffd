package io.github.basicopsemulator.seed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Suggests the closest valid name for an invalid one. */
final class NameSuggester {

    /** Longer words are not compared. */
    private static final int MAX_LENGTH = 100;

    private NameSuggester() {}

    /** The words, and more. */
    static Set<String> and(Set<String> words, String... more) {
        Set<String> all = new TreeSet<>(words);
        all.addAll(Arrays.asList(more));
        return all;
    }

    /** Asks whether a word like it was meant, or says which ones there are. */
    static String hint(String word, Set<String> known) {
        if (word.length() > MAX_LENGTH) {
            return "there are " + new TreeSet<>(known);
        }
        String lower = word.toLowerCase(Locale.ROOT);
        Comparator<String> nearness = Comparator.comparingInt(other -> distance(lower, other.toLowerCase(Locale.ROOT)));
        return known.stream()
                .min(nearness.thenComparing(Comparator.naturalOrder()))
                .filter(near -> distance(lower, near.toLowerCase(Locale.ROOT)) <= 1 + word.length() / 4)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("there are " + new TreeSet<>(known));
    }

    /** The Levenshtein distance of two words. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[other.length()];
    }
}
