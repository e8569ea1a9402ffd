package io.github.basicopsemulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.stream.Stream;

/** A client of plain sockets: it sends what it is given, and returns what comes back until the connection ends. */
public final class RawClient {

    private RawClient() {}

    /** Sends GET with these header fields, a line each, and no others but those that make it valid and let the connection end. */
    public static String get(URI server, String path, String... headers) {
        return ask("GET", server, path, headers);
    }

    public static String ask(String method, URI server, String path, String... headers) {
        String host = Stream.of(headers).anyMatch(field -> field.startsWith("Host:"))
                ? ""
                : "Host: " + server.getAuthority() + "\r\n";
        String fields = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return send(
                server,
                method + " " + path + " HTTP/1.1\r\n" + host + fields
                        + "Authorization: Bearer any\r\nConnection: close\r\n\r\n");
    }

    public static String send(URI server, String bytes) {
        try (Socket socket = new Socket(server.getHost().replaceAll("[\\[\\]]", ""), server.getPort())) {
            return send(socket, bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static String send(Socket socket, String bytes) throws IOException {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
}
