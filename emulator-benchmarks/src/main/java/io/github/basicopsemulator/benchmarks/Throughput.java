package io.github.basicopsemulator.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests a second at 16 connections: every server runs in a process of its own, and they take turns in every round. */
final class Throughput implements AutoCloseable {

    private static final int CONNECTIONS = 16;

    private final Child load = Child.of(Load.class);
    private final Map<String, Child> servers = new LinkedHashMap<>();
    private final List<Cell> cells = new ArrayList<>();
    private final Ratios rates = new Ratios();
    private final Ratios medians = new Ratios();
    private final String token;
    private final int emulator;

    /** One thing to ask of one server. */
    private record Cell(String name, int port, String request, String before) {}

    Throughput(Path folder) throws IOException, InterruptedException {
        Child child = Child.of(EmulatorServer.class, "100000");
        servers.put("emulator", child);
        String[] words = child.hear().split(" ");
        this.emulator = Integer.parseInt(words[0]);
        this.token = words[1];
        String task = words[2];
        String project = words[3];
        String body = "{\"title\":\"Write the report\",\"description\":\"What has to be in it\",\"project\":" + project
                + ",\"assignee\":38,\"dueDate\":\"2026-03-01T09:00:00Z\"}";
        String one = "GET /v1/task/" + task + " " + token;
        String post = "POST /v1/task " + token + " " + body;
        String list = "GET /v1/task?limit=100 " + token;
        String twenty = "GET /v1/task?project=" + project + " " + token;
        try (Wire wire = new Wire(emulator)) {
            for (String[] reply : new String[][] {{"one", one}, {"made", post}, {"list", list}, {"twenty", twenty}}) {
                String[] parts = reply[1].split(" ", 4);
                Files.writeString(
                        folder.resolve(reply[0] + ".json"),
                        wire.send(parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : ""));
            }
        }
        int jetty = bare("jetty", folder);
        int javalin = bare("javalin", folder);
        int wireMock = other("WireMock", port -> Contender.wireMock(Contender.stubs(folder, true), port), "/v1/task/1");
        int wireMockOff = other(
                "WireMock, journal off",
                port -> Contender.wireMock(Contender.stubs(folder, false), port, "--no-request-journal"),
                "/v1/task/1");
        int nodePort = Contender.freePort();
        Optional<List<String>> node = Contender.jsonServer(folder, nodePort);
        if (node.isPresent()) {
            servers.put("json-server", new Child(node.get()));
            Contender.await(nodePort, "/task/1");
        }
        String clear = "DELETE /__admin/requests";
        String rewind = "POST /_emulator/rewind";
        for (String[] row : new String[][] {{"one", one}, {"post", post}, {"list", list}, {"twenty", twenty}}) {
            cell(row[0], "emulator", emulator, row[1], row[0].equals("post") ? rewind : "");
            cell(row[0], "javalin", javalin, row[1], "");
            cell(row[0], "jetty", jetty, row[1], "");
            cell(row[0], "WireMock", wireMock, row[1], clear);
            cell(row[0], "WireMock, journal off", wireMockOff, row[1], "");
            if (node.isPresent()) {
                cell(row[0], "json-server", nodePort, forNode(row[0], body), "");
            }
        }
        cell("list", "fresh", javalin, "GET /fresh x", "");
        cell("twenty", "large", emulator, "GET /w/large/v1/task?project=" + words[4] + " " + token, "");
    }

    private interface Command {
        List<String> on(int port) throws IOException;
    }

    private int bare(String what, Path folder) throws IOException {
        Child child = Child.of(BareServer.class, what, folder.toString(), "0");
        servers.put(what, child);
        return Integer.parseInt(child.hear());
    }

    private int other(String name, Command command, String target) throws IOException {
        int port = Contender.freePort();
        servers.put(name, new Child(command.on(port)));
        Contender.await(port, target);
        return port;
    }

    private static String forNode(String what, String body) {
        return switch (what) {
            case "one" -> "GET /task/11 x";
            case "post" -> "POST /task x " + body;
            case "list" -> "GET /task?_limit=100 x";
            default -> "GET /task?projectId=7 x";
        };
    }

    private void cell(String what, String server, int port, String request, String before) {
        cells.add(new Cell(what + " " + server, port, request, before));
    }

    void warm(long millis) throws IOException {
        for (Cell cell : cells) {
            run(cell, millis);
        }
    }

    void round(long millis) throws IOException {
        for (Cell cell : cells) {
            Load.Result result = run(cell, millis);
            rates.add(cell.name(), result.perSecond());
            medians.add(cell.name(), result.medianMicros());
        }
    }

    private Load.Result run(Cell cell, long millis) throws IOException {
        if (!cell.before().isEmpty()) {
            String[] words = cell.before().split(" ");
            try (Wire wire = new Wire(cell.port())) {
                wire.send(words[0], words[1], token, words[0].equals("POST") ? "{\"snapshot\":\"full\"}" : "");
            }
        }
        return Load.Result.parse(load.ask(
                cell.port() + " " + CONNECTIONS + " " + millis + " " + Integer.MAX_VALUE + " " + cell.request()));
    }

    boolean hasJsonServer() {
        return servers.containsKey("json-server");
    }

    Ratios rates() {
        return rates;
    }

    Ratios medians() {
        return medians;
    }

    @Override
    public void close() {
        load.close();
        servers.values().forEach(Child::close);
    }
}
