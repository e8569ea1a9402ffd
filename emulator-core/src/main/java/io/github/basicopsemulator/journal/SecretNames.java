package io.github.basicopsemulator.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            "codeverifier",
            "signature");

    private static final Set<String> WHOLE =
            Set.of("auth", "xauth", "code", "authcode", "authorizationcode", "oauthcode", "sig", "pass");

    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
    private static final Pattern UNICODE = Pattern.compile("\\\\+u+([0-9A-Fa-f]{4})");
    private static final String BETWEEN_PARTS = "?&;,{}\"'=:/#<> \t\r\n";
    private static final int MOST_TIMES_ENCODED = 3;

    private SecretNames() {}

    /** Tells whether a name is one of them. It may be encoded, also several times, and have more of a URL before it. */
    static boolean matches(String name) {
        String plain = plain(name);
        return WHOLE.contains(plain) || ENDINGS.stream().anyMatch(plain::endsWith);
    }

    /** Tells whether a name is that of a one-time code. Outside queries, it is also the name of error codes and the like. */
    static boolean isCode(String name) {
        return plain(name).equals("code");
    }

    /** Returns the letters and digits of the last part, in lower case. */
    private static String plain(String name) {
        String decoded = decoded(name);
        int end = decoded.length();
        while (end > 0 && BETWEEN_PARTS.indexOf(decoded.charAt(end - 1)) >= 0) {
            end--;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = end - 1; i >= 0 && BETWEEN_PARTS.indexOf(decoded.charAt(i)) < 0; i--) {
            if (Character.isLetterOrDigit(decoded.charAt(i))) {
                plain.append(Character.toLowerCase(decoded.charAt(i)));
            }
        }
        return plain.reverse().toString();
    }

    private static String decoded(String name) {
        String decoded = name.indexOf('\\') < 0 ? name : UNICODE.matcher(name).replaceAll(SecretNames::character);
        for (int i = 0; i < MOST_TIMES_ENCODED && decoded.indexOf('%') >= 0; i++) {
            decoded = PERCENT.matcher(decoded).replaceAll(SecretNames::bytes);
        }
        return decoded;
    }

    private static String character(MatchResult escape) {
        char c = (char) Integer.parseInt(escape.group(1), 16);
        return Matcher.quoteReplacement(String.valueOf(c));
    }

    private static String bytes(MatchResult escapes) {
        byte[] bytes = HexFormat.of().parseHex(escapes.group().replace("%", ""));
        return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
    }
}
