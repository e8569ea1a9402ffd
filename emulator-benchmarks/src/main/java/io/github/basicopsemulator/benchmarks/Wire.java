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
    private final Reply reply = new Reply();

    Wire(int port) throws IOException {
        this.channel = open(port);
    }

    static SocketChannel open(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    /** A request as it goes over the wire; one with a body is JSON. */
    static byte[] request(String method, String target, String token, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n"
                + (bytes.length == 0
                        ? ""
                        : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n")
                + "\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the body of the reply.
     *
     * @throws IOException when it is no 2xx
     */
    byte[] send(byte[] request) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        reply.clear();
        while (!reply.read(channel)) {
            // Reads on.
        }
        return reply.body();
    }

    String send(String method, String target, String token, String body) throws IOException {
        return new String(send(request(method, target, token, body)), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
