package io.github.basicopsemulator.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The machine of the measurement, and its other load. */
final class Machine {

    private final List<Double> busy = new ArrayList<>();

    /** Describes the machine in one line. */
    static String described() throws IOException {
        return Runtime.getRuntime().availableProcessors() + " processors (" + value("/proc/cpuinfo", "model name")
                + "), " + Long.parseLong(value("/proc/meminfo", "MemTotal").split(" ")[0]) / (1 << 20) + " GiB, "
                + System.getProperty("os.name") + "; JDK " + System.getProperty("java.vm.version") + " ("
                + System.getProperty("java.vm.name") + ")";
    }

    private static String value(String file, String key) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .orElse("?");
    }

    /** Measures the number of busy processors while our processes are idle. */
    void look() throws IOException, InterruptedException {
        long[] before = ticks();
        Thread.sleep(300);
        long[] after = ticks();
        busy.add((double) (after[0] - before[0])
                / Math.max(1, after[1] - before[1])
                * Runtime.getRuntime().availableProcessors());
    }

    /** The processors that others kept busy. */
    String others() {
        double[] sorted =
                busy.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%.1f processors busy at the median (%.1f to %.1f)",
                Ratios.median(Arrays.stream(sorted)),
                sorted[0],
                sorted[sorted.length - 1]);
    }

    /** The busy and the total ticks of the processors. */
    private static long[] ticks() throws IOException {
        String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
        long all = 0;
        for (int i = 1; i <= 8; i++) {
            all += Long.parseLong(words[i]);
        }
        return new long[] {all - Long.parseLong(words[4]) - Long.parseLong(words[5]), all};
    }
}
