package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.json.Json;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A response.
 *
 * @param body the whole body, even if only its length is sent, as for HEAD and with 304; must not be modified
 * @param afterwards runs after the response was sent or could not be sent
 * @param transportFault the transport-level fault
 * @param held completes when the response may be sent; null if it may be sent at once
 * @param stream supplier of body chunks for streamed responses, null at the end; null if the body is sent whole
 * @param deferred the response that replaces this one later; null if this one is final
 */
public record Response(
        int status,
        Headers headers,
        byte[] body,
        Runnable afterwards,
        TransportFault transportFault,
        @Nullable CompletableFuture<?> held,
        @Nullable Stream stream,
        @Nullable DeferredResponse deferred) {

    /** The header in which a surface says why it refused, where the vendor's own bodies have no room for that. */
    public static final String REASON = "X-Emulator-Reason";

    /** The header that keeps a browser from guessing another type; the value is {@code nosniff}. */
    public static final String NO_SNIFF = "X-Content-Type-Options";

    /** The header with the policy of a page. */
    public static final String POLICY = "Content-Security-Policy";

    /** The policy of bytes that clients have chosen. */
    public static final String SANDBOX = "sandbox; default-src 'none'";

    private static final Runnable NOTHING = () -> {};

    /** A body that comes piece by piece. */
    public interface Stream {

        /** Completes with the next piece, or null at the end. Is called again when that was sent. */
        CompletableFuture<byte @Nullable []> next();

        /** Is called at the end, and when the client has gone; perhaps twice. */
        void close();
    }

    /** A response without follow-up work. */
    public Response(int status, Headers headers, byte[] body) {
        this(status, headers, body, NOTHING, TransportFault.NONE, null, null, null);
    }

    /** A reply in JSON. */
    public static Response json(int status, @Nullable Object value) {
        return new Response(status, Headers.of("Content-Type", "application/json; charset=utf-8"), Json.write(value));
    }

    /** A file of a type that a client chose: a browser runs no part of it, and does not guess another type. */
    public static Response file(String type, byte[] content) {
        return new Response(
                200, Headers.of("Content-Type", type).add(NO_SNIFF, "nosniff").add(POLICY, SANDBOX), content);
    }

    /** A reply whose body goes on as long as the stream does. */
    public static Response streaming(String type, Stream stream) {
        return new Response(
                200,
                Headers.of("Content-Type", type, "Cache-Control", "no-store"),
                new byte[0],
                stream::close,
                TransportFault.NONE,
                null,
                stream,
                null);
    }

    /** A reply that is not known yet. */
    public static Response deferred(DeferredResponse deferred) {
        return new Response(202, new Headers(), new byte[0], NOTHING, TransportFault.NONE, null, null, deferred);
    }

    /** A reply without a body. */
    public static Response empty(int status) {
        return new Response(status, new Headers(), new byte[0]);
    }

    /** Makes another reply of this one, when it is known. */
    Response map(Function<Response, Response> change) {
        return deferred == null ? change.apply(this) : deferred(deferred.map(change));
    }

    /** Returns the same response with additional follow-up work. */
    Response then(Runnable more) {
        Runnable all = afterwards == NOTHING
                ? more
                : () -> {
                    afterwards.run();
                    more.run();
                };
        return new Response(status, headers, body, all, transportFault, held, stream, deferred);
    }

    /** Returns the same response with this transport-level fault. */
    Response withDisruption(TransportFault transportFault) {
        return new Response(status, headers, body, afterwards, transportFault, held, stream, deferred);
    }

    /** Returns the same response, held until this future and earlier ones complete. */
    Response heldFor(CompletableFuture<?> more) {
        CompletableFuture<?> all = held == null ? more : both(held, more);
        return new Response(status, headers, body, afterwards, transportFault, all, stream, deferred);
    }

    /** Completes with the last of two; cancelling it cancels both. */
    private static CompletableFuture<?> both(CompletableFuture<?> one, CompletableFuture<?> other) {
        CompletableFuture<Void> both = CompletableFuture.allOf(one, other);
        both.whenComplete((nothing, failure) -> {
            if (both.isCancelled()) {
                one.cancel(false);
                other.cancel(false);
            }
        });
        return both;
    }

    /** The same with another status. */
    public Response with(int status) {
        return new Response(status, headers, body, afterwards, transportFault, held, stream, deferred);
    }

    /** The same with another body. */
    Response with(byte[] body) {
        return new Response(status, headers, body, afterwards, transportFault, held, stream, deferred);
    }

    /** The same with more header fields; this one keeps its own. */
    public Response also(Headers further) {
        Headers all = new Headers();
        headers.all().forEach(field -> all.add(field.getKey(), field.getValue()));
        further.all().forEach(field -> all.add(field.getKey(), field.getValue()));
        return new Response(status, all, body, afterwards, transportFault, held, stream, deferred);
    }

    /** The bytes of the body that are sent: no bytes for HEAD, 204 and 304. */
    public byte[] sent(String method) {
        return method.equals("HEAD") || status == 204 || status == 304 ? new byte[0] : body;
    }

    /** Adds a header field, in place. */
    public Response with(String name, String value) {
        headers.add(name, value);
        return this;
    }
}
