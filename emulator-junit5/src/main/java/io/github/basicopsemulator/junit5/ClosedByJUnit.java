package io.github.basicopsemulator.junit5;

import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** A resource that JUnit closes with its context: up to 5.12 by one interface, later by the other. */
@SuppressWarnings("deprecation") // CloseableResource is the only way before 5.13.
interface ClosedByJUnit extends AutoCloseable, CloseableResource {

    @Override
    void close();
}
