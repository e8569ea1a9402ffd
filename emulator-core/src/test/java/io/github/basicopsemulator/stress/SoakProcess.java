package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An emulator in a JVM of its own, with a small heap. */
final class SoakProcess implements AutoCloseable {

    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    private final URI url;

    /** What the JVM uses; the heap after a collection. */
    record Usage(long heapBytes, int threads, int busyThreads) {}

    SoakProcess(String heap) throws IOException {
        // Surefire's own class path is one jar that names the others.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classPath,
                        SoakServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(UTF_8);
        input = process.outputWriter(UTF_8);
        url = URI.create(line());
    }

    URI url() {
        return url;
    }

    Usage usage() throws IOException {
        input.write("\n");
        input.flush();
        String[] numbers = line().split(" ");
        return new Usage(Long.parseLong(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    private String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the emulator's JVM has ended; its errors are printed above");
        }
        return line;
    }

    /** Ends the emulator as a program ends it, and kills the JVM if that takes too long. */
    @Override
    public void close() throws IOException {
        input.close();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the emulator's JVM has not ended within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
