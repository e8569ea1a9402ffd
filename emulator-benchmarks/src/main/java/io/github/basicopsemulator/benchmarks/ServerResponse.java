package io.github.basicopsemulator.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** One reply after another of a connection, read with no more care than a benchmark needs. */
final class ServerResponse {

    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
    private int head;
    private int end;

    /** Makes ready for the next reply. */
    void clear() {
        buffer.clear();
        head = 0;
        end = 0;
    }

    /**
     * Reads the available bytes.
     *
     * @return whether the response is complete
     * @throws IOException if it is truncated or not 2xx
     */
    boolean read(SocketChannel channel) throws IOException {
        if (!buffer.hasRemaining()) {
            buffer = ByteBuffer.allocate(2 * buffer.capacity()).put(buffer.flip());
        }
        if (channel.read(buffer) < 0) {
            throw new IOException("the server closed the connection");
        }
        if (head == 0) {
            readHead();
        }
        return head > 0 && (end < 0 ? endsWith(LAST_CHUNK) : buffer.position() >= end);
    }

    byte[] body() {
        return Arrays.copyOfRange(buffer.array(), head, buffer.position());
    }

    private void readHead() throws IOException {
        byte[] bytes = buffer.array();
        for (int i = 3; i < buffer.position(); i++) {
            if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
                head = i + 1;
                end = end(new String(bytes, 0, head, StandardCharsets.ISO_8859_1));
                return;
            }
        }
    }

    /** The end of the response; -1 for a chunked one. */
    private int end(String lines) throws IOException {
        if (lines.charAt(9) != '2') {
            throw new IOException(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
        }
        String lower = lines.toLowerCase(Locale.ROOT);
        int length = lower.indexOf("\ncontent-length:");
        if (length < 0) {
            return lower.contains("\ntransfer-encoding: chunked") ? -1 : head;
        }
        return head
                + Integer.parseInt(lower.substring(length + 16, lower.indexOf('\r', length))
                        .trim());
    }

    private boolean endsWith(byte[] tail) {
        int at = buffer.position() - tail.length;
        return at >= 0 && Arrays.equals(buffer.array(), at, buffer.position(), tail, 0, tail.length);
    }
}
