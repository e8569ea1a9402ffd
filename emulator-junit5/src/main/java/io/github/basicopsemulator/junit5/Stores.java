package io.github.basicopsemulator.junit5;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The stores of the extension, whose values JUnit closes. */
final class Stores {

    private static final Namespace NAMESPACE = Namespace.create(BasicOpsEmulatorExtension.class);

    private Stores() {}

    /** Finds a thing in a context or in one around it, or makes it in this one. */
    static <T extends ClosedByJUnit> T find(
            ExtensionContext context,
            BasicOpsEmulatorExtension extension,
            String name,
            Class<T> type,
            Supplier<T> maker) {
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(key(extension, name), any -> maker.get(), type);
    }

    /** Finds a thing in a context or in one around it, or returns null. */
    static <T extends ClosedByJUnit> @Nullable T get(
            ExtensionContext context, BasicOpsEmulatorExtension extension, String name, Class<T> type) {
        return context.getStore(NAMESPACE).get(key(extension, name), type);
    }

    private static Key key(BasicOpsEmulatorExtension extension, String name) {
        return new Key(extension.options() == null ? null : extension, name);
    }

    /** Extensions without options are equal; one with options shares no store with another. */
    private record Key(@Nullable BasicOpsEmulatorExtension extension, String name) {}
}
