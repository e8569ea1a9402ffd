package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A seed file on the class path: where it was found, and how it is named in the annotation. */
record SeedResource(URI where, String name) {

    /** Finds it beside a class, or from the root where its name begins with a slash. */
    static SeedResource find(String name, Class<?> testClass, String where) {
        URL found = testClass.getResource(name);
        if (found == null) {
            throw new ExtensionConfigurationException(
                    "seed is to name a resource on the class path, beside the test class"
                            + " or with a slash before it, but " + where + " has \"" + name + "\", and there is none.");
        }
        return new SeedResource(URI.create(found.toString()), name);
    }

    /** Loads a file, which can have others beside it, or a resource inside a jar, which is a text alone. */
    void load(Workspace workspace) {
        try {
            if (where.getScheme().equals("file")) {
                workspace.seed(Path.of(where));
            } else {
                workspace.seed(text());
            }
        } catch (IllegalArgumentException refused) {
            throw new ExtensionConfigurationException(
                    "the seed file \"" + name + "\" is refused:\n" + refused.getMessage(), refused);
        }
    }

    /** Reads it. */
    String text() {
        try (InputStream in = where.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
