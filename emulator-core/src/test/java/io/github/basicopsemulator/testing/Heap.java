package io.github.basicopsemulator.testing;

/** The heap of this JVM, for tests of what stays in memory. */
public final class Heap {

    private Heap() {}

    /** The bytes that are in use once garbage is collected. */
    public static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
