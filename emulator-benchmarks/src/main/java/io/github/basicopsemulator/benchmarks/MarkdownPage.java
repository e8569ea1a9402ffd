package io.github.basicopsemulator.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Markdown, written line by line. */
final class MarkdownPage {

    private final StringBuilder text = new StringBuilder();

    MarkdownPage line(String line) {
        text.append(line).append('\n');
        return this;
    }

    MarkdownPage head(String... cells) {
        line("").row(cells);
        String[] rules = new String[cells.length];
        Arrays.fill(rules, "---");
        return row(rules);
    }

    MarkdownPage row(String... cells) {
        return line("| " + String.join(" | ", cells) + " |");
    }

    static String ratio(double ratio) {
        return ratio >= 10 ? number(ratio) : String.format(Locale.ROOT, "%.2f", ratio);
    }

    static String number(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.1f" : "%,.0f", number);
    }

    static String figure(double figure) {
        return String.format(Locale.ROOT, figure < 10 ? "%.2f" : "%.0f", figure);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
