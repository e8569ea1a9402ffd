package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.field.Iso8601;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Transaction;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A surface of a vendor that there is not, with the plainest dialect: the kind of a problem stands in its reply. */
final class SampleApi implements Surface, Dialect {

    final SampleItems toys = new SampleItems();
    private final List<Resource> resources = List.of(toys);

    /** Is run before the dialect completes a reply, and before it answers a failure. */
    Runnable beforeCompletion = () -> {};

    Runnable beforeFailed = () -> {};
    boolean strict;
    boolean picky;
    boolean emulated = true;

    @Override
    public List<Resource> resources() {
        return resources;
    }

    @Override
    public Dialect dialect() {
        return this;
    }

    @Override
    public boolean handles(String path) {
        return true;
    }

    @Override
    public Caller authenticate(Request request, Entities entities, Instant now) {
        if (request.headers().first("Name").isEmpty()) {
            throw Problem.unauthorized("Who are you?");
        }
        return new Caller(5);
    }

    /** Toys go by a second name. */
    @Override
    public String normalize(String path) {
        return path.replaceFirst("^/playthings", "/toys");
    }

    @Override
    public void check(Resource resource, Route route, Call call) {
        if (call.query().first("closed").isPresent()) {
            throw Problem.forbidden("There is no " + resource.kind() + " today, nor " + route + ".");
        }
    }

    @Override
    public Headers headers(Request request) {
        return Headers.of("Receipt", request.id());
    }

    @Override
    public Caller seeder() {
        return new Caller(5);
    }

    @Override
    public void seedDefaults(Transaction transaction) {
        transaction.add(resources.get(0).fields().layout(), 10, Json.object("name", "the first toy"));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> open(Request request) {
        try {
            return (Map<String, Object>) Json.read(request.body());
        } catch (MalformedJson malformed) {
            throw Problem.malformed(malformed.getMessage());
        }
    }

    @Override
    public String moment(Instant moment) {
        return Iso8601.millis(moment);
    }

    @Override
    public Selection selection(Resource resource, Call call) {
        Query query = call.query();
        List<Criterion> named = query.all("name").stream()
                .map(name -> Criterion.equal("name", name))
                .toList();
        Comparator<Entity> byName = Comparator.comparing(toy -> toy.text("name"));
        return new Selection(
                named,
                query.first("sorted").isPresent() ? byName : null,
                query.first("offset").map(Long::valueOf).orElse(0L),
                query.first("limit").map(Long::valueOf).orElse(Long.MAX_VALUE));
    }

    @Override
    public Response created(Resource resource, Entity entity, Call call) {
        return Response.json(201, Json.object("id", entity.id()));
    }

    @Override
    public Response shown(Resource resource, Entity entity, Json.Raw json) {
        return Response.json(200, json);
    }

    @Override
    public Response listed(Resource resource, Page page, Call call) {
        return Response.json(200, Json.object("toys", page.shown(), "next", page.next()));
    }

    @Override
    public Response updated(Resource resource, Entity entity, Call call) {
        return Response.json(200, Json.object("updated", entity.id()));
    }

    @Override
    public Response removed(Resource resource, Entity entity, Call call) {
        return Response.json(200, Json.object("removed", entity.id()));
    }

    @Override
    public Response refused(Problem problem, RefusedRequest attempt) {
        return Response.json(400, Json.object("problem", problem.kind().name(), "message", problem.getMessage()));
    }

    @Override
    public Response fault(int status, String message, Request request) {
        return Response.json(status, Json.object("fault", message));
    }

    @Override
    public Response completed(Response reply, Request request, Instant now) {
        beforeCompletion.run();
        return reply;
    }

    @Override
    public Response failed(String message, Request request) {
        beforeFailed.run();
        return Response.json(500, Json.object("trace", message));
    }

    @Override
    public String basePath() {
        return "/toys";
    }

    @Override
    public String name() {
        return "Toys";
    }

    @Override
    public List<Quirk> quirks() {
        return List.of();
    }

    @Override
    public boolean strict() {
        return strict;
    }

    @Override
    public List<String> parameters(Resource resource) {
        return List.of("name", "offset", "limit");
    }

    @Override
    public Map<String, Object> schema(ResponseSpec.Shape form, Resource resource) {
        return Json.object("type", "object");
    }

    @Override
    public Map<String, Object> errorSchema() {
        return Json.object("type", "object");
    }

    @Override
    public boolean refusesUnknown() {
        return picky;
    }

    @Override
    public boolean isEmulated() {
        return emulated;
    }
}
