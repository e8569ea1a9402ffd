package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Reply;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers, in the vendor's shape, what is so broken as HTTP that no request came of it. */
final class UnreadableRequests extends ErrorHandler {

    private final Engine engine;

    UnreadableRequests(Engine engine) {
        this.engine = engine;
    }

    /** Jetty itself would send nothing but a status in reply to PATCH, PUT, DELETE and the rarer methods. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            String message,
            @Nullable Throwable cause,
            Callback callback) {
        String path = request.getHttpURI().getPath();
        Reply reply = engine.refuse(
                path == null || !path.startsWith("/") ? "/" : path,
                Problem.malformed("The request is not readable as HTTP: " + message + "."));
        response.setStatus(code == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ? reply.status() : code);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }
}
