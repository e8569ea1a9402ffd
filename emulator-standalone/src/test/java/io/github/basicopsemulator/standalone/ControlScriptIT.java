package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The script that the documents show, run by a shell and curl against the jar. */
class ControlScriptIT {

    private static final Path SCRIPT = Path.of("..", "docs", "control.sh");

    @Test
    void the_script_of_the_documents_does_what_it_says() throws Exception {
        assumeTrue(canRun("sh") && canRun("curl"), "there is no shell or no curl here");
        try (EmulatorProcess emulator = EmulatorProcess.start()) {
            Process script = new ProcessBuilder(
                            "sh", SCRIPT.toString(), emulator.url().toString())
                    .redirectErrorStream(true)
                    .start();
            script.getOutputStream().close();
            String told = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(script.exitValue()).as(told).isZero();
            assertThat(told)
                    .contains("\"name\":\"demo\"", "\"outcome\":\"delivered\"", "\"signature\":\"none\"")
                    .contains("+ task 2 \"Launch\"", "+ sell task", "\"content\":\"Call Johnson\"")
                    .contains("{\"status\":\"rewound\"}", "{\"status\":\"forgotten\"}");
        }
    }

    private static boolean canRun(String program) throws InterruptedException {
        try {
            Process asked = new ProcessBuilder(program, program.equals("sh") ? "-c" : "--version", "true")
                    .redirectErrorStream(true)
                    .start();
            asked.getInputStream().readAllBytes();
            return asked.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException missing) {
            return false;
        }
    }
}
