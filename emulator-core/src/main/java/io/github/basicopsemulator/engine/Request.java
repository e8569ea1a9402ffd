package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as received.
 *
 * @param method in capitals
 * @param path the path below the workspace's base, beginning with a slash; percent-encoded, except for letters, digits
 * and {@code -._~}
 * @param query the query without its question mark, as sent; empty without a query
 * @param body the whole body; empty without a body. Must not be modified
 * @param base the URL of the workspace as this client sees it, without a slash at its end
 * @param number its position among the requests to its workspace, from 1; 0 if it needs no number
 * @param scheme {@code http} or {@code https}, by which it reached the emulator
 */
public record Request(
        String method,
        String path,
        String query,
        Headers headers,
        byte[] body,
        String base,
        long number,
        String scheme) {

    /** A request that reached the emulator by the scheme of its base. */
    public Request(String method, String path, String query, Headers headers, byte[] body, String base, long number) {
        this(method, path, query, headers, body, base, number, base.startsWith("https:") ? "https" : "http");
    }

    /** A request without a number. */
    public Request(String method, String path, String query, Headers headers, byte[] body, String base) {
        this(method, path, query, headers, body, base, 0);
    }

    /** A request of which only this could be read. */
    public static Request unread(String method, String path, long number) {
        return new Request(method, path, "", Headers.of(), new byte[0], "", number);
    }

    /** A UUID of the request, derived from its number alone. */
    public String id() {
        return UUID.nameUUIDFromBytes(("request " + number).getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    /** The same request with a body. */
    public Request with(byte[] body) {
        return new Request(method, path, query, headers, body, base, number, scheme);
    }

    /**
     * Reads the JSON object in the body.
     *
     * @throws Problem if the body is not an object
     */
    @SuppressWarnings("unchecked") // Json reads every object as a map with text keys.
    public Map<String, @Nullable Object> object() {
        try {
            Object read = Json.read(body);
            if (read instanceof Map) {
                return (Map<String, @Nullable Object>) read;
            }
            throw Problem.malformed("The body must be a JSON object, but was " + Json.describe(read) + ".");
        } catch (MalformedJson malformed) {
            throw Problem.malformed("The body is not readable as JSON: " + malformed.getMessage() + ".");
        }
    }

    /** The media type of the body without its parameters, in small letters; empty without a {@code Content-Type}. */
    public String mediaType() {
        String type = headers.first("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
