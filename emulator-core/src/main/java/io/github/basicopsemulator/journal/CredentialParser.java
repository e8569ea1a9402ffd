package io.github.basicopsemulator.journal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The secret values in a header of credentials or cookies. */
final class CredentialParser {

    private static final Pattern SCHEME =
            Pattern.compile("(?:basic|bearer|digest|token|negotiate)\\s", Pattern.CASE_INSENSITIVE);

    private CredentialParser() {}

    static boolean hasScheme(String value) {
        return SCHEME.matcher(value).lookingAt();
    }

    /** Reports the value, and each secret in it. */
    static void read(String name, String value, Consumer<String> found) {
        String credentials = hasScheme(value) ? value.split("\\s+", 2)[1] : value;
        found.accept(credentials);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("set-cookie")) {
            // Behind the first semicolon are a path, a time and the like.
            found.accept(value(credentials.split(";", 2)[0]));
            return;
        }
        boolean isCookie = lower.contains("cookie");
        for (String parameter : credentials.split(isCookie ? ";" : "[;,\\s]")) {
            int equals = parameter.indexOf('=');
            if (isCookie || equals < 0 || equals == 0 || SecretNames.matches(parameter.substring(0, equals))) {
                found.accept(value(parameter));
            }
        }
        readBase64(credentials.strip(), found);
    }

    private static String value(String parameter) {
        return parameter.substring(parameter.indexOf('=') + 1).strip();
    }

    private static void readBase64(String credentials, Consumer<String> found) {
        try {
            byte[] decoded = Base64.getDecoder().decode(credentials);
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            // The other one can be an address of e-mail, which is no secret.
            found.accept(parts.length == 2 && parts[1].length() >= SecretValues.SHORTEST ? parts[1] : parts[0]);
        } catch (IllegalArgumentException ignored) {
            // Most credentials are not in base64.
        }
    }
}
