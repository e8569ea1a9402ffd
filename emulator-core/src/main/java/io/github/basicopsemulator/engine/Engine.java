package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.delivery.Batch;
import io.github.basicopsemulator.delivery.Form;
import io.github.basicopsemulator.delivery.Letter;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.fault.Strike;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Answers requests: a function from a workspace and a request to a reply. Has no state of its own. */
public final class Engine {

    private final List<Surface> surfaces;
    private final Map<Surface, Router> routers = new HashMap<>();
    private final Map<Kind, Resource> resources = new HashMap<>();
    private final Map<Route, Resource> served = new IdentityHashMap<>();
    private final LongSupplier nanos;
    private final Sabotage sabotage;

    /**
     * Serves these surfaces; a path that none of them claims is answered by the first.
     *
     * @throws IllegalStateException when two routes could both answer one request
     */
    public Engine(List<Surface> surfaces) {
        this(surfaces, () -> 0, false);
    }

    /**
     * Serves these surfaces; a path that none of them claims is answered by the first.
     *
     * @param nanos a stopwatch, in nanoseconds of real time
     * @param takesFaultHeader whether a request can ask for a fault itself
     * @throws IllegalStateException when two routes could both answer one request
     */
    public Engine(List<Surface> surfaces, LongSupplier nanos, boolean takesFaultHeader) {
        this.surfaces = List.copyOf(surfaces);
        this.nanos = nanos;
        this.sabotage = new Sabotage(this::router, takesFaultHeader);
        for (Surface surface : surfaces) {
            List<Route> routes = new ArrayList<>();
            for (Resource resource : surface.resources()) {
                resources.put(resource.kind(), resource);
                for (Route route : resource.routes()) {
                    routes.add(route);
                    served.put(route, resource);
                }
            }
            routers.put(surface, new Router(routes));
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

    /** Answers a request; whatever is wrong with it or with the emulator, there is a reply. */
    public Reply handle(World world, Request request) {
        Trail trail = new Trail(request);
        try {
            return answered(world, request, trail);
        } catch (Throwable e) {
            return failed(world, request, trail, e);
        }
    }

    private Reply answered(World world, Request request, Trail trail) {
        Surface surface = surface(request.path());
        long began = nanos.getAsLong();
        Instant now = surface.isEmulated() ? world.callTime() : world.clock().now();
        trail.at(now);
        // A time that cannot be written must be found out before anything is done.
        String date = HttpDate.write(now);
        Reply whole =
                headed(reply(world, surface, request, now, trail), request).with("Date", date);
        note(world, request, trail, whole, began);
        return whole;
    }

    /** Puts a request into the journal and wakes listeners. A failure to do so costs the entry, and not the reply. */
    private void note(World world, Request request, Trail trail, Reply reply, long began) {
        try {
            Surface surface = surface(request.path());
            if (!surface.isEmulated()) {
                return;
            }
            if (world.journal().keeps()) {
                if (trail.isVague()) {
                    trail.asked(sabotage.asked(world, surface, request, trail.at()));
                }
                world.journal().add(trail.exchange(reply, (nanos.getAsLong() - began) / 1000));
            }
            world.live().raise();
        } catch (Throwable e) {
            new Failure(e).log("The journal has no entry of " + named(request));
        }
    }

    /**
     * Answers a request where the emulator itself failed, and tells the log and the journal.
     *
     * @param world null where it failed before it knew the workspace
     */
    public Reply failed(@Nullable World world, Request request, Throwable cause) {
        Trail trail = new Trail(request);
        trail.at(world == null ? Instant.EPOCH : timeOrEpoch(world));
        return failed(world, request, trail, cause);
    }

    /** Refuses a request, since the emulator is closing. */
    public Reply closing(Request request) {
        return Failure.orMinimal(() -> unavailable(request, "The emulator is closing: it answers no more requests.")
                .with("Connection", "close"));
    }

    private Reply unavailable(Request request, String message) {
        return headed(surface(request.path()).dialect().fault(503, message, request), request);
    }

    private Reply failed(@Nullable World world, Request request, Trail trail, Throwable cause) {
        if (world != null && world.isClosed()) {
            return Failure.orMinimal(
                    () -> unavailable(request, "The workspace was closed before this request was answered."));
        }
        Reply reply = Failure.orMinimal(() -> headed(failed(request, trail, cause), request));
        if (world != null) {
            note(world, request, trail, reply, nanos.getAsLong());
        }
        return reply.then(trail.departure());
    }

    private Reply failed(Request request, Trail trail, Throwable cause) {
        Failure failure = new Failure(cause);
        failure.log(named(request) + " is answered with 500");
        trail.failure(failure);
        return Failure.orMinimal(() -> surface(request.path()).dialect().failed(failure.message(), request));
    }

    private static Instant timeOrEpoch(World world) {
        try {
            return world.clock().now();
        } catch (Throwable noTime) {
            return Instant.EPOCH;
        }
    }

    private static String named(Request request) {
        return request.method() + " " + request.path();
    }

    private Reply reply(World world, Surface surface, Request request, Instant now, Trail trail) {
        Strike strike;
        try {
            strike = surface.isEmulated() ? sabotage.strike(world, surface, request, now) : null;
        } catch (Problem noSuchFault) {
            trail.problem(noSuchFault);
            return surface.dialect().refused(noSuchFault, new Attempt(request));
        }
        if (strike == null) {
            return completed(answer(world, surface, request, now, trail), surface, request, now);
        }
        trail.strike(strike);
        Reply reply = strike.harm().isInstead()
                ? Sabotage.instead(surface, request, strike)
                : answer(world, surface, request, now, trail);
        return Sabotage.spoilt(completed(reply, surface, request, now), strike, now);
    }

    private static Reply completed(Reply reply, Surface surface, Request request, Instant now) {
        return surface.dialect().completed(reply, request, now);
    }

    private Reply answer(World world, Surface surface, Request request, Instant now, Trail trail) {
        Attempt attempt = new Attempt(request);
        try {
            if (!surface.claims(request.path())) {
                throw Problem.noSuchPath(
                        request.method() + " " + request.path() + " is served by nothing; paths begin with "
                                + surfaces.stream().map(Surface::home).toList() + ".");
            }
            State state = world.store().state();
            Caller caller = surface.admit(request, state, now);
            trail.caller(caller);
            Router.Match match = router(surface).match(request.method(), surface.plain(request.path()));
            Route route = match.route();
            trail.route(route);
            Resource resource = resource(route);
            attempt = new Attempt(request, resource, route);
            refuseAssumption(surface, route);
            Query query = Query.parse(request.query());
            Call call = new Call(
                    this,
                    surface,
                    request,
                    match.parameters(),
                    query,
                    Map.of(),
                    caller,
                    now,
                    state,
                    null,
                    new ArrayList<>(),
                    world);
            surface.check(resource, route, call);
            if (route.takes() == Route.Takes.OBJECT) {
                call = call.taking(surface.dialect().open(request));
            }
            if (route.preparation() != null) {
                call = call.with(state, route.preparation().apply(call));
            }
            if (!route.writes()) {
                return route.action().apply(call);
            }
            Written<Reply> written = write(world, call, admittedAgain(surface, route));
            trail.events(written.events());
            trail.departure(world.courier().depart(written.letters()));
            return written.result().then(trail.departure());
        } catch (Problem problem) {
            trail.problem(problem);
            return surface.dialect().refused(problem, attempt);
        } catch (Throwable e) {
            if (world.isClosed()) {
                throw e;
            }
            return failed(request, trail, e);
        }
    }

    /** With what the surface puts into the head of every reply. */
    private Reply headed(Reply reply, Request request) {
        for (Map.Entry<String, String> field :
                surface(request.path()).dialect().headers(request).all()) {
            reply.with(field.getKey(), field.getValue());
        }
        return reply;
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

    /** Tells whether a path belongs to the world that is emulated, whose requests are counted. */
    public boolean isEmulated(String path) {
        return surface(path).isEmulated();
    }

    /** Tells what the route of a request takes its body for; {@code NOTHING} where there is no such route. */
    public Route.Takes takes(String method, String path) {
        Surface surface = surface(path);
        return router(surface).takes(method, surface.plain(path));
    }

    /** Refuses a request to a workspace that could not be read as far as its body. */
    public Reply refuse(World world, Request request, Problem problem) {
        Reply reply = refuse(request, problem);
        if (world.journal().keeps()) {
            Trail trail = new Trail(request);
            trail.at(world.clock().now());
            trail.problem(problem);
            world.journal().add(trail.exchange(reply, 0));
        }
        world.live().raise();
        return reply;
    }

    /** Refuses a request that could not be read, or to no workspace. */
    public Reply refuse(Request request, Problem problem) {
        return headed(surface(request.path()).dialect().refused(problem, new Attempt(request)), request);
    }

    /**
     * Does something to a workspace as a user would, but not over HTTP: all of it or nothing.
     *
     * @throws Problem when it is refused
     */
    public <T> T act(World world, Surface surface, Caller caller, String base, Function<Call, T> work) {
        return act(world, surface, caller, base, world.clock().now(), work);
    }

    /** Does the same as if it were another time. */
    public <T> T act(World world, Surface surface, Caller caller, String base, Instant now, Function<Call, T> work) {
        Request request = new Request("", "", "", new Headers(), new byte[0], base);
        Query query = Query.parse("");
        State state = world.store().state();
        Call call = new Call(
                this, surface, request, Map.of(), query, Map.of(), caller, now, state, null, new ArrayList<>(), world);
        Written<T> written = write(world, call, work);
        world.courier().depart(written.letters()).run();
        return written.result();
    }

    private Resource resource(Route route) {
        Resource resource = served.get(route);
        if (resource == null) {
            throw new IllegalStateException("no resource serves " + route);
        }
        return resource;
    }

    Resource resource(Kind kind) {
        Resource resource = resources.get(kind);
        if (resource == null) {
            throw new IllegalStateException("no surface serves a " + kind);
        }
        return resource;
    }

    private record Written<T>(T result, Batch letters, List<Event> events) {}

    /** Letters are addressed before the change is published, so that one which cannot be leaves everything as it was. */
    private <T> Written<T> write(World world, Call prepared, Function<Call, T> work) {
        Batch[] taken = new Batch[1];
        List<Event> events = new ArrayList<>();
        T result = world.store().write(transaction -> {
            Call call = prepared.with(transaction, prepared.prepared());
            T made = work.apply(call);
            List<Letter> letters = letters(call, world.courier().rules().form());
            transaction.onCommit(() -> {
                events.addAll(world.events().append(call.events(), call.caller().user(), call.now()));
                taken[0] = world.courier().take(letters, call.request().number());
                if (transaction.state() != transaction.before()) {
                    world.note(call, List.copyOf(events));
                }
            });
            return made;
        });
        return new Written<>(result, taken[0], events);
    }

    private List<Letter> letters(Call call, Form form) {
        if (call.events().isEmpty()) {
            return List.of();
        }
        Happening happening = call.happening(form);
        return surfaces.stream()
                .flatMap(surface -> surface.letters(happening).stream())
                .toList();
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
}
