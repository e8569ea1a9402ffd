package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Transaction;
import java.util.List;

/** The account: the company whose users these are. There is one in a workspace. */
final class Accounts extends Resource implements SellResource {

    static final Kind KIND = new Kind("sell account");

    Accounts() {
        super(Fields.of(
                KIND,
                id(),
                text("name").required(),
                text("currency").initially("USD"),
                text("time_format").initially("24H"),
                text("timezone").initially("UTC+00:00"),
                text("phone"),
                created("created_at").toTheSecond(),
                updated("updated_at").toTheSecond()));
    }

    @Override
    public String type() {
        return "account";
    }

    @Override
    public List<Route> routes() {
        return List.of(get("/v2/accounts/self", this::showSelf)
                .answering(ResponseSpec.SHOWN)
                .observed("", "the discovery document of the official clients, accounts"));
    }

    private Response showSelf(Call call) {
        Entity account = call.entities().find(KIND, 1);
        if (account == null) {
            throw Problem.notFound("The account of this workspace was removed.");
        }
        return shown(account, call);
    }

    void seedDefaults(Transaction transaction) {
        OwnedRecords.seedDefaults(fields(), transaction, "name", "Example account");
    }
}
