package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Replies to requests that failed outside the engine, in the vendor's shape. */
record Failures(Engine engine, HttpServer.Worlds worlds, BooleanSupplier closing, String pathPrefix, Cors cors) {

    /** Creates a response for a request line; the cause of the failure may well occur again here. */
    Response reply(String method, @Nullable String uri, @Nullable String origin, Throwable cause) {
        RequestTarget address = address(uri);
        Request request = Request.unread(method, address.path(), 0);
        Response reply = closing.getAsBoolean()
                ? engine.closing(request)
                : engine.failed(runtime(address, request), request, cause);
        try {
            return engine.isEmulated(address.path()) ? cors.readable(reply, origin) : reply;
        } catch (RuntimeException | Error e) {
            return reply;
        }
    }

    private RequestTarget address(@Nullable String uri) {
        try {
            return RequestTarget.of(uri == null ? "" : uri, pathPrefix, "");
        } catch (RuntimeException | Error e) {
            return new RequestTarget(true, "", "/", "");
        }
    }

    private @Nullable WorkspaceRuntime runtime(RequestTarget address, Request request) {
        try {
            return address.isOutside() ? null : worlds.find(address.workspace(), () -> request);
        } catch (RuntimeException | Error e) {
            return null;
        }
    }
}
