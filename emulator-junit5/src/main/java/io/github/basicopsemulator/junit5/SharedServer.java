package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Emulator;
import org.jspecify.annotations.Nullable;

/**
 * The server that all tests of the JVM share. JUnit closes it with its run, unless a Spring context knows its address: contexts
 * outlive a run, and the next one finds the same server. Guarded by the monitor of this class.
 *
 * @param emulator the shared one, or, for a run inside another run, one of its own
 */
record SharedServer(Emulator emulator) implements ClosedByJUnit {

    private static @Nullable Emulator shared;
    private static boolean lent;
    private static boolean kept;

    static synchronized SharedServer open() {
        if (lent) {
            return new SharedServer(Emulator.start());
        }
        lent = true;
        return new SharedServer(started());
    }

    /** Finds the shared server, which from now on runs as long as the JVM does. */
    static synchronized Emulator keep() {
        kept = true;
        return started();
    }

    @Override
    public void close() {
        close(emulator);
    }

    private static synchronized Emulator started() {
        if (shared == null) {
            shared = Emulator.start();
        }
        return shared;
    }

    private static synchronized void close(Emulator emulator) {
        boolean isShared = emulator == shared;
        if (isShared) {
            lent = false;
        }
        if (!isShared || !kept) {
            emulator.close();
            shared = isShared ? null : shared;
        }
    }
}
