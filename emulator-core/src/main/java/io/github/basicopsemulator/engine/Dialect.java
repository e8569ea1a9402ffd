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
     * Reads the object in a body; an empty one for an empty body.
     *
     * @throws Problem if the body is not an object
     */
    Map<String, @Nullable Object> open(Request request);

    /** Writes a moment. */
    String moment(Instant moment);

    /**
     * Reads the filters, order and page from the query.
     *
     * @throws Problem if a known parameter has an invalid value
     */
    Selection selection(Resource resource, Call call);

    Response created(Resource resource, Entity entity, Call call);

    /** Answers with one entity; {@code json} is its rendered form. */
    Response shown(Resource resource, Entity entity, Json.Raw json);

    Response listed(Resource resource, Page page, Call call);

    Response updated(Resource resource, Entity entity, Call call);

    Response removed(Resource resource, Entity entity, Call call);

    /** Answers a refused request. */
    Response refused(Problem problem, RefusedRequest attempt);

    /** Refuses a request with a status that a test asked for. */
    Response fault(int status, String message, Request request);

    /** Returns true if a 429 has a {@code Retry-After} header. */
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

    /** Returns the headers of every response to a request. */
    default Headers headers(Request request) {
        return Headers.of();
    }

    /** Adds headers that depend on the response, or answers that it has not changed since the client's last request. */
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

    /** Returns true if a body with an unknown field is refused rather than accepted. */
    default boolean refusesUnknown() {
        return false;
    }

    /**
     * The filters, order and page of a list request.
     *
     * @param order null for the order of creation
     * @param offset the number of entities before the page
     * @param limit the maximum size of the page
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
     * @param selection the request for it
     * @param next the offset of the next page, or null for the last page
     */
    record Page(
            Selection selection, List<Item> items, @Nullable Long next) {

        /** The rendered entities alone. */
        public List<Json.Raw> shown() {
            return items.stream().map(Item::json).toList();
        }
    }

    /** An entity of a list, and its rendered form. */
    record Item(Entity entity, Json.Raw json) {}
}
