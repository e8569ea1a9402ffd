package io.github.basicopsemulator.engine;

import java.util.List;

/**
 * One method on one path.
 *
 * @param segments of the path; one in braces is a parameter
 * @param takes what the body is taken for
 * @param source where the vendor documents it; empty when it does not
 */
public record Route(String method, String path, List<String> segments, Action action, Takes takes, String source) {

    /** What answers a request. */
    @FunctionalInterface
    public interface Action {
        Reply answer(Call call);
    }

    /** What a route takes the body of a request for. */
    public enum Takes {
        /** It does not look at it. */
        NOTHING,
        /** An object, read by the dialect before the action begins. */
        OBJECT
    }

    private Route(String method, String path, Action action, Takes takes) {
        this(method, path, List.of(path.substring(1).split("/")), action, takes, "");
    }

    public static Route get(String path, Action action) {
        return new Route("GET", path, action, Takes.NOTHING);
    }

    public static Route post(String path, Action action) {
        return new Route("POST", path, action, Takes.OBJECT);
    }

    public static Route patch(String path, Action action) {
        return new Route("PATCH", path, action, Takes.OBJECT);
    }

    public static Route put(String path, Action action) {
        return new Route("PUT", path, action, Takes.OBJECT);
    }

    public static Route delete(String path, Action action) {
        return new Route("DELETE", path, action, Takes.NOTHING);
    }

    /** Says where the vendor documents this route. */
    public Route documented(String source) {
        return new Route(method, path, segments, action, takes, source);
    }

    /** Tells whether the action may change something, and therefore needs the writers' turn. */
    boolean writes() {
        return !method.equals("GET");
    }

    static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
