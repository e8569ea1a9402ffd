package io.github.basicopsemulator.junit5;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Names of workspaces and of directories: made to be read in a log, and the same in every run. */
final class Names {

    private static final int LONGEST = 100;

    private Names() {}

    static String of(ExtensionContext context) {
        String readable = context.getRequiredTestClass().getSimpleName()
                + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
        return unique(readable, context);
    }

    /** Without its class. */
    static String ofTest(ExtensionContext context) {
        return unique(context.getTestMethod().map(method -> method.getName()).orElse("class"), context);
    }

    private static String unique(String readable, ExtensionContext context) {
        String plain = plain(readable);
        String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        return cut + "-" + digest(context.getUniqueId());
    }

    /** Replaces characters that are special in a URL or a file name. */
    static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9._]", "_");
    }

    private static String digest(String uniqueId) {
        return UUID.nameUUIDFromBytes(uniqueId.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }
}
