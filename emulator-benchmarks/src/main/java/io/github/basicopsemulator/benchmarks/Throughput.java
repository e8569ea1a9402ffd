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

    private static final String BODY = "{\"title\":\"Write the report\",\"description\":\"What has to be in it\","
            + "\"project\":%s,\"assignee\":38,\"dueDate\":\"2026-03-01T09:00:00Z\"}";

    private final ForkedProcess load = ForkedProcess.of(Load.class);
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final List<Cell> cells = new ArrayList<>();
    private final Ratios rates = new Ratios();
    private final Ratios medians = new Ratios();
    private final Ratios processor = new Ratios();
    private final Ratios client = new Ratios();
    private final String token;

    private record Server(ForkedProcess process, int port) {}

    /** One request for one server, and the preparing request. */
    private record Cell(String name, Server server, String request, String before) {}

    Throughput(Path folder) throws IOException, InterruptedException {
        ForkedProcess emulator = ForkedProcess.of(EmulatorServer.class, "100000");
        String[] words = emulator.hear().split(" ");
        Server server = serve("emulator", emulator, Integer.parseInt(words[0]));
        this.token = words[1];
        String body = BODY.formatted(words[3]);
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("one", "GET /v1/task/" + words[2] + " " + token);
        requests.put("list", "GET /v1/task?limit=100 " + token);
        requests.put("twenty", "GET /v1/task?project=" + words[3] + " " + token);
        requests.put("post", "POST /v1/task " + token + " " + body);
        writeReplies(folder, server, requests);
        startOthers(folder);
        requests.forEach((what, request) -> servers.forEach(
                (name, other) -> add(what, name, name.equals("json-server") ? forNode(what, body) : request)));
        cells.add(new Cell("list fresh", server("javalin"), "GET /fresh x", ""));
        String large = "GET /w/large/v1/task?project=" + words[4] + " " + token;
        cells.add(new Cell("twenty large", server, large, ""));
    }

    private static void writeReplies(Path folder, Server emulator, Map<String, String> requests) throws IOException {
        try (Wire wire = new Wire(emulator.port())) {
            for (Map.Entry<String, String> request : requests.entrySet()) {
                Files.writeString(folder.resolve(request.getKey() + ".json"), wire.send(request.getValue()));
            }
        }
    }

    private void startOthers(Path folder) throws IOException, InterruptedException {
        for (String bare : List.of("javalin", "jetty")) {
            ForkedProcess child = ForkedProcess.of(BareServer.class, bare, folder.toString());
            serve(bare, child, Integer.parseInt(child.hear()));
        }
        int shipped = Competitor.freePort();
        start("WireMock", shipped, Competitor.wireMock(Competitor.stubs(folder, true), shipped));
        int off = Competitor.freePort();
        start(
                "WireMock, journal off",
                off,
                Competitor.wireMock(Competitor.stubs(folder, false), off, "--no-request-journal"));
        int node = Competitor.freePort();
        Optional<List<String>> jsonServer = Competitor.jsonServer(folder, node);
        if (jsonServer.isPresent()) {
            start("json-server", node, jsonServer.get());
        }
    }

    private void start(String name, int port, List<String> command) throws IOException {
        serve(name, new ForkedProcess(command), port);
        Competitor.await(port, name.equals("json-server") ? "/task/1" : "/v1/task/1");
    }

    private Server serve(String name, ForkedProcess process, int port) {
        Server server = new Server(process, port);
        servers.put(name, server);
        return server;
    }

    private static String forNode(String what, String body) {
        return switch (what) {
            case "one" -> "GET /task/11 x";
            case "post" -> "POST /task x " + body;
            case "list" -> "GET /task?_limit=100 x";
            default -> "GET /task?projectId=7 x";
        };
    }

    /** Adds a cell. Its preparation rewinds the records of POSTs, and empties WireMock's unbounded journal. */
    private void add(String what, String name, String request) {
        String before = name.equals("WireMock")
                ? "DELETE /__admin/requests x"
                : name.equals("emulator") ? "POST /_emulator/rewind x {\"snapshot\":\"full\"}" : "";
        cells.add(new Cell(what + " " + name, server(name), request, before));
    }

    private Server server(String name) {
        Server server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException("no server " + name + ", but " + servers.keySet());
        }
        return server;
    }

    void warm(long millis) throws IOException {
        for (Cell cell : cells) {
            run(cell, millis);
        }
    }

    void round(long millis) throws IOException {
        for (Cell cell : cells) {
            long servers = cell.server().process().processorNanos();
            long clients = load.processorNanos();
            Load.Result result = run(cell, millis);
            rates.add(cell.name(), result.perSecond());
            medians.add(cell.name(), result.medianMicros());
            processor.add(cell.name(), (cell.server().process().processorNanos() - servers) / 1e3 / result.answered());
            client.add(cell.name(), (load.processorNanos() - clients) / 1e9 * result.perSecond() / result.answered());
        }
    }

    private Load.Result run(Cell cell, long millis) throws IOException {
        if (!cell.before().isEmpty()) {
            try (Wire wire = new Wire(cell.server().port())) {
                wire.send(cell.before());
            }
        }
        return Load.Result.parse(load.ask(cell.server().port() + " " + CONNECTIONS + " " + millis + " "
                + Integer.MAX_VALUE + " " + cell.request()));
    }

    boolean hasJsonServer() {
        return servers.containsKey("json-server");
    }

    Ratios rates() {
        return rates;
    }

    /** The median times of a reply in microseconds. */
    Ratios medians() {
        return medians;
    }

    /** Microseconds that a server's process took of the processors for a request. */
    Ratios processor() {
        return processor;
    }

    /** The greatest share of one processor that the client took at the median. */
    double clientAtMost() {
        return cells.stream()
                .mapToDouble(cell -> client.median(cell.name()))
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        load.close();
        servers.values().forEach(server -> server.process().close());
    }
}
