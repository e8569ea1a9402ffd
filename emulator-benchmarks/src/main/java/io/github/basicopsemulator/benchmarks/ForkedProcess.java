package io.github.basicopsemulator.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of ours that is controlled line by line, and ends with its standard input. */
final class ForkedProcess implements AutoCloseable {

    private final Process process;
    private final PrintStream out;
    private final BufferedReader in;

    ForkedProcess(List<String> command) throws IOException {
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a main class of this module. */
    static ForkedProcess of(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx1g", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ForkedProcess(command);
    }

    /** The Java that this runs on. */
    static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    /** The next line. */
    String hear() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException(
                    "the process ended: " + process.info().commandLine().orElse(process.toString()));
        }
        return line;
    }

    String ask(String line) throws IOException {
        out.println(line);
        return hear();
    }

    /** All lines until it ends. */
    List<String> hearAll() {
        return in.lines().toList();
    }

    /** The processor time so far. */
    long processorNanos() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("the process ended: " + process))
                .toNanos();
    }

    @Override
    public void close() {
        out.close();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroy();
                process.waitFor();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
