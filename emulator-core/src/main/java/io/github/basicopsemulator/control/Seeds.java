package io.github.basicopsemulator.control;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.seed.SeedTypes;
import io.github.basicopsemulator.store.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Seed files: loads one into a workspace, and exports a workspace as one. */
final class Seeds extends Resource {

    private final WorkspaceLookup places;
    private final List<Surface> surfaces;

    Seeds(WorkspaceLookup places, List<Surface> surfaces) {
        super(Fields.of(new Kind("seed")));
        this.places = places;
        this.surfaces = surfaces;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ControlRoutes.post(
                                "/_emulator/seed",
                                "Loads a seed file into the workspace as a whole: YAML or JSON.",
                                this::load)
                        .takingBytes(),
                ControlRoutes.get(
                        "/_emulator/export",
                        "Writes all that is stored as a seed file, in YAML or with ?format=json in JSON; tokens and secrets"
                                + " are part of it.",
                        this::export),
                ControlRoutes.get(
                        "/_emulator/seed.schema.json",
                        "Describes seed files as JSON Schema, for editors to complete.",
                        call -> Response.json(200, new SeedTypes(surfaces).schema())));
    }

    private Response load(Call call) {
        String text = new String(call.request().body(), StandardCharsets.UTF_8);
        if (text.isBlank()) {
            throw Problem.malformed("The body is to be a seed file, in YAML or JSON, but it is empty.");
        }
        return ControlRoutes.blocking(call, () -> {
            places.of(call).seed(text);
            return Response.json(200, Json.object("status", "seeded"));
        });
    }

    private Response export(Call call) {
        Workspace workspace = places.of(call);
        boolean json = call.query().first("format").orElse("yaml").equals("json");
        byte[] file = (json ? workspace.exportJson() : workspace.export()).getBytes(StandardCharsets.UTF_8);
        return new Response(200, Headers.of("Content-Type", json ? "application/json" : "application/yaml"), file);
    }
}
