package io.github.basicopsemulator.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Whom deliveries are made to, and where a file lies that can be fetched: /NAME/file.pdf. Each story has a NAME of its own. */
final class Receiver implements AutoCloseable {

    private static final int PATIENCE_IN_SECONDS = 10;

    private final HttpServer server;
    private final Map<String, BlockingQueue<Message>> received = new ConcurrentHashMap<>();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    /** The next delivery, which may be still to come. */
    Message next(String name) throws InterruptedException {
        Message next = of(name).poll(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was delivered within " + PATIENCE_IN_SECONDS + " seconds");
        }
        return next;
    }

    /** Those that nobody has asked for. */
    BlockingQueue<Message> of(String name) {
        return received.computeIfAbsent(name, any -> new LinkedBlockingQueue<>());
    }

    private void take(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", 3);
        if (exchange.getRequestMethod().equals("GET")) {
            byte[] file = "%PDF-1.4".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/pdf");
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
        } else {
            // Without case, since the JDK's server has changed that.
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            byte[] body = exchange.getRequestBody().readAllBytes();
            of(path[1]).add(new Message(exchange.getRequestMethod() + " /" + path[2], headers, body));
            exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
