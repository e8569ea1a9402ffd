package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the distribution, how it finds Java, and what it does with archives. */
class LauncherIT {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private Path home;
    private Path launcher;

    @BeforeEach
    void unpack() throws IOException {
        assumeTrue(File.separatorChar == '/', "the launcher is a script of the POSIX shell");
        unpack("emulator");
    }

    private void unpack(String name) throws IOException {
        Path distribution = Path.of(System.getProperty("emulator.launcher")).getParent();
        home = Files.createDirectory(folder.resolve(name));
        launcher = home.resolve("basicops-emulator");
        for (String file : List.of("basicops-emulator", "emulator-standalone.jar")) {
            Files.copy(distribution.resolve(file), home.resolve(file));
        }
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void the_first_start_makes_an_archive_and_the_second_takes_its_classes_from_there() throws Exception {
        String first = classesOfAStart("first");
        List<Path> made = archives();
        String second = classesOfAStart("second");

        for (String classes : List.of(first, second)) {
            assertThat(classes.lines().filter(line -> line.contains(" io.github.basicopsemulator.Emulator ")))
                    .singleElement()
                    .asString()
                    .contains("shared objects file (top)");
            // Those that lean on picocli, whose classes are too old for archives, come from the jar.
            assertThat(classes.lines()
                            .filter(line -> line.contains(" io.github.basicopsemulator.")
                                    && line.contains("emulator-standalone.jar")))
                    .as("classes of ours from the jar")
                    .hasSizeLessThan(20);
        }
        assertThat(made).hasSize(1);
        assertThat(archives()).isEqualTo(made);
    }

    @Test
    void an_archive_that_was_cut_off_is_made_anew() throws Exception {
        assertThat(run("--version").exit()).isZero();
        Path archive = archives().get(0);
        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 4));

        assertStarts();

        assertThat(archives())
                .hasSize(1)
                .first()
                .satisfies(made -> assertThat(Files.size(made)).isGreaterThan(whole.length / 2));
    }

    @Test
    void an_archive_full_of_nonsense_does_no_harm() throws Exception {
        assertThat(run("--version").exit()).isZero();
        Path archive = archives().get(0);
        byte[] nonsense = new byte[(int) Files.size(archive)];
        Files.delete(archive);
        Files.write(archive, nonsense);

        assertStarts();
    }

    @Test
    void the_archive_of_a_former_jar_is_replaced() throws Exception {
        assertThat(run("--version").exit()).isZero();
        List<Path> former = archives();
        Path jar = home.resolve("emulator-standalone.jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));

        assertStarts();

        assertThat(archives()).hasSize(1).isNotEqualTo(former);
    }

    @Test
    void two_first_starts_at_the_same_moment_do_not_disturb_each_other() throws Exception {
        List<CompletableFuture<EmulatorProcess.Ended>> both = Stream.of(1, 2)
                .map(start -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return run("--version");
                    } catch (Exception failed) {
                        throw new IllegalStateException(failed);
                    }
                }))
                .toList();

        for (CompletableFuture<EmulatorProcess.Ended> one : both) {
            assertThat(one.join().exit()).isZero();
            assertThat(one.join().errors()).isEmpty();
        }
        assertThat(archives()).isNotEmpty();
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(".making"));
        }
        assertStarts();
    }

    @Test
    void it_can_be_in_a_folder_with_a_space_and_be_linked_to_and_arguments_reach_the_emulator_as_they_are()
            throws Exception {
        unpack("my emulator");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("my emulator", "basicops-emulator"));
        try (EmulatorProcess emulator =
                EmulatorProcess.startBy(List.of(link.toString()), java(), "--user", "7,Ann Mary,*,ann@example.com")) {
            HttpResponse<String> user = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(emulator.url().resolve("/v1/user/7"))
                                    .timeout(Duration.ofSeconds(10))
                                    .header("Authorization", "Bearer any")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(user.body()).contains("\"Ann Mary\"", "\"*\"");
        }
    }

    @Test
    void a_signal_reaches_the_emulator_itself() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.startBy(List.of(launcher.toString()), java())) {
            assertThat(emulator.end().exit()).isZero();
        }
    }

    @Test
    void options_for_java_are_passed_on_and_may_choose_another_collector() throws Exception {
        EmulatorProcess.Ended ended = run(
                Map.of(
                        "JAVA_HOME", JAVA_HOME.toString(),
                        "PATH", System.getenv("PATH"),
                        "JAVA_OPTS", "-XX:+UseG1GC -Xmx64m -showversion"),
                "--version");

        assertThat(ended.exit()).isZero();
        assertThat(ended.errors()).contains("64-Bit");
        assertThat(ended.output()).startsWith("BasicOps emulator ");
    }

    @Test
    void without_java_it_says_what_to_do() throws Exception {
        EmulatorProcess.Ended none = run(Map.of("PATH", "/nonexistent"));
        EmulatorProcess.Ended wrong = run(Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", "/nonexistent"));

        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.errors()).contains("no Java found: install JDK 17 or newer", "JAVA_HOME");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.errors()).contains("no Java at JAVA_HOME=/nonexistent");
    }

    private void assertStarts() throws Exception {
        EmulatorProcess.Ended ended = run("--version");

        assertThat(ended.exit()).isZero();
        assertThat(ended.output()).startsWith("BasicOps emulator ");
        assertThat(ended.errors()).isEmpty();
    }

    /** What a start loaded, class by class, with where it came from. */
    private String classesOfAStart(String name) throws Exception {
        Path log = folder.resolve(name);
        Map<String, String> environment = Map.of(
                "JAVA_HOME", JAVA_HOME.toString(),
                "PATH", System.getenv("PATH"),
                "JAVA_OPTS", "-Xlog:class+load:file=" + log);
        try (EmulatorProcess emulator = EmulatorProcess.startBy(List.of(launcher.toString()), environment)) {
            emulator.end();
        }
        return Files.readString(log);
    }

    private EmulatorProcess.Ended run(String... arguments) throws Exception {
        return run(java(), arguments);
    }

    private EmulatorProcess.Ended run(Map<String, String> environment, String... arguments) throws Exception {
        return EmulatorProcess.runBy(List.of("/bin/sh", launcher.toString()), environment, arguments);
    }

    private static Map<String, String> java() {
        return Map.of("JAVA_HOME", JAVA_HOME.toString(), "PATH", System.getenv("PATH"));
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jsa"))
                    .toList();
        }
    }
}
