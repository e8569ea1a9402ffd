package io.github.basicopsemulator.outbound;

import java.util.concurrent.CompletableFuture;

/** Carries requests to where they were checked to go. */
public interface HttpTransport extends AutoCloseable {

    /**
     * Sends a request, follows no redirect, and completes with the answer.
     *
     * <p>Completes exceptionally with a {@link java.net.SocketTimeoutException} when the request's patience has run out, and
     * with another {@link java.io.IOException} when there is no whole answer for another reason. The message goes on after
     * the URL: {@code could not be reached: Connection refused}. Completes exceptionally with {@link EgressDeniedException}, and sends nothing,
     * when the request would reach the control API of the emulator itself. Cancelling aborts: what is not yet written is not sent.
     */
    CompletableFuture<OutboundResponse> send(OutboundRequest request);

    /** Tells whether a target is a server of this emulator itself. */
    default boolean isOwn(Target target) {
        return false;
    }

    /** Gives up what is under way, and carries nothing from then on. */
    @Override
    void close();
}
