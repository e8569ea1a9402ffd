package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The test that the README shows is the one that is compiled and run here. */
class ReadmeTest {

    private static final String SOURCE =
            "emulator-junit5/src/test/java/io/github/basicopsemulator/junit5/LaunchTest.java";

    @Test
    void the_readme_shows_a_test_that_was_run() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        String readme = Files.readString(root.resolve("README.md"));
        String source = Files.readString(root.resolve(SOURCE));

        String shown = between(readme, "```java\n", "```");
        String run = source.substring(source.indexOf("import static"));

        assertThat(withoutOwnImport(shown)).isEqualTo(run);
    }

    /** The reader's test is in another package than ours. */
    private static String withoutOwnImport(String shown) {
        return shown.replace("import io.github.basicopsemulator.junit5.BasicOpsEmulator;\n", "");
    }

    private static String between(String text, String from, String to) {
        int begin = text.indexOf(from) + from.length();
        return text.substring(begin, text.indexOf(to, begin));
    }
}
