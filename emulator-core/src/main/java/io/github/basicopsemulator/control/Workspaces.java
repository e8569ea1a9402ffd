package io.github.basicopsemulator.control;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The workspaces of the emulator. The default one, whose name is empty, is always there. */
final class Workspaces extends Resource {

    private static final Fields NEW =
            ControlRoutes.table(Field.text("name"), Field.span("ttl"), Field.text("like"), Field.anything("seed"));

    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final WorkspaceLookup places;
    private final AtomicLong nameless = new AtomicLong();

    Workspaces(WorkspaceLookup places) {
        super(Fields.of(new Kind("workspace")));
        this.places = places;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ControlRoutes.get(
                        "/_emulator/workspaces",
                        "Lists the workspaces by name: ?limit of them, 100 unless told and at most 1,000, ?after a name; the"
                                + " total, and the name that the next page is after.",
                        this::page),
                ControlRoutes.post(
                        "/_emulator/workspaces",
                        "Makes a workspace, fresh or like another, with what a seed file holds. With a ttl it is"
                                + " deleted after that time without a request.",
                        NEW,
                        this::make),
                ControlRoutes.get(
                        "/_emulator/workspaces/{name}",
                        "Shows a workspace.",
                        call -> Response.json(200, show(named(call), call))),
                ControlRoutes.delete(
                        "/_emulator/workspaces/{name}", "Forgets a workspace.", call -> forget(named(call), call)),
                ControlRoutes.get(
                        "/_emulator/workspace",
                        "Shows the workspace of the URL.",
                        call -> Response.json(200, show(places.of(call), call))),
                ControlRoutes.delete(
                        "/_emulator/workspace",
                        "Deletes the workspace of the URL.",
                        call -> forget(places.of(call), call)));
    }

    private Response page(Call call) {
        int limit = limit(call);
        String after = call.query().first("after").orElse(null);
        List<Workspace> found = places.emulator().workspaces(after, limit + 1);
        List<Workspace> page = found.size() > limit ? found.subList(0, limit) : found;
        return Response.json(
                200,
                Json.object(
                        "workspaces",
                                page.stream().map(each -> show(each, call)).toList(),
                        "total", places.emulator().workspaceCount(),
                        "next", found.size() > limit ? page.get(limit - 1).name() : null));
    }

    private static int limit(Call call) {
        long limit = ControlRoutes.number(call, "limit", PAGE);
        if (limit < 1 || limit > MAX_PAGE) {
            throw Problem.invalid("?limit", "must be from 1 to " + MAX_PAGE + ", but was " + limit);
        }
        return (int) limit;
    }

    /** Its URL begins as that which was asked, be it behind a proxy or in a container. */
    private static String url(Workspace workspace, Call call) {
        String asked = call.runtime().name();
        String base = call.request().base();
        String root = asked.isEmpty() ? base : base.substring(0, base.length() - "/w/".length() - asked.length());
        return workspace.name().isEmpty() ? root : root + "/w/" + workspace.name();
    }

    private static Map<String, @Nullable Object> show(Workspace workspace, Call call) {
        Duration lifetime = workspace.expiresAfter();
        return Json.object(
                "name", workspace.name(),
                "url", url(workspace, call),
                "token", workspace.token(),
                "requests", workspace.requests(),
                "ttl", lifetime == null ? null : lifetime.toString());
    }

    private Response make(Call call, Changes sent) {
        return ControlRoutes.blocking(call, () -> made(call, sent));
    }

    private Response made(Call call, Changes sent) {
        String name = Objects.requireNonNullElseGet(sent.text("name"), this::free);
        String like = sent.text("like");
        Workspace made = like == null
                ? places.emulator().newWorkspace(name)
                : places.emulator().workspace(name, find(like).snapshot());
        try {
            furnish(made, sent);
        } catch (RuntimeException refused) {
            made.close();
            throw refused;
        }
        return Response.json(201, show(made, call));
    }

    private static void furnish(Workspace workspace, Changes sent) {
        Object seed = sent.get("seed");
        if (seed != null) {
            workspace.seed(new String(Json.write(seed), StandardCharsets.UTF_8));
        }
        Duration lifetime = sent.span("ttl");
        if (lifetime != null) {
            workspace.expireAfter(lifetime);
        }
    }

    /** Returns the next unused name. */
    private String free() {
        String name;
        do {
            name = "workspace-" + nameless.incrementAndGet();
        } while (places.emulator().find(name).isPresent());
        return name;
    }

    private Workspace named(Call call) {
        String name = call.parameter("name");
        return find(name);
    }

    private Workspace find(String name) {
        return places.emulator()
                .find(name)
                .orElseThrow(() -> Problem.notFound(
                        "There is no workspace \"" + name + "\" here; GET /_emulator/workspaces lists them."));
    }

    private static Response forget(Workspace workspace, Call call) {
        if (workspace.name().isEmpty()) {
            throw new IllegalStateException(
                    "the default workspace is always there: POST /_emulator/reset makes it fresh");
        }
        return ControlRoutes.deferred(
                call.runtime().runReset(Executors.callable(workspace::close)),
                nothing -> Response.json(200, Json.object("status", "forgotten")));
    }
}
