package io.github.basicopsemulator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that detects that its client leaves while a response is pending. Guarded by its own monitor.
 *
 *
 * <p>Jetty does not read from a connection while its request is being answered, and so does not see its end. Bytes that
 * a client sends ahead, such as the next request, are kept for Jetty. A client that closes only its own side counts as
 * gone, as with nginx and Go.
 */
final class WatchedEndPoint extends SocketChannelEndPoint {

    private static final int MAX_AHEAD = 16 << 10;

    private final Executor threads;
    private @Nullable ByteBuffer ahead;
    private @Nullable Runnable gone;

    WatchedEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, Executor threads) {
        super(channel, selector, key, scheduler);
        this.threads = threads;
    }

    /**
     * Runs {@code gone} when the client closes the connection, until {@link #endWatch}; only while Jetty does not read.
     */
    synchronized void watch(Runnable gone) {
        this.gone = gone;
        awaitInput();
    }

    /** Returns the connection to Jetty, which alone awaits input after that. */
    synchronized void endWatch() {
        gone = null;
        getFillInterest().onFail(new CancellationException());
    }

    private void awaitInput() {
        tryFillInterested(Callback.from(this::look, failure -> end()));
    }

    private synchronized void look() {
        if (gone == null) {
            return;
        }
        if (!readAhead()) {
            end();
        } else if (ahead == null || ahead.remaining() < MAX_AHEAD) {
            awaitInput();
        }
    }

    /** Reads the available bytes, and returns false at the end of the connection. */
    private boolean readAhead() {
        ByteBuffer buffer = ahead == null ? BufferUtil.allocate(MAX_AHEAD) : ahead;
        try {
            int read = super.fill(buffer);
            while (read > 0 && buffer.remaining() < MAX_AHEAD) {
                read = super.fill(buffer);
            }
            ahead = buffer.hasRemaining() ? buffer : null;
            return read >= 0;
        } catch (IOException broken) {
            return false;
        }
    }

    private synchronized void end() {
        if (gone != null) {
            threads.execute(gone);
            gone = null;
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        synchronized (this) {
            ByteBuffer kept = ahead;
            if (kept != null) {
                int position = BufferUtil.flipToFill(buffer);
                int filled = BufferUtil.put(kept, buffer);
                BufferUtil.flipToFlush(buffer, position);
                ahead = kept.hasRemaining() ? kept : null;
                return filled;
            }
        }
        return super.fill(buffer);
    }

    @Override
    protected void needsFillInterest() {
        boolean isReady;
        synchronized (this) {
            isReady = ahead != null && gone == null;
        }
        if (isReady) {
            threads.execute(() -> getFillInterest().fillable());
        } else {
            super.needsFillInterest();
        }
    }
}
