package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Response;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/** The way back to the client of one request. */
final class ResponseChannel {

    /** The size that the head of a reply may have. */
    static final int MAX_HEAD_BYTES = 64 << 10;

    /** More than the server itself puts into a head. */
    private static final int SPARE_HEAD_BYTES = 1_024;

    private final String method;
    private final HttpServletResponse outgoing;
    private final org.eclipse.jetty.server.Response response;
    private final EndPoint endPoint;

    ResponseChannel(HttpServletRequest incoming, HttpServletResponse outgoing) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(incoming);
        this.method = incoming.getMethod();
        this.outgoing = outgoing;
        this.response = request.getServletContextResponse().getWrapped();
        this.endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    }

    /** The bytes of the body that are sent, depending on the method and the status. */
    byte[] body(Response reply) {
        return reply.sent(method);
    }

    /** Returns true if the method allows a body. */
    boolean takesBody() {
        return !method.equals("HEAD");
    }

    /** Writes a reply into the servlet's buffer, which is sent without blocking when the servlet is done. */
    void writeBuffered(Response reply) throws IOException {
        head(reply);
        if (reply.status() != HttpStatus.NO_CONTENT_204) {
            outgoing.setContentLengthLong(reply.body().length);
        }
        outgoing.getOutputStream().write(body(reply));
    }

    /** Sets the status and the head, and also the length, unless the body is a stream. */
    void begin(Response reply) {
        head(reply);
        if (reply.stream() == null && reply.status() != HttpStatus.NO_CONTENT_204) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        }
    }

    /** Announces that the connection ends after this response. */
    void closeAfterwards() {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }

    /** Sends a piece of the body, and completes when the client's system has taken it. */
    CompletableFuture<Void> write(ByteBuffer piece) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        response.write(false, piece, Callback.from(() -> written.complete(null), written::completeExceptionally));
        return written;
    }

    /** The names are written as the reply spells them; the servlet would change them. */
    private void head(Response reply) {
        outgoing.setStatus(reply.status());
        HttpFields.Mutable fields = response.getHeaders();
        fields.remove(HttpHeader.CONTENT_TYPE);
        int left = MAX_HEAD_BYTES - SPARE_HEAD_BYTES;
        for (Map.Entry<String, String> header : reply.headers().all()) {
            left = add(header.getKey(), header.getValue(), left, fields);
        }
        Sandbox.fields(reply).all().forEach(field -> fields.put(field.getKey(), field.getValue()));
    }

    /**
     * Adds a header field, and returns the number of bytes left for others. An overlong field is left out: the request
     * has been applied by now, so an error would be wrong.
     */
    private static int add(String name, String value, int left, HttpFields.Mutable fields) {
        int size = name.length() + value.length() + ": \r\n".length();
        if (size <= left) {
            fields.add(name, value);
            return left - size;
        }
        fields.put(Response.REASON, name + " is left out, since its value has " + value.length() + " characters");
        return left;
    }

    /** Runs {@code gone} if the client ends the connection before {@link #endWatch}. */
    void watch(Runnable gone) {
        if (withoutTls() instanceof WatchedEndPoint watched) {
            watched.watch(gone);
        }
    }

    void endWatch() {
        if (withoutTls() instanceof WatchedEndPoint watched) {
            watched.endWatch();
        }
    }

    /** Ends the connection, with a reset where that is wanted. */
    void end(boolean reset) {
        try {
            if (reset && withoutTls().getTransport() instanceof SocketChannel channel) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
            }
        } catch (IOException ended) {
            // By the client, before the emulator could.
        }
        endPoint.close();
    }

    /** Ends the connection; the client has gone. A length that was set is void: Jetty calls a body that is too short a failure. */
    void abandon() {
        end(false);
        if (!response.isCommitted()) {
            response.getHeaders().remove(HttpHeader.CONTENT_LENGTH);
        }
    }

    private EndPoint withoutTls() {
        return endPoint instanceof EndPoint.Wrapper tls ? tls.unwrap() : endPoint;
    }
}
