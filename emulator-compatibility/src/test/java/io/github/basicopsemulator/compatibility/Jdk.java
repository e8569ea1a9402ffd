package io.github.basicopsemulator.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A Java that is installed. */
record Jdk(Runtime.Version version, Path home) {

    /** The one that runs this, and the newest that is installed beside it, if that is newer. */
    static List<Jdk> oldestAndNewest() throws IOException {
        Jdk running = new Jdk(
                Runtime.version(), Path.of(System.getProperty("java.home")).toRealPath());
        List<Jdk> jdks = new ArrayList<>(List.of(running));
        try (Stream<Path> homes = Files.list(running.home().getParent())) {
            homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> Files.isRegularFile(home.resolve("release")))
                    .map(Jdk::at)
                    .max(Comparator.comparingInt(Jdk::feature))
                    .filter(newest -> newest.feature() > running.feature())
                    .ifPresent(jdks::add);
        }
        return jdks;
    }

    private static Jdk at(Path home) {
        Properties release = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Jdk(Runtime.Version.parse(release.getProperty("JAVA_VERSION").replace("\"", "")), home);
    }

    int feature() {
        return version.feature();
    }

    String java() {
        return home.resolve("bin/java").toString();
    }
}
