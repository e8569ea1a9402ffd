package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emulator that is never closed does not keep its JVM alive. */
class NeverClosedTest {

    @TempDir
    private Path folder;

    @Test
    void a_jvm_ends_with_its_main_although_an_emulator_runs() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NeverClosed.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(30, TimeUnit.SECONDS))
                    .as("it ends by itself: %s", Files.readString(output))
                    .isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat(Files.readString(output))
                .contains("live: HTTP/1.1 200", "main ends")
                .doesNotContain("unexpected");
        assertThat(child.exitValue()).isZero();
    }
}
