package io.github.basicopsemulator.junit5;

/** The interrupt flag of the current thread, which a test may leave behind, and which would make files and HTTP fail. */
final class InterruptFlag {

    private InterruptFlag() {}

    /** Does some work without the flag, and sets it again afterwards. */
    static void without(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
