package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.fault.FaultMatchInput;
import io.github.basicopsemulator.fault.InjectedFault;
import io.github.basicopsemulator.journal.CapturedBody;
import io.github.basicopsemulator.journal.RecordedExchange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the journal entry of a request while it is being answered. Used by one thread. */
final class ExchangeRecorder {

    private static final Runnable NOTHING = () -> {};

    private final Request request;
    private Instant at = Instant.EPOCH;
    private long generation;
    private @Nullable String route;
    private @Nullable Long caller;
    private @Nullable Problem problem;
    private @Nullable InjectedFault injected;
    private @Nullable Failure failure;
    private List<Event> events = List.of();
    private Runnable departure = NOTHING;

    ExchangeRecorder(Request request) {
        this.request = request;
    }

    /** Notes the generation of the journal that the request belongs to: that of its commit, if there is one. */
    void generation(long generation) {
        this.generation = generation;
    }

    long generation() {
        return generation;
    }

    void at(Instant now) {
        at = now;
    }

    Instant at() {
        return at;
    }

    void route(Route route) {
        this.route = route.path();
    }

    void caller(Caller caller) {
        this.caller = caller.user();
    }

    /** Returns true if the request was refused before routing. */
    boolean isUnrouted() {
        return route == null && failure == null;
    }

    /** Records the known facts of a request that was not answered by a route. */
    void asked(FaultMatchInput asked) {
        route = asked.route();
        caller = caller == null ? asked.caller() : caller;
    }

    void problem(Problem problem) {
        this.problem = problem;
    }

    void failure(Failure failure) {
        this.failure = failure;
    }

    /** Records the release of the request's webhook messages, which must run even without a proper response. */
    void departure(Runnable departure) {
        this.departure = departure;
    }

    Runnable departure() {
        return departure;
    }

    void inject(InjectedFault injected) {
        this.injected = injected;
    }

    void events(List<Event> events) {
        this.events = events;
    }

    /** The whole of it, as the journal keeps it. */
    RecordedExchange exchange(Response reply, long micros) {
        return new RecordedExchange(
                0,
                request.number(),
                at,
                request.method(),
                request.base(),
                request.path(),
                request.query(),
                route,
                caller,
                request.headers().all(),
                CapturedBody.of(request.body()),
                reply.status(),
                reply.headers().all(),
                CapturedBody.of(reply.sent(request.method())),
                reason(),
                events,
                injected == null ? null : injected.effect() + " (" + injected.reason() + ")",
                injected != null && injected.effect().losesAnswer(),
                micros);
    }

    private @Nullable String reason() {
        if (failure != null) {
            return failure.summary();
        }
        return problem == null ? null : problem.getMessage();
    }
}
