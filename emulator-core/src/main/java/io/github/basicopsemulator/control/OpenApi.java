package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The OpenAPI 3.1 document of some surfaces, made from the routes and the field tables. */
final class OpenApi extends Resource {

    private static final int NO_CONTENT = 204;

    private static final String TELLS = "Describes the served API in OpenAPI 3.1.";

    private final String path;
    private final String title;
    private final List<Surface> surfaces;

    /** Is served at a path, with {@code .json} and {@code .yaml}; the title may name the surfaces. */
    OpenApi(String path, String title, List<Surface> surfaces) {
        super(Fields.of(new Kind("document of " + path)));
        this.path = path;
        this.title = title;
        this.surfaces = surfaces;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ControlRoutes.get(path + ".json", TELLS, call -> Response.json(200, document(call))),
                ControlRoutes.get(path + ".yaml", TELLS, this::yaml).answering(ResponseSpec.FILE));
    }

    private Response yaml(Call call) {
        return new Response(200, Headers.of("Content-Type", "application/yaml"), Json.yaml(document(call)));
    }

    private Map<String, @Nullable Object> document(Call call) {
        Map<String, @Nullable Object> paths = new LinkedHashMap<>();
        List<Object> tags = new ArrayList<>();
        for (Surface surface : surfaces) {
            tags.add(Json.object("name", surface.name()));
            for (Resource resource : surface.resources()) {
                for (Route route : resource.routes()) {
                    @SuppressWarnings("unchecked") // Only operations are put here.
                    Map<String, @Nullable Object> operations =
                            (Map<String, @Nullable Object>) paths.computeIfAbsent(route.path(), any -> Json.object());
                    if (operations != null) {
                        operations.put(route.method().toLowerCase(Locale.ROOT), operation(surface, resource, route));
                    }
                }
            }
        }
        return Json.object(
                "openapi", "3.1.0",
                "info",
                        Json.object(
                                "title", title(),
                                "version", "1",
                                "description", "What this emulator serves, made from the tables it is served from."),
                "servers", List.of(Json.object("url", call.request().base())),
                "security", List.of(Json.object("token", List.of())),
                "tags", tags,
                "paths", paths,
                "components",
                        Json.object(
                                "securitySchemes",
                                Json.object("token", Json.object("type", "http", "scheme", "bearer"))));
    }

    private String title() {
        return title.formatted(surfaces.stream().map(Surface::name).collect(Collectors.joining(", ")));
    }

    private static Map<String, @Nullable Object> operation(Surface surface, Resource resource, Route route) {
        Map<String, @Nullable Object> operation = Json.object(
                "tags", List.of(surface.name()),
                "operationId", operationId(route),
                "description", route.evidence().source(),
                "x-evidence", route.evidence().mark().name().toLowerCase(Locale.ROOT));
        List<Object> parameters = parameters(surface, resource, route);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        Map<String, @Nullable Object> body = body(surface, resource, route);
        if (body != null) {
            operation.put("requestBody", body);
        }
        operation.put(
                "responses",
                Json.object(
                        String.valueOf(surface.dialect().status(route.answer().form())),
                        response("Success", content(surface, resource, route)),
                        "default",
                        response("A refusal", json(surface.dialect().errorSchema()))));
        return operation;
    }

    private static String operationId(Route route) {
        return route.method().toLowerCase(Locale.ROOT) + route.path().replaceAll("[^A-Za-z0-9]+", "_");
    }

    private static List<Object> parameters(Surface surface, Resource resource, Route route) {
        List<Object> parameters = new ArrayList<>();
        for (String segment : route.segments()) {
            Route.parameter(segment).ifPresent(name -> parameters.add(parameter(name, "path")));
        }
        if (route.answer().form() == ResponseSpec.Shape.LISTED) {
            surface.dialect().parameters(resource).forEach(name -> parameters.add(parameter(name, "query")));
        }
        return parameters;
    }

    private static Map<String, @Nullable Object> parameter(String name, String in) {
        return Json.object(
                "name", name, "in", in, "required", in.equals("path"), "schema", Json.object("type", "string"));
    }

    private static @Nullable Map<String, @Nullable Object> body(Surface surface, Resource resource, Route route) {
        return switch (route.takes()) {
            case NOTHING -> null;
            case BYTES -> Json.object("content", Json.object("*/*", Json.object()));
            case OBJECT -> {
                Map<String, @Nullable Object> schema = route.input() != null
                        ? route.input().inputSchema(true)
                        : route.answer().form() == ResponseSpec.Shape.OWN
                                ? Json.object("type", "object")
                                : surface.dialect().inputSchema(resource, route);
                yield Json.object("content", json(schema));
            }
        };
    }

    /** Null where there is no body. */
    private static @Nullable Map<String, @Nullable Object> content(Surface surface, Resource resource, Route route) {
        ResponseSpec answer = route.answer();
        if (answer.form() == ResponseSpec.Shape.FILE) {
            return Json.object("*/*", Json.object());
        }
        if (surface.dialect().status(answer.form()) == NO_CONTENT) {
            return null;
        }
        return json(
                answer.schema() != null ? answer.schema() : surface.dialect().schema(answer.form(), resource));
    }

    private static Map<String, @Nullable Object> response(
            String description, @Nullable Map<String, @Nullable Object> content) {
        return content == null
                ? Json.object("description", description)
                : Json.object("description", description, "content", content);
    }

    private static Map<String, @Nullable Object> json(Map<String, @Nullable Object> schema) {
        return Json.object("application/json", Json.object("schema", schema));
    }
}
