package io.github.basicopsemulator.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * A response that is not known yet. No thread waits for it.
 *
 * @param reply completes with the response, never exceptionally if it comes from the engine
 * @param source the work that the response depends on; cancelled when the client has left
 */
public record DeferredResponse(CompletableFuture<Response> reply, Future<?> source) {

    /** The reply that comes with a future; the future's failure stays one. */
    public static DeferredResponse of(CompletableFuture<Response> source) {
        return new DeferredResponse(source, source);
    }

    /** The same with another reply in place of a failure. */
    DeferredResponse recover(Function<Throwable, Response> failed) {
        return new DeferredResponse(
                reply.handle((known, failure) -> failure == null ? known : failed.apply(cause(failure))), source);
    }

    /** The same with another reply made of the one that comes. */
    DeferredResponse map(Function<Response, Response> change) {
        return new DeferredResponse(reply.thenApply(change), source);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
