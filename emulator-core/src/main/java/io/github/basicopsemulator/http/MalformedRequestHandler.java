package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Response;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers malformed requests, which never became a request for Jetty, in the vendor's shape. */
final class MalformedRequestHandler extends ErrorHandler {

    /** Jetty has dropped the path by then, so the message cannot show it. */
    private static final String BROKEN_ESCAPE =
            "The path of the request has a % that is not followed by two hexadecimal digits. Send a percent sign as %25.";

    private final Engine engine;
    private final String pathPrefix;
    private final Cors cors;
    private final Failures failures;
    /** Negative, so that they never clash with request numbers. */
    private final AtomicLong numbers = new AtomicLong();

    MalformedRequestHandler(Engine engine, String pathPrefix, Cors cors, Failures failures) {
        this.engine = engine;
        this.pathPrefix = pathPrefix;
        this.cors = cors;
        this.failures = failures;
    }

    /** Jetty itself would send a status without a body for PATCH, PUT, DELETE and rarer methods. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            org.eclipse.jetty.server.Response response,
            int code,
            String message,
            @Nullable Throwable cause,
            Callback callback) {
        boolean isOurs = code >= 500 && code != HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
        Response reply = isOurs
                ? failures.reply(
                        request.getMethod(),
                        request.getHttpURI().getPath(),
                        cors.sole(),
                        cause == null ? new IllegalStateException(message) : cause)
                : refused(request, code, message, cause);
        response.setStatus(code >= 500 ? reply.status() : code);
        for (Map.Entry<String, String> field : reply.headers().all()) {
            response.getHeaders().put(field.getKey(), field.getValue());
        }
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    private static String explain(Request request, int code, String message, @Nullable Throwable cause) {
        if (code == HttpStatus.EXPECTATION_FAILED_417) {
            return "417 Expectation Failed: the request has Expect: "
                    + request.getHeaders().get(HttpHeader.EXPECT)
                    + ", but only 100-continue is supported. Send the request without this header field.";
        }
        // Jetty says no more than this where it cannot read the path.
        if (!message.equals("Bad Request")
                || cause == null
                || !(cause.getCause() instanceof IllegalArgumentException)) {
            return "The request is not readable as HTTP: " + message + ".";
        }
        String reason = String.valueOf(cause.getCause().getMessage());
        boolean isEscape = reason.startsWith("!hex") || reason.contains("%");
        return isEscape ? BROKEN_ESCAPE : "The path of the request is not readable: " + reason + ".";
    }

    private Response refused(Request request, int code, String message, @Nullable Throwable cause) {
        String sent = request.getHttpURI().getPath();
        String path = RequestTarget.of(sent == null ? "" : sent, pathPrefix, "").path();
        Response refused = engine.refuse(
                io.github.basicopsemulator.engine.Request.unread(request.getMethod(), path, numbers.decrementAndGet()),
                Problem.malformed(explain(request, code, message, cause)));
        return engine.isEmulated(path) ? cors.readable(refused, cors.sole()) : refused;
    }
}
