package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a surface phrases things: envelopes, errors, pages, dates, statuses. */
public interface Dialect {

    /**
     * Reads the object in a body; an empty one where there is no body.
     *
     * @throws Problem when there is something else in it
     */
    Map<String, @Nullable Object> open(Request request);

    /** Writes a moment. */
    String moment(Instant moment);

    /**
     * Reads from the query which entities of a resource are wanted.
     *
     * @throws Problem when a parameter that means something has a value that does not
     */
    Selection selection(Resource resource, Call call);

    Response created(Resource resource, Entity entity, Call call);

    /** Answers with one entity; {@code json} is what is shown of it. */
    Response shown(Resource resource, Entity entity, Json.Raw json);

    Response listed(Resource resource, Page page, Call call);

    Response updated(Resource resource, Entity entity, Call call);

    Response removed(Resource resource, Entity entity, Call call);

    /** Answers a refused request. */
    Response refused(Problem problem, RefusedRequest attempt);

    /** Refuses a request with a status that a test asked for. */
    Response fault(int status, String message, Request request);

    /** Tells whether a client that is refused for its rate is told when to come again. */
    default boolean tellsWhenToRetry() {
        return true;
    }

    /** The names of the query parameters that the list of a resource takes. */
    List<String> parameters(Resource resource);

    /** Describes the body of a reply of a form other than {@code OWN}, {@code FILE} and {@code NOTHING}, as JSON Schema. */
    Map<String, @Nullable Object> schema(ResponseSpec.Shape form, Resource resource);

    /** Describes the body of a refusal, as JSON Schema. */
    Map<String, @Nullable Object> errorSchema();

    /** Answers with 500 where the emulator itself failed; {@code message} is for the developer who reads it. */
    Response failed(String message, Request request);

    /** What stands in the head of every reply to a request, whatever it is. */
    default Headers headers(Request request) {
        return Headers.of();
    }

    /** Adds what follows from the reply itself, or says that nothing has changed since the client last asked. */
    default Response completed(Response reply, Request request, Instant now) {
        return reply;
    }

    /** The status of a reply of some form when all goes well. */
    default int status(ResponseSpec.Shape form) {
        return form == ResponseSpec.Shape.NOTHING ? 204 : 200;
    }

    /** Describes the object that a route takes, as JSON Schema. */
    default Map<String, @Nullable Object> inputSchema(Resource resource, Route route) {
        boolean whole = route.answer().form() == ResponseSpec.Shape.CREATED
                || route.method().equals("PUT");
        return resource.fields().inputSchema(whole);
    }

    /** Tells whether a body with a name that no field has is refused, and not passed over. */
    default boolean refusesUnknown() {
        return false;
    }

    /**
     * What a list request asks for.
     *
     * @param order null for that of creation
     * @param offset how many are passed over first
     * @param limit how many at the most
     */
    record Selection(List<Criterion> criteria, @Nullable Comparator<Entity> order, long offset, long limit) {

        /** Selects in the order of creation. */
        public Selection(List<Criterion> criteria, long offset, long limit) {
            this(criteria, null, offset, limit);
        }
    }

    /**
     * One page of a list.
     *
     * @param selection what it was asked for by
     * @param next the offset at which the next page begins, or null where nothing remains
     */
    record Page(
            Selection selection, List<Item> items, @Nullable Long next) {

        /** What is shown of each, and nothing besides. */
        public List<Json.Raw> shown() {
            return items.stream().map(Item::json).toList();
        }
    }

    /** An entity of a list, and what is shown of it. */
    record Item(Entity entity, Json.Raw json) {}
}
