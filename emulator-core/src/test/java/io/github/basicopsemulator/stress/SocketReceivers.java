package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.basicopsemulator.stress.WorkspaceUnderTest.Arrival;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Behaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Receivers of deliveries behind one port, told apart by the path. One thread serves all connections, so that {@link #drain} can
 * tell whether all that was sent to them has been read.
 */
final class SocketReceivers implements AutoCloseable {

    private static final Pattern HEAD = Pattern.compile("POST (\\S+) HTTP/1\\.1\r\n");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");
    private static final long SLOW_NANOS = 20_000_000;
    private static final long TICK_MILLIS = 5;
    private static final long DRAIN_SECONDS = 30;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final int port;
    private final boolean keepsArrivals;
    private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<Void>> drains = new ConcurrentLinkedQueue<>();
    private final List<Late> late = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
    private volatile int open;

    /** A response that is due later. */
    private record Late(long due, SocketChannel channel) {}

    SocketReceivers() {
        this(true);
    }

    /** Does not keep arrivals where a test makes millions of them and does not look at them. */
    SocketReceivers(boolean keepsArrivals) {
        this.keepsArrivals = keepsArrivals;
        try {
            selector = Selector.open();
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            port = server.socket().getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "receivers");
        thread.setDaemon(true);
        thread.start();
    }

    String url(int receiver) {
        return "http://127.0.0.1:" + port + path(receiver);
    }

    private static String path(int receiver) {
        return "/r" + receiver;
    }

    void behaviour(int receiver, Behaviour behaviour) {
        behaviours.put(path(receiver), behaviour);
    }

    /** Returns all that has arrived so far, read or not. */
    List<Arrival> arrivals() {
        drain();
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    int openConnections() {
        drain();
        return open;
    }

    /** Waits until everything has been read that was sent before. */
    private void drain() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        drains.add(drained);
        selector.wakeup();
        drained.orTimeout(DRAIN_SECONDS, TimeUnit.SECONDS).join();
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready, TICK_MILLIS);
                answerLate();
                CompletableFuture<Void> drained = drains.poll();
                if (drained != null) {
                    while (selector.selectNow(this::ready) > 0) {
                        answerLate();
                    }
                    open = selector.keys().size() - 1;
                    drained.complete(null);
                }
            }
        } catch (ClosedSelectorException ignored) {
            // The test has ended.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = server.accept();
                if (channel != null) {
                    channel.configureBlocking(false);
                    channel.register(selector, SelectionKey.OP_READ, new ByteArrayOutputStream());
                }
            } else {
                read((SocketChannel) key.channel(), (ByteArrayOutputStream) key.attachment());
            }
        } catch (IOException e) {
            close((SocketChannel) key.channel());
        }
    }

    private void read(SocketChannel channel, ByteArrayOutputStream received) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            channel.close();
            return;
        }
        received.write(buffer.array(), 0, buffer.position());
        String text = received.toString(ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n") + 4;
        if (headEnd < 4) {
            return;
        }
        Matcher path = HEAD.matcher(text);
        Matcher length = LENGTH.matcher(text);
        if (!path.lookingAt() || !length.find()) {
            throw new IOException("not a delivery: " + text);
        }
        int end = headEnd + Integer.parseInt(length.group(1));
        if (text.length() >= end) {
            received.reset();
            answer(channel, path.group(1), text.substring(headEnd, end).getBytes(ISO_8859_1));
        }
    }

    private void answer(SocketChannel channel, String path, byte[] body) throws IOException {
        Behaviour behaviour = behaviours.getOrDefault(path, Behaviour.FINE);
        if (keepsArrivals && behaviour != Behaviour.DEAD) {
            arrivals.add(new Arrival(path, Observation.tag(body)));
        }
        switch (behaviour) {
            case FINE -> write(channel, 200);
            case REFUSING -> write(channel, 503);
            case SLOW -> late.add(new Late(System.nanoTime() + SLOW_NANOS, channel));
            case LOSING, DEAD -> channel.close();
            case HANGING -> {}
        }
    }

    private void answerLate() {
        long now = System.nanoTime();
        late.removeIf(one -> {
            if (one.due() > now) {
                return false;
            }
            try {
                write(one.channel(), 200);
            } catch (IOException e) {
                close(one.channel());
            }
            return true;
        });
    }

    private static void write(SocketChannel channel, int status) throws IOException {
        channel.write(ByteBuffer.wrap(("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n").getBytes(ISO_8859_1)));
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is broken anyway.
        }
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : List.copyOf(selector.keys())) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
