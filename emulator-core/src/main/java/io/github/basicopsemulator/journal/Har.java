package io.github.basicopsemulator.journal;

import io.github.basicopsemulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exchanges as an HTTP archive (HAR 1.2). */
public final class Har {

    private Har() {}

    /** Writes exchanges, oldest first, with tokens and secrets masked. */
    public static String write(List<RecordedExchange> exchanges) {
        Object log = Json.object(
                "log",
                Json.object(
                        "version", "1.2",
                        "creator", Json.object("name", "emulator", "version", "1"),
                        "entries", exchanges.stream().map(Har::entry).toList()));
        return new String(Json.write(log), StandardCharsets.UTF_8);
    }

    private static Map<String, @Nullable Object> entry(RecordedExchange recorded) {
        RecordedExchange exchange = Redactor.exchange(recorded);
        double millis = exchange.micros() / 1000.0;
        Map<String, @Nullable Object> entry = Json.object(
                "startedDateTime", exchange.at().toString(),
                "time", millis,
                "request", request(exchange),
                "response", response(exchange),
                "cache", Json.object(),
                "timings", Json.object("send", 0, "wait", millis, "receive", 0));
        entry.put("_route", exchange.route());
        entry.put("_caller", exchange.caller());
        entry.put("_problem", exchange.problem());
        entry.put("_fault", exchange.fault());
        return entry;
    }

    private static Map<String, @Nullable Object> request(RecordedExchange exchange) {
        String query = exchange.query();
        Map<String, @Nullable Object> request = Json.object(
                "method", exchange.method(),
                "url", exchange.base() + exchange.path() + (query.isEmpty() ? "" : "?" + query),
                "httpVersion", "HTTP/1.1",
                "cookies", List.of(),
                "headers", headers(exchange.requestHeaders()),
                "queryString", parameters(query),
                "headersSize", -1,
                "bodySize", exchange.request().length());
        if (exchange.request().length() > 0) {
            Map<String, @Nullable Object> data = Json.object("mimeType", mediaType(exchange.requestHeaders()));
            data.putAll(text(exchange.request()));
            request.put("postData", data);
        }
        return request;
    }

    private static Map<String, @Nullable Object> response(RecordedExchange exchange) {
        Map<String, @Nullable Object> content = Json.object(
                "size", exchange.reply().length(),
                "mimeType", mediaType(exchange.responseHeaders()));
        content.putAll(text(exchange.reply()));
        return Json.object(
                "status", exchange.status(),
                "statusText", "",
                "httpVersion", "HTTP/1.1",
                "cookies", List.of(),
                "headers", headers(exchange.responseHeaders()),
                "content", content,
                "redirectURL", header(exchange.responseHeaders(), "Location"),
                "headersSize", -1,
                "bodySize", exchange.reply().length());
    }

    /** A body in a document of text: bytes that are no text are in base64. */
    private static Map<String, @Nullable Object> text(CapturedBody body) {
        return body.isText()
                ? Json.object("text", body.text())
                : Json.object("text", Base64.getEncoder().encodeToString(body.bytes()), "encoding", "base64");
    }

    private static List<Object> headers(List<Map.Entry<String, String>> headers) {
        List<Object> list = new ArrayList<>();
        headers.forEach(header -> list.add(Json.object("name", header.getKey(), "value", header.getValue())));
        return list;
    }

    private static List<Object> parameters(String query) {
        List<Object> list = new ArrayList<>();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            list.add(Json.object("name", parts[0], "value", parts.length == 2 ? parts[1] : ""));
        }
        return list;
    }

    private static String mediaType(List<Map.Entry<String, String>> headers) {
        return header(headers, "Content-Type");
    }

    private static String header(List<Map.Entry<String, String>> headers, String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
