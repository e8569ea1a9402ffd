package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Evidence;
import io.github.basicopsemulator.engine.Quirk;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The served endpoints with their evidence: documented, observed or assumed. */
final class Coverage extends Resource {

    /** As a reader counts: 9 before 10, E9 before E10, and those without a row last. */
    private static final Comparator<Route> ROWS = Comparator.comparing(
                    (Route route) -> route.row().isEmpty())
            .thenComparing(route -> route.row().replaceAll("\\d", ""))
            .thenComparing(route -> route.row().length())
            .thenComparing(Route::row);

    private final List<Surface> surfaces;

    Coverage(List<Surface> surfaces) {
        super(Fields.of(new Kind("coverage")));
        this.surfaces = surfaces;
    }

    @Override
    public List<Route> routes() {
        return List.of(ControlRoutes.get(
                "/_emulator/coverage", "Lists the emulated endpoints with their evidence.", this::cover));
    }

    private Response cover(Call call) {
        List<Object> covered = new ArrayList<>();
        for (Surface surface : surfaces) {
            covered.add(Json.object(
                    "name", surface.name(),
                    "endpoints", endpoints(surface),
                    "records", records(surface),
                    "behaviour", surface.quirks().stream().map(Coverage::quirk).toList()));
        }
        return Response.json(200, Json.object("surfaces", covered));
    }

    private static List<Object> endpoints(Surface surface) {
        List<Route> routes = new ArrayList<>();
        surface.resources().forEach(resource -> routes.addAll(resource.routes()));
        routes.sort(ROWS);
        return routes.stream().<Object>map(Coverage::endpoint).toList();
    }

    /** The fields of the endpoints' records, in the order of their tables, and the parameters of their lists. */
    private static List<Object> records(Surface surface) {
        List<Object> records = new ArrayList<>();
        for (Resource resource : surface.resources()) {
            if (resource.routes().stream().anyMatch(Coverage::serves)) {
                boolean written = resource.routes().stream().anyMatch(route -> route.takes() == Route.Takes.OBJECT);
                boolean listed = resource.routes().stream()
                        .anyMatch(route -> route.answer().form() == ResponseSpec.Shape.LISTED);
                List<Field> fields = resource.fields().all();
                records.add(Json.object(
                        "kind", resource.kind().toString(),
                        "shown", named(fields, field -> !field.is(Trait.HIDDEN)),
                        "written", named(fields, field -> written && field.isWritten(true)),
                        "required",
                                named(fields, field -> written && field.is(Trait.REQUIRED) && field.isWritten(true)),
                        "filtered", listed ? surface.dialect().parameters(resource) : List.of()));
            }
        }
        return records;
    }

    /** Returns true if a route handles whole records, rather than files or custom responses. */
    private static boolean serves(Route route) {
        return route.answer().form() != ResponseSpec.Shape.OWN && route.answer().form() != ResponseSpec.Shape.FILE;
    }

    private static List<String> named(List<Field> fields, Predicate<Field> wanted) {
        return fields.stream().filter(wanted).map(Field::name).toList();
    }

    private static Map<String, @Nullable Object> endpoint(Route route) {
        return Json.object(
                "row", route.row().isEmpty() ? null : route.row(),
                "method", route.method(),
                "path", route.path(),
                "evidence", mark(route.evidence()),
                "source", route.evidence().source());
    }

    private static Object quirk(Quirk quirk) {
        return Json.object(
                "id", quirk.id(),
                "behaviour", quirk.behaviour(),
                "evidence", mark(quirk.evidence()),
                "source", quirk.evidence().source());
    }

    private static String mark(Evidence evidence) {
        return evidence.mark().name().toLowerCase(Locale.ROOT);
    }
}
