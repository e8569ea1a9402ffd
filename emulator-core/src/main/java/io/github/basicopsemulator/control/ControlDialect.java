package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Dialect;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.RefusedRequest;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the emulator itself phrases things: plain JSON, and errors with a sentence. */
final class ControlDialect implements Dialect {

    private static final Selection EVERYTHING = new Selection(List.of(), 0, Long.MAX_VALUE);

    @Override
    public Map<String, @Nullable Object> open(Request request) {
        return request.body().length == 0 ? Map.of() : request.object();
    }

    @Override
    public String moment(Instant moment) {
        return moment.toString();
    }

    @Override
    public Selection selection(Resource resource, Call call) {
        return EVERYTHING;
    }

    @Override
    public Response created(Resource resource, Entity entity, Call call) {
        return Response.json(201, Json.object("id", entity.id()));
    }

    @Override
    public Response shown(Resource resource, Entity entity, Json.Raw json) {
        return Response.json(200, json);
    }

    @Override
    public Response listed(Resource resource, Page page, Call call) {
        return Response.json(200, page.shown());
    }

    @Override
    public Response updated(Resource resource, Entity entity, Call call) {
        return Response.json(200, Json.object("id", entity.id()));
    }

    @Override
    public Response removed(Resource resource, Entity entity, Call call) {
        return Response.json(200, Json.object("id", entity.id()));
    }

    @Override
    public Response refused(Problem problem, RefusedRequest attempt) {
        int status = switch (problem.kind()) {
            case MALFORMED, BAD_HEADER, INVALID -> 400;
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND, NO_SUCH_PATH -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_TYPE -> 415;
            case UNSURE -> 501;
            case FULL -> 507;
            case BUSY -> 503;
        };
        return Response.json(status, Json.object("error", problem.getMessage()));
    }

    @Override
    public Response fault(int status, String message, Request request) {
        return Response.json(status, Json.object("error", message));
    }

    @Override
    public Response failed(String message, Request request) {
        return Response.json(500, Json.object("error", message));
    }

    @Override
    public List<String> parameters(Resource resource) {
        return List.of();
    }

    @Override
    public Map<String, @Nullable Object> schema(ResponseSpec.Shape form, Resource resource) {
        return Json.object("type", "object");
    }

    @Override
    public Map<String, @Nullable Object> errorSchema() {
        return Json.object("type", "object", "required", List.of("error"));
    }
}
