package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.fault.InjectedFault;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.LimitReached;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import io.github.basicopsemulator.webhook.Batch;
import io.github.basicopsemulator.webhook.PayloadFormat;
import io.github.basicopsemulator.webhook.WebhookDispatcher.Dispatched;
import io.github.basicopsemulator.webhook.WebhookMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Answers requests: a function from a workspace and a request to a reply. Has no state of its own. */
public final class Engine {

    private static final String CLOSED = "The workspace was closed before this request was answered.";

    private final List<Surface> surfaces;
    private final Map<Surface, Router> routers = new HashMap<>();
    private final Map<Kind, Resource> resources = new HashMap<>();
    private final Map<Route, Resource> served = new IdentityHashMap<>();
    private final LongSupplier nanos;
    private final FaultInjector faultInjector;
    private final OriginPolicy origins;

    /**
     * Serves these surfaces; the first one answers unknown paths.
     *
     * @throws IllegalStateException if two routes could match one request
     */
    public Engine(List<Surface> surfaces) {
        this(surfaces, () -> 0, false);
    }

    /** Serves these surfaces to programs, and to pages of its own origin only. */
    public Engine(List<Surface> surfaces, LongSupplier nanos, boolean takesFaultHeader) {
        this(surfaces, nanos, takesFaultHeader, OriginPolicy.STRICT);
    }

