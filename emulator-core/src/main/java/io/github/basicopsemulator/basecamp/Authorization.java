package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.get;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The first request of OAuth clients: the identity of the token, and the accounts of the person. */
final class Authorization extends Resource {

    static final String PATH = "/authorization.json";

    private static final ResponseSpec AUTHORIZATION = ResponseSpec.own(Schema.object(
            "expires_at",
            Schemas.MOMENT,
            "identity",
            Schema.object(
                    "id",
                    Schema.WHOLE,
                    "first_name",
                    Schema.TEXT,
                    "last_name",
                    Schema.TEXT,
                    "email_address",
                    Json.object("type", List.of("string", "null"))),
            "accounts",
            Schema.list(Schema.object(
                    "product",
                    Schema.TEXT,
                    "id",
                    Schema.WHOLE,
                    "name",
                    Schema.TEXT,
                    "href",
                    Schema.TEXT,
                    "app_href",
                    Schema.TEXT))));

    /** How long an access token lives: two weeks. */
    private static final Duration LIFE = Duration.ofDays(14);

    private final long account;

    Authorization(long account) {
        super(Fields.of(new Kind("basecamp authorization")));
        this.account = account;
    }

    @Override
    public List<Route> routes() {
        return List.of(get(PATH, this::authorize).answering(AUTHORIZATION).documented("S24", "authentication.md"));
    }

    private Response authorize(Call call) {
        Entity person = Objects.requireNonNull(
                call.entities().find(Kinds.PERSON, call.caller().user()));
        String[] names = person.text("name").split(" ", 2);
        return Response.json(
                200,
                Json.object(
                        "expires_at",
                        call.view().moment(call.now().plus(LIFE)),
                        "identity",
                        Json.object(
                                "id",
                                1_000_000_000 + person.id(),
                                "first_name",
                                names[0],
                                "last_name",
                                names.length == 2 ? names[1] : "",
                                "email_address",
                                person.get("email_address")),
                        "accounts",
                        List.of(Json.object(
                                "product",
                                "bcx",
                                "id",
                                account,
                                "name",
                                "Emulated account",
                                "href",
                                Hierarchy.api(call.view(), ""),
                                "app_href",
                                call.view().url("")))));
    }
}
