package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.ChangeHistory.Revision;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.ResourceRegistry;
import io.github.basicopsemulator.engine.ResourceRegistry.Entry;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All stored records of a workspace, including kinds without an endpoint, now or at a revision. */
final class Records extends Resource {

    private final ResourceRegistry kinds;
    private final WorkspaceLookup places;

    Records(ResourceRegistry kinds, WorkspaceLookup places) {
        super(Fields.of(new Kind("record")));
        this.kinds = kinds;
        this.places = places;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ControlRoutes.get(
                        "/_emulator/records",
                        "Lists the kinds of records, and how many there are of each; ?revision=NUMBER as of then.",
                        this::kinds),
                ControlRoutes.get(
                        "/_emulator/records/{kind}",
                        "Lists the records of a kind in the order of creation, ?limit of them from an ?offset, and the ids"
                                + " that the store knows them by; ?revision=NUMBER as of then.",
                        this::page),
                ControlRoutes.get(
                        "/_emulator/records/{kind}/{id}",
                        "Shows a record with all that is stored of it; ?revision=NUMBER as of then.",
                        this::one),
                ControlRoutes.get(
                        "/_emulator/records/{kind}/{id}/history",
                        "Tells what a record was after each change to it, oldest first, as far as revisions are kept.",
                        this::history),
                ControlRoutes.patch(
                        "/_emulator/records/{kind}/{id}",
                        "Changes a record as another user would; webhooks are sent.",
                        this::change),
                ControlRoutes.delete(
                        "/_emulator/records/{kind}/{id}",
                        "Removes a record as another user would; webhooks are sent.",
                        this::takeAway));
    }

    private Response kinds(Call call) {
        State state = state(call);
        List<Object> shown = new ArrayList<>();
        for (Entry served : kinds.all()) {
            shown.add(Json.object(
                    "kind", served.kind().toString(),
                    "surface", served.surface().name(),
                    "count", state.count(served.kind())));
        }
        return Response.json(200, Json.object("kinds", shown));
    }

    private Response page(Call call) {
        Entry served = served(call);
        State state = state(call);
        long offset = ControlRoutes.number(call, "offset", 0);
        long limit = ControlRoutes.number(call, "limit", Long.MAX_VALUE);
        List<Object> shown = new ArrayList<>();
        List<Object> ids = new ArrayList<>();
        long passed = 0;
        for (Entity entity : state.all(served.kind())) {
            if (passed >= offset && shown.size() < limit) {
                shown.add(show(served, entity, state, call));
                ids.add(entity.id());
            }
            passed++;
        }
        return Response.json(200, Json.object("records", shown, "ids", ids, "total", passed));
    }

    private Response one(Call call) {
        Entry served = served(call);
        State state = state(call);
        Entity entity = state.find(served.kind(), id(call));
        if (entity == null) {
            throw missing(call);
        }
        return Response.json(200, show(served, entity, state, call));
    }

    private static Map<String, @Nullable Object> show(Entry served, Entity entity, State state, Call call) {
        return served.show(entity, state, call.request().base(), call.now());
    }

    /** Walks through the moments; where two share the record, it did not change between them. */
    private Response history(Call call) {
        Entry served = served(call);
        List<Object> history = new ArrayList<>();
        Entity before = call.runtime().beginning().find(served.kind(), id(call));
        for (Revision revision : call.runtime().revisions().all()) {
            Entity after = revision.state().find(served.kind(), id(call));
            if (after != before) {
                history.add(Json.object(
                        "revision", revision.number(),
                        "at", revision.at().toString(),
                        "request", revision.request(),
                        "action", before == null ? "created" : after == null ? "removed" : "updated",
                        "record", after == null ? null : show(served, after, revision.state(), call)));
            }
            before = after;
        }
        if (history.isEmpty() && before == null) {
            throw missing(call);
        }
        return Response.json(200, Json.object("history", Collections.unmodifiableList(history)));
    }

    private Response change(Call call) {
        served(call);
        return ControlRoutes.blocking(call, () -> {
            places.of(call).change(call.parameter("kind"), id(call), call.body());
            return one(call);
        });
    }

    private Response takeAway(Call call) {
        served(call);
        return ControlRoutes.blocking(call, () -> {
            places.of(call).remove(call.parameter("kind"), id(call));
            return Response.json(200, Json.object("status", "removed"));
        });
    }

    private Entry served(Call call) {
        try {
            return kinds.find(call.parameter("kind"));
        } catch (IllegalArgumentException unknown) {
            throw Problem.notFound(unknown.getMessage() + ".");
        }
    }

    private static State state(Call call) {
        long number = ControlRoutes.number(call, "revision", 0);
        if (number == 0) {
            return call.runtime().store().state();
        }
        Revision revision = call.runtime().revisions().find(number);
        if (revision == null) {
            throw Snapshots.noMoment(number);
        }
        return revision.state();
    }

    private static long id(Call call) {
        String id = call.parameter("id");
        if (!id.matches("\\d{1,18}")) {
            throw missing(call);
        }
        return Long.parseLong(id);
    }

    private static Problem missing(Call call) {
        return Problem.notFound("There is no " + call.parameter("kind") + " " + call.parameter("id")
                + " in this workspace. Ids are here those of the store, which are whole numbers.");
    }
}
