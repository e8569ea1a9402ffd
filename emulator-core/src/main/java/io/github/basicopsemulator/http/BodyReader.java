package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request before the request is answered. No thread waits for a slow client.
 *
 * <p>The bodies that are being received for one workspace share a number of bytes. A body beyond it is refused with 503.
 */
final class BodyReader extends Handler.Wrapper {

    /** The request attribute that holds the body, a {@code byte[]}, or a {@link Problem} if the body is missing. */
    static final String BODY = BodyReader.class.getName();

    private static final byte[] NONE = new byte[0];

    /** A body up to this size takes its memory at once, and is not counted. */
    private static final int SMALL = 64 << 10;

    /** How much of a refused body is read, so that its client gets to the reply and can use the connection again. */
    private static final long MAX_SKIPPED = 64L << 20;

    private final ToIntFunction<Request> limits;
    private final String pathPrefix;
    private final long maxReceiving;
    private final Map<String, Long> receiving = new ConcurrentHashMap<>();

    /**
     * Passes requests on to another handler.
     *
     * @param limits the most bytes that the body of a request may have
     * @param maxReceiving the most bytes of bodies that a workspace may be receiving at once
     */
    BodyReader(Handler next, ToIntFunction<Request> limits, String pathPrefix, long maxReceiving) {
        super(next);
        this.limits = limits;
        this.pathPrefix = pathPrefix;
        this.maxReceiving = maxReceiving;
    }

    /** The body of a request that has passed this handler. */
    static byte[] body(Object attribute) throws Problem {
        if (attribute instanceof Problem problem) {
            throw problem;
        }
        return attribute instanceof byte[] body ? body : NONE;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean hasBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        if (!hasBody) {
            return super.handle(request, response, callback);
        }
        int limit = limits.applyAsInt(request);
        Problem refused = refusedUnread(request, limit);
        if (refused != null && request.getHeaders().contains(HttpHeader.EXPECT)) {
            // The client asks before it sends.
            request.setAttribute(BODY, refused);
            return super.handle(request, response, callback);
        }
        new Reading(request, response, callback, limit, refused).read(false);
        return true;
    }

    /** Returns the reason to refuse a body that its header fields already show, or null. */
    private static @Nullable Problem refusedUnread(Request request, int limit) {
        if (request.getLength() > limit) {
            return tooLarge(limit, request.getLength());
        }
        Problem transfer = coded(request, HttpHeader.TRANSFER_ENCODING, "chunked");
        return transfer != null ? transfer : coded(request, HttpHeader.CONTENT_ENCODING, "identity");
    }

    private static @Nullable Problem coded(Request request, HttpHeader header, String plain) {
        List<String> codings = request.getHeaders().getCSV(header, false);
        return codings.stream().allMatch(plain::equalsIgnoreCase)
                ? null
                : Problem.unsupportedType("The request has " + header.asString() + ": " + String.join(", ", codings)
                        + ", but compressed bodies are not supported. Send the body without compression.");
    }

    private static Problem tooLarge(int limit, long length) {
        return Problem.tooLarge("The body of a request may have " + limit + " bytes here, but "
                + (length < 0 ? "had more." : "had " + length + "."));
    }

    /** Receives one body. Used by one thread at a time. */
    private final class Reading implements Invocable.Task {

        private final Request request;
        private final Response response;
        private final Callback callback;
        private final int limit;
        private final String workspace;
        private byte[] bytes;
        private int size;
        private long skipped;
        private long counted;
        private Object result = NONE;

        Reading(Request request, Response response, Callback callback, int limit, @Nullable Problem refused) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.limit = limit;
            this.workspace = RequestTarget.of(request.getHttpURI().getPath(), pathPrefix, "")
                    .workspace();
            long length = request.getLength();
            this.bytes = new byte[(int) Math.min(length < 0 ? 8 << 10 : length, SMALL)];
            if (refused != null) {
                refuse(refused);
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void run() {
            read(true);
        }

        /**
         * Reads the available chunks.
         *
         * @param isSelector whether this is a selector thread, which must not go on to answer the request
         */
        void read(boolean isSelector) {
            boolean isLast = false;
            while (!isLast) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                isLast = take(chunk);
            }
            end(isSelector);
        }

        /** Accepts a chunk, and returns true if it is the last one. */
        private boolean take(Content.Chunk chunk) {
            if (Content.Chunk.isFailure(chunk)) {
                refuse(unreadable(chunk.getFailure()));
                return true;
            }
            int length = chunk.remaining();
            if (result == NONE && size + length > limit) {
                refuse(tooLarge(limit, request.getLength()));
            }
            if (result == NONE && hasRoom(length)) {
                chunk.getByteBuffer().get(bytes, size, length);
                size += length;
            } else {
                skipped += length;
            }
            chunk.release();
            return chunk.isLast() || skipped > MAX_SKIPPED;
        }

        private void refuse(Problem problem) {
            result = result == NONE ? problem : result;
            bytes = NONE;
        }

        private static Problem unreadable(Throwable failure) {
            return Problem.malformed(
                    failure instanceof TimeoutException
                            ? "The body of the request stopped coming before its end: " + failure.getMessage() + "."
                            : "The body is not readable as HTTP: its length or its chunks are not as they were"
                                    + " announced (" + failure.getMessage() + ").");
        }

        private boolean hasRoom(int more) {
            if (size + more <= bytes.length) {
                return true;
            }
            long length = request.getLength();
            int most = length < 0 ? limit : (int) length;
            int capacity = (int) Math.min(most, Math.max(2L * bytes.length, size + (long) more));
            long grown = capacity - bytes.length;
            counted += grown;
            if (receiving.merge(workspace, grown, Long::sum) > maxReceiving) {
                refuse(Problem.busy("The bodies that this workspace is receiving at the moment have more than "
                        + maxReceiving + " bytes together. Send it again when others have arrived."));
                return false;
            }
            bytes = Arrays.copyOf(bytes, capacity);
            return true;
        }

        private void end(boolean isSelector) {
            if (counted > 0) {
                receiving.computeIfPresent(workspace, (any, bytes) -> bytes == counted ? null : bytes - counted);
            }
            if (result == NONE) {
                result = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
            }
            request.setAttribute(BODY, result);
            if (isSelector) {
                request.getContext().execute(this::answer);
            } else {
                answer();
            }
        }

        private void answer() {
            try {
                if (!BodyReader.super.handle(request, response, callback)) {
                    Response.writeError(request, response, callback, 404);
                }
            } catch (Throwable failed) {
                Response.writeError(request, response, callback, failed);
            }
        }
    }
}
