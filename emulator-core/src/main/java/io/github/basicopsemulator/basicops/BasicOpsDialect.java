package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Dialect;
import io.github.basicopsemulator.engine.Evidence.Mark;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.RefusedRequest;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Iso8601;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dialect of BasicOps: an envelope of {@code success} and {@code data}, and 200 for every success. */
final class BasicOpsDialect implements Dialect {

    /** The words for statuses that only faults have; assumed, as all of them. */
    private static final Map<Integer, String> CODES = Map.of(
            400, "bad_request",
            401, "unauthorized",
            403, "forbidden",
            404, "not_found",
            409, "conflict",
            429, "too_many_requests",
            500, "internal_error",
            502, "bad_gateway",
            503, "service_unavailable",
            504, "gateway_timeout");

    private final String appUrl;
    private final boolean updateResponseLinks;

    BasicOpsDialect(String appUrl, boolean updateResponseLinks) {
        this.appUrl = appUrl;
        this.updateResponseLinks = updateResponseLinks;
    }

    /** Reads a body that says it is JSON. */
    @Override
    public Map<String, @Nullable Object> open(Request request) {
        if (request.body().length == 0) {
            return Map.of();
        }
        String type = request.mediaType();
        if (!type.equals("application/json") && !type.equals("text/json") && !type.endsWith("+json")) {
            throw Problem.malformed("The body must come with \"Content-Type: application/json\", but "
                    + (type.isEmpty() ? "there was no Content-Type." : "it was \"" + type + "\"."));
        }
        return request.object();
    }

    @Override
    public String moment(Instant moment) {
        return Iso8601.millis(moment);
    }

    @Override
    public Selection selection(Resource resource, Call call) {
        return Filters.selection(resource, call);
    }

    @Override
    public Response created(Resource resource, Entity entity, Call call) {
        return created(entity.kind(), resource.ids().show(entity.id()));
    }

    @Override
    public Response shown(Resource resource, Entity entity, Json.Raw json) {
        return data(json);
    }

    /** Says where the next page begins only when there is one; the reference knows no pages. */
    @Override
    public Response listed(Resource resource, Page page, Call call) {
        Map<String, @Nullable Object> envelope = Json.object("success", true, "data", page.shown());
        if (page.next() != null) {
            envelope.put("nextPage", page.next().toString());
        }
        return Response.json(200, envelope);
    }

    /** Returns no data: the examples of all seven PATCH endpoints show no data, contrary to the introduction. */
    @Override
    public Response updated(Resource resource, Entity entity, Call call) {
        return updateResponseLinks ? created(resource, entity, call) : done();
    }

    /** Returns the response to the deletion of a project, section, task or note. */
    @Override
    public Response removed(Resource resource, Entity entity, Call call) {
        String name = entity.text(entity.layout().has("title") ? "title" : "name");
        return data(Json.object(
                "statusKind",
                2,
                "status",
                name + " deleted",
                "activities",
                List.of(call.transaction().draw())));
    }

    @Override
    public Response refused(Problem problem, RefusedRequest attempt) {
        Route route = attempt.route();
        Response reply = switch (problem.kind()) {
            case MALFORMED, BAD_HEADER, INVALID -> error(400, "bad_request", problem, route);
            case UNAUTHORIZED -> error(401, "unauthorized", problem, route).with("WWW-Authenticate", "Bearer");
            case FORBIDDEN -> error(403, "forbidden", problem, route);
            case NOT_FOUND, NO_SUCH_PATH -> error(404, "not_found", problem, route);
            case METHOD_NOT_ALLOWED ->
                error(405, "method_not_allowed", problem, route).with("Allow", String.join(", ", problem.allowed()));
            case NOT_ACCEPTABLE -> error(406, "not_acceptable", problem, route);
            case UNSURE -> error(501, "not_documented", problem, route);
            case BUSY -> error(503, "service_unavailable", problem, route);
            case TOO_LARGE -> error(413, "payload_too_large", problem, route);
            case UNSUPPORTED_TYPE -> error(415, "unsupported_media_type", problem, route);
            case FULL -> error(507, "insufficient_storage", problem, route);
        };
        return reply;
    }

    @Override
    public List<String> parameters(Resource resource) {
        return Filters.parameters(resource);
    }

    @Override
    public Map<String, @Nullable Object> schema(ResponseSpec.Shape form, Resource resource) {
        Map<String, @Nullable Object> record = resource.fields().schema();
        return switch (form) {
            case SHOWN -> Schemas.data(record);
            case LISTED -> Schemas.list(record);
            case CREATED -> Schemas.created(resource.ids());
            case UPDATED -> updateResponseLinks ? Schemas.created(resource.ids()) : Schemas.DONE;
            case REMOVED -> Schemas.REMOVED;
            case OWN, FILE, NOTHING -> Json.object();
        };
    }

    @Override
    public Map<String, @Nullable Object> errorSchema() {
        return Schemas.ERROR;
    }

    @Override
    public Response failed(String message, Request request) {
        return error(500, "internal_error", message);
    }

    @Override
    public Response fault(int status, String message, Request request) {
        return error(status, CODES.getOrDefault(status, "error_" + status), message);
    }

    static Response done() {
        return Response.json(200, Json.object("success", true));
    }

    static Response data(@Nullable Object data) {
        return Response.json(200, Json.object("success", true, "data", data));
    }

    /** Removes an entity where the reference answers with success alone. */
    static Response erase(Resource resource, Call call) {
        resource.drop(call.entity(resource.kind(), "id"), call);
        return done();
    }

    /** Answers with the address of an entity in the web application. */
    static Response link(Resource resource, Call call) {
        Entity entity = call.entity(resource.kind(), "id");
        String appUrl = ((BasicOpsDialect) call.dialect()).appUrl;
        Object id = resource.ids().show(entity.id());
        return data(Json.object("url", appUrl + "/" + entity.kind() + "/" + id));
    }

    private Response created(Kind kind, Object id) {
        String path = "/" + kind + "/" + id;
        return data(Json.object("id", id, "viewUrl", appUrl + path, "bounceUrl", appUrl + "/bounce" + path));
    }

    private static Response error(int status, String code, Problem problem, @Nullable Route route) {
        String documented = route == null || route.evidence().mark() != Mark.DOCUMENTED
                ? ""
                : " The API reference has " + route + " at " + route.evidence().source()
                        + ", https://developer.basicops.com.";
        return error(status, code, problem.getMessage() + documented);
    }

    private static Response error(int status, String code, String message) {
        return Response.json(status, Json.object("success", false, "error", code, "message", message));
    }
}
