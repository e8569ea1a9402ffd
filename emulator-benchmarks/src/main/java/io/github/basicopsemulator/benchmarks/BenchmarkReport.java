package io.github.basicopsemulator.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** The page with measurements and targets. */
record BenchmarkReport(
        String many,
        Map<String, String> inside,
        Ratios starts,
        String[] task,
        long[] heap,
        Ratios webhooks,
        Ratios isolation,
        Throughput http) {

    private static final List<String> SERVERS =
            List.of("emulator", "javalin", "jetty", "WireMock", "WireMock, journal off", "json-server");

    String page(String machine, String date, String others, long minutes, int rounds, String notes) {
        MarkdownPage page = new MarkdownPage();
        page.line("# Benchmarks").line("").line("```sh");
        page.line("mvn -B -q package -DskipTests && java -jar emulator-benchmarks/target/benchmarks.jar");
        page.line("```").line("");
        page.line("writes this page in some " + minutes + " minutes; with `short` behind it, a rougher one to");
        page.line("`emulator-benchmarks/target/benchmarks.md` in less. What stands here was measured on " + date
                + ", on");
        page.line(machine + ". Others had " + others + " meanwhile, as seen in the pauses.");
        page.line("Ratios are medians of ratios of the same round, of " + rounds
                + " rounds; in brackets the least and the greatest.");
        targets(page);
        requests(page);
        processor(page);
        others(page);
        page.line("").line(notes.strip());
        return page.toString();
    }

    private void targets(MarkdownPage page) {
        Ratios rates = http.rates();
        page.line("").line("## What was to be reached");
        page.head("what", "to reach", "measured", "");
        atLeast(page, "GET one task, against a bare Javalin 7 route", 0.9, rates, "one emulator", "one javalin");
        atLeast(page, "POST a task, against a bare Javalin 7 route", 0.8, rates, "post emulator", "post javalin");
        atLeast(
                page,
                "… against WireMock as shipped, answer from a template",
                6,
                rates,
                "post emulator",
                "post WireMock");
        if (http.hasJsonServer()) {
            atLeast(page, "… against json-server", 100, rates, "post emulator", "post json-server");
        }
        atLeast(
                page,
                "list of 100 tasks, against the same list streamed afresh by Jackson",
                2,
                rates,
                "list emulator",
                "list fresh");
        atMost(
                page,
                "filtered list of 20 among 100,000, time against that among 1,000",
                1.3,
                rates,
                "twenty emulator",
                "twenty large");
        inside(page, "workspaceFromSnapshot", "workspace from a snapshot, and closing it");
        inside(page, "reset", "reset");
        inside(page, "snapshot", "snapshot");
        inside(page, "rewindTwice", "rewind, there and back");
        atMost(
                page,
                "first start in a JVM to the first reply, against bare Javalin 7",
                1.1,
                starts,
                "first emulator",
                "first javalin");
        atMost(
                page,
                "process start to the first 200, plain jar, against bare Javalin 7",
                1.1,
                starts,
                "jar",
                "javalin");
        atMost(page, "… launcher with its archive, against WireMock", 0.4, starts, "launcher", "WireMock");
        double json = Double.parseDouble(task[2]);
        bytes(
                page,
                "heap per task, 100,000 tasks, against its JSON",
                1.5,
                Double.parseDouble(task[0]) / json,
                task[0] + " B / " + task[2] + " B");
        page.row(
                "… after all have been listed, with the bytes that are kept of each reply",
                "",
                MarkdownPage.ratio(Double.parseDouble(task[1]) / json) + " (" + task[1] + " B / " + task[2] + " B)",
                "");
        bytes(
                page,
                "heap after 100,000 requests against that after 2,000",
                1.05,
                (double) heap[1] / heap[0],
                heap[1] / 1024 + " KiB / " + heap[0] / 1024 + " KiB");
        atLeast(
                page,
                "deliveries a second to one subscriber, against a loop of the same client",
                0.8,
                webhooks,
                "emulator-1",
                "bare-1");
        atLeast(page, "… to sixteen, against sixteen requests under way", 0.8, webhooks, "emulator-16", "bare-16");
        atMost(page, "trigger to receipt, against the same client alone", 1.25, webhooks, "emulator-wait", "bare-wait");
        atMost(
                page,
                "1,000 tests of 10 calls, each in a workspace of its own, against all in one",
                1.1,
                isolation,
                "own",
                "shared");
    }

    private static void atLeast(MarkdownPage page, String what, double target, Ratios ratios, String name, String to) {
        page.row(
                what,
                "≥ " + target,
                ratios.ratioWithRange(name, to),
                ratios.ratio(name, to) >= target ? "yes" : "**no**");
    }

    private static void atMost(MarkdownPage page, String what, double target, Ratios ratios, String name, String to) {
        page.row(
                what,
                "≤ " + target,
                ratios.ratioWithRange(name, to),
                ratios.ratio(name, to) <= target ? "yes" : "**no**");
    }

    private static void bytes(MarkdownPage page, String what, double target, double ratio, String of) {
        page.row(what, "≤ " + target, MarkdownPage.ratio(ratio) + " (" + of + ")", ratio <= target ? "yes" : "**no**");
    }

    private void inside(MarkdownPage page, String benchmark, String what) {
        String few = inside.get(benchmark + " 1000");
        String most = inside.get(benchmark + " " + many);
        boolean isMet = Math.max(Double.parseDouble(few), Double.parseDouble(most)) <= 5;
        page.row(
                what + ", 1,000 and " + MarkdownPage.number(Double.parseDouble(many)) + " records",
                "≤ 5 µs",
                few + " and " + most + " µs",
                isMet ? "yes" : "**no**");
    }

    private void requests(MarkdownPage page) {
        page.line("").line("## Requests a second").line("");
        page.line(
                "16 connections of one client in a process of its own, which shares the processors; every server in a process of its");
        page.line(
                "own; medians, and in brackets the median time of a reply in milliseconds. The emulator keeps its journal, and stores");
        page.line(
                "what it is sent; Jetty, Javalin and WireMock answer with the same bytes every time (WireMock as shipped makes its");
        page.line("answer to the POST from a template); json-server stores, too, in a file.");
        if (!http.hasJsonServer()) {
            page.line("json-server could not be had.");
        }
        servers(page, SERVERS, (what, server) -> cell(what + " " + server));
        page.row("Javalin 7, streamed by Jackson", "", "", cell("list fresh"), "");
        page.row("emulator, 100,000 tasks", "", "", "", cell("twenty large"));
        page.line("")
                .line("The client took " + MarkdownPage.figure(http.clientAtMost()) + " of one processor at the most.");
        page.line("").line("The emulator against each of them:");
        servers(
                page,
                SERVERS.subList(1, SERVERS.size()),
                (what, server) -> MarkdownPage.ratio(http.rates().ratio(what + " emulator", what + " " + server)));
    }

    /** One row a server, one column for each thing that all are asked. */
    private void servers(MarkdownPage page, List<String> servers, BinaryOperator<String> cell) {
        page.head("", "GET one task", "POST a task", "list of 100", "20 of a project");
        for (String server : servers) {
            if (http.rates().has("one " + server)) {
                page.row(
                        name(server),
                        cell.apply("one", server),
                        cell.apply("post", server),
                        cell.apply("list", server),
                        cell.apply("twenty", server));
            }
        }
    }

    private void processor(MarkdownPage page) {
        page.line("").line("Microseconds of processor time that a request takes in the server's process, medians:");
        servers(
                page,
                SERVERS,
                (what, server) -> MarkdownPage.number(http.processor().median(what + " " + server)));
    }

    private static String name(String server) {
        return switch (server) {
            case "javalin" -> "Javalin 7";
            case "jetty" -> "Jetty 12.1";
            case "WireMock" -> "WireMock 3.13.2";
            case "json-server" -> "json-server 0.17.4";
            default -> server;
        };
    }

    private String cell(String name) {
        return MarkdownPage.number(http.rates().median(name)) + " ("
                + MarkdownPage.figure(http.medians().median(name) / 1_000) + ")";
    }

    private void others(MarkdownPage page) {
        page.line("").line("## Starts, deliveries, tests");
        page.head("milliseconds", "median");
        page.row("emulator, plain jar, process start to the first 200", MarkdownPage.number(starts.median("jar")));
        page.row("emulator, launcher with its archive", MarkdownPage.number(starts.median("launcher")));
        page.row("bare Javalin 7 in one jar", MarkdownPage.number(starts.median("javalin")));
        page.row("WireMock, two stubs", MarkdownPage.number(starts.median("WireMock")));
        page.row(
                "emulator, first start in a JVM to the first reply",
                MarkdownPage.number(starts.median("first emulator")));
        page.row("bare Javalin 7, first start in a JVM", MarkdownPage.number(starts.median("first javalin")));
        page.row(
                "1,000 tests of 10 calls on two threads, each in a workspace of its own",
                MarkdownPage.number(isolation.median("own")));
        page.row("the same calls in one workspace", MarkdownPage.number(isolation.median("shared")));
        page.head("deliveries", "emulator", "Jetty's client alone");
        page.row(
                "a second, to one subscriber",
                MarkdownPage.number(webhooks.median("emulator-1")),
                MarkdownPage.number(webhooks.median("bare-1")));
        page.row(
                "a second, to sixteen",
                MarkdownPage.number(webhooks.median("emulator-16")),
                MarkdownPage.number(webhooks.median("bare-16")));
        page.row(
                "trigger to receipt, µs",
                MarkdownPage.number(webhooks.median("emulator-wait")),
                MarkdownPage.number(webhooks.median("bare-wait")));
        page.line("")
                .line("The difference of six changes among 1,000 records takes " + inside.get("difference 1000")
                        + " µs, among 100,000 " + inside.get("difference " + many)
                        + " µs: what has changed, and one comparison for every 64 records of a table with changes.");
    }
}
