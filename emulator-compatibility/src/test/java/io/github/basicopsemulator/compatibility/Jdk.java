package io.github.basicopsemulator.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java that is installed.
 *
 * @param feature the first number of its version
 */
record Jdk(int feature, Path home) {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** The one that runs this, and the newest that is installed beside it, if that is newer. */
    static List<Jdk> oldestAndNewest() throws IOException {
        Jdk running = new Jdk(
                Runtime.version().feature(),
                Path.of(System.getProperty("java.home")).toRealPath());
        List<Jdk> jdks = new ArrayList<>(List.of(running));
        try (Stream<Path> homes = Files.list(running.home().getParent())) {
            homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> Files.isRegularFile(home.resolve("release")))
                    .map(home -> new Jdk(feature(home.resolve("release")), home))
                    .max(Comparator.comparingInt(Jdk::feature))
                    .filter(newest -> newest.feature() > running.feature())
                    .ifPresent(jdks::add);
        }
        return jdks;
    }

    private static int feature(Path release) {
        try {
            Matcher version = VERSION.matcher(Files.readString(release));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String java() {
        return home.resolve("bin/java").toString();
    }
}
