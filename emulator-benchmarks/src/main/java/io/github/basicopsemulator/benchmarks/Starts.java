package io.github.basicopsemulator.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long it takes from starting a process, or a server in a new JVM, to the first reply. Who starts takes turns. */
final class Starts {

    private static final String SERVED = "/v1/task";

    private final Map<String, Command> processes = new LinkedHashMap<>();
    private final Ratios millis = new Ratios();

    private interface Command {
        List<String> on(int port);
    }

    Starts(Path folder) throws IOException {
        Path standalone =
                Competitor.LIB.resolve("../../../emulator-standalone/target").normalize();
        String jar = existing(standalone.resolve("emulator-standalone.jar"));
        String launcher = existing(standalone.resolve("basicops-emulator/basicops-emulator/basicops-emulator"));
        String javalin = JavalinJar.in(folder, Competitor.LIB).toString();
        Path stubs = Files.createDirectories(folder.resolve("two/mappings")).getParent();
        for (String name : List.of("one", "other")) {
            Files.writeString(
                    stubs.resolve("mappings/" + name + ".json"),
                    "{\"request\":{\"url\":\"" + (name.equals("one") ? SERVED : "/other")
                            + "\"},\"response\":{\"status\":200,\"body\":\"{}\"}}");
        }
        processes.put("jar", port -> List.of(ForkedProcess.java(), "-jar", jar, "--port", "" + port));
        processes.put("launcher", port -> List.of(launcher, "--port", "" + port));
        processes.put(
                "javalin",
                port -> List.of(ForkedProcess.java(), "-cp", javalin, JavalinAlone.class.getName(), "" + port));
        processes.put("WireMock", port -> Competitor.wireMock(stubs, port));
        // The launcher makes its archive, and the files come into the cache.
        for (Command command : processes.values()) {
            process(command);
        }
    }

    private static String existing(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("expected " + file + ": package the whole project first");
        }
        return file.toString();
    }

    void round() throws IOException {
        for (Map.Entry<String, Command> entry : processes.entrySet()) {
            millis.add(entry.getKey(), process(entry.getValue()));
        }
        for (String what : List.of("emulator", "javalin")) {
            try (ForkedProcess child = ForkedProcess.of(FirstStart.class, what)) {
                millis.add("first " + what, Double.parseDouble(child.hear()));
            }
        }
    }

    private static double process(Command command) throws IOException {
        int port = Competitor.freePort();
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command.on(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Competitor.await(port, SERVED);
            return (System.nanoTime() - began) / 1e6;
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }

    Ratios millis() {
        return millis;
    }
}
