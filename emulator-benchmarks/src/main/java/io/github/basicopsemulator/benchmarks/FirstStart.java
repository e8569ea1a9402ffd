package io.github.basicopsemulator.benchmarks;

import io.github.basicopsemulator.Emulator;
import java.io.IOException;

/** The first start in a JVM, up to the first reply: prints how many milliseconds that took. */
final class FirstStart {

    private FirstStart() {}

    public static void main(String[] args) throws IOException {
        long began = System.nanoTime();
        int port = args[0].equals("emulator") ? emulator() : JavalinAlone.start(0);
        try (Wire wire = new Wire(port)) {
            wire.send("GET", "/v1/task", "any-token-will-do", "");
        }
        System.out.println((System.nanoTime() - began) / 1e6);
        System.exit(0);
    }

    private static int emulator() {
        return Emulator.start().url().getPort();
    }
}
