package io.github.basicopsemulator.field;

/**
 * One reason to refuse a request.
 *
 * @param path the position in the body or the query, as a JSON path: {@code $.items[3].title}
 * @param reason the kind of reason
 * @param message the complete reason, without the path: the value sent and the values expected
 */
public record FieldError(String path, Reason reason, String message) {

    /** Sorts of reasons that a vendor may tell apart. */
    public enum Reason {
        /** A value that must be there is not. */
        MISSING,
        /** A value that must be there is null or blank. */
        BLANK,
        /** A value of another JSON type. */
        TYPE,
        /** A value of the right type that is not allowed. */
        VALUE,
        /** A value that only one may have, and another has. */
        TAKEN,
        /** A name that no field has. */
        UNKNOWN
    }
}
