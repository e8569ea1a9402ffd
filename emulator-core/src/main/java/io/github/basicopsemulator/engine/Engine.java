package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.delivery.Batch;
import io.github.basicopsemulator.delivery.Letter;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers requests: a function from a workspace and a request to a reply. Has no state of its own. */
public final class Engine {

    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final List<Surface> surfaces;
    private final Map<Surface, Router> routers = new HashMap<>();
    private final Map<Kind, Resource> resources = new HashMap<>();

    /**
     * Serves these surfaces; a path that none of them claims is answered by the first.
     *
     * @throws IllegalStateException when two routes could both answer one request
     */
    public Engine(List<Surface> surfaces) {
        this.surfaces = List.copyOf(surfaces);
        for (Surface surface : surfaces) {
            surface.resources().forEach(resource -> resources.put(resource.kind(), resource));
            routers.put(
                    surface,
                    new Router(surface.resources().stream()
                            .flatMap(resource -> resource.routes().stream())
                            .toList()));
        }
    }

    /** Returns the state of a workspace in which nothing has happened yet. */
    public State fresh(long seed) {
        Store store = new Store(State.empty(seed));
        store.write(transaction -> {
            surfaces.forEach(surface -> surface.found(transaction));
            return transaction;
        });
        return store.state();
    }

    /** Answers a request; whatever is wrong with it, there is a reply. */
    public Reply handle(World world, Request request) {
        try {
            boolean ticks = surface(request.path()).isEmulated();
            Instant now = ticks ? world.clock().callTime() : world.clock().now();
            return answer(world, request, now).with("Date", DATE.format(now));
        } catch (RuntimeException noTime) {
            return surface(request.path()).dialect().failed(trace(noTime));
        }
    }

    private Reply answer(World world, Request request, Instant now) {
        Surface surface = surface(request.path());
        Route route = null;
        try {
            if (!surface.claims(request.path())) {
                throw Problem.noSuchPath(
                        request.method() + " " + request.path() + " is served by nothing; paths begin with "
                                + surfaces.stream().map(Surface::home).toList() + ".");
            }
            State state = world.store().state();
            Caller caller = surface.admit(request, state, now);
            Router.Match match = router(surface).match(request.method(), request.path());
            route = match.route();
            refuseAssumption(surface, route);
            Query query = Query.parse(request.query());
            Map<String, @Nullable Object> body =
                    route.takes() == Route.Takes.OBJECT ? surface.dialect().open(request) : Map.of();
            Call call = new Call(
                    this,
                    surface,
                    request,
                    match.parameters(),
                    query,
                    body,
                    caller,
                    now,
                    state,
                    null,
                    new ArrayList<>(),
                    world);
            if (route.preparation() != null) {
                call = call.with(state, route.preparation().apply(call));
            }
            if (!route.writes()) {
                return route.action().apply(call);
            }
            Written<Reply> written = write(world, call, admittedAgain(surface, route));
            return written.result().then(world.courier().depart(written.letters()));
        } catch (Problem problem) {
            return surface.dialect().refused(problem, route);
        } catch (RuntimeException | StackOverflowError bug) {
            return surface.dialect().failed(trace(bug));
        }
    }

    /** Between the first look and the writers' turn the caller may have gone, or the token. */
    private static Function<Call, Reply> admittedAgain(Surface surface, Route route) {
        return call -> route.action().apply(call.by(surface.admit(call.request(), call.entities(), call.now())));
    }

    private static void refuseAssumption(Surface surface, Route route) {
        if (surface.strict() && route.evidence().mark() == Evidence.Mark.ASSUMED) {
            throw Problem.unsure("Nobody has documented or seen " + route
                    + "; it is assumed here, and strict mode answers" + " nothing that is only assumed: "
                    + route.evidence().source());
        }
    }

    /** Tells what the route of a request takes its body for; {@code NOTHING} where there is no such route. */
    public Route.Takes takes(String method, String path) {
        return router(surface(path)).takes(method, path);
    }

    /** Refuses a request that could not be read as far as its body. */
    public Reply refuse(String path, Problem problem) {
        return surface(path).dialect().refused(problem, null);
    }

    /**
     * Does something to a workspace as a user would, but not over HTTP: all of it or nothing.
     *
     * @throws Problem when it is refused
     */
    public <T> T act(World world, Surface surface, Caller caller, String base, Function<Call, T> work) {
        Request request = new Request("", "", "", new Headers(), new byte[0], base);
        Query query = Query.parse("");
        State state = world.store().state();
        Call call = new Call(
                this,
                surface,
                request,
                Map.of(),
                query,
                Map.of(),
                caller,
                world.clock().callTime(),
                state,
                null,
                new ArrayList<>(),
                world);
        Written<T> written = write(world, call, work);
        world.courier().depart(written.letters()).run();
        return written.result();
    }

    Resource resource(Kind kind) {
        Resource resource = resources.get(kind);
        if (resource == null) {
            throw new IllegalStateException("no surface serves a " + kind);
        }
        return resource;
    }

    private record Written<T>(T result, Batch letters) {}

    /** Letters are addressed before the change is published, so that one which cannot be leaves everything as it was. */
    private static <T> Written<T> write(World world, Call prepared, Function<Call, T> work) {
        Batch[] taken = new Batch[1];
        T result = world.store().write(transaction -> {
            Call call = prepared.with(transaction, prepared.prepared());
            T made = work.apply(call);
            List<Letter> letters = call.events().isEmpty()
                    ? List.of()
                    : call.surface()
                            .letters(call.happening(world.courier().rules().form()));
            transaction.onCommit(() -> {
                world.events().append(call.events(), call.caller().user(), call.now());
                taken[0] = world.courier().take(letters);
            });
            return made;
        });
        return new Written<>(result, taken[0]);
    }

    private Surface surface(String path) {
        for (Surface surface : surfaces) {
            if (surface.claims(path)) {
                return surface;
            }
        }
        return surfaces.get(0);
    }

    private Router router(Surface surface) {
        Router router = routers.get(surface);
        if (router == null) {
            throw new IllegalStateException("a surface without routes");
        }
        return router;
    }

    private static String trace(Throwable bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
