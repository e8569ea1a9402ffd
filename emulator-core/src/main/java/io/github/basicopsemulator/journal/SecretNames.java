package io.github.basicopsemulator.journal;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The names of headers, parameters and fields whose values are tokens or secrets, in any spelling. */
final class SecretNames {

    private static final List<String> ENDINGS = List.of(
            "token",
            "tokens",
            "secret",
            "secrets",
            "password",
            "passwords",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "apikey",
            "apikeys",
            "accesskey",
            "authkey",
            "privatekey",
            "secretkey",
            "sharedkey",
            "signingkey",
            "authorization",
            "credential",
            "credentials",
            "cookie",
            "cookies",
            "jwt",
            "sessionid",
            "assertion",
            "authcode",
            "authorizationcode",
            "oauthcode",
            "oauth2code",
            "codeverifier",
            "signature");

    private static final Set<String> WHOLE = Set.of("auth", "xauth", "code", "sig", "pass");

    /** In front of one of the endings, they make a name that is common as a value as well. */
    private static final Set<String> BEGINNINGS = Set.of("", "access", "api", "bearer", "client", "id", "refresh", "x");

    /** Between the parts of a URL, a form or JSON. */
    private static final String BETWEEN_PARTS = "?&;,{}\"'=#<>";

    /** Between the words of a name, or the steps of a path. */
    private static final String BETWEEN_WORDS = ":/ \t\r\n";

    private static final int LONGEST = 200;
    private static final int MOST_TIMES_ENCODED = 4;

    private SecretNames() {}

    /**
     * Returns true if a name is a secret one.
     *
     *
     * <p>It may be encoded, also several times, have more of a URL before it, and an index or a key in brackets behind
     * it. Of a long name, the end is checked; with a long key in brackets, a name counts as secret.
     */
    static boolean matches(String name) {
        if (name.isEmpty()) {
            return false;
        }
        boolean isLong = name.length() > LONGEST;
        String decoded = decoded(isLong ? name.substring(name.length() - LONGEST) : name);
        if (isLong && decoded.endsWith("]") && decoded.indexOf('[') < 0) {
            return true;
        }
        String part = last(decoded, BETWEEN_PARTS);
        String word = last(part, BETWEEN_WORDS);
        for (String piece : pieces(word)) {
            if (WHOLE.contains(piece)) {
                return true;
            }
        }
        for (String piece : pieces(part)) {
            if (endsAsSecret(piece)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsAsSecret(String piece) {
        int end = piece.length();
        while (end > 0 && Character.isDigit(piece.charAt(end - 1))) {
            end--;
        }
        String plain = piece.substring(0, end);
        for (String ending : ENDINGS) {
            if (plain.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns true if a name is that of a one-time code. Outside queries, it is also the name of error codes and the
     * like.
     */
    static boolean isCode(String name) {
        String word = last(last(decoded(name), BETWEEN_PARTS), BETWEEN_WORDS);
        return pieces(word).contains("code");
    }

    /** Returns true if a text is a word such as "access_token", which is not secret itself. */
    static boolean isCommon(String value) {
        if (value.length() > 40) {
            return false;
        }
        String plain = letters(value);
        return WHOLE.contains(plain)
                || ENDINGS.stream()
                        .anyMatch(ending -> plain.endsWith(ending)
                                && BEGINNINGS.contains(plain.substring(0, plain.length() - ending.length())));
    }

    /** Returns the letters and digits of a name, with and without the part in brackets. */
    private static List<String> pieces(String name) {
        if (name.indexOf('[') < 0 && name.indexOf(']') < 0) {
            return List.of(letters(name));
        }
        return Stream.concat(Stream.of(name), Arrays.stream(name.split("[\\[\\]]")))
                .map(SecretNames::letters)
                .toList();
    }

    /** Returns the last part that is not empty. */
    private static String last(String name, String separators) {
        int end = name.length();
        while (end > 0 && (separators.indexOf(name.charAt(end - 1)) >= 0 || isBetweenWords(name.charAt(end - 1)))) {
            end--;
        }
        int from = end;
        while (from > 0 && separators.indexOf(name.charAt(from - 1)) < 0) {
            from--;
        }
        return name.substring(from, end);
    }

    private static boolean isBetweenWords(char c) {
        return BETWEEN_WORDS.indexOf(c) >= 0;
    }

    private static String letters(String name) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                letters.append(Character.toLowerCase(c));
            }
        }
        return letters.toString();
    }

    private static String decoded(String name) {
        String decoded = DecodedText.decode(name);
        for (int i = 1; i < MOST_TIMES_ENCODED && decoded.indexOf('%') >= 0; i++) {
            decoded = DecodedText.decode(decoded);
        }
        return Normalizer.normalize(decoded, Normalizer.Form.NFKC);
    }
}
