package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
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
import io.github.basicopsemulator.store.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lead: a person or an organization that may become a customer.
 *
 * <p>Not emulated: converting, and upsert.
 */
final class Leads extends Resource implements SellResource {

    static final Kind KIND = new Kind("sell lead");

    private static final String SOURCE = "the discovery document of the official clients, leads";

    Leads() {
        super(Fields.of(
                KIND,
                Profile.after(
                        id(),
                        whole("creator_id").required().readOnly().filtered(),
                        reference("owner_id", Users.KIND).filtered(),
                        text("first_name").filtered(),
                        text("last_name").filtered(),
                        text("organization_name").filtered(),
                        text("status").initially("New").filtered(),
                        reference("source_id", LeadSources.KIND).filtered(),
                        whole("unqualified_reason_id"))));
    }

    @Override
    public String type() {
        return "lead";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v2/leads", this::list).observed("", SOURCE),
                post("/v2/leads", this::create).observed("", SOURCE),
                get("/v2/leads/{id}", this::show).observed("", SOURCE),
                put("/v2/leads/{id}", this::update).observed("", SOURCE),
                delete("/v2/leads/{id}", this::remove).observed("", SOURCE));
    }

    @Override
    public ListOptions listing() {
        return ListOptions.by("updated_at").andAddress();
    }

    /** A lead has a last name or an organization (as the official clients' source says). */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        if (OwnedRecords.blank("last_name", before, changes)
                && OwnedRecords.blank("organization_name", before, changes)) {
            throw Problem.invalid(List.of(
                    new FieldError("$.last_name", Reason.MISSING, "is required unless organization_name is sent")));
        }
        return OwnedRecords.versioned(before, changes, call);
    }

    /** The lead of the reference's own examples. */
    void seedDefaults(Transaction transaction) {
        OwnedRecords.seedDefaults(
                fields(), transaction, "first_name", "Ada", "last_name", "Example", "organization_name", "Example Ltd");
    }
}