    /**
     * Serves these surfaces; the first one answers unknown paths.
     *
     * @param nanos a stopwatch, in nanoseconds of real time
     * @param takesFaultHeader whether a request can inject a fault into itself
     * @param origins the pages whose requests to emulated APIs are accepted
     * @throws IllegalStateException if two routes could match one request
     */
    public Engine(List<Surface> surfaces, LongSupplier nanos, boolean takesFaultHeader, OriginPolicy origins) {
        this.surfaces = List.copyOf(surfaces);
        this.nanos = nanos;
        this.origins = origins;
        this.faultInjector = new FaultInjector(this::router, takesFaultHeader);
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

    /** Returns the state of a fresh workspace. */
    public State fresh(long seed) {
        Store store = new Store(State.empty(seed));
        store.write(transaction -> {
            surfaces.forEach(surface -> surface.seedDefaults(transaction));
            return transaction;
        });
        return store.state();
    }

    /** Answers a request. There is always a response, also if the emulator itself fails. */
    public Response handle(WorkspaceRuntime runtime, Request request) {
        ExchangeRecorder recorder = new ExchangeRecorder(request);
        recorder.generation(runtime.journal().generation());
        try {
            Problem foreign = foreign(request);
            return foreign == null ? answered(runtime, request, recorder) : refuse(runtime, request, foreign);
        } catch (Throwable e) {
            return failed(runtime, request, recorder, e);
        }
    }

    /** Finds out why the page that sent a request may not, or returns null. Such a request moves no clock and uses up no fault. */
    private @Nullable Problem foreign(Request request) {
        Surface surface = surface(request.path());
        if (!surface.isEmulated() || !OriginPolicy.isFromBrowser(request)) {
            return null;
        }
        try {
            origins.check(request, surface.isOpenToLinks(request));
            return null;
        } catch (Problem refused) {
            return refused;
        }
    }

    private Response answered(WorkspaceRuntime runtime, Request request, ExchangeRecorder recorder) {
        Surface surface = surface(request.path());
        long began = nanos.getAsLong();
        Instant now =
                surface.isEmulated() ? runtime.callTime() : runtime.clock().now();
        recorder.at(now);
        // A time that cannot be written must fail before the request is applied.
        String date = HttpDate.write(now);
        Response reply = reply(runtime, surface, request, now, recorder).map(known -> {
            Response whole = headed(known, request).with("Date", date);
            note(runtime, request, recorder, whole, began);
            return whole;
        });
        DeferredResponse deferred = reply.deferred();
        return deferred == null
                ? reply
                : Response.deferred(deferred.recover(e -> failed(runtime, request, recorder, e)));
    }

    /** Puts a request into the journal and wakes listeners. A failure to do so costs the entry, and not the reply. */
    private void note(
            WorkspaceRuntime runtime, Request request, ExchangeRecorder recorder, Response reply, long began) {
        try {
            Surface surface = surface(request.path());
            if (!surface.isEmulated()) {
                return;
            }
            if (runtime.journal().keeps()) {
                if (recorder.isUnrouted()) {
                    recorder.asked(faultInjector.asked(runtime, surface, request, recorder.at()));
                }
                runtime.journal()
                        .add(recorder.exchange(reply, (nanos.getAsLong() - began) / 1000), recorder.generation());
            }
            runtime.live().signalAll();
        } catch (Throwable e) {
            new Failure(e).log("The journal has no entry of " + named(request));
        }
    }

    /**
     * Answers a request after a failure of the emulator itself, and records it in the log and the journal.
     *
     * @param runtime null if it failed before the workspace was known
     */
    public Response failed(@Nullable WorkspaceRuntime runtime, Request request, Throwable cause) {
        ExchangeRecorder recorder = new ExchangeRecorder(request);
        recorder.at(runtime == null ? Instant.EPOCH : timeOrEpoch(runtime));
        recorder.generation(runtime == null ? 0 : runtime.journal().generation());
        return failed(runtime, request, recorder, cause);
    }

    /** Refuses a request, since the emulator is closing. */
    public Response closing(Request request) {
        return Failure.orMinimal(() -> unavailable(request, "The emulator is closing: it answers no more requests.")
                .with("Connection", "close"));
    }

    private Response unavailable(Request request, String message) {
        return headed(surface(request.path()).dialect().fault(503, message, request), request);
    }

    private Response failed(
            @Nullable WorkspaceRuntime runtime, Request request, ExchangeRecorder recorder, Throwable cause) {
        if (runtime != null && runtime.isClosed()) {
            return Failure.orMinimal(() -> unavailable(request, CLOSED));
        }
        Response reply = Failure.orMinimal(() -> headed(failed(request, recorder, cause), request));
        if (runtime != null) {
            note(runtime, request, recorder, reply, nanos.getAsLong());
        }
        return reply.then(recorder.departure());
    }

    private Response failed(Request request, ExchangeRecorder recorder, Throwable cause) {
        Failure failure = new Failure(cause);
        failure.log(named(request) + " is answered with 500");
        recorder.failure(failure);
        return Failure.orMinimal(() -> surface(request.path()).dialect().failed(failure.message(), request));
    }

    private static Instant timeOrEpoch(WorkspaceRuntime runtime) {
        try {
            return runtime.clock().now();
        } catch (Throwable noTime) {
            return Instant.EPOCH;
        }
    }

    private static String named(Request request) {
        return request.method() + " " + request.path();
    }

    private Response reply(
            WorkspaceRuntime runtime, Surface surface, Request request, Instant now, ExchangeRecorder recorder) {
        long generation = runtime.held().generation();
        InjectedFault injected;
        try {
            injected = surface.isEmulated() ? faultInjector.inject(runtime, surface, request, now) : null;
        } catch (Problem noSuchFault) {
            recorder.problem(noSuchFault);
            return surface.dialect().refused(noSuchFault, new RefusedRequest(request));
        }
        if (injected == null) {
            return answer(runtime, surface, request, now, recorder, false)
                    .map(reply -> surface.dialect().completed(reply, request, now));
        }
        recorder.inject(injected);
        TransportFault transportFault =
                FaultInjector.transportFault(injected, now).in(generation);
        if (transportFault.isHeld() && runtime.held().isFull()) {
            return surface.dialect().fault(503, DelayedResponses.FULL, request);
        }
        Response reply = injected.effect().isInstead()
                ? FaultInjector.instead(surface, request, injected)
                : answer(runtime, surface, request, now, recorder, transportFault.until() != null);
        return reply.map(known -> held(
                FaultInjector.disrupted(surface.dialect().completed(known, request, now), injected, transportFault),
                transportFault,
                runtime));
    }

    /** The reply, sent when its time has come. */
    private static Response held(Response reply, TransportFault transportFault, WorkspaceRuntime runtime) {
        Instant until = transportFault.until();
        if (until != null) {
            return reply.heldFor(runtime.held().until(until, transportFault.generation()))
                    .then(runtime.held()::left);
        }
        return transportFault.isHeld()
                ? reply.heldFor(runtime.held().pause(transportFault.time(), transportFault.generation()))
                : reply;
    }

    private Response answer(
            WorkspaceRuntime runtime,
            Surface surface,
            Request request,
            Instant now,
            ExchangeRecorder recorder,
            boolean isPostponed) {
        RefusedRequest[] refused = {new RefusedRequest(request)};
        return guarded(runtime, recorder, surface, request, refused, () -> {
            if (!surface.handles(request.path())) {
                throw Problem.noSuchPath(request.method() + " " + request.path() + " is not served; paths begin with "
                        + surfaces.stream().map(Surface::basePath).toList() + ".");
            }
            State state = runtime.store().state();
            Caller caller = surface.authenticate(request, state, now);
            recorder.caller(caller);
            Router.Match match = router(surface).match(request.method(), surface.normalize(request.path()));
            Route route = match.route();
            recorder.route(route);
            Resource resource = resource(route);
            refused[0] = new RefusedRequest(request, resource, route);
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
                    runtime);
            surface.check(resource, route, call);
            if (route.takes() == Route.Takes.OBJECT) {
                call = call.taking(surface.dialect().open(request));
            }
            Function<Call, Object> preparation = route.preparation();
            if (preparation == null) {
                return performed(runtime, route, call, recorder, isPostponed);
            }
            Call unprepared = call;
            CompletableFuture<Object> prepared = runtime.prepare(() -> preparation.apply(unprepared));
            return Response.deferred(new DeferredResponse(
                    prepared.thenApply(
                            value -> performed(runtime, route, unprepared.with(state, value), recorder, isPostponed)),
                    prepared));
        });
    }

