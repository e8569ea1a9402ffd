package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The English of the Javadoc in the main code of all modules, by the rules in CONTRIBUTING.md. */
class JavadocEnglishTest {

    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern FORBIDDEN_OPENING = Pattern.compile(
            "^(?:What|Who|Whom|Whose|Whoever|Whatever|Whichever|Where|Those|Of|Or|Nobody|Nothing|None|And|But)\\b");
    private static final Pattern PRONOUN = Pattern.compile(
            "(?i)\\b(?:who|what|which)ever\\b|\\bwhom(?:ever)?\\b|\\b(?:no|some|any|every)(?:body|thing)\\b"
                    + "|\\b(?:some|any|every|no )one\\b|\\bnone\\b|\\bwhat\\b|\\bthose (?:that|who|of|which|whose|whom)\\b");
    private static final double MOST_PRONOUNS_PER_1000_WORDS = 1.5;

    @Test
    void javadoc_begins_with_a_verb_or_a_noun() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            String source = Files.readString(file);
            for (MatchResult comment : JAVADOC.matcher(source).results().toList()) {
                String text = text(comment.group(1));
                if (FORBIDDEN_OPENING.matcher(text).find()) {
                    long line = source.substring(0, comment.start()).lines().count() + 1;
                    found.add(file + ":" + line + ": " + text);
                }
            }
        }

        assertThat(found).as("name the thing instead").isEmpty();
    }

    @Test
    void javadoc_names_things_instead_of_using_pronouns() throws IOException {
        int words = 0;
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            for (MatchResult comment :
                    JAVADOC.matcher(Files.readString(file)).results().toList()) {
                String text = text(comment.group(1));
                words += text.split(" ").length;
                PRONOUN.matcher(text)
                        .results()
                        .forEach(pronoun -> found.add(file + ": " + pronoun.group() + " in: " + text));
            }
        }

        assertThat(1000.0 * found.size() / words)
                .as("indefinite pronouns per 1,000 words of Javadoc: %s", String.join("\n", found))
                .isLessThanOrEqualTo(MOST_PRONOUNS_PER_1000_WORDS);
    }

    /** Returns the text of a comment without tags, code, links and quotations. */
    private static String text(String comment) {
        return comment.replaceAll("(?m)^\\s*\\*", " ")
                .replaceAll("\\{@\\w+\\s+[^}]*}", "X")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\"[^\"]*\"", "X")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("core", "junit5", "standalone", "benchmarks")) {
            try (Stream<Path> files = Files.walk(Path.of("..", "emulator-" + module, "src", "main", "java"))) {
                sources.addAll(
                        files.filter(file -> file.toString().endsWith(".java")).toList());
            }
        }
        return sources;
    }
}
