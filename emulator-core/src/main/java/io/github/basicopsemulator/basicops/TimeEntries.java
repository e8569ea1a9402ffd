package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.patch;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A time entry: time that a user spent on a task. */
final class TimeEntries extends Resource {

    static final Kind KIND = new Kind("timetracking", "timetracking");

    private final boolean envelopeInList;

    /** With {@code envelopeInList} each record of a list has an envelope of its own, as the example prints it (L720). */
    TimeEntries(boolean envelopeInList) {
        super(Fields.of(
                KIND,
                id(),
                text("note"),
                reference("user", Users.KIND),
                reference("project", Projects.KIND, Projects.BRIEF).filtered().owned(),
                reference("task", Tasks.KIND, Tasks.BRIEF).filtered().owned(),
                moment("startTime").filtered(),
                moment("endTime").filtered(),
                whole("time"),
                created("created").filtered(),
                updated("updated").filtered()));
        this.envelopeInList = envelopeInList;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/timetracking/{id}", this::show).documented(33, "L683"),
                get("/v1/timetracking", this::listAll).answering(listAnswer()).documented(34, "L714"),
                post("/v1/timetracking", this::create).documented(35, "L751"),
                patch("/v1/timetracking/{id}", this::update).documented(36, "L784"),
                delete("/v1/timetracking/{id}", this::erase)
                        .answering(Schemas.ACTIVITIES)
                        .documented(37, "L804"));
    }

    private ResponseSpec listAnswer() {
        Map<String, @Nullable Object> record = fields().schema();
        return ResponseSpec.own(Schemas.list(envelopeInList ? Schemas.data(record) : record));
    }

    /** Flat, as all other lists are: that each record is in an envelope looks like a slip of the example. */
    private Response listAll(Call call) {
        if (!envelopeInList) {
            return list(call);
        }
        RenderContext view = call.view();
        return list(
                call,
                List.of(),
                entry -> new Json.Raw(Json.write(Json.object("success", true, "data", fields().show(entry, view)))));
    }

    /** Deletes an entry. Only this response has activities alone (L811). */
    private Response erase(Call call) {
        drop(call.entity(KIND, "id"), call);
        return BasicOpsDialect.data(
                Json.object("activities", List.of(call.transaction().draw())));
    }

    /** The user defaults to the owner of the access token (L675). */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        boolean nobody = changes.get("user") == null && (before == null || changes.has("user"));
        return nobody ? changes.with("user", call.caller().user()) : changes;
    }
}
