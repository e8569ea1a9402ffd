package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.engine.Evidence.Mark;
import io.github.basicopsemulator.field.Fields;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One method on one path.
 *
 * @param row its number in the list of the vendor's endpoints, such as {@code 12}; empty without a number
 * @param segments the segments of the path; one in braces is a parameter
 * @param action the handler
 * @param preparation slow work before the write lock is taken; null for no such work
 * @param writes whether the action may change the state, and so holds the write lock
 * @param takes the expected kind of body
 * @param input the fields of the object in the body if they are not those of its resource; otherwise null
 * @param answer the successful response
 * @param evidence the evidence that the vendor has this route
 */
public record Route(
        String row,
        String method,
        String path,
        List<String> segments,
        Function<Call, Response> action,
        @Nullable Function<Call, Object> preparation,
        boolean writes,
        Takes takes,
        @Nullable Fields input,
        ResponseSpec answer,
        Evidence evidence) {

    /** The kind of body that a route expects. */
    public enum Takes {
        /** It does not look at it. */
        NOTHING,
        /** An object, read by the dialect before the action begins. */
        OBJECT,
        /** Bytes, which the action reads itself. */
        BYTES
    }

    private static final Evidence NONE = new Evidence(Mark.ASSUMED, "");

    private Route(String method, String path, Function<Call, Response> action, Takes takes) {
        this(
                "",
                method,
                path,
                List.of(path.substring(1).split("/", -1)),
                action,
                null,
                !method.equals("GET"),
                takes,
                null,
                ResponseSpec.usual(method, path),
                NONE);
    }

    public static Route get(String path, Function<Call, Response> action) {
        return new Route("GET", path, action, Takes.NOTHING);
    }

    public static Route post(String path, Function<Call, Response> action) {
        return new Route("POST", path, action, Takes.OBJECT);
    }

    public static Route patch(String path, Function<Call, Response> action) {
        return new Route("PATCH", path, action, Takes.OBJECT);
    }

    public static Route put(String path, Function<Call, Response> action) {
        return new Route("PUT", path, action, Takes.OBJECT);
    }

    public static Route delete(String path, Function<Call, Response> action) {
        return new Route("DELETE", path, action, Takes.NOTHING);
    }

    /** Takes the body as bytes of any type. */
    public Route takingBytes() {
        return new Route(
                row, method, path, segments, action, preparation, writes, Takes.BYTES, input, answer, evidence);
    }

    /** Takes an object of these fields, and not of its resource's. */
    public Route taking(Fields input) {
        return new Route(row, method, path, segments, action, preparation, writes, takes, input, answer, evidence);
    }

    /** Sets a response that is not the default of the method. */
    public Route answering(ResponseSpec answer) {
        return new Route(row, method, path, segments, action, preparation, writes, takes, input, answer, evidence);
    }

    /** Has no need of the writers' turn although the method is not GET. */
    public Route reading() {
        return new Route(row, method, path, segments, action, preparation, false, takes, input, answer, evidence);
    }

    /** Has the writers' turn although the method is GET. */
    public Route writing() {
        return new Route(row, method, path, segments, action, preparation, true, takes, input, answer, evidence);
    }

    /** Adds slow work before the action, which finds its result in {@link Call#prepared}. */
    public Route after(Function<Call, Object> preparation) {
        return new Route(row, method, path, segments, action, preparation, writes, takes, input, answer, evidence);
    }

    /** Says where the vendor documents this route. */
    public Route documented(int row, String source) {
        return documented(String.valueOf(row), source);
    }

    /** Says where the vendor documents this route. */
    public Route documented(String row, String source) {
        return with(row, new Evidence(Mark.DOCUMENTED, source));
    }

    /** Marks a route that is missing in the vendor's pages but was observed. */
    public Route observed(int row, String source) {
        return observed(String.valueOf(row), source);
    }

    /** Marks a route that is missing in the vendor's pages but was observed. */
    public Route observed(String row, String source) {
        return with(row, new Evidence(Mark.OBSERVED, source));
    }

    /** Marks a route that is neither documented nor observed, with the reason to serve it. */
    public Route assumed(String row, String reason) {
        return with(row, new Evidence(Mark.ASSUMED, reason));
    }

    private Route with(String row, Evidence evidence) {
        return new Route(row, method, path, segments, action, preparation, writes, takes, input, answer, evidence);
    }

    /** Returns true if a segment is a parameter; it may have a suffix, as in <code>{id}.json</code>. */
    static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    /** The name of the parameter that a segment is. */
    public static Optional<String> parameter(String segment) {
        return isParameter(segment) ? Optional.of(segment.substring(1, segment.indexOf('}'))) : Optional.empty();
    }

    /** Returns the suffix of a parameter segment. */
    static String ending(String segment) {
        return segment.substring(segment.indexOf('}') + 1);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
