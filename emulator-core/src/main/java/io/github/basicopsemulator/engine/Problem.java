package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.field.FieldError;
import java.util.List;

/** A request refused, in our words; the dialect phrases it. Thrown anywhere below {@link Engine#handle}. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient List<FieldError> errors;
    private final transient List<String> allowed;

    /** Why a request can be refused. */
    public enum Kind {
        /** Not readable: no JSON, a broken escape. */
        MALFORMED,
        /** A header is not there, or not as it must be. */
        BAD_HEADER,
        /** Readable, but fields of the body or of the query are not as they must be. */
        INVALID,
        /** Missing or invalid credentials (401). */
        UNAUTHORIZED,
        /** The caller lacks the permission (403). */
        FORBIDDEN,
        /** The path names an entity that does not exist (404). */
        NOT_FOUND,
        /** No such path is served. */
        NO_SUCH_PATH,
        /** The path is served, but not with this method. */
        METHOD_NOT_ALLOWED,
        /** The client accepts no media type that the path offers (406). */
        NOT_ACCEPTABLE,
        /** The body is too large. */
        TOO_LARGE,
        /** The body is of a type, or the path asks for one, that is not served. */
        UNSUPPORTED_TYPE,
        /** The behaviour is undocumented, and strict mode is on. */
        UNSURE,
        /** A limit of the emulator is reached. */
        FULL,
        /** Too much of the same is under way already (503). */
        BUSY
    }

    private Problem(Kind kind, String message, List<FieldError> errors, List<String> allowed) {
        super(message, null, false, false);
        this.kind = kind;
        this.errors = errors;
        this.allowed = allowed;
    }

    private Problem(Kind kind, String message) {
        this(kind, message, List.of(), List.of());
    }

    public static Problem malformed(String message) {
        return new Problem(Kind.MALFORMED, message);
    }

    /** Refuses a query that is not readable where it is about a parameter. */
    static Problem malformedQuery(String name, String message) {
        FieldError error = new FieldError("?" + name, FieldError.Reason.VALUE, "has a broken percent-escape");
        return new Problem(Kind.MALFORMED, message, List.of(error), List.of());
    }

    public static Problem badHeader(String message) {
        return new Problem(Kind.BAD_HEADER, message);
    }

    public static Problem notAcceptable(String message) {
        return new Problem(Kind.NOT_ACCEPTABLE, message);
    }

    /** Refuses for all the reasons given, of which there is at least one. */
    public static Problem invalid(List<FieldError> errors) {
        StringBuilder message = new StringBuilder();
        for (FieldError error : errors) {
            message.append(message.isEmpty() ? "" : "; ")
                    .append(error.path())
                    .append(' ')
                    .append(error.message());
        }
        return new Problem(Kind.INVALID, message.append('.').toString(), List.copyOf(errors), List.of());
    }

    /** Refuses for one value that is of the right type but not allowed. */
    public static Problem invalid(String path, String message) {
        return invalid(List.of(new FieldError(path, FieldError.Reason.VALUE, message)));
    }

    public static Problem unauthorized(String message) {
        return new Problem(Kind.UNAUTHORIZED, message);
    }

    public static Problem forbidden(String message) {
        return new Problem(Kind.FORBIDDEN, message);
    }

    public static Problem notFound(String message) {
        return new Problem(Kind.NOT_FOUND, message);
    }

    public static Problem noSuchPath(String message) {
        return new Problem(Kind.NO_SUCH_PATH, message);
    }

    /** Refuses a method on a path that takes only {@code allowed}. */
    public static Problem methodNotAllowed(String message, List<String> allowed) {
        return new Problem(Kind.METHOD_NOT_ALLOWED, message, List.of(), allowed);
    }

    public static Problem tooLarge(String message) {
        return new Problem(Kind.TOO_LARGE, message);
    }

    public static Problem unsupportedType(String message) {
        return new Problem(Kind.UNSUPPORTED_TYPE, message);
    }

    public static Problem unsure(String message) {
        return new Problem(Kind.UNSURE, message);
    }

    public static Problem full(String message) {
        return new Problem(Kind.FULL, message);
    }

    /** Refuses a request for which there is no room at the moment. */
    public static Problem busy(String message) {
        return new Problem(Kind.BUSY, message);
    }

    public Kind kind() {
        return kind;
    }

    /** The fields that were refused; empty when it is not about fields. */
    public List<FieldError> errors() {
        return errors;
    }

    /** The methods that the path takes; empty when it is not about the method. */
    public List<String> allowed() {
        return allowed;
    }

    /** The same, with {@code $} in each path standing for a part of a larger body. */
    public Problem under(String path) {
        return errors.isEmpty()
                ? this
                : invalid(errors.stream()
                        .map(error -> new FieldError(path + error.path().substring(1), error.reason(), error.message()))
                        .toList());
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
