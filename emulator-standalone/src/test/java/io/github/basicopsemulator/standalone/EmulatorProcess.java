package io.github.basicopsemulator.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packed jar as a process of its own, with all that it prints. */
final class EmulatorProcess implements AutoCloseable {

    private static final String READY = "BasicOps emulator ready at ";
    private static final int PATIENCE_IN_SECONDS = 60;

    private final Process process;
    private final ExecutorService readers = Executors.newFixedThreadPool(2);
    private final BufferedReader output;
    private final CompletableFuture<String> errors;
    private String firstLine = "";

    private EmulatorProcess(ProcessBuilder builder) throws IOException {
        process = builder.start();
        process.getOutputStream().close();
        output = process.inputReader(StandardCharsets.UTF_8);
        errors = reading(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    /** Starts an emulator on a free port and returns as soon as it has printed its first line. */
    static EmulatorProcess start(String... options) throws Exception {
        return startOn(List.of(), options);
    }

    /** Starts an emulator as {@link #start} does, on a JVM with these options. */
    static EmulatorProcess startOn(List<String> jvmOptions, String... options) throws Exception {
        return started(new ProcessBuilder(command(jar(jvmOptions), onAFreePort(options))));
    }

    /** Starts an emulator as {@link #start} does, by this command and with nothing but this environment. */
    static EmulatorProcess startBy(List<String> command, Map<String, String> environment, String... options)
            throws Exception {
        return started(in(environment, command(command, onAFreePort(options))));
    }

    /** Starts the jar in this environment besides that of the tests, which must give it a port. */
    static EmulatorProcess startWith(Map<String, String> environment, String... options) throws Exception {
        return started(with(environment, options));
    }

    private static EmulatorProcess started(ProcessBuilder builder) throws Exception {
        EmulatorProcess started = new EmulatorProcess(builder);
        try {
            String line = CompletableFuture.supplyAsync(started::line, started.readers)
                    .get(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("the emulator ended at once: " + started.errors.join());
            }
            started.firstLine = line;
            return started;
        } catch (Exception notReady) {
            started.close();
            throw notReady;
        }
    }

    /** Runs the jar until it ends by itself. */
    static Ended run(String... arguments) throws Exception {
        return ended(new ProcessBuilder(command(jar(List.of()), arguments)));
    }

    /** Runs the jar in this environment besides that of the tests, until it ends by itself. */
    static Ended runWith(Map<String, String> environment, String... arguments) throws Exception {
        return ended(with(environment, arguments));
    }

    /** Runs this command with nothing but this environment until it ends by itself. */
    static Ended runBy(List<String> command, Map<String, String> environment, String... arguments) throws Exception {
        return ended(in(environment, command(command, arguments)));
    }

    private static Ended ended(ProcessBuilder builder) throws Exception {
        try (EmulatorProcess run = new EmulatorProcess(builder)) {
            return run.awaitEnd();
        }
    }

    private static List<String> jar(List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command.add(System.getProperty("emulator.java", java));
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(System.getProperty("emulator.jar"));
        return command;
    }

    private static List<String> command(List<String> command, String... arguments) {
        return Stream.concat(command.stream(), Arrays.stream(arguments)).toList();
    }

    private static String[] onAFreePort(String... options) {
        return Stream.concat(Stream.of("--port", "0"), Arrays.stream(options)).toArray(String[]::new);
    }

    private static ProcessBuilder with(Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(jar(List.of()), arguments));
        builder.environment().putAll(environment);
        return builder;
    }

    private static ProcessBuilder in(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** The first line on standard output. */
    String firstLine() {
        return firstLine;
    }

    /** The URL of the default workspace. */
    URI url() {
        return URI.create(firstLine.substring(READY.length()));
    }

    /** Tells it to end, as a container or a shell does, and waits until it has. */
    Ended end() throws Exception {
        process.destroy();
        return awaitEnd();
    }

    boolean endsWhenTold() {
        return process.supportsNormalTermination();
    }

    private Ended awaitEnd() throws Exception {
        CompletableFuture<String> rest = reading(output);
        if (!process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the emulator did not end");
        }
        return new Ended(
                process.exitValue(),
                rest.get(PATIENCE_IN_SECONDS, TimeUnit.SECONDS),
                errors.get(PATIENCE_IN_SECONDS, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        readers.shutdown();
    }

    private String line() {
        try {
            return output.readLine();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private CompletableFuture<String> reading(Reader reader) {
        return CompletableFuture.supplyAsync(
                () -> {
                    StringBuilder all = new StringBuilder();
                    try {
                        for (int read = reader.read(); read >= 0; read = reader.read()) {
                            all.append((char) read);
                        }
                    } catch (IOException ended) {
                        // What was read before the process was killed is all there is.
                    }
                    return all.toString();
                },
                readers);
    }

    /**
     * How a run ended.
     *
     * @param output what was printed on standard output after the first line, or all of it where nobody read that line
     */
    record Ended(int exit, String output, String errors) {}
}
