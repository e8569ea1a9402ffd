package io.github.basicopsemulator.standalone;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A connection on which a test sends what it likes, and reads one reply after the other; no wait is longer than 10 seconds. */
final class Wire implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    Wire(URI emulator) throws IOException {
        socket = new Socket(emulator.getHost(), emulator.getPort());
        socket.setSoTimeout(10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends characters as bytes of ISO 8859-1. */
    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Says that nothing more will be sent. */
    Wire sendNoMore() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    Reply read() throws IOException {
        return read(true);
    }

    /** Reads the reply to a HEAD request, of which a length may be said, but no body sent. */
    Reply readWithoutBody() throws IOException {
        return read(false);
    }

    /** Tells whether the other side has closed the connection without sending anything more. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    private Reply read(boolean withBody) throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        Reply head = new Reply(status[0], Integer.parseInt(status[1]), headers, "");
        int length = withBody && head.status() != 204
                ? Integer.parseInt(head.header("Content-Length").orElseThrow())
                : 0;
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Reply(head.version(), head.status(), headers, body);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the connection was closed after \"" + line + "\"");
            }
            line.append((char) read);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /**
     * A reply.
     *
     * @param headers with their names as they were sent
     */
    record Reply(String version, int status, Map<String, String> headers, String body) {

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }
}
