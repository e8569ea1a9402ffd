package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lead source: where leads come from. */
final class LeadSources extends Resource implements SellResource {

    static final Kind KIND = new Kind("sell lead source");

    private static final String SOURCE = "the discovery document of the official clients, lead sources";

    LeadSources() {
        super(Fields.of(
                KIND,
                id(),
                text("name").required().filtered().indexed(),
                choice("resource_type", List.of("lead")).initially("lead"),
                whole("creator_id").required().readOnly(),
                created("created_at").toTheSecond(),
                updated("updated_at").toTheSecond()));
    }

    /** As in a capture of a source of leads. */
    @Override
    public String type() {
        return "source";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v2/lead_sources", this::list).observed("", SOURCE),
                post("/v2/lead_sources", this::create).observed("", SOURCE),
                get("/v2/lead_sources/{id}", this::show).observed("", SOURCE),
                put("/v2/lead_sources/{id}", this::update).observed("", SOURCE),
                delete("/v2/lead_sources/{id}", this::remove).observed("", SOURCE));
    }

    /** No two sources have one name (as the official clients' source says). */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        Object name = changes.get("name");
        Entity other = name == null ? null : call.entities().first(KIND, "name", name);
        if (other != null && (before == null || other.id() != before.id())) {
            throw Problem.invalid(List.of(new FieldError(
                    "$.name", Reason.TAKEN, "must be unique, but source " + other.id() + " has it, too")));
        }
        return before == null ? changes.with("creator_id", call.caller().user()) : changes;
    }
}
