package io.github.basicopsemulator.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Measurements by name, one figure per round, compared round by round. */
final class Ratios {

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    void add(String name, double figure) {
        figures.computeIfAbsent(name, any -> new ArrayList<>()).add(figure);
    }

    boolean has(String name) {
        return figures.containsKey(name);
    }

    double median(String name) {
        return median(of(name).stream().mapToDouble(Double::doubleValue));
    }

    /** The median of the ratios of figures of the same round. */
    double ratio(String name, String to) {
        return median(ratios(name, to));
    }

    /** That median, and the least and the greatest ratio. */
    String ratioWithRange(String name, String to) {
        double[] sorted = ratios(name, to).sorted().toArray();
        return MarkdownPage.ratio(ratio(name, to)) + " (" + MarkdownPage.ratio(sorted[0]) + " to "
                + MarkdownPage.ratio(sorted[sorted.length - 1]) + ")";
    }

    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private DoubleStream ratios(String name, String to) {
        double[] ratios = IntStream.range(0, of(name).size())
                .mapToDouble(round -> of(name).get(round) / of(to).get(round))
                .toArray();
        return Arrays.stream(ratios);
    }

    private List<Double> of(String name) {
        List<Double> found = figures.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "nothing was measured under " + name + ", but under " + figures.keySet());
        }
        return found;
    }
}
