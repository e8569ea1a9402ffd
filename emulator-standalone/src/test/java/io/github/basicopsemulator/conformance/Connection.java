package io.github.basicopsemulator.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client that sends what it is told and not a header more, which those of the JDK cannot: they have a User-Agent of their own. */
final class Connection {

    private static final int PATIENCE_IN_MILLIS = 10_000;

    private Connection() {}

    /** Sends a request on a connection of its own and reads the reply until the connection is closed. */
    static Message send(URI server, Message request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_IN_MILLIS);
            socket.getOutputStream().write(bytes(server, request));
            return reply(socket.getInputStream().readAllBytes());
        }
    }

    private static byte[] bytes(URI server, Message request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", server.getAuthority());
        headers.put("Connection", "close");
        headers.putAll(request.headers());
        headers.values().removeIf(String::isEmpty);
        byte[] body = request.body();
        if (request.text().startsWith("(base64) ")) {
            body = Base64.getDecoder().decode(request.text().substring(9));
        }
        if (body.length > 0) {
            headers.put("Content-Length", String.valueOf(body.length));
        }
        StringBuilder head = new StringBuilder(request.first()).append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static Message reply(byte[] bytes) {
        // Characters of this encoding are bytes, so that a position among the ones is one among the others.
        int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("the reply ended in its head: " + new String(bytes, StandardCharsets.UTF_8));
        }
        String[] head = new String(bytes, 0, end, StandardCharsets.UTF_8).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : Arrays.asList(head).subList(1, head.length)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
        String length = headers.getOrDefault("Content-Length", "0");
        // Which may be said of what is not sent, too, where it has not been modified.
        if (Integer.parseInt(length) != body.length && !head[0].contains(" 304 ")) {
            throw new AssertionError("the reply says it has " + length + " bytes, but has " + body.length);
        }
        return new Message(head[0].split(" ")[1], headers, body);
    }
}
