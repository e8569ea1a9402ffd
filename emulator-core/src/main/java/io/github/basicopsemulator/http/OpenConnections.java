package io.github.basicopsemulator.http;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;

/**
 * The open connections of clients. Safe for use by many threads.
 *
 * <p>Jetty neither serves nor closes a connection that it accepts while it stops; its client would wait for ever.
 */
final class OpenConnections implements SelectorManager.AcceptListener, AutoCloseable {

    private final Set<SelectableChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public void onAccepting(SelectableChannel channel) {
        open.add(channel);
        if (closed) {
            end(channel);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        open.remove(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        open.remove(channel);
    }

    int count() {
        return open.size();
    }

    /** Closes all connections, and later ones at once. */
    @Override
    public void close() {
        closed = true;
        open.forEach(this::end);
    }

    private void end(SelectableChannel channel) {
        open.remove(channel);
        try {
            channel.close();
        } catch (IOException e) {
            // The client sees the same end.
        }
    }
}
