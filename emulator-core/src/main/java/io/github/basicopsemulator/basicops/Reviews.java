package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.references;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A review: a task was sent to reviewers, or a reviewer decided. No route shows reviews; tests can.
 *
 *
 * <p>Assumed: the reference says that a reviewer approves or rejects, but has no field for it (L582). A submission
 * approves, unless it has {@code "approved": false} or {@code "decision": "reject"}.
 */
final class Reviews extends Resource {

    static final Kind KIND = new Kind("review");

    private static final String REQUESTED = "requested";
    private static final String APPROVED = "approved";
    private static final String REJECTED = "rejected";

    Reviews() {
        super(Fields.of(
                KIND,
                id(),
                reference("task", Tasks.KIND).readOnly().owned(),
                choice("outcome", List.of(REQUESTED, APPROVED, REJECTED)).readOnly(),
                references("reviewers", Users.KIND),
                text("message"),
                reference("user", Users.KIND).readOnly(),
                created("created"),
                flag("approved").input(),
                choice("decision", List.of("approve", "reject")).input()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                post("/v1/task/{id}/review/request", this::request)
                        .taking(fields())
                        .answering(Schemas.DONE_ANSWER)
                        .documented(27, "L564"),
                post("/v1/task/{id}/review/submit", this::submit)
                        .taking(fields())
                        .answering(Schemas.DONE_ANSWER)
                        .documented(28, "L583"));
    }

    private Response request(Call call) {
        Entity task = call.entity(Tasks.KIND, "id");
        Changes sent = read(call.body(), true, "$", call);
        if (!(sent.get("reviewers") instanceof List<?> reviewers) || reviewers.isEmpty()) {
            throw Problem.invalid(
                    "$.reviewers",
                    "must be an array of at least one id of a user, but was "
                            + Json.describe(call.body().get("reviewers")));
        }
        return record(task, sent, REQUESTED, "Under Review", call);
    }

    private Response submit(Call call) {
        Entity task = call.entity(Tasks.KIND, "id");
        Changes sent = read(withoutReviewers(call.body()), true, "$", call);
        if (sent.has("approved") || sent.has("decision")) {
            call.assume(Quirks.REVIEW);
        }
        boolean rejects = Boolean.FALSE.equals(sent.get("approved")) || "reject".equals(sent.get("decision"));
        return record(task, sent, rejects ? REJECTED : APPROVED, rejects ? "In Progress" : "Reviewed", call);
    }

    /** Returns the body of a submission: a message alone (L584); other fields are ignored, as everywhere. */
    private static Map<String, @Nullable Object> withoutReviewers(Map<String, @Nullable Object> body) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(body);
        rest.remove("reviewers");
        return rest;
    }

    /** Sets the defaults of a seed without an action or author: a request by the caller. */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        return changes.withDefault("outcome", REQUESTED)
                .withDefault("user", call.caller().user());
    }

    private Response record(Entity task, Changes sent, String outcome, String status, Call call) {
        make(sent.with("task", task.id()).with("outcome", outcome), null, call);
        call.resource(Tasks.KIND).change(task, Changes.of(Json.object("status", status)), call);
        return BasicOpsDialect.done();
    }
}
