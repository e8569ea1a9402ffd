package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.event.EventLog;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Transaction;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request in progress: caller, time, parameters, body, and the events so far. */
public final class Call {

    private final Engine engine;
    private final Surface surface;
    private final Request request;
    private final Map<String, String> parameters;
    private final Query query;
    private final Map<String, @Nullable Object> body;
    private final Caller caller;
    private final Instant now;
    private final Entities entities;
    private final @Nullable Object prepared;
    private final List<EventLog.Draft> events;
    private final WorkspaceRuntime runtime;

    Call(
            Engine engine,
            Surface surface,
            Request request,
            Map<String, String> parameters,
            Query query,
            Map<String, @Nullable Object> body,
            Caller caller,
            Instant now,
            Entities entities,
            @Nullable Object prepared,
            List<EventLog.Draft> events,
            WorkspaceRuntime runtime) {
        this.engine = engine;
        this.surface = surface;
        this.request = request;
        this.parameters = parameters;
        this.query = query;
        this.body = body;
        this.caller = caller;
        this.now = now;
        this.entities = entities;
        this.prepared = prepared;
        this.events = events;
        this.runtime = runtime;
    }

    /** Returns the same call with other entities and the result of its route's preparation. */
    Call with(Entities entities, @Nullable Object prepared) {
        return new Call(
                engine, surface, request, parameters, query, body, caller, now, entities, prepared, events, runtime);
    }

    /** Returns the same call with the content of its body. */
    Call taking(Map<String, @Nullable Object> body) {
        return new Call(
                engine, surface, request, parameters, query, body, caller, now, entities, prepared, events, runtime);
    }

    /** Returns true if the call comes from a seed, the Java API or the control API rather than from a client. */
    public boolean isInternal() {
        return request.method().isEmpty();
    }

    /** Returns the same call on another surface, by the caller of its seeds. */
    public Call on(Surface surface) {
        return new Call(
                engine,
                surface,
                request,
                parameters,
                query,
                body,
                surface.seeder(),
                now,
                entities,
                prepared,
                events,
                runtime);
    }

    /** Returns the same call by another caller. */
    Call by(Caller caller) {
        return new Call(
                engine, surface, request, parameters, query, body, caller, now, entities, prepared, events, runtime);
    }

    @Nullable
    Object prepared() {
        return prepared;
    }

    /** Returns the result of the route's preparation. */
    public <T> T prepared(Class<T> type) {
        return type.cast(Objects.requireNonNull(prepared, "the route has no preparation"));
    }

    /** The request as it came in. */
    public Request request() {
        return request;
    }

    /** Returns a part of the path, decoded. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no parameter {" + name + "}");
        }
        return value;
    }

    public Query query() {
        return query;
    }

    public Map<String, @Nullable Object> body() {
        return body;
    }

    public Caller caller() {
        return caller;
    }

    /** The one moment at which all of this call happens. */
    public Instant now() {
        return now;
    }

    public Entities entities() {
        return entities;
    }

    /** Returns the transaction; only routes that write have one. */
    public Transaction transaction() {
        if (entities instanceof Transaction transaction) {
            return transaction;
        }
        throw new IllegalStateException("a route that reads must not write");
    }

    public Dialect dialect() {
        return surface.dialect();
    }

    /** A new look at the entities, for showing some. */
    public RenderContext view() {
        return surface.view(entities, request.base(), caller.user(), now);
    }

    /**
     * Finds the entity that a path names.
     *
     * @throws Problem if the id is invalid or unknown
     */
    public Entity entity(Kind kind, String parameter) {
        String text = parameter(parameter);
        Long id = resource(kind).ids().read(text);
        Entity entity = id == null ? null : entities.find(kind, id);
        if (entity == null) {
            throw Problem.notFound("There is no " + kind + " with the id " + text + " in this workspace.");
        }
        return entity;
    }

    /** The resource that serves a kind on this surface. */
    public Resource resource(Kind kind) {
        return engine.resource(kind);
    }

    /** The resources of this call's surface. */
    List<Resource> resources() {
        return surface.resources();
    }

    /**
     * Says that from here on the answer rests on an assumption.
     *
     * @throws Problem in strict mode, where it must not
     */
    public void assume(Quirk quirk) {
        if (surface.strict()) {
            throw Problem.unsure("Nobody has documented or seen this; it is assumed here (" + quirk.id()
                    + "), and strict mode" + " refuses undocumented behaviour: " + quirk.behaviour());
        }
    }

    /** Records an event, to be published if the call succeeds. */
    public void emit(Event.Action action, @Nullable Entity before, @Nullable Entity after) {
        events.add(new EventLog.Draft(action, before, after));
    }

    List<EventLog.Draft> events() {
        return events;
    }

    Surface surface() {
        return surface;
    }

    /** Returns the events so far with the states around them, for subscribers. */
    CommitContext commit(PayloadFormat form) {
        return new CommitContext(
                events, transaction().before(), transaction().state(), caller.user(), now, request.base(), form);
    }

    /** The workspace, for routes that deal with more of it than its records. */
    public WorkspaceRuntime runtime() {
        return runtime;
    }
}
