package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Simple names of the classes of all modules. The glossary in CONTRIBUTING.md explains the terms. */
class NamesTest {

    private static final Pattern TOP_LEVEL = Pattern.compile(
            "^(?:(?:public|abstract|final|sealed|non-sealed) )*(?:class|interface|record|enum|@interface) (\\w+)",
            Pattern.MULTILINE);

    /** Vendors have classes of the same names for the same roles. */
    private static final Pattern VENDOR = Pattern.compile("basicopsemulator.(?:basicops|sell|basecamp).");

    /** Names that standard terms replaced. */
    private static final Set<String> RETIRED = Set.of(
            "Altered",
            "Asked",
            "Backlog",
            "Barred",
            "Carrier",
            "Catalogue",
            "Contender",
            "Courier",
            "Dice",
            "Expiry",
            "Flight",
            "Garden",
            "Ground",
            "Grants",
            "Hand",
            "Happening",
            "Harm",
            "HeldReplies",
            "JettyCarrier",
            "Kept",
            "Lanes",
            "Letter",
            "Letters",
            "LiveConnections",
            "LongWords",
            "Loops",
            "LostAnswers",
            "Manners",
            "Mask",
            "Mishap",
            "Moments",
            "Occurrence",
            "Outgoing",
            "Outline",
            "Parcel",
            "Past",
            "Phrased",
            "Pieces",
            "Places",
            "Planting",
            "Plenty",
            "PostBox",
            "Reach",
            "Recall",
            "Refusals",
            "Rehearsal",
            "Ring",
            "Sabotage",
            "Scene",
            "Seeded",
            "Shortened",
            "Situation",
            "Spelling",
            "Stamps",
            "Stories",
            "Strike",
            "ToyShop",
            "Trail",
            "Trip",
            "TroubleRule",
            "UnclaimedWorkspaces",
            "UnreadableRequests",
            "Walk",
            "World",
            "WorldClock");

    @Test
    void simple_name_occurs_once_outside_the_vendor_packages() throws IOException {
        Map<String, Set<String>> files = new TreeMap<>();
        for (Path file : sources("main")) {
            if (!VENDOR.matcher(file.toString()).find()) {
                names(file)
                        .forEach(name -> files.computeIfAbsent(name, any -> new TreeSet<>())
                                .add(file.toString()));
            }
        }
        files.values().removeIf(places -> places.size() == 1);

        assertThat(files).as("top-level classes of the same simple name").isEmpty();
    }

    @Test
    void retired_name_does_not_come_back() throws IOException {
        List<String> found = new ArrayList<>();
        for (String set : List.of("main", "test")) {
            for (Path file : sources(set)) {
                names(file).stream().filter(RETIRED::contains).forEach(name -> found.add(file + " declares " + name));
            }
        }

        assertThat(found).as("CONTRIBUTING.md has the terms that replaced them").isEmpty();
    }

    private static List<Path> sources(String set) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("core", "junit5", "standalone", "benchmarks")) {
            Path folder = Path.of("..", "emulator-" + module, "src", set, "java");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    sources.addAll(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("package-info.java"))
                            .toList());
                }
            }
        }
        assertThat(sources).isNotEmpty();
        return sources;
    }

    private static List<String> names(Path file) throws IOException {
        return TOP_LEVEL
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
