package io.github.basicopsemulator.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Servers to compare with, each as a command that makes it listen on a port. */
final class Competitor {

    static final Path LIB =
            Path.of(System.getProperty("java.class.path")).toAbsolutePath().resolveSibling("lib");

    private Competitor() {}

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** WireMock's own jar, with the stubs of a folder. */
    static List<String> wireMock(Path folder, int port, String... options) {
        List<String> command = new ArrayList<>(List.of(ForkedProcess.java(), "-Xmx1g", "-jar"));
        command.add(LIB.resolve("wiremock-standalone.jar").toString());
        command.addAll(List.of("--port", "" + port, "--root-dir", folder.toString(), "--disable-banner"));
        command.addAll(List.of(options));
        return command;
    }

    /** Writes its stubs: the same bytes, or a template with the body of a POST. */
    static Path stubs(Path bodies, boolean templated) throws IOException {
        Path folder = Files.createDirectories(bodies.resolve(templated ? "templated" : "static"));
        Path mappings = Files.createDirectories(folder.resolve("mappings"));
        Path files = Files.createDirectories(folder.resolve("__files"));
        for (String name : List.of("one", "post", "list", "twenty")) {
            Files.copy(bodies.resolve(name + ".json"), files.resolve(name + ".json"));
        }
        Files.writeString(
                files.resolve("template.json"),
                Files.readString(bodies.resolve("post.json"))
                        .replaceFirst("\"id\":\\d+", "\"id\":{{randomInt lower=1 upper=99999}}")
                        .replace("Write the report", "{{jsonPath request.body '$.title'}}"));
        stub(mappings, "post", "POST", "\"urlPath\":\"/v1/task\"", templated ? "template" : "post", templated);
        stub(mappings, "list", "GET", "\"url\":\"/v1/task?limit=100\"", "list", false);
        stub(mappings, "twenty", "GET", "\"urlPattern\":\"/v1/task.project=.*\"", "twenty", false);
        stub(mappings, "one", "GET", "\"urlPathPattern\":\"/v1/task/[0-9]+\"", "one", false);
        return folder;
    }

    private static void stub(Path folder, String name, String method, String url, String file, boolean templated)
            throws IOException {
        Files.writeString(
                folder.resolve(name + ".json"),
                "{\"request\":{\"method\":\"" + method + "\"," + url + "},\"response\":{\"status\":200,\"headers\":{"
                        + "\"Content-Type\":\"application/json\"},\"bodyFileName\":\"" + file + ".json\""
                        + (templated ? ",\"transformers\":[\"response-template\"]" : "") + "}}");
    }

    /** json-server 0.17.4 with 1,000 tasks, fetched by npm unless it is there; empty if it cannot be fetched. */
    static Optional<List<String>> jsonServer(Path folder, int port) throws IOException, InterruptedException {
        Path program = LIB.resolveSibling("json-server/node_modules/.bin/json-server");
        if (!Files.exists(program)) {
            fetch(program.getParent().getParent().getParent());
        }
        if (!Files.exists(program)) {
            return Optional.empty();
        }
        Path records = folder.resolve("db.json");
        String task = Files.readString(folder.resolve("one.json"))
                .replaceFirst("^.*\"data\":\\{\"id\":\\d+", "")
                .replaceFirst("}}$", "}");
        List<String> tasks = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            tasks.add("{\"id\":" + i + ",\"projectId\":" + i / LargeDataset.TASKS_OF_A_PROJECT + task);
        }
        Files.writeString(records, "{\"task\":[" + String.join(",", tasks) + "]}");
        return Optional.of(
                List.of(program.toString(), "--quiet", "--host", "127.0.0.1", "--port", "" + port, records.toString()));
    }

    private static void fetch(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try {
            Process npm = new ProcessBuilder(
                            "npm",
                            "install",
                            "--silent",
                            "--no-audit",
                            "--no-fund",
                            "--prefix",
                            folder.toString(),
                            "json-server@0.17.4")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!npm.waitFor(60, TimeUnit.SECONDS)) {
                npm.destroy();
            }
        } catch (IOException noNpm) {
            System.err.println("json-server is left out: " + noNpm.getMessage());
        }
    }

    /** Waits until a server answers this with 2xx, however long that takes, within a minute. */
    static void await(int port, String target) throws IOException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < 60_000_000_000L) {
            try (Wire wire = new Wire(port)) {
                wire.send("GET", target, "any-token-will-do", "");
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IOException("nothing answers on port " + port);
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
