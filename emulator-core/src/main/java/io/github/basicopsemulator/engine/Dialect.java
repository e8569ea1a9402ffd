package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
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

    Reply created(Resource resource, Entity entity, Call call);

    Reply shown(Json.Raw entity);

    Reply listed(Page page);

    Reply updated(Resource resource, Entity entity, Call call);

    Reply removed(Resource resource, Entity entity, Call call);

    /** Answers a refused request; {@code route} is null where it was refused before its route was found. */
    Reply refused(Problem problem, @Nullable Route route);

    /** The names of the query parameters that the list of a resource takes. */
    List<String> parameters(Resource resource);

    /** Describes the body of a reply of a form other than {@code OWN} and {@code FILE}, as JSON Schema. */
    Map<String, @Nullable Object> schema(Answer.Form form, Resource resource);

    /** Describes the body of a refusal, as JSON Schema. */
    Map<String, @Nullable Object> errorSchema();

    /** Answers where the emulator itself failed; {@code trace} is for the developer who reads it. */
    Reply failed(String trace);

    /**
     * What a list request asks for.
     *
     * @param offset how many are passed over first
     * @param limit how many at the most
     */
    record Selection(List<Criterion> criteria, long offset, long limit) {}

    /**
     * One page of a list.
     *
     * @param next the offset at which the next page begins, or null where nothing remains
     */
    record Page(List<Json.Raw> entities, @Nullable Long next) {}
}
