package io.github.basicopsemulator;

import java.util.function.Supplier;

/** The interrupt flag of the current thread, which would make file channels and locks fail. */
final class InterruptFlag {

    private InterruptFlag() {}

    /** Does some work without the flag, and sets it again afterwards. */
    static void without(Runnable work) {
        without(() -> {
            work.run();
            return true;
        });
    }

    /** Does some work without the flag, and sets it again afterwards. */
    static <T> T without(Supplier<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
