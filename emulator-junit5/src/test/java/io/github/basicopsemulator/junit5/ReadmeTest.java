package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every piece of Java that a document shows stands in a test that is compiled and run here, or in a project of the matrix. */
class ReadmeTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final List<Path> TESTS = List.of(
            ROOT.resolve("emulator-junit5/src/test/java"), ROOT.resolve("emulator-compatibility/src/test/projects"));
    private static final Pattern SNIPPET =
            Pattern.compile("(?:<!-- (\\w+\\.java) -->\\s*)?```java\\n(.*?)```", Pattern.DOTALL);

    private record Snippet(Path document, String source, String code) {}

    @TestFactory
    Stream<DynamicTest> the_documents_show_what_was_run() throws IOException {
        return snippets().stream()
                .map(snippet -> DynamicTest.dynamicTest(
                        snippet.document().getFileName() + ": "
                                + snippet.code().lines().findFirst().orElse(""),
                        () -> assertThat(plain(source(snippet))).contains(plain(snippet.code()))));
    }

    @Test
    void there_are_snippets_to_be_looked_at() throws IOException {
        assertThat(snippets()).hasSizeGreaterThan(5);
    }

    private static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path document : documents()) {
            Matcher matcher = SNIPPET.matcher(Files.readString(document));
            while (matcher.find()) {
                assertThat(matcher.group(1))
                        .as("the test that has this piece of %s: %s", document, matcher.group(2))
                        .isNotNull();
                snippets.add(new Snippet(document, matcher.group(1), matcher.group(2)));
            }
        }
        return snippets;
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(path -> path.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static String source(Snippet snippet) throws IOException {
        for (Path directory : TESTS) {
            try (Stream<Path> tests = Files.walk(directory)) {
                Optional<Path> test =
                        tests.filter(path -> path.endsWith(snippet.source())).findFirst();
                if (test.isPresent()) {
                    return Files.readString(test.get());
                }
            }
        }
        throw new AssertionError("there is no test " + snippet.source());
    }

    /** Without what is only layout; the reader's test is in another package than ours. */
    private static String plain(String code) {
        return code.replace("import io.github.basicopsemulator.junit5.BasicOpsEmulator;\n", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([().]) ?", "$1");
    }
}
