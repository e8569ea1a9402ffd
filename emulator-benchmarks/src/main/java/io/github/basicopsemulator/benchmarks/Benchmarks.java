package io.github.basicopsemulator.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all benchmarks, and writes {@code docs/benchmarks.md}; with {@code short} as its argument less thoroughly, and
 * to {@code emulator-benchmarks/target}.
 */
public final class Benchmarks {

    private static final Path TARGET = Competitor.LIB.getParent();

    private static final String MANY_IN_SHORT = "10000";

    private final boolean isShort;
    private final Machine machine = new Machine();
    private final Ratios webhooks = new Ratios();
    private final Ratios isolation = new Ratios();
    private final Path folder = Files.createTempDirectory("benchmarks");

    private Benchmarks(boolean isShort) throws IOException {
        this.isShort = isShort;
    }

    /** Takes some six minutes, and two when it is to be short. */
    public static void main(String[] args) throws Exception {
        boolean isShort = List.of(args).contains("short");
        Path written = isShort ? TARGET.resolve("benchmarks.md") : TARGET.resolve("../../docs/benchmarks.md");
        Files.writeString(written.normalize(), new Benchmarks(isShort).run());
        System.out.println("Written: " + written.normalize());
    }

    private String run() throws Exception {
        long began = System.nanoTime();
        try {
            Map<String, String> inside = say("inside", this::inside);
            Starts starts = say("starts", this::starts);
            String[] task = say("heap per task", this::heapPerTask);
            long[] heap = say("heap after requests", () -> HeapAfterRequests.of(isShort ? 20_000 : 100_000));
            say("webhooks", this::webhooks);
            say("isolation", this::isolation);
            Throughput http = say("requests", this::http);
            BenchmarkReport report = new BenchmarkReport(
                    isShort ? MANY_IN_SHORT : "100000", inside, starts.millis(), task, heap, webhooks, isolation, http);
            long minutes = Math.round((System.nanoTime() - began) / 6e10);
            return report.page(
                    Machine.described(), LocalDate.now().toString(), machine.others(), minutes, rounds(), notes());
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private interface Part<T> {
        T measure() throws Exception;
    }

    private <T> T say(String what, Part<T> part) throws Exception {
        long began = System.nanoTime();
        machine.look();
        T measured = part.measure();
        System.out.printf("%s: %d s%n", what, (System.nanoTime() - began) / 1_000_000_000);
        return measured;
    }

    private int rounds() {
        return isShort ? 3 : 7;
    }

    private Map<String, String> inside() throws RunnerException {
        Map<String, String> figures = new TreeMap<>();
        OptionsBuilder options = new OptionsBuilder();
        options.include(RewindBenchmark.class.getSimpleName()).verbosity(VerboseMode.SILENT);
        if (isShort) {
            options.warmupIterations(1).measurementIterations(3).measurementTime(TimeValue.milliseconds(300));
            options.warmupTime(TimeValue.milliseconds(300)).forks(0).param("records", "1000", MANY_IN_SHORT);
        }
        for (RunResult result : new Runner(options.build()).run()) {
            figures.put(
                    result.getPrimaryResult().getLabel() + " "
                            + result.getParams().getParam("records"),
                    MarkdownPage.figure(
                            result.getPrimaryResult().getStatistics().getPercentile(50)));
        }
        return figures;
    }

    private Starts starts() throws IOException, InterruptedException {
        Starts starts = new Starts(folder);
        for (int i = 0; i < (isShort ? 2 : 5); i++) {
            machine.look();
            starts.round();
        }
        return starts;
    }

    private String[] heapPerTask() throws IOException {
        try (ForkedProcess child = ForkedProcess.of(HeapPerTask.class)) {
            return child.hear().split(" ");
        }
    }

    private Void webhooks() throws IOException {
        try (ForkedProcess child = ForkedProcess.of(WebhookBenchmark.class, "" + rounds(), isShort ? "1000" : "4000")) {
            for (String line : child.hearAll()) {
                String[] words = line.split(" ");
                webhooks.add(words[0], Double.parseDouble(words[1]));
            }
        }
        return null;
    }

    private Void isolation() throws IOException {
        try (ForkedProcess child = ForkedProcess.of(Isolation.class, "" + (isShort ? 3 : 9))) {
            for (String line : child.hearAll()) {
                String[] words = line.split(" ");
                isolation.add("own", Double.parseDouble(words[0]));
                isolation.add("shared", Double.parseDouble(words[1]));
            }
        }
        return null;
    }

    private Throughput http() throws IOException, InterruptedException {
        try (Throughput http = new Throughput(folder)) {
            http.warm(isShort ? 300 : 1_000);
            http.warm(isShort ? 300 : 1_000);
            for (int i = 0; i < rounds(); i++) {
                machine.look();
                http.round(isShort ? 200 : 600);
            }
            return http;
        }
    }

    private static String notes() throws IOException {
        try (InputStream notes = Benchmarks.class.getResourceAsStream("notes.md")) {
            return new String(notes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
