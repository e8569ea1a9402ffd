package io.github.basicopsemulator;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.journal.CapturedBody;
import io.github.basicopsemulator.journal.Curl;
import io.github.basicopsemulator.journal.JavaTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A request and its reply, as the journal keeps them. Immutable. */
public final class Exchange {

    private final io.github.basicopsemulator.journal.RecordedExchange kept;

    Exchange(io.github.basicopsemulator.journal.RecordedExchange kept) {
        this.kept = kept;
    }

    /** Its place in the order in which the replies of the workspace were ready, from 1. */
    public long number() {
        return kept.number();
    }

    /** The place of the request in the order in which they came to the workspace, from 1. */
    public long requestNumber() {
        return kept.requestNumber();
    }

    /** When the request came, on the workspace's clock. */
    public Instant at() {
        return kept.at();
    }

    public String method() {
        return kept.method();
    }

    /** The path behind the workspace's URL, as sent; escaped letters, digits and {@code -._~} are unescaped. */
    public String path() {
        return kept.path();
    }

    /** The query, as sent; empty without a query. */
    public String query() {
        return kept.query();
    }

    /**
     * The route of the request, such as {@code /v1/task/{id}}, also if it was refused; null without a matching route.
     */
    public @Nullable String route() {
        return kept.route();
    }

    /** The id of the authenticated user; empty without authentication. */
    public OptionalLong caller() {
        return kept.caller() == null ? OptionalLong.empty() : OptionalLong.of(kept.caller());
    }

    /** The first value of a header of the request, ignoring case; null if it is missing. */
    public @Nullable String requestHeader(String name) {
        return first(kept.requestHeaders(), name);
    }

    /** The body of the request as text, up to its first 64 KiB. */
    public String request() {
        return text(kept.request());
    }

    /** Finds a value in the body of the request by a JSON pointer; null if the value is missing or null. */
    public @Nullable Object requestValue(String pointer) {
        return new JsonBody(kept.request().bytes()).value(pointer);
    }

    public int status() {
        return kept.status();
    }

    /** The first value of a header of the response, ignoring case; null if it is missing. */
    public @Nullable String responseHeader(String name) {
        return first(kept.responseHeaders(), name);
    }

    /** The body of the reply as text, up to its first 64 KiB. */
    public String response() {
        return text(kept.reply());
    }

    /** Finds a value in the body of the response by a JSON pointer; null if the value is missing or null. */
    public @Nullable Object responseValue(String pointer) {
        return new JsonBody(kept.reply().bytes()).value(pointer);
    }

    /** Why it was refused; null where it was not. */
    public @Nullable String problem() {
        return kept.problem();
    }

    /** The events of the request, in order: {@code created task 7}. */
    public List<String> events() {
        return kept.events().stream().map(Exchange::inShort).toList();
    }

    private static String inShort(Event event) {
        return event.action().name().toLowerCase(Locale.ROOT) + " " + event.entity();
    }

    /** The injected fault; null without a fault. */
    public @Nullable String fault() {
        return kept.fault();
    }

    /** Returns true if the request was applied and an injected fault withheld its response, or a part of it. */
    public boolean isResponseLost() {
        return kept.responseLost();
    }

    /** How long the reply took to be ready, in real time. */
    public Duration duration() {
        return Duration.ofNanos(kept.micros() * 1_000);
    }

    /** Writes the request as a command of curl; tokens and secrets are masked. */
    public String curl() {
        return Curl.write(kept);
    }

    /** Writes the request as a test in Java that expects the same status; tokens and secrets are masked. */
    public String javaTest() {
        return JavaTest.write(kept);
    }

    private static @Nullable String first(List<Map.Entry<String, String>> headers, String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String text(CapturedBody content) {
        String text = new JsonBody(content.bytes()).text();
        return content.isCut() ? text + "… (" + content.length() + " bytes in all)" : text;
    }

    /** Describes request and response in one line; tokens and secrets in the query are masked. */
    @Override
    public String toString() {
        return kept.toString();
    }
}
