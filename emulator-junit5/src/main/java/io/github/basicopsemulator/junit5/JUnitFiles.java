package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.junit5.FailureEvidence.Document;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * The files of JUnit's own report, which has them from 5.12 on. By reflection, since the extension is compiled on an older one,
 * and since the type of their media types has moved to another package in 5.14.
 */
final class JUnitFiles {

    private static final @Nullable Method PUBLISH_FILE = Arrays.stream(ExtensionContext.class.getMethods())
            .filter(method -> method.getName().equals("publishFile"))
            .filter(method -> !method.isAnnotationPresent(Deprecated.class))
            .findAny()
            .orElse(null);

    private JUnitFiles() {}

    /**
     * Attaches a document to the test, and returns its path; empty if this JUnit cannot, or has no folder for files.
     */
    static Optional<Path> publish(ExtensionContext context, Document document) {
        if (PUBLISH_FILE == null) {
            return Optional.empty();
        }
        AtomicReference<@Nullable Path> written = new AtomicReference<>();
        ThrowingConsumer<Path> writing = path -> written.set(Files.writeString(path, document.text()));
        try {
            Object mediaType = PUBLISH_FILE
                    .getParameterTypes()[1]
                    .getMethod("parse", String.class)
                    .invoke(null, document.mediaType());
            PUBLISH_FILE.invoke(context, "basicops-" + document.name(), mediaType, writing);
            return Optional.ofNullable(written.get());
        } catch (ReflectiveOperationException noPlace) {
            return Optional.empty();
        }
    }
}
