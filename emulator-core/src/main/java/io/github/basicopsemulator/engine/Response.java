package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.json.Json;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it goes out.
 *
 * @param body all of it, also where it is not sent but only its length is, as to HEAD and with 304; nobody writes to it once it
 *     is handed over
 * @param afterwards is to be run once the reply has gone out, or could not
 * @param mishap how it goes wrong on its way
 * @param held completes when the reply may be sent; null where it may be at once
 * @param stream gives the body piece by piece; null where it is sent whole
 * @param later gives the reply that is sent in place of this one; null where this one is
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

    /** A reply after which there is nothing to be done. */
    public Response(int status, Headers headers, byte[] body) {
        this(status, headers, body, NOTHING, TransportFault.NONE, null, null, null);
    }

    /** A reply in JSON. */
    public static Response json(int status, @Nullable Object value) {
        return new Response(status, Headers.of("Content-Type", "application/json; charset=utf-8"), Json.write(value));
    }

    /** A file of the type that a client has given: a browser runs nothing in it, and takes it for no other type. */
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

    /** The same, with something to be done afterwards, besides what is to be done already. */
    Response then(Runnable more) {
        Runnable all = afterwards == NOTHING
                ? more
                : () -> {
                    afterwards.run();
                    more.run();
                };
        return new Response(status, headers, body, all, transportFault, held, stream, deferred);
    }

    /** The same, but for what happens to it on its way. */
    Response withDisruption(TransportFault transportFault) {
        return new Response(status, headers, body, afterwards, transportFault, held, stream, deferred);
    }

    /** The same, sent when this is complete, and what it was held for before. */
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

    /** What goes out of the body: nothing to HEAD, nor with 204 and 304. */
    public byte[] sent(String method) {
        return method.equals("HEAD") || status == 204 || status == 304 ? new byte[0] : body;
    }

    /** Adds a header field, in place. */
    public Response with(String name, String value) {
        headers.add(name, value);
        return this;
    }
}
