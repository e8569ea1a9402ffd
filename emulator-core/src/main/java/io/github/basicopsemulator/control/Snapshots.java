package io.github.basicopsemulator.control;

import io.github.basicopsemulator.Difference;
import io.github.basicopsemulator.Difference.Change;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Earlier states of a workspace: named snapshots, revisions, and the differences to them. */
final class Snapshots extends Resource {

    private static final Fields NAMED = ControlRoutes.table(Field.text("name"));
    private static final Fields BACK = ControlRoutes.table(Field.text("snapshot"), Field.whole("revision"));

    private final WorkspaceLookup places;

    Snapshots(WorkspaceLookup places) {
        super(Fields.of(new Kind("snapshot")));
        this.places = places;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ControlRoutes.post(
                        "/_emulator/reset",
                        "Makes the workspace as a fresh one is, with the seeds of all.",
                        this::reset),
                ControlRoutes.get("/_emulator/snapshots", "Lists the names of snapshots, oldest first.", this::names),
                ControlRoutes.post(
                        "/_emulator/snapshots",
                        "Takes a snapshot, under a name of its own unless one is sent.",
                        NAMED,
                        (call, sent) -> take(call, Objects.requireNonNullElseGet(sent.text("name"), () -> free(call)))),
                ControlRoutes.put(
                        "/_emulator/snapshots/{name}",
                        "Takes a snapshot, in place of an earlier one of that name.",
                        ControlRoutes.table(),
                        (call, sent) -> take(call, call.parameter("name"))),
                ControlRoutes.post(
                        "/_emulator/rewind",
                        "Goes back to a snapshot, with all that it was; or to a revision: its records, ids and clock.",
                        BACK,
                        this::rewind),
                ControlRoutes.get(
                        "/_emulator/revisions",
                        "Lists the workspace after each of its newest changes, oldest first; the newest 1,000.",
                        this::revisions),
                ControlRoutes.get(
                        "/_emulator/changes",
                        "Lists the changes since the workspace began or was rewound, or since a snapshot (?since=NAME) or"
                                + " a revision (?revision=NUMBER); ?format=text returns lines.",
                        this::changes));
    }

    private Response reset(Call call) {
        return resetting(call, "reset", () -> places.of(call).reset());
    }

    /** Waits until the last delivery of before is over, for which the request holds no thread of the server. */
    private static Response resetting(Call call, String status, Runnable work) {
        return ControlRoutes.deferred(
                call.runtime().runReset(Executors.callable(work)),
                nothing -> Response.json(200, Json.object("status", status)));
    }

    private Response names(Call call) {
        return Response.json(200, Json.object("snapshots", places.of(call).snapshots()));
    }

    private Response take(Call call, String name) {
        places.of(call).snapshot(name);
        return Response.json(200, Json.object("snapshot", name));
    }

    private String free(Call call) {
        List<String> taken = places.of(call).snapshots();
        int number = taken.size() + 1;
        while (taken.contains("snapshot-" + number)) {
            number++;
        }
        return "snapshot-" + number;
    }

    private Response rewind(Call call, Changes sent) {
        String snapshot = sent.text("snapshot");
        Long revision = sent.number("revision");
        if ((snapshot == null) == (revision == null)) {
            throw Problem.invalid("$", "must name either a snapshot or a revision");
        }
        return resetting(call, "rewound", () -> {
            if (snapshot != null) {
                places.of(call).rewind(known(snapshot, call));
            } else if (revision != null) {
                places.of(call).rewind(revision(call, revision));
            }
        });
    }

    private Response revisions(Call call) {
        List<Object> revisions = call.runtime().revisions().all().stream()
                .<Object>map(revision -> Json.object(
                        "number", revision.number(),
                        "at", revision.at().toString(),
                        "request", revision.request(),
                        "events",
                                revision.events().stream()
                                        .map(Snapshots::inShort)
                                        .toList()))
                .toList();
        return Response.json(200, Json.object("revisions", revisions));
    }

    private static String inShort(Event event) {
        return event.action().name().toLowerCase(Locale.ROOT) + " " + event.entity();
    }

    private Response changes(Call call) {
        Difference difference = difference(call);
        if (call.query().first("format").orElse("json").equals("text")) {
            byte[] lines = (difference + "\n").getBytes(StandardCharsets.UTF_8);
            return new Response(200, Headers.of("Content-Type", "text/plain; charset=utf-8"), lines);
        }
        return Response.json(
                200,
                Json.object(
                        "changes",
                        difference.all().stream().map(Snapshots::change).toList()));
    }

    private Difference difference(Call call) {
        Workspace workspace = places.of(call);
        String since = call.query().first("since").orElse(null);
        long revision = ControlRoutes.number(call, "revision", 0);
        if (revision > 0) {
            return workspace.changesSince(revision(call, revision));
        }
        return since == null ? workspace.changes() : workspace.changesSince(known(since, call));
    }

    private String known(String snapshot, Call call) {
        List<String> names = places.of(call).snapshots();
        if (!names.contains(snapshot)) {
            throw Problem.notFound("There is no snapshot \"" + snapshot + "\" here; there are " + names + ".");
        }
        return snapshot;
    }

    private Snapshot revision(Call call, long number) {
        return places.of(call).revision(number).orElseThrow(() -> noMoment(number));
    }

    static Problem noMoment(long number) {
        return Problem.notFound(
                "There is no revision " + number + " here, or no longer; GET /_emulator/revisions lists them.");
    }

    private static Map<String, @Nullable Object> change(Change change) {
        Map<String, @Nullable Object> fields = Json.object();
        for (String field : change.fields()) {
            fields.put(field, Json.object("from", change.from(field), "to", change.to(field)));
        }
        return Json.object(
                "action", change.action().name().toLowerCase(Locale.ROOT),
                "kind", change.kind(),
                "id", change.id(),
                "title", change.title(),
                "fields", fields,
                "line", change.toString());
    }
}
