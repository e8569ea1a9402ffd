package io.github.basicopsemulator.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The OpenAPI document that the emulator itself serves, held against its replies. */
final class Contract {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();
    private final JsonNode paths;

    Contract(String document) throws IOException {
        paths = new ObjectMapper().readTree(document).get("paths");
    }

    /** Checks a reply, in whatever workspace it was given, against the document of the emulator that gave it. */
    static HttpResponse<String> checked(HttpResponse<String> reply, URI emulator) throws Exception {
        HttpRequest document = HttpRequest.newBuilder(emulator.resolve("/_emulator/openapi.json"))
                .build();
        new Contract(HttpClient.newHttpClient()
                        .send(document, BodyHandlers.ofString())
                        .body())
                .check(
                        reply.request().method(),
                        reply.uri().getRawPath().replaceFirst("^/w/[^/]+", ""),
                        reply.statusCode(),
                        reply.headers().firstValue("Content-Type").orElse(""),
                        reply.body());
        return reply;
    }

    /**
     * Fails if the document does not know the request, or says something else of its reply.
     *
     * @param path within a workspace
     */
    void check(String method, String path, int status, String contentType, String body) {
        String template = paths.properties().stream()
                .filter(entry -> entry.getValue().has(method.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getKey)
                .filter(candidate -> fits(candidate.split("/", -1), path.split("/", -1)))
                .min(Comparator.comparing(
                        candidate -> candidate.chars().filter(c -> c == '{').count()))
                .orElseThrow(() -> new AssertionError(method + " " + path + " is not in the OpenAPI document"));
        JsonNode responses =
                paths.get(template).get(method.toLowerCase(Locale.ROOT)).get("responses");
        String known = responses.has(String.valueOf(status)) ? String.valueOf(status) : "default";
        JsonNode content = responses.get(known).path("content");
        if (content.has("*/*") || (content.isMissingNode() && body.isEmpty())) {
            return;
        }
        if (!contentType.startsWith("application/json") || !content.has("application/json")) {
            throw new AssertionError(
                    method + " " + path + " answered " + contentType + ", the OpenAPI document says " + content);
        }
        Schema schema = compiled.computeIfAbsent(
                content.get("application/json").get("schema").toString(),
                text -> SCHEMAS.getSchema(text, InputFormat.JSON));
        List<Error> errors = schema.validate(body, InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw new AssertionError(method + " " + path + " answered " + status + " " + body
                    + ", which is not as its OpenAPI document says: " + errors);
        }
    }

    private static boolean fits(String[] template, String[] path) {
        boolean fits = template.length == path.length;
        for (int i = 0; fits && i < template.length; i++) {
            fits = fits(template[i], path[i]);
        }
        return fits;
    }

    /** Behind a parameter something may stand, as in <code>{id}.json</code>. */
    private static boolean fits(String template, String segment) {
        String ending = template.substring(template.indexOf('}') + 1);
        return template.startsWith("{")
                ? segment.endsWith(ending) && segment.length() > ending.length()
                : template.equals(segment);
    }
}
