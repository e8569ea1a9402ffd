package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.basicopsemulator.Emulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;

/** The main class of a JVM that has an emulator and nothing else; each line of input asks what it uses. */
final class SoakServer {

    static final Duration WEBHOOK_TIMEOUT = Duration.ofMillis(500);

    private SoakServer() {}

    /** Prints the URL, then for each line of input the bytes of heap after a collection, the threads, and the busy ones. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        try (Emulator emulator =
                        Emulator.builder().webhookTimeout(WEBHOOK_TIMEOUT).start();
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            System.out.println(emulator.url());
            while (commands.readLine() != null) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                System.out.println((runtime.totalMemory() - runtime.freeMemory()) + " "
                        + ServerThreads.all().size() + " "
                        + ServerThreads.busy().size());
            }
        }
    }
}