    /** An action that returns a response, or refuses the request by throwing a {@link Problem}. */
    private interface Action {

        Response run() throws Throwable;
    }

    private Response guarded(
            WorkspaceRuntime runtime,
            ExchangeRecorder recorder,
            Surface surface,
            Request request,
            RefusedRequest[] refused,
            Action action) {
        try {
            Response reply = action.run();
            DeferredResponse deferred = reply.deferred();
            return deferred == null
                    ? reply
                    : Response.deferred(
                            deferred.recover(failure -> guarded(runtime, recorder, surface, request, refused, () -> {
                                throw failure;
                            })));
        } catch (Problem problem) {
            recorder.problem(problem);
            return surface.dialect().refused(problem, refused[0]);
        } catch (LimitReached reached) {
            Problem full = Problem.full(reached.getMessage());
            recorder.problem(full);
            return surface.dialect().refused(full, refused[0]);
        } catch (Throwable e) {
            return runtime.isClosed() ? surface.dialect().fault(503, CLOSED, request) : failed(request, recorder, e);
        }
    }

    private Response performed(
            WorkspaceRuntime runtime, Route route, Call call, ExchangeRecorder recorder, boolean isPostponed) {
        if (!route.writes()) {
            return route.action().apply(call);
        }
        Written<Response> written = write(runtime, call, call.now(), authenticatedAgain(call.surface(), route));
        recorder.events(written.events());
        recorder.generation(written.generation());
        Dispatched departure = runtime.dispatcher().dispatch(written.messages(), isPostponed);
        recorder.departure(departure.afterReply());
        Response reply = written.result().then(departure.afterReply());
        return departure.completed().isDone() ? reply : reply.heldFor(departure.completed());
    }

    /** Adds the surface's common headers to a response. */
    private Response headed(Response reply, Request request) {
        for (Map.Entry<String, String> field :
                surface(request.path()).dialect().headers(request).all()) {
            reply.with(field.getKey(), field.getValue());
        }
        return reply;
    }

    /** Between the first look and the writers' turn the caller may have gone, or the token. */
    private static Function<Call, Response> authenticatedAgain(Surface surface, Route route) {
        return call -> route.action().apply(call.by(surface.authenticate(call.request(), call.entities(), call.now())));
    }

    private static void refuseAssumption(Surface surface, Route route) {
        if (surface.strict() && route.evidence().mark() == Evidence.Mark.ASSUMED) {
            throw Problem.unsure("Nobody has documented or seen " + route
                    + "; it is assumed here, and strict mode answers" + " undocumented behaviour: "
                    + route.evidence().source());
        }
    }

