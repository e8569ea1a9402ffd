package io.github.basicopsemulator.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection to a server on this machine, and requests over it, one after the other. */
final class Wire implements AutoCloseable {

    private final SocketChannel channel;
    private final ServerResponse reply = new ServerResponse();

    Wire(int port) throws IOException {
        this.channel = open(port);
    }

    static SocketChannel open(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    /** A request that is given as {@code method target token body}. */
    static byte[] request(String line) {
        String[] words = line.split(" ", 4);
        return request(words[0], words[1], words[2], words.length > 3 ? words[3] : "");
    }

    /** A request as it goes over the wire; one with a body is JSON. */
    private static byte[] request(String method, String target, String token, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n"
                + (bytes.length == 0
                        ? ""
                        : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n")
                + "\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Sends a request that is given as {@code method target token body}, and returns the body of the reply.
     *
     * @throws IOException when it is no 2xx
     */
    String send(String line) throws IOException {
        return send(request(line));
    }

    private String send(byte[] request) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        reply.clear();
        while (!reply.read(channel)) {
            // Reads on.
        }
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    String send(String method, String target, String token, String body) throws IOException {
        return send(request(method, target, token, body));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
