package io.github.basicopsemulator.benchmarks;

import java.io.IOException;

/** How many bytes of the heap are in use when all that can be is collected. */
final class Heap {

    private Heap() {}

    static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** Answers every line with it, and returns at the end of the input. */
    static void answer() throws IOException {
        while (System.in.read() >= 0) {
            if (System.in.available() == 0) {
                System.out.println(used());
            }
        }
    }
}
