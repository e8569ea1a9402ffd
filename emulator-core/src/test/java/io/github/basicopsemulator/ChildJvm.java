package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, with the class path of the tests. */
final class ChildJvm {

    private static final long PATIENCE_SECONDS = 40;

    private ChildJvm() {}

    /** Runs a program, and returns what it printed; it must end by itself, without an error. */
    static String run(Path folder, Class<?> program, String... options) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("it ends by itself: %s", Files.readString(output))
                    .isTrue();
        } finally {
            child.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(child.exitValue()).as(printed).isZero();
        return printed;
    }
}
