package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Exchange;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request that is expected in a journal, at least once unless it is said how often. Immutable: every method returns another
 * one.
 */
public final class ExpectedRequest {

    private static final int ANY_NUMBER = Integer.MAX_VALUE;

    private final String method;
    private final String route;
    private final List<Trait> traits;
    private final int least;
    private final int most;

    ExpectedRequest(String method, String route) {
        this(method.toUpperCase(Locale.ROOT), route, List.of(), 1, ANY_NUMBER);
        if (route.contains("?")) {
            throw new IllegalArgumentException(
                    "a route has no query, but this was \"" + route + "\": use withQuery(name, value)");
        }
    }

    private ExpectedRequest(String method, String route, List<Trait> traits, int least, int most) {
        this.method = method;
        this.route = route;
        this.traits = traits;
        this.least = least;
        this.most = most;
    }

    /**
     * Expects this value in the body; an expected null differs from a missing value. {@link BasicOpsAssertions#with}
     * describes how to write values.
     *
     * @param pointer a JSON pointer, such as {@code /status}
     */
    public ExpectedRequest with(String pointer, @Nullable Object value) {
        JsonPath place = new JsonPath(pointer);
        return and(
                "with " + pointer + " " + Value.print(pointer, value), exchange -> place.difference(exchange, value));
    }

    /** Expects no value at this JSON pointer in the body, not even null. */
    public ExpectedRequest without(String pointer) {
        JsonPath place = new JsonPath(pointer);
        return and("without " + pointer, place::presence);
    }

    /** Expects this to be the first value of a header; the case of its name is ignored. */
    public ExpectedRequest withHeader(String name, String value) {
        return and("with header " + name + " " + Value.printHeader(name, value), exchange -> {
            String actual = exchange.requestHeader(name);
            return value.equals(actual)
                    ? null
                    : "header " + name + " was " + (actual == null ? "not there" : Value.printHeader(name, actual));
        });
    }

    /** Expects this to be the value of a parameter of the query, or one of its values; not encoded. */
    public ExpectedRequest withQuery(String name, String value) {
        return and("with query " + name + " " + Value.print(name, value), exchange -> {
            List<String> actual = Parameter.values(exchange.query(), name);
            return actual.contains(value)
                    ? null
                    : "query " + name + " was "
                            + (actual.isEmpty() ? "not there" : Value.print(name, String.join(",", actual)));
        });
    }

    /** Expects it to have been answered with this status. */
    public ExpectedRequest answered(int status) {
        return and(
                "answered " + status,
                exchange -> exchange.status() == status ? null : "status was " + exchange.status());
    }

    /** Expects it to be of the user of this id. */
    public ExpectedRequest by(long user) {
        return and("by user " + user, exchange -> {
            OptionalLong caller = exchange.caller();
            return caller.isPresent() && caller.getAsLong() == user
                    ? null
                    : "user was " + (caller.isPresent() ? caller.getAsLong() : "nobody");
        });
    }

    private ExpectedRequest and(String words, Comparing comparing) {
        Trait trait = new Trait(words, comparing);
        return new ExpectedRequest(
                method, route, Stream.concat(traits.stream(), Stream.of(trait)).toList(), least, most);
    }

    /** Expects exactly so many of them. */
    public ExpectedRequest times(int number) {
        return counted(number, number);
    }

    /** Expects exactly one. */
    public ExpectedRequest once() {
        return counted(1, 1);
    }

    /** Expects no such request. */
    public ExpectedRequest never() {
        return counted(0, 0);
    }

    /** Expects so many of them, or more. */
    public ExpectedRequest atLeast(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("there are always at least 0, but this was " + number);
        }
        return counted(number, ANY_NUMBER);
    }

    private ExpectedRequest counted(int least, int most) {
        if (least < 0) {
            throw new IllegalArgumentException("a number of requests is not negative, but this was " + least);
        }
        return new ExpectedRequest(method, route, traits, least, most);
    }

    List<Exchange> fitting(List<Exchange> all) {
        return all.stream().filter(exchange -> differences(exchange).isEmpty()).toList();
    }

    /** Returns true if it came as often as expected. */
    boolean holds(List<Exchange> all) {
        int count = fitting(all).size();
        return least <= count && count <= most;
    }

    /** Returns true if waiting longer cannot change the result. */
    boolean isSettled(List<Exchange> all) {
        return fitting(all).size() >= least;
    }

    /** Returns true if both are similar enough to list their differences. */
    boolean isNear(Exchange exchange) {
        return method.equals(exchange.method()) || isTo(exchange);
    }

    /** Lists the differences between an exchange and the expected one. */
    List<String> differences(Exchange exchange) {
        return Stream.concat(
                        Stream.of(
                                method.equals(exchange.method()) ? null : "method was " + exchange.method(),
                                isTo(exchange) ? null : "path was " + exchange.path()),
                        traits.stream().map(trait -> trait.comparing().difference(exchange)))
                .filter(Objects::nonNull)
                .toList();
    }

    private boolean isTo(Exchange exchange) {
        return route.equals(exchange.route()) || route.equals(exchange.path());
    }

    /** In the words of the test: {@code exactly 2 of PATCH /v1/task/{id} with /status "Complete", answered 200}. */
    @Override
    public String toString() {
        String words = traits.stream().map(Trait::words).collect(Collectors.joining(", "));
        return number() + " " + method + " " + route + (words.isEmpty() ? "" : " " + words);
    }

    private String number() {
        if (most == 0) {
            return "no";
        }
        return most == ANY_NUMBER ? "at least " + least : "exactly " + least;
    }

    /** One thing that is expected of a request. */
    private record Trait(String words, Comparing comparing) {}

    private interface Comparing {

        /** Says where an exchange differs, or returns null where it does not. */
        @Nullable
        String difference(Exchange exchange);
    }
}
