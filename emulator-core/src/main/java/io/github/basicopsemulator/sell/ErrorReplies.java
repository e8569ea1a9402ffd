package io.github.basicopsemulator.sell;

import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.RefusedRequest;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How Sell refuses: a list of errors, each with a code, a message and details, in the words that were captured from it. */
final class ErrorReplies {

    private static final String MORE_INFO = "https://developers.getbase.com/docs/rest/articles/errors";

    private final Problem problem;
    private final RefusedRequest attempt;

    private ErrorReplies(Problem problem, RefusedRequest attempt) {
        this.problem = problem;
        this.attempt = attempt;
    }

    static Response refused(Problem problem, RefusedRequest attempt) {
        return new ErrorReplies(problem, attempt).reply();
    }

    static Response failed(String message, Request request) {
        Map<String, @Nullable Object> error = error("internal_error", "internal error", message);
        return reply("500 Internal Server Error", List.of(error), request);
    }

    /** Returns a refusal with one of the statuses on Sell's page on errors. */
    static Response fault(int status, String message, Request request) {
        return switch (status) {
            case 400 -> fault("400 Bad Request", "bad_request", "bad request", message, request);
            case 401 -> fault("401 Unauthorized", "unauthorized", "request is unauthorized", message, request);
            case 403 -> fault("403 Forbidden", "forbidden", "forbidden", message, request);
            case 404 ->
                fault("404 Not Found", "not_found", "resource you are looking for was not found", message, request);
            case 422 -> fault("422 Unprocessable Entity", "unprocessable", "unprocessable entity", message, request);
            case 429 -> fault("429 Too Many Requests", "rate_limit_exceeded", "rate limit exceeded", message, request);
            case 500 -> fault("500 Internal Server Error", "internal_error", "internal error", message, request);
            case 502 -> fault("502 Bad Gateway", "bad_gateway", "bad gateway", message, request);
            case 503 ->
                fault("503 Service Unavailable", "service_unavailable", "service unavailable", message, request);
            case 504 -> fault("504 Gateway Timeout", "gateway_timeout", "gateway timeout", message, request);
            default -> fault(status + " Fault", "fault", "fault", message, request);
        };
    }

    private static Response fault(String status, String code, String message, String details, Request request) {
        return reply(status, List.of(error(code, message, details)), request);
    }

    private Response reply() {
        Request request = attempt.request();
        return switch (problem.kind()) {
            case MALFORMED -> malformed();
            case BAD_HEADER ->
                reply("400 Bad Request", "invalid_header", "invalid request header", problem.getMessage());
            case INVALID ->
                isAboutQuery()
                        ? reply("400 Bad Request", parameters(), request)
                        : reply("422 Unprocessable Entity", attributes(), request);
            case UNAUTHORIZED ->
                reply(
                        "401 Unauthorized",
                        "unauthorized",
                        "request is unauthorized",
                        "Required access token is missing, malformed, expired, or invalid.");
            case FORBIDDEN ->
                reply(
                        "403 Forbidden",
                        "insufficient_scope",
                        "access token has insufficient scope",
                        problem.getMessage());
            case NOT_FOUND -> reply("404 Not Found", List.of(notFound()), request);
            case NO_SUCH_PATH, METHOD_NOT_ALLOWED -> incorrectPath();
            case NOT_ACCEPTABLE ->
                reply("406 Not Acceptable", "not_acceptable", "not acceptable", problem.getMessage());
            case TOO_LARGE ->
                reply("413 Payload Too Large", "payload_too_large", "payload is too large", problem.getMessage());
            case UNSUPPORTED_TYPE ->
                reply(
                        "415 Unsupported Media Type",
                        "unsupported_media_type",
                        "unsupported media type",
                        problem.getMessage());
            case UNSURE -> reply("501 Not Implemented", "not_documented", "not documented", problem.getMessage());
            case FULL ->
                reply("507 Insufficient Storage", "insufficient_storage", "insufficient storage", problem.getMessage());
            case BUSY ->
                reply("503 Service Unavailable", "service_unavailable", "service unavailable", problem.getMessage());
        };
    }

    /** A path that cannot be decoded leads nowhere; a query that cannot is wrong; and all else is the payload. */
    private Response malformed() {
        if (Percent.decode(attempt.request().path()) == null) {
            return incorrectPath();
        }
        return problem.errors().isEmpty()
                ? reply("400 Bad Request", "invalid_payload", "invalid request payload", problem.getMessage())
                : reply("400 Bad Request", parameters(), attempt.request());
    }

