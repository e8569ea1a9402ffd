package io.github.basicopsemulator.control;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The served OpenAPI document, held against replies. */
public final class Contract {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> COMPILED = new HashMap<>();

    private final Map<String, Object> paths;

    /** The document that an emulator serves; fetched once. */
    public static Contract served() {
        return Served.CONTRACT;
    }

    private static final class Served {

        private static final Contract CONTRACT = fetch();

        private static Contract fetch() {
            try (Emulator emulator = Emulator.start()) {
                HttpRequest document = HttpRequest.newBuilder(
                                emulator.workspace().url("/_emulator/openapi.json"))
                        .build();
                return new Contract(HttpClient.newHttpClient()
                        .send(document, BodyHandlers.ofByteArray())
                        .body());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** Checks a reply, in whatever workspace it was given, and returns it. */
    public HttpResponse<String> checked(HttpResponse<String> reply) {
        check(
                reply.request().method(),
                reply.uri().getRawPath().replaceFirst("^/w/[^/]+", ""),
                reply.statusCode(),
                reply.headers().firstValue("Content-Type").orElse(""),
                reply.body().getBytes(StandardCharsets.UTF_8));
        return reply;
    }

    /** Reads a document as it is served. */
    public Contract(byte[] document) {
        try {
            paths = object(object(Json.read(document)).get("paths"));
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }

    public Map<String, Object> paths() {
        return paths;
    }

    /**
     * Fails if a reply is not as the document says. Replies to requests that no path of the document takes are refusals in
     * the shape of any other.
     */
    public void check(String method, String path, int status, String contentType, byte[] body) {
        Map<String, Object> operation = operation(method.equals("HEAD") ? "GET" : method, path);
        if (operation == null || method.equals("HEAD")) {
            return;
        }
        Map<String, Object> responses = object(operation.get("responses"));
        String known = responses.containsKey(String.valueOf(status)) ? String.valueOf(status) : "default";
        Map<String, Object> content = object(object(responses.get(known)).get("content"));
        if (status == 304) {
            return; // Its body is not sent.
        }
        if (content == null) {
            if (body.length > 0) {
                throw new AssertionError(method + " " + path + " answered " + status + " with a body");
            }
            return;
        }
        if (content.containsKey("*/*") || (status == 302 && path.startsWith("/oauth/"))) {
            return;
        }
        if (!contentType.startsWith("application/json")) {
            throw new AssertionError(method + " " + path + " answered " + contentType + " in place of JSON");
        }
        if (path.startsWith("/oauth")) {
            return; // Errors of RFC 6749 are in its own shape.
        }
        String schema =
                new String(Json.write(object(content.get("application/json")).get("schema")), StandardCharsets.UTF_8);
        List<Error> errors = schema(schema).validate(new String(body, StandardCharsets.UTF_8), InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw new AssertionError(
                    method + " " + path + " answered " + status + " " + new String(body, StandardCharsets.UTF_8)
                            + ", which is not as its OpenAPI document says: " + errors);
        }
    }

    private static synchronized Schema schema(String text) {
        return COMPILED.computeIfAbsent(text, any -> SCHEMAS.getSchema(text, InputFormat.JSON));
    }

    /** Literal segments win over parameters. */
    private Map<String, Object> operation(String method, String path) {
        String[] segments = path.split("\\?", 2)[0].split("/", -1);
        List<String> fitting = new ArrayList<>();
        for (String template : paths.keySet()) {
            String[] parts = template.split("/", -1);
            boolean fits = parts.length == segments.length;
            for (int i = 0; fits && i < parts.length; i++) {
                fits = fits(parts[i], segments[i]);
            }
            if (fits && object(paths.get(template)).containsKey(method.toLowerCase(Locale.ROOT))) {
                fitting.add(template);
            }
        }
        fitting.sort((one, other) -> Long.compare(
                one.chars().filter(c -> c == '{').count(),
                other.chars().filter(c -> c == '{').count()));
        return fitting.isEmpty()
                ? null
                : object(object(paths.get(fitting.get(0))).get(method.toLowerCase(Locale.ROOT)));
    }

    /** Behind a parameter something may stand, as in <code>{id}.json</code>. */
    private static boolean fits(String template, String segment) {
        String ending = template.substring(template.indexOf('}') + 1);
        return template.startsWith("{")
                ? segment.endsWith(ending) && segment.length() > ending.length()
                : template.equals(segment);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }
}
