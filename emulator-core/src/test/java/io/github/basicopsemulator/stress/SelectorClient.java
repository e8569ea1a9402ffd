package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client with thousands of connections and no thread of its own: non-blocking sockets, driven by {@link #runUntil}. Not
 * thread-safe.
 */
final class SelectorClient implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    /** The server accepts connections in lots, so that its accept queue does not overflow. */
    private static final int MAX_CONNECTING = 500;

    private static final int MAX_KEPT_BYTES = 4 << 10;
    private static final int SMALL_RECEIVE_BUFFER = 4 << 10;
    private static final long CHECK_MILLIS = 5;

    private final InetSocketAddress server;
    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);

    SelectorClient(URI server) {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a connection that sends these bytes and reads the response. */
    Connection open(byte[]... bytes) {
        return open(true, bytes);
    }

    /** Opens a connection that sends these bytes and never reads; its receive buffer is small. */
    Connection openUnread(byte[]... bytes) {
        return open(false, bytes);
    }

    private Connection open(boolean reads, byte[]... bytes) {
        runUntil(() -> connecting() < MAX_CONNECTING, Duration.ofSeconds(10));
        try {
            Connection connection = new Connection(reads, bytes);
            connections.add(connection);
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long connecting() {
        return connections.size() < MAX_CONNECTING
                ? 0
                : count(connection -> !connection.connected && !connection.ended);
    }

    List<Connection> connections() {
        return connections;
    }

    /** Returns the number of connections that match. */
    int count(Predicate<Connection> matches) {
        return (int) connections.stream().filter(matches).count();
    }

    /** Sends and receives until the condition holds, and returns false if it does not hold in time. */
    boolean runUntil(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                selectFor(CHECK_MILLIS);
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void selectFor(long millis) throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        do {
            selector.select(key -> ((Connection) key.attachment()).ready(), millis);
        } while (System.nanoTime() < deadline);
    }

    /** Closes every connection. */
    @Override
    public void close() {
        connections.forEach(Connection::close);
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection, which sends one request. */
    final class Connection {

        private final SocketChannel channel = SocketChannel.open();
        private final SelectionKey key;
        private boolean reads;
        private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
        private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        private boolean connected;
        private boolean ended;

        private Connection(boolean reads, byte[]... bytes) throws IOException {
            this.reads = reads;
            for (byte[] some : bytes) {
                unsent.add(ByteBuffer.wrap(some));
            }
            channel.configureBlocking(false);
            if (!reads) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_RECEIVE_BUFFER);
            }
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            if (channel.connect(server)) {
                connected();
            }
        }

        /** Returns true if all bytes were handed to the operating system. */
        boolean isSent() {
            return connected && unsent.isEmpty();
        }

        /** Returns true if the server has closed the connection, or it broke. */
        boolean isEnded() {
            return ended;
        }

        /** Returns the status of the response; 0 if none has come. */
        int status() {
            Matcher status = STATUS.matcher(beginning.toString(ISO_8859_1));
            return status.lookingAt() ? Integer.parseInt(status.group(1)) : 0;
        }

        /** Returns the first bytes of the response. */
        String beginning() {
            return beginning.toString(ISO_8859_1);
        }

        /** Reads from now on; a client that does not read does not see the end of its connection. */
        void startReading() {
            reads = true;
            if (key.isValid()) {
                key.interestOpsOr(SelectionKey.OP_READ);
            }
        }

        /** Disconnects, as a client does that waits no longer. */
        void close() {
            ended = true;
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void ready() {
            try {
                if (key.isConnectable() && channel.finishConnect()) {
                    connected();
                }
                if (key.isValid() && key.isWritable()) {
                    write();
                }
                if (key.isValid() && key.isReadable()) {
                    read();
                }
            } catch (IOException e) {
                close();
            }
        }

        private void connected() throws IOException {
            connected = true;
            write();
        }

        private void write() throws IOException {
            while (!unsent.isEmpty()) {
                channel.write(unsent.peek());
                if (unsent.peek().hasRemaining()) {
                    break;
                }
                unsent.remove();
            }
            key.interestOps((unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE) | (reads ? SelectionKey.OP_READ : 0));
        }

        private void read() throws IOException {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                close();
                return;
            }
            byte[] bytes = new byte[Math.min(count, MAX_KEPT_BYTES - beginning.size())];
            buffer.flip().get(bytes);
            beginning.writeBytes(bytes);
        }
    }
}
