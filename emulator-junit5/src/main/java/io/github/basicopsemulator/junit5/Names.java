package io.github.basicopsemulator.junit5;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Names of workspaces: made to be read in a log, and the same in every run. */
final class Names {

    private static final int LONGEST = 100;

    private Names() {}

    static String of(ExtensionContext context) {
        String readable = context.getRequiredTestClass().getSimpleName()
                + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
        String plain = readable.replaceAll("[^A-Za-z0-9._]", "_");
        String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        return cut + "-" + digest(context.getUniqueId());
    }

    private static String digest(String uniqueId) {
        return UUID.nameUUIDFromBytes(uniqueId.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }
}
