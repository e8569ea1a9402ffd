package io.github.basicopsemulator.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The runnable jar as a process, on a free port. */
final class Jar implements AutoCloseable {

    private final Process process;
    private final URI url;

    Jar() throws IOException {
        // Its life is short: what C2 would compile is done by then.
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(
                        System.getProperty("emulator.java", java),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        System.getProperty("emulator.jar"),
                        "--quiet",
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String ready = output.readLine();
        if (ready == null) {
            throw new IllegalStateException("the jar ended at once");
        }
        url = URI.create(ready.substring(ready.indexOf("http")));
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
