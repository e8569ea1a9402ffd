package io.github.basicopsemulator.basecamp;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Dialect;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.RefusedRequest;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dialect of Basecamp: bare JSON, an ETag for every GET, and short errors. */
final class BasecampDialect implements Dialect {

    private static final int LONGEST_REASON = 1000;

    private static final Map<String, @Nullable Object> ERROR = Json.object(
            "anyOf",
            List.of(
                    Schema.object("status", Schema.TEXT, "error", Schema.TEXT),
                    Json.object("type", "object", "additionalProperties", Schema.list(Schema.TEXT))));

    private static final Map<Integer, String> PHRASES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            429, "Too Many Requests",
            500, "Internal Server Error",
            502, "Bad Gateway",
            503, "Service Unavailable",
            504, "Gateway Timeout",
            507, "Insufficient Storage");

    private final DateTimeFormatter moments;

    /** Writes moments in a time zone. */
    BasecampDialect(ZoneId zone) {
        this.moments =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(zone);
    }

    /** Reads a body with a JSON content type; an empty body needs no content type. */
    @Override
    public Map<String, @Nullable Object> open(Request request) {
        if (request.body().length == 0) {
            return Map.of();
        }
        if (!request.mediaType().equals("application/json")) {
            throw Problem.unsupportedType(
                    "The body must come with \"Content-Type: application/json; charset=utf-8\", but "
                            + (request.mediaType().isEmpty()
                                    ? "there was none."
                                    : "it was " + request.mediaType() + "."));
        }
        return request.object();
    }

    @Override
    public String moment(Instant moment) {
        return moments.format(moment);
    }

    /** The lists of this vendor are sorted and paged by {@link Pages}. */
    @Override
    public Selection selection(Resource resource, Call call) {
        return new Selection(List.of(), 0, Long.MAX_VALUE);
    }

    @Override
    public Response created(Resource resource, Entity entity, Call call) {
        return Response.json(201, resource.fields().json(entity, call.view()))
                .with("Location", Hierarchy.url(entity, call.view()));
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
        return Response.json(200, resource.fields().json(entity, call.view()));
    }

    @Override
    public Response removed(Resource resource, Entity entity, Call call) {
        return Response.empty(204);
    }

    /** Shows an entity in a form of it, and says when it was last changed. */
    static Response show(Fields form, Entity entity, Call call) {
        Map<String, @Nullable Object> shown = form.json(entity, call.view());
        return Response.json(200, shown).with("Last-Modified", ConditionalRequests.lastModified(shown));
    }

    @Override
    public Response refused(Problem problem, RefusedRequest attempt) {
        Response reply = switch (problem.kind()) {
            case MALFORMED, BAD_HEADER -> error(400, "Bad Request");
            case INVALID -> Response.json(422, messages(problem));
            case UNAUTHORIZED -> error(401, "Unauthorized").with("WWW-Authenticate", "Basic realm=\"Basecamp\"");
            case FORBIDDEN -> error(403, "Forbidden");
            case NOT_FOUND, NO_SUCH_PATH, METHOD_NOT_ALLOWED -> error(404, "Not Found");
            case NOT_ACCEPTABLE -> error(406, "Not Acceptable");
            case TOO_LARGE -> error(413, "Request Entity Too Large");
            case UNSUPPORTED_TYPE -> error(415, "Unsupported Media Type");
            case UNSURE -> error(501, "Not Implemented");
            case FULL -> error(507, "Insufficient Storage");
            case BUSY -> error(503, "Service Unavailable");
        };
        return reply.with(Response.REASON, inAHeader(problem.getMessage()));
    }

    /** The attributes of a problem with their errors. */
    private static Map<String, @Nullable Object> messages(Problem problem) {
        Map<String, List<String>> messages = new LinkedHashMap<>();
        for (FieldError error : problem.errors()) {
            String attribute = error.path().replaceFirst("^\\$\\.", "").replaceFirst("[.\\[].*", "");
            String message = isBlank(error) ? "can't be blank" : error.message();
            messages.computeIfAbsent(attribute, any -> new ArrayList<>()).add(message);
        }
        return new LinkedHashMap<>(messages);
    }

    private static boolean isBlank(FieldError error) {
        return error.reason() == FieldError.Reason.MISSING || error.reason() == FieldError.Reason.BLANK;
    }

    /** The vendor's pages name most of these statuses; that their bodies are as that of 404 is assumed. */
    @Override
    public Response fault(int status, String message, Request request) {
        return error(status, PHRASES.getOrDefault(status, "Fault")).with(Response.REASON, inAHeader(message));
    }

    private static Response error(int status, String error) {
        return Response.json(status, Json.object("status", String.valueOf(status), "error", error));
    }

    /** Returns the part of a text that a header can hold. */
    private static String inAHeader(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_REASON)).replaceAll("[^ -~]+", "?");
    }

    @Override
    public List<String> parameters(Resource resource) {
        return resource instanceof ListParameters paged ? paged.parameters() : List.of();
    }

    @Override
    public int status(ResponseSpec.Shape form) {
        return switch (form) {
            case CREATED -> 201;
            case REMOVED, NOTHING -> 204;
            case SHOWN, LISTED, UPDATED, OWN, FILE -> 200;
        };
    }

    /** Describes a PUT, which changes only the fields that it sends. */
    @Override
    public Map<String, @Nullable Object> inputSchema(Resource resource, Route route) {
        return resource.fields().inputSchema(route.answer().form() == ResponseSpec.Shape.CREATED);
    }

    @Override
    public Map<String, @Nullable Object> schema(ResponseSpec.Shape form, Resource resource) {
        Map<String, @Nullable Object> record = resource.fields().schema();
        return form == ResponseSpec.Shape.LISTED ? Schema.list(record) : record;
    }

    @Override
    public Map<String, @Nullable Object> errorSchema() {
        return ERROR;
    }

    @Override
    public Response completed(Response reply, Request request, Instant now) {
        return ConditionalRequests.answer(reply, request, now);
    }

    @Override
    public Response failed(String message, Request request) {
        return error(500, message);
    }
}
