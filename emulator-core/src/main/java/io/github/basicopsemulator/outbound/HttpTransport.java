package io.github.basicopsemulator.outbound;

import java.util.concurrent.CompletableFuture;

/** Carries requests to where they were checked to go. */
public interface HttpTransport extends AutoCloseable {

    /**
     * Sends a request, follows no redirect, and completes with the response.
     *
     *
     * <p>Completes exceptionally with a {@link java.net.SocketTimeoutException} after the request's timeout, and with
     * another {@link java.io.IOException} if there is no complete response for another reason. The message continues
     * the URL: {@code could not be reached: Connection refused}. Completes exceptionally with {@link
     * EgressDeniedException}, and sends no bytes, if the request would reach the control API of the emulator itself.
     * Cancelling aborts the request: bytes that are not yet written are not sent.
     */
    CompletableFuture<OutboundResponse> send(OutboundRequest request);

    /** Returns true if a target is a server of this emulator itself. */
    default boolean isOwn(Target target) {
        return false;
    }

    /** Aborts all exchanges, and sends no requests from then on. */
    @Override
    void close();
}
