package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.flag;
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
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Transaction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A contact: a person, perhaps of an organization, or an organization.
 *
 * <p>Not emulated: upsert.
 */
final class Contacts extends Resource implements SellResource {

    static final Kind KIND = new Kind("sell contact");

    private static final String SOURCE = "the discovery document of the official clients, contacts";

    Contacts() {
        super(Fields.of(
                KIND,
                Profile.after(
                        id(),
                        whole("creator_id").required().readOnly(),
                        reference("owner_id", Users.KIND),
                        flag("is_organization").initially(false).filtered(),
                        reference("contact_id", KIND).filtered(),
                        reference("parent_organization_id", KIND),
                        text("name").filtered(),
                        text("first_name").filtered(),
                        text("last_name").filtered(),
                        choice("customer_status", List.of("none", "current", "past"))
                                .initially("none"),
                        choice("prospect_status", List.of("none", "current", "lost"))
                                .initially("none"))));
    }

    @Override
    public String type() {
        return "contact";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v2/contacts", this::list).observed("", SOURCE),
                post("/v2/contacts", this::create).observed("", SOURCE),
                get("/v2/contacts/{id}", this::show).observed("", SOURCE),
                put("/v2/contacts/{id}", this::update).observed("", SOURCE),
                delete("/v2/contacts/{id}", this::remove).observed("", SOURCE));
    }

    @Override
    public ListOptions listing() {
        return ListOptions.by("last_name")
                .and("email", text -> text, (email, call) -> Criterion.equal("email", email))
                .andAddress();
    }

    /** A person needs a last name and is shown under both, an organization needs a name; which it is never changes. */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        boolean organization =
                before == null ? Boolean.TRUE.equals(changes.get("is_organization")) : before.is("is_organization");
        String required = organization ? "name" : "last_name";
        if (OwnedRecords.blank(required, before, changes)) {
            throw Problem.invalid(List.of(new FieldError(
                    "$." + required,
                    Reason.MISSING,
                    "is required for " + (organization ? "an organization" : "a person"))));
        }
        Changes complete = OwnedRecords.versioned(before, changes, call).with("is_organization", organization);
        return organization ? complete : complete.with("name", fullName(before, changes));
    }

    private static String fullName(@Nullable Entity before, Changes changes) {
        Object first = OwnedRecords.value("first_name", before, changes);
        return (Objects.requireNonNullElse(first, "") + " " + OwnedRecords.value("last_name", before, changes)).strip();
    }

    /** The contact of the reference's own examples. */
    void seedDefaults(Transaction transaction) {
        OwnedRecords.seedDefaults(
                fields(), transaction, "first_name", "Tom", "last_name", "Example", "name", "Tom Example");
    }
}
