package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client with one connection, which repeats nothing by itself. Used by one thread. */
final class KeepAliveClient implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");
    private static final Pattern CLOSES = Pattern.compile("(?i)\r\nConnection: close\r\n");

    private final InetSocketAddress server;
    private final int limitMillis;
    private Socket socket;
    private InputStream in;

    record Response(int status, String head, byte[] body) {}

    /** Waits this long for a connection, and for each piece of a response. */
    KeepAliveClient(URI server, Duration limit) {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.limitMillis = (int) limit.toMillis();
    }

    /** Sends a request; {@code headers} has lines that end with CR LF. */
    Response send(String method, String path, String headers, byte[] body) throws IOException {
        try {
            write(method, path, headers, body.length, body);
            return read();
        } catch (IOException e) {
            disconnect();
            throw e;
        }
    }

    /** Sends the beginning of a request and disconnects. */
    void abandon(String method, String path, String headers, int length, byte[] beginning) throws IOException {
        write(method, path, headers, length, beginning);
        disconnect();
    }

    /** Sends a request, reads the first byte of the response, and disconnects. */
    void abandonResponse(String method, String path, String headers) throws IOException {
        write(method, path, headers, 0, new byte[0]);
        if (in.read() < 0) {
            throw new EOFException("the connection ended in place of a response");
        }
        disconnect();
    }

    private void write(String method, String path, String headers, int length, byte[] body) throws IOException {
        if (socket == null) {
            connect();
        }
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort()
                + "\r\n" + headers + (length == 0 ? "" : "Content-Length: " + length + "\r\n") + "\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(ISO_8859_1));
        all.writeBytes(body);
        socket.getOutputStream().write(all.toByteArray());
    }

    private void connect() throws IOException {
        Socket fresh = new Socket();
        fresh.setSoTimeout(limitMillis);
        fresh.connect(server, limitMillis);
        socket = fresh;
        in = new BufferedInputStream(fresh.getInputStream());
    }

    private Response read() throws IOException {
        String head = head();
        Matcher status = STATUS.matcher(head);
        if (!status.lookingAt()) {
            throw new IOException("not a response: " + head);
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = new byte[0];
        if (length.find()) {
            int announced = Integer.parseInt(length.group(1));
            body = in.readNBytes(announced);
            if (body.length < announced) {
                throw new EOFException("the connection ended within a response");
            }
        }
        if (CLOSES.matcher(head).find()) {
            disconnect();
        }
        return new Response(Integer.parseInt(status.group(1)), head, body);
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended in place of a response");
            }
            head.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(ISO_8859_1);
    }

    private void disconnect() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    @Override
    public void close() throws IOException {
        disconnect();
    }
}
