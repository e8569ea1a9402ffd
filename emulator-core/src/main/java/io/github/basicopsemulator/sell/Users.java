package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.field.Field.anything;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.objects;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Transaction;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A user of the account. The API is read-only for users; seeds can create them. */
final class Users extends Resource implements SellResource {

    static final Kind KIND = new Kind("sell user");

    private static final String SOURCE = "captured replies, and the discovery document of the official clients";

    Users() {
        super(Fields.of(
                KIND,
                id(),
                text("name").required().filtered(),
                text("email").required().filtered(),
                text("phone_number"),
                text("timezone"),
                created("created_at").toTheSecond(),
                updated("updated_at").toTheSecond(),
                flag("confirmed").initially(true).filtered(),
                moment("deleted_at").toTheSecond(),
                choice("role", List.of("user", "admin")).initially("user").filtered(),
                objects("roles", whole("id").required(), text("name").required()),
                choice("status", List.of("active", "inactive"))
                        .initially("active")
                        .filtered(),
                flag("invited").initially(false),
                text("team_name"),
                anything("group"),
                whole("reports_to"),
                text("confirmation_token").secret(),
                whole("zendesk_user_id")));
    }

    @Override
    public String type() {
        return "user";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v2/users", this::list).observed("", SOURCE),
                get("/v2/users/{id}", this::show).observed("", SOURCE),
                get("/v2/users/self", this::showSelf)
                        .answering(ResponseSpec.SHOWN)
                        .observed("", SOURCE));
    }

    @Override
    public ListOptions listing() {
        return ListOptions.by("id")
                .and(
                        "zendesk_user_ids",
                        ListOptions::numbers,
                        (ids, call) -> Criterion.where(user -> ((Set<?>) ids).contains(user.get("zendesk_user_id"))));
    }

    private Response showSelf(Call call) {
        return shown(
                Objects.requireNonNull(call.entities().find(KIND, call.caller().user())), call);
    }

    /** The user of the reference's own examples. */
    void seedDefaults(Transaction transaction) {
        OwnedRecords.seedDefaults(
                fields(), transaction, "name", "Sam Agent", "email", "sam.agent@example.com", "role", "admin");
    }
}
