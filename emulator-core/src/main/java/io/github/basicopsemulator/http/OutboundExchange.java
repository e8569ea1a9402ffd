package io.github.basicopsemulator.http;

import io.github.basicopsemulator.outbound.OutboundRequest;
import io.github.basicopsemulator.outbound.OutboundResponse;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;

/** One request on its way there and back. */
final class OutboundExchange {

    static final String CLOSED = "the emulator is closed";

    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    /** Connection-pool key: the address, and the exchange that the connection is reserved for. */
    record ConnectionTag(InetAddress address, @Nullable OutboundExchange only) {}

    private final HttpClient client;
    private final OutboundRequest outgoing;
    private final CompletableFuture<OutboundResponse> answer = new CompletableFuture<>();
    private volatile @Nullable Request request;
    private volatile @Nullable Connection connection;

    OutboundExchange(HttpClient client, OutboundRequest outgoing) {
        this.client = client;
        this.outgoing = outgoing;
    }

    CompletableFuture<OutboundResponse> answer() {
        return answer;
    }

    /** Sends the request. All its attempts have one deadline, which does not rest on the library. */
    void begin(Deadlines deadlines) {
        try {
            Future<?> deadline = deadlines.after(outgoing.patience(), this::late);
            answer.whenComplete((came, failure) -> {
                deadline.cancel(false);
                if (failure != null) {
                    abort(failure);
                }
            });
            attempt(true);
        } catch (RejectedExecutionException closed) {
            giveUp();
        }
    }

    /** Fails without waiting for the rest of the response. */
    void giveUp() {
        answer.completeExceptionally(new IOException("broke off: " + CLOSED));
    }

    private void late() {
        Duration patience = outgoing.patience();
        String limit = patience.toMillis() % 1000 == 0 ? patience.toSeconds() + " s" : patience.toMillis() + " ms";
        answer.completeExceptionally(new SocketTimeoutException(
                (connection != null ? "gave no whole answer within " : "could not be reached within ") + limit));
    }

    private void attempt(boolean first) {
        Request next = client.newRequest(URI.create(outgoing.target().uri().toASCIIString()))
                .method(outgoing.method())
                // Retry on a fresh connection: pooled ones may be just as stale.
                .tag(new ConnectionTag(outgoing.target().address(), first ? null : this))
                .headers(headers -> {
                    headers.clear();
                    headers.add(
                            new HttpField(null, "Host", outgoing.target().uri().getRawAuthority()));
                    // Without Jetty's own constant for the name, whose case it would write instead.
                    outgoing.headers().forEach((name, value) -> headers.add(new HttpField(null, name, value)));
                })
                .onRequestBegin(sending -> uses((Connection) sending.getConnection()))
                .idleTimeout(0, TimeUnit.MILLISECONDS);
        if (outgoing.body().length > 0) {
            next.body(new BytesRequestContent((String) null, outgoing.body()));
        }
        request = next;
        if (!answer.isDone()) {
            next.send(new ResponseCollector(first));
        }
    }

    private void uses(Connection used) {
        connection = used;
        if (answer.isDone()) {
            close(used);
        }
    }

    /** Aborts the exchange and closes the connection: the library does not always close it after a partial response. */
    private void abort(Throwable cause) {
        Request current = request;
        if (current != null) {
            current.abort(cause);
        }
        Connection used = connection;
        if (used != null) {
            close(used);
        }
    }

    private static void close(Connection used) {
        used.close();
        EndPoint end = used.getEndPoint();
        while (end instanceof EndPoint.Wrapper wrapper) {
            end = wrapper.unwrap();
        }
        end.close();
    }

    /**
     * Returns true if the request should be sent once more, since the server had closed the connection before it could
     * read it.
     *
     *
     * <p>If the server may have read it, only an idempotent request is repeated.
     */
    private boolean isStale(Throwable failure, @Nullable Connection connection) {
        if (connection == null) {
            return false;
        }
        if (failure instanceof ClosedChannelException || failure instanceof EofException) {
            return true;
        }
        boolean used = connection.getMessagesIn() > 0;
        return used && failure instanceof IOException && REPEATABLE.contains(outgoing.method());
    }

    private IOException explained(Throwable failure, boolean connected, boolean answered) {
        if (!connected || failure instanceof SSLException) {
            return new IOException("could not be reached: " + reason(failure), failure);
        }
        if (failure instanceof HttpResponseException) {
            return new IOException("broke off: what it answered is not HTTP, " + reason(rootOf(failure)), failure);
        }
        String when = answered ? "broke off within its answer" : "broke off before it answered";
        // Jetty's own message is the state of its connection.
        boolean ended = failure instanceof EOFException || failure instanceof ClosedChannelException;
        return new IOException(ended ? when : when + ": " + reason(failure), failure);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String reason(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    /** Collects the response on one connection. */
    private final class ResponseCollector implements Response.Listener {

        private final boolean mayRepeat;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private boolean answered;
        private boolean cut;

        ResponseCollector(boolean mayRepeat) {
            this.mayRepeat = mayRepeat;
        }

        @Override
        public void onBegin(Response response) {
            answered = true;
        }

        @Override
        public void onContent(Response response, ByteBuffer content) {
            byte[] kept = new byte[Math.min(content.remaining(), outgoing.most() - body.size())];
            cut |= kept.length < content.remaining();
            content.get(kept);
            body.writeBytes(kept);
            if (cut) {
                response.abort(new IOException("the rest is not wanted"));
            }
        }

        @Override
        public void onComplete(Result result) {
            if (cut || result.isSucceeded()) {
                answer.complete(answer(result.getResponse()));
                return;
            }
            Throwable failure = result.getFailure();
            // Jetty names the interface for requests over it; HTTP/1.1 connections are ones for bytes, too.
            Connection connection = (Connection) result.getRequest().getConnection();
            if (mayRepeat && !answered && isStale(failure, connection)) {
                attempt(false);
                return;
            }
            answer.completeExceptionally(explained(failure, connection != null, answered));
        }

        private OutboundResponse answer(Response response) {
            List<Map.Entry<String, String>> headers = response.getHeaders().stream()
                    .map(field -> Map.entry(field.getName(), Objects.requireNonNullElse(field.getValue(), "")))
                    .toList();
            return new OutboundResponse(response.getStatus(), headers, body.toByteArray(), cut);
        }
    }
}
