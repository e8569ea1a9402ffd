package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.anything;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.decimal;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.texts;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Transaction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A deal with a contact.
 *
 *
 * <p>Not emulated: activities and Dropbox, whose attributes are null; stages, loss reasons, deal sources and associated
 * contacts; their ids are any numbers.
 */
final class Deals extends Resource implements SellResource {

    static final Kind KIND = new Kind("sell deal");

    private static final String SOURCE = "the discovery document of the official clients, deals";
    private static final long FIRST_STAGE = 1;

    Deals() {
        super(Fields.of(
                KIND,
                id(),
                whole("creator_id").required().readOnly().filtered(),
                reference("owner_id", Users.KIND).filtered(),
                text("name").required(),
                decimal("value").initially(BigDecimal.ZERO),
                text("currency").initially("USD"),
                flag("hot").initially(false).filtered(),
                whole("stage_id").filtered(),
                moment("last_stage_change_at").toTheSecond(),
                whole("last_stage_change_by_id").readOnly(),
                moment("last_activity_at").toTheSecond().readOnly(),
                whole("source_id").filtered(),
                whole("loss_reason_id"),
                whole("unqualified_reason_id"),
                reference("contact_id", Contacts.KIND).filtered(),
                whole("organization_id").shown((deal, view) -> {
                    Long contact = deal.number("contact_id");
                    return contact == null ? null : organization(view.find(Contacts.KIND, contact));
                }),
                text("estimated_close_date"),
                text("dropbox_email").readOnly(),
                whole("customized_win_likelihood"),
                texts("tags"),
                anything("custom_fields").initially(Json.object()),
                moment("added_on").toTheSecond(),
                created("created_at").toTheSecond(),
                updated("updated_at").toTheSecond(),
                OwnedRecords.version()));
    }

    @Override
    public String type() {
        return "deal";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v2/deals", this::list).observed("", SOURCE),
                post("/v2/deals", this::create).observed("", SOURCE),
                get("/v2/deals/{id}", this::show).observed("", SOURCE),
                put("/v2/deals/{id}", this::update).observed("", SOURCE),
                delete("/v2/deals/{id}", this::remove).observed("", SOURCE));
    }

    @Override
    public ListOptions listing() {
        return ListOptions.by("id")
                .and(
                        "organization_id",
                        new Type.Whole()::parse,
                        (id, call) -> Criterion.where(deal -> id.equals(organization(deal, call.entities()))));
    }

    private static @Nullable Object organization(Entity deal, Entities entities) {
        Long contact = deal.number("contact_id");
        return contact == null ? null : organization(entities.find(Contacts.KIND, contact));
    }

    /** The contact itself where it is an organization, or else the one that it belongs to. */
    private static @Nullable Object organization(@Nullable Entity contact) {
        if (contact == null) {
            return null;
        }
        return contact.is("is_organization") ? (Object) contact.id() : contact.get("contact_id");
    }

    /** A deal is always in a stage: in the first one, or where it was; a new stage says since when. */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        Changes complete = OwnedRecords.versioned(before, changes, call);
        if (complete.get("stage_id") == null) {
            complete = complete.with("stage_id", before == null ? (Object) FIRST_STAGE : before.get("stage_id"));
        }
        boolean moved = before == null || !Objects.equals(before.get("stage_id"), complete.get("stage_id"));
        if (moved) {
            complete = complete.withDefault("last_stage_change_at", call.now())
                    .with("last_stage_change_by_id", call.caller().user());
        }
        return before == null ? complete.withDefault("added_on", call.now()) : complete;
    }

    /** The deal of the reference's own examples. */
    void seedDefaults(Transaction transaction) {
        OwnedRecords.seedDefaults(
                fields(), transaction, "name", "Example deal", "contact_id", 1L, "stage_id", FIRST_STAGE);
    }
}