    private Response incorrectPath() {
        Request request = attempt.request();
        return reply(
                "404 Not Found",
                "incorrect_path",
                "path was not found",
                "Requested path at '" + request.path() + "' was not found using the HTTP method '" + request.method()
                        + "'.");
    }

    private boolean isAboutQuery() {
        return problem.errors().get(0).path().startsWith("?");
    }

    private List<Map<String, @Nullable Object>> parameters() {
        List<Map<String, @Nullable Object>> errors = new ArrayList<>();
        for (FieldError error : problem.errors()) {
            errors.add(error(
                    "invalid_param",
                    "invalid request query parameter",
                    "The request query parameter '" + error.path().substring(1)
                            + "' is malformed, missing, or has an invalid value (" + error.message() + ")"));
        }
        return errors;
    }

    private Map<String, @Nullable Object> notFound() {
        Map<String, @Nullable Object> error = Json.object("resource", type());
        error.putAll(error("not_found", "resource you are looking for was not found", problem.getMessage()));
        return error;
    }

    private List<Map<String, @Nullable Object>> attributes() {
        List<Map<String, @Nullable Object>> errors = new ArrayList<>();
        for (FieldError error : problem.errors()) {
            if (error.path().equals("$")) {
                errors.add(error(
                        "incorrect_payload", "incorrect request payload", "The request payload " + error.message()));
            } else {
                String field = pointer(error.path());
                Map<String, @Nullable Object> attribute = Json.object("resource", type(), "field", field);
                attribute.putAll(attribute(error, field));
                errors.add(attribute);
            }
        }
        return errors;
    }

    private Map<String, @Nullable Object> attribute(FieldError error, String field) {
        String the = "The attribute '" + field + "' ";
        Type type = type(error.path());
        Reason reason = type instanceof Type.Moment && error.reason() == Reason.VALUE ? Reason.TYPE : error.reason();
        return switch (reason) {
            case MISSING -> error("missing", "required attribute is missing", the + error.message());
            case BLANK -> error("blank", "attribute must not be blank", the + error.message());
            case TYPE ->
                error(
                        "invalid_type",
                        "attribute value has an invalid type",
                        the + "value must be a value of type '" + word(type) + "'");
            case VALUE ->
                error(
                        "incorrect_value",
                        "attribute value is incorrect",
                        the
                                + (type instanceof Type.Choice
                                        ? "value is not included in the list"
                                        : "value is incorrect (" + error.message() + ")"));
            case TAKEN -> error("already_exists", "attribute value already exists", the + error.message());
            case UNKNOWN ->
                error(
                        "unknown",
                        "unknown attribute",
                        the + "is not a known attribute for the '" + type() + "' resource.");
        };
    }

    private @Nullable String type() {
        Resource resource = attempt.resource();
        return resource == null ? null : SellDialect.type(resource);
    }

    /** The type of a value by its path; values inside a field are always texts. */
    private Type type(String path) {
        String[] names = pointer(path).substring(1).split("/");
        return Objects.requireNonNull(attempt.resource()).fields().all().stream()
                .filter(field -> names.length == 1 && field.name().equals(names[0]))
                .map(Field::type)
                .findFirst()
                .orElse(new Type.Text());
    }

    private static String word(Type type) {
        return type instanceof Type.Moment
                ? "datetime"
                : String.valueOf(type.schema().get("type"));
    }

    /** A JSON pointer within {@code data}. */
    private static String pointer(String path) {
        return path.substring(1).replaceAll("[.\\[]", "/").replace("]", "");
    }

    private Response reply(String status, String code, String message, String details) {
        return reply(status, List.of(error(code, message, details)), attempt.request());
    }

    private static Map<String, @Nullable Object> error(String code, String message, String details) {
        return Json.object("code", code, "message", message, "details", details);
    }

    private static Response reply(String status, List<Map<String, @Nullable Object>> errors, Request request) {
        List<Object> list = new ArrayList<>();
        for (Map<String, @Nullable Object> error : errors) {
            list.add(Json.object("error", error, "meta", Json.object("type", "error", "links", links())));
        }
        Map<String, @Nullable Object> meta =
                Json.object("type", "errors", "http_status", status, "logref", request.id(), "links", links());
        return Response.json(Integer.parseInt(status.substring(0, 3)), Json.object("errors", list, "meta", meta));
    }

    private static Map<String, @Nullable Object> links() {
        return Json.object("more_info", MORE_INFO);
    }
}
