package io.github.basicopsemulator.junit5;

import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** Something that JUnit closes with the context it is stored in: up to 5.12 by the one interface, later by the other. */
@SuppressWarnings("deprecation") // CloseableResource is the only way before 5.13.
interface ClosedByJUnit extends AutoCloseable, CloseableResource {

    @Override
    void close();
}
