package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.DeferredResponse;
import io.github.basicopsemulator.engine.Failure;
import io.github.basicopsemulator.engine.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is not sent at once: it is not known yet, is held, comes piece by piece, or is large. No thread waits for it, and
 * it ends with its client.
 */
final class PendingReply {

    private final ResponseChannel channel;
    private final ResponseWriter sender;
    private final UnaryOperator<Response> finish;
    private final Executor threads;
    private final LongConsumer counter;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile @Nullable Response known;

    private enum State {
        WAITING,
        SENDING,
        GONE
    }

    /**
     * A reply on its way.
     *
     * @param finish completes the reply when it is known, and writes it to the log; must not use the servlet's request
     * @param counter is given the size of the body when the reply is known, and the negative size when it was sent
     */
    PendingReply(
            ResponseChannel channel,
            ResponseWriter sender,
            UnaryOperator<Response> finish,
            Executor threads,
            LongConsumer counter) {
        this.channel = channel;
        this.sender = sender;
        this.finish = finish;
        this.threads = threads;
        this.counter = counter;
    }

    /** Completes when the reply was sent or its client has left. */
    CompletableFuture<Void> sent() {
        return done;
    }

    /** Sends the reply when it is ready, and returns {@link #sent}. */
    CompletableFuture<Void> begin(Response reply) {
        try {
            await(reply);
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void await(Response reply) {
        DeferredResponse deferred = reply.deferred();
        if (deferred == null) {
            channel.watch(() -> abandon(null));
            hold(reply);
        } else {
            channel.watch(() -> abandon(deferred));
            deferred.reply().whenCompleteAsync((come, failure) -> hold(come), threads);
        }
    }

    private void hold(Response ready) {
        Response finished = finished(ready);
        known = finished;
        int size = finished.body().length;
        counter.accept(size);
        done.whenComplete((sent, failure) -> counter.accept(-size));
        CompletableFuture<?> held = finished.held();
        if (held == null || held.isDone()) {
            send(finished);
            return;
        }
        held.whenCompleteAsync((released, failure) -> send(finished), threads);
        if (state.get() == State.GONE) {
            held.cancel(false);
        }
    }

    private Response finished(Response ready) {
        try {
            return finish.apply(ready);
        } catch (RuntimeException | Error e) {
            new Failure(e).log("A reply is sent without its CORS headers or its line in the log");
            return ready;
        }
    }

    private void send(Response ready) {
        if (!state.compareAndSet(State.WAITING, State.SENDING)) {
            HttpServer.afterwards(ready);
            return;
        }
        if (!ResponseWriter.isSentSlowly(ready)) {
            channel.endWatch();
        }
        sent(ready).whenComplete((sent, failure) -> {
            channel.endWatch();
            HttpServer.afterwards(ready);
            done.complete(null);
        });
    }

    private CompletableFuture<Void> sent(Response ready) {
        try {
            return sender.send(ready);
        } catch (RuntimeException | Error e) {
            new Failure(e).log("The connection is closed, since the reply cannot be sent");
            channel.end(false);
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Cancels all work for a client that has left. */
    private void abandon(@Nullable DeferredResponse deferred) {
        Response ready = known;
        if (state.compareAndSet(State.WAITING, State.GONE)) {
            if (deferred != null) {
                deferred.source().cancel(true);
            }
            if (ready != null && ready.held() != null) {
                ready.held().cancel(false);
            }
            channel.end(false);
            done.complete(null);
        } else if (ready != null && ResponseWriter.isSentSlowly(ready)) {
            channel.abandon();
            sender.abandon(ready);
        }
    }
}
