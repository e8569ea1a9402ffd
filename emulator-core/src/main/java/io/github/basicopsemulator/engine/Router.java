package io.github.basicopsemulator.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request: a literal segment wins over a parameter, and one with an ending over one without. */
final class Router {

    private static final int LONGEST_HINTED = 200;

    private final Node root = new Node();
    private final List<Route> routes;

    /**
     * Takes all routes.
     *
     * @throws IllegalStateException when two of them could both win some request
     */
    Router(Collection<Route> routes) {
        this.routes = List.copyOf(routes);
        List<Route> before = new ArrayList<>();
        for (Route route : routes) {
            for (Route other : before) {
                if (ambiguous(route, other)) {
                    throw new IllegalStateException(
                            "Two routes could both answer one request: " + other + " and " + route);
                }
            }
            before.add(route);
            Node node = root;
            for (String segment : route.segments()) {
                node = node.child(segment);
            }
            node.routes.put(route.method(), route);
        }
    }

    /**
     * Finds the route for a path that is split but not yet decoded.
     *
     * @throws Problem when the path is not served, or not with this method
     */
    Match match(String method, String path) {
        String[] segments = path.substring(1).split("/", -1);
        String wanted = method.equals("HEAD") ? "GET" : method;
        TreeSet<String> others = new TreeSet<>();
        Route route = find(root, segments, 0, wanted, others);
        if (route != null) {
            return new Match(route, parameters(route, segments));
        }
        if (others.isEmpty()) {
            throw Problem.noSuchPath(method + " " + path + " is not a path of this API." + hint(segments));
        }
        throw Problem.methodNotAllowed(
                method + " is not a method of " + path + ", which takes " + String.join(", ", others) + ".",
                List.copyOf(others));
    }

    /** Names the path that differs least, where one differs little. */
    private String hint(String[] segments) {
        String sent = String.join("/", segments);
        String best = "";
        if (sent.length() > LONGEST_HINTED) {
            return best;
        }
        int least = 1 + sent.length() / 3;
        for (Route route : routes) {
            StringBuilder filled = new StringBuilder();
            for (int i = 0; i < route.segments().size(); i++) {
                String segment = route.segments().get(i);
                boolean open = Route.isParameter(segment) && i < segments.length;
                filled.append(i == 0 ? "" : "/").append(open ? segments[i] : segment);
            }
            int distance = distance(sent, filled.toString());
            if (distance < least) {
                least = distance;
                best = " Did you mean " + route.path() + "?";
            }
        }
        return best;
    }

    /** How many characters must be added, removed or changed to make one text of the other. */
    private static int distance(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    Route.Takes takes(String method, String path) {
        Route route = find(root, path.substring(1).split("/", -1), 0, method, new TreeSet<>());
        return route == null ? Route.Takes.NOTHING : route.takes();
    }

    /** A route and the decoded values of its parameters. */
    record Match(Route route, Map<String, String> parameters) {}

    private static @Nullable Route find(
            Node node, String[] segments, int depth, String method, Collection<String> others) {
        if (depth == segments.length) {
            Route route = node.routes.get(method);
            if (route == null) {
                others.addAll(node.routes.keySet());
            }
            return route;
        }
        Node literal = node.literals.get(segments[depth]);
        Route route = literal == null ? null : find(literal, segments, depth + 1, method, others);
        for (Map.Entry<String, Node> open : node.parameters.entrySet()) {
            boolean fits = segments[depth].endsWith(open.getKey())
                    && segments[depth].length() > open.getKey().length();
            if (route == null && fits) {
                route = find(open.getValue(), segments, depth + 1, method, others);
            }
        }
        return route;
    }

    private static Map<String, String> parameters(Route route, String[] segments) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < segments.length; i++) {
            String segment = route.segments().get(i);
            String name = Route.parameter(segment).orElse(null);
            if (name != null) {
                int length = segments[i].length() - Route.ending(segment).length();
                String value = Percent.decode(segments[i].substring(0, length));
                if (value == null) {
                    throw Problem.malformed("The path has a broken percent-escape: " + segments[i]);
                }
                parameters.put(name, value);
            }
        }
        return parameters;
    }

    /** Two routes are ambiguous unless a segment separates them, or one is at least as literal in every segment. */
    private static boolean ambiguous(Route one, Route other) {
        if (!one.method().equals(other.method())
                || one.segments().size() != other.segments().size()) {
            return false;
        }
        boolean oneWins = false;
        boolean otherWins = false;
        for (int i = 0; i < one.segments().size(); i++) {
            String mine = one.segments().get(i);
            String theirs = other.segments().get(i);
            if (!overlap(mine, theirs)) {
                return false;
            }
            oneWins |= closeness(mine) > closeness(theirs);
            otherWins |= closeness(mine) < closeness(theirs);
        }
        return oneWins == otherWins;
    }

    /** Returns true if some text matches both segments. */
    private static boolean overlap(String one, String other) {
        if (!Route.isParameter(one) && !Route.isParameter(other)) {
            return one.equals(other);
        }
        String ofOne = Route.isParameter(one) ? Route.ending(one) : one;
        String ofOther = Route.isParameter(other) ? Route.ending(other) : other;
        return ofOne.endsWith(ofOther) || ofOther.endsWith(ofOne);
    }

    /** Ranks a segment by its specificity: a longer suffix is more specific; a literal is the most specific. */
    private static int closeness(String segment) {
        return Route.isParameter(segment) ? Route.ending(segment).length() : Integer.MAX_VALUE;
    }

    private static final class Node {

        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Route> routes = new HashMap<>();

        /** Children by the suffix of the parameter, longest first. */
        private final Map<String, Node> parameters = new TreeMap<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

        Node child(String segment) {
            if (!Route.isParameter(segment)) {
                return literals.computeIfAbsent(segment, any -> new Node());
            }
            return parameters.computeIfAbsent(Route.ending(segment), any -> new Node());
        }
    }
}
