package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Mishap;
import io.github.basicopsemulator.engine.Reply;
import io.github.basicopsemulator.engine.World;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/** Sends replies: as they are, late, bit by bit, in half, or not at all. */
final class Sender {

    /** The size that the head of a reply may have. */
    static final int MOST_HEAD_BYTES = 64 << 10;

    /** What the server itself puts into a head takes less. */
    private static final int SPARE_HEAD_BYTES = 1_024;

    private static final int MOST_PIECES = 10;

    private Sender() {}

    static void send(Reply reply, @Nullable World world, HttpServletRequest incoming, HttpServletResponse outgoing)
            throws IOException {
        try {
            await(reply.mishap(), world);
            if (reply.more() != null) {
                bitByBit(reply, reply.more(), incoming, outgoing);
                return;
            }
            switch (reply.mishap().kind()) {
                case NONE -> plainly(reply, incoming, outgoing);
                case RESET -> end(incoming, true);
                case NO_REPLY -> end(incoming, false);
                case HALF_BODY -> half(reply, incoming, outgoing);
                case SLOW_BODY -> slowly(reply, incoming, outgoing);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            end(incoming, false);
        }
    }

    private static void await(Mishap mishap, @Nullable World world) throws InterruptedException {
        if (mishap.until() != null && world != null) {
            world.clock().await(mishap.until());
        } else if (mishap.kind() == Mishap.Kind.NONE) {
            pass(mishap.time());
        }
    }

    private static void pass(Duration time) throws InterruptedException {
        if (!time.isZero()) {
            Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
        }
    }

    private static void plainly(Reply reply, HttpServletRequest incoming, HttpServletResponse outgoing)
            throws IOException {
        head(reply, incoming, outgoing);
        outgoing.getOutputStream().write(reply.sent(incoming.getMethod()));
    }

    private static void bitByBit(
            Reply reply, Supplier<byte @Nullable []> more, HttpServletRequest incoming, HttpServletResponse outgoing)
            throws IOException {
        head(reply, incoming, outgoing);
        outgoing.flushBuffer();
        byte[] piece = incoming.getMethod().equals("HEAD") ? null : more.get();
        while (piece != null) {
            outgoing.getOutputStream().write(piece);
            outgoing.flushBuffer();
            piece = more.get();
        }
    }

    private static void half(Reply reply, HttpServletRequest incoming, HttpServletResponse outgoing)
            throws IOException {
        head(reply, incoming, outgoing);
        byte[] body = reply.sent(incoming.getMethod());
        outgoing.getOutputStream().write(body, 0, body.length / 2);
        outgoing.flushBuffer();
        end(incoming, false);
    }

    private static void slowly(Reply reply, HttpServletRequest incoming, HttpServletResponse outgoing)
            throws IOException, InterruptedException {
        head(reply, incoming, outgoing);
        byte[] body = reply.sent(incoming.getMethod());
        int pieces = Math.max(1, Math.min(MOST_PIECES, body.length));
        OutputStream out = outgoing.getOutputStream();
        for (int i = 0; i < pieces; i++) {
            pass(reply.mishap().time().dividedBy(pieces));
            int from = (int) ((long) body.length * i / pieces);
            int to = (int) ((long) body.length * (i + 1) / pieces);
            out.write(body, from, to - from);
            out.flush();
        }
    }

    private static void head(Reply reply, HttpServletRequest incoming, HttpServletResponse outgoing) {
        outgoing.setStatus(reply.status());
        HttpFields.Mutable fields = fields(incoming);
        fields.remove(HttpHeader.CONTENT_TYPE);
        int left = MOST_HEAD_BYTES - SPARE_HEAD_BYTES;
        for (Map.Entry<String, String> header : reply.headers().all()) {
            left = add(header.getKey(), header.getValue(), left, fields);
        }
        if (reply.status() != HttpStatus.NO_CONTENT_204 && reply.more() == null) {
            outgoing.setContentLengthLong(reply.body().length);
        }
    }

    /**
     * Adds a header field, and returns how many bytes are left for others. One that is too long is left out: what the request
     * asked for is done by now, so an error would be wrong.
     */
    private static int add(String name, String value, int left, HttpFields.Mutable fields) {
        int size = name.length() + value.length() + ": \r\n".length();
        if (size <= left) {
            fields.add(name, value);
            return left - size;
        }
        fields.put(Reply.REASON, name + " is left out, since its value has " + value.length() + " characters");
        return left;
    }

    /** The head of the reply as it goes out: what goes there through the servlet is spelt in another way. */
    private static HttpFields.Mutable fields(HttpServletRequest incoming) {
        return ServletContextRequest.getServletContextRequest(incoming)
                .getServletContextResponse()
                .getWrapped()
                .getHeaders();
    }

    /** Ends the connection under Jetty, which then has nobody left to answer. */
    static void end(HttpServletRequest incoming, boolean reset) throws IOException {
        EndPoint connection = ServletContextRequest.getServletContextRequest(incoming)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        if (reset && underTls(connection).getTransport() instanceof SocketChannel channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        }
        connection.close();
    }

    private static EndPoint underTls(EndPoint connection) {
        return connection instanceof EndPoint.Wrapper tls ? tls.unwrap() : connection;
    }
}
