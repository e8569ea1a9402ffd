package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java runtime without the module java.desktop stores files, and makes no thumbnails. */
class WithoutDesktopTest {

    @TempDir
    private Path folder;

    @Test
    void files_are_stored_without_the_module_of_pictures() throws IOException, InterruptedException {
        String printed = ChildJvm.run(
                folder,
                WithoutDesktop.class,
                "--limit-modules",
                "java.base,java.logging,java.management,java.naming,java.security.jgss,jdk.crypto.ec");

        assertThat(printed)
                .containsPattern("text: HTTP/1.1 200 ")
                .containsPattern("picture: HTTP/1.1 200 ")
                .containsPattern(
                        "(?s)thumbnail: HTTP/1.1 404 .*This Java runtime cannot read pictures, which takes its module")
                .containsPattern("download: HTTP/1.1 200 ")
                .contains("end");
    }
}
