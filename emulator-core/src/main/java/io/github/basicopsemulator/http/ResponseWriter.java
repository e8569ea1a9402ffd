package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.TransportFault;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Sends replies: whole, piece by piece, in half, or not at all. No thread waits for the client. */
final class ResponseWriter {

    private static final int MAX_PIECES = 10;

    /** The servlet's own buffer: a larger body would block while the client reads it. */
    static final int MAX_BUFFERED = 32 << 10;

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final ResponseChannel channel;
    private volatile CompletableFuture<Void> pause = DONE;
    private volatile boolean abandoned;
    private final @Nullable WorkspaceRuntime runtime;
    private final Executor threads;

    /**
     * Writes to a channel.
     *
     * @param runtime the workspace whose faults delay chunks; null without a workspace
     */
    ResponseWriter(ResponseChannel channel, @Nullable WorkspaceRuntime runtime, Executor threads) {
        this.channel = channel;
        this.runtime = runtime;
        this.threads = threads;
    }

    /** Returns true if a response can be sent at once, in the servlet's thread. */
    static boolean isImmediate(Response reply) {
        TransportFault.Kind kind = reply.transportFault().kind();
        return reply.deferred() == null
                && reply.stream() == null
                && (reply.held() == null || reply.held().isDone())
                && (kind == TransportFault.Kind.RESET
                        || kind == TransportFault.Kind.NO_REPLY
                        || (kind == TransportFault.Kind.NONE && reply.body().length <= MAX_BUFFERED));
    }

    /** Sends a reply, and completes when it was sent, or cannot be. */
    CompletableFuture<Void> send(Response reply) {
        if (reply.stream() != null) {
            channel.begin(reply);
            return channel.takesBody() ? stream(reply.stream()) : DONE;
        }
        return switch (reply.transportFault().kind()) {
            case NONE -> whole(reply);
            case RESET -> end(true);
            case NO_REPLY -> end(false);
            case HALF_BODY -> half(reply);
            case SLOW_BODY -> slowly(reply);
        };
    }

    private CompletableFuture<Void> whole(Response reply) {
        if (isImmediate(reply)) {
            try {
                channel.writeBuffered(reply);
                return DONE;
            } catch (IOException gone) {
                return CompletableFuture.failedFuture(gone);
            }
        }
        channel.begin(reply);
        return channel.write(ByteBuffer.wrap(channel.body(reply)));
    }

    private CompletableFuture<Void> end(boolean reset) {
        channel.end(reset);
        return DONE;
    }

    private CompletableFuture<Void> half(Response reply) {
        channel.begin(reply);
        byte[] body = channel.body(reply);
        if (body.length == 0) {
            channel.closeAfterwards();
            return DONE;
        }
        return channel.write(ByteBuffer.wrap(body, 0, body.length / 2))
                .whenComplete((sent, gone) -> channel.end(false));
    }

    private CompletableFuture<Void> slowly(Response reply) {
        channel.begin(reply);
        byte[] body = channel.body(reply);
        int pieces = Math.max(1, Math.min(MAX_PIECES, body.length));
        return slowly(reply, body, 0, pieces);
    }

    private CompletableFuture<Void> slowly(Response reply, byte[] body, int piece, int pieces) {
        if (piece == pieces) {
            return DONE;
        }
        Duration time = reply.transportFault().time().dividedBy(pieces);
        int from = (int) ((long) body.length * piece / pieces);
        int to = (int) ((long) body.length * (piece + 1) / pieces);
        return pausing(time, reply)
                .thenComposeAsync(elapsed -> channel.write(ByteBuffer.wrap(body, from, to - from)), threads)
                .thenCompose(written -> slowly(reply, body, piece + 1, pieces));
    }

    private CompletableFuture<Void> pausing(Duration time, Response reply) {
        CompletableFuture<Void> next = Objects.requireNonNull(runtime)
                .held()
                .pause(time, reply.transportFault().generation());
        pause = next;
        if (abandoned) {
            next.cancel(false);
        }
        return next;
    }

    /** Returns true if sending takes so long that the client is watched meanwhile. */
    static boolean isSentSlowly(Response reply) {
        return reply.stream() != null || reply.transportFault().kind() == TransportFault.Kind.SLOW_BODY;
    }

    /** Ends a reply that is sent slowly; the client has gone. */
    void abandon(Response reply) {
        abandoned = true;
        pause.cancel(false);
        if (reply.stream() != null) {
            reply.stream().close();
        }
    }

    private CompletableFuture<Void> stream(Response.Stream stream) {
        return stream.next()
                .thenComposeAsync(
                        piece -> piece == null
                                ? DONE
                                : channel.write(ByteBuffer.wrap(piece)).thenCompose(written -> stream(stream)),
                        threads);
    }
}
