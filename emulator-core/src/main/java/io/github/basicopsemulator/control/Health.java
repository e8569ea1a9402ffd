package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.util.List;

/** Health and readiness of the emulator. */
final class Health extends Resource {

    Health() {
        super(Fields.of(new Kind("health")));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ControlRoutes.get(
                        "/_emulator/health",
                        "Tells whether the emulator is there.",
                        call -> Response.json(200, Json.object("status", "up"))),
                ControlRoutes.get(
                        "/_emulator/ready",
                        "Tells whether it serves: it does as soon as it answers at all, with all its seeds in place.",
                        call -> Response.json(200, Json.object("status", "ready"))));
    }
}
