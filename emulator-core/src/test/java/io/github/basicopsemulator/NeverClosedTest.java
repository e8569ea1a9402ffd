package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emulator that is never closed does not keep its JVM alive. */
class NeverClosedTest {

    @TempDir
    private Path folder;

    @Test
    void a_jvm_ends_with_its_main_although_an_emulator_runs() throws IOException, InterruptedException {
        assertThat(ChildJvm.run(folder, NeverClosed.class))
                .contains("live: HTTP/1.1 200", "main ends")
                .doesNotContain("unexpected");
    }
}