    /** Returns true if a request is authenticated and matches a route, in a workspace with this state. */
    public boolean serves(Request request, State state, Instant now) {
        Surface surface = surface(request.path());
        try {
            surface.authenticate(request, state, now);
            Router.Match match = router(surface).match(request.method(), surface.normalize(request.path()));
            refuseAssumption(surface, match.route());
            return surface.handles(request.path()) && foreign(request) == null;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    /** Returns true if a path belongs to an emulated API, whose requests are counted. */
    public boolean isEmulated(String path) {
        return surface(path).isEmulated();
    }

    /** Returns the expected kind of body for the route of a request; {@code NOTHING} without such a route. */
    public Route.Takes takes(String method, String path) {
        Surface surface = surface(path);
        return router(surface).takes(method, surface.normalize(path));
    }

    /** Refuses a request to a workspace that could not be read as far as its body. */
    public Response refuse(WorkspaceRuntime runtime, Request request, Problem problem) {
        Response reply = refuse(request, problem);
        if (runtime.journal().keeps()) {
            ExchangeRecorder recorder = new ExchangeRecorder(request);
            recorder.at(runtime.clock().now());
            recorder.problem(problem);
            runtime.journal().add(recorder.exchange(reply, 0));
        }
        runtime.live().signalAll();
        return reply;
    }

    /** Refuses a request that could not be read, or to no workspace. */
    public Response refuse(Request request, Problem problem) {
        return headed(surface(request.path()).dialect().refused(problem, new RefusedRequest(request)), request);
    }

    /**
     * Executes work on a workspace as a user would, but not over HTTP: all of it or no part of it.
     *
     * @throws Problem if the work is refused
     */
    public <T> T execute(
            WorkspaceRuntime runtime, Surface surface, Caller caller, String base, Function<Call, T> work) {
        Instant now = runtime.clock().now();
        return execute(runtime, surface, caller, base, now, now, work);
    }

    /** Does the same as if it were another time. */
    public <T> T execute(
            WorkspaceRuntime runtime,
            Surface surface,
            Caller caller,
            String base,
            Instant now,
            Function<Call, T> work) {
        return execute(runtime, surface, caller, base, now, runtime.clock().now(), work);
    }

    private <T> T execute(
            WorkspaceRuntime runtime,
            Surface surface,
            Caller caller,
            String base,
            Instant now,
            Instant sent,
            Function<Call, T> work) {
        Request request = new Request("", "", "", new Headers(), new byte[0], base);
        Query query = Query.parse("");
        State state = runtime.store().state();
        Call call = new Call(
                this,
                surface,
                request,
                Map.of(),
                query,
                Map.of(),
                caller,
                now,
                state,
                null,
                new ArrayList<>(),
                runtime);
        Written<T> written = write(runtime, call, sent, work);
        Dispatched departure = runtime.dispatcher().dispatch(written.messages(), false);
        departure.afterReply().run();
        awaitLanding(departure);
        return written.result();
    }

    /** Waits for deliveries before the response, in the calling thread. */
    private static void awaitLanding(Dispatched departure) {
        try {
            departure.completed().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
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

    /**
     * The result of a commit.
     *
     * @param generation the generation of the journal at the time of the commit
     */
    private record Written<T>(T result, Batch messages, List<Event> events, long generation) {}

    /**
     * Executes work and publishes its result. All steps that can fail come before the publication: webhook messages are
     * addressed and the clock has been read.
     *
     * @param sent the time at which messages are queued, on the workspace's clock
     */
    private <T> Written<T> write(WorkspaceRuntime runtime, Call prepared, Instant sent, Function<Call, T> work) {
        Batch[] taken = new Batch[1];
        long[] generation = {0};
        List<Event> events = new ArrayList<>();
        T result = runtime.store().write(transaction -> {
            Call call = prepared.with(transaction, prepared.prepared());
            T made = work.apply(call);
            List<WebhookMessage> messages =
                    messages(call, runtime.dispatcher().rules().form());
            runtime.refuseOverflow(transaction, messages.size());
            transaction.onCommit(() -> {
                generation[0] = runtime.journal().generation();
                events.addAll(
                        runtime.events().append(call.events(), call.caller().user(), call.now()));
                taken[0] = runtime.dispatcher().take(messages, call.request().number(), sent);
                if (transaction.state() != transaction.before()) {
                    runtime.note(call, List.copyOf(events));
                }
            });
            return made;
        });
        return new Written<>(result, taken[0], events, generation[0]);
    }

    private List<WebhookMessage> messages(Call call, PayloadFormat form) {
        if (call.events().isEmpty()) {
            return List.of();
        }
        CommitContext commit = call.commit(form);
        return surfaces.stream()
                .flatMap(surface -> surface.messages(commit).stream())
                .toList();
    }

    private Surface surface(String path) {
        for (Surface surface : surfaces) {
            if (surface.handles(path)) {
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
