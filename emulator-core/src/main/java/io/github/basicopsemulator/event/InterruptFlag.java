package io.github.basicopsemulator.event;

import java.util.function.Supplier;

/** The interrupt flag of the current thread, which would make file channels and locks fail. */
public final class InterruptFlag {

    private InterruptFlag() {}

    /** Runs work without the flag, and restores the flag afterwards. */
    public static void without(Runnable work) {
        without(() -> {
            work.run();
            return true;
        });
    }

    /** Runs work without the flag, and restores the flag afterwards. */
    public static <T> T without(Supplier<T> work) {
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
