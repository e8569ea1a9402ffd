package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.oauth.TokenIssuer;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The access tokens that a workspace knows, and whose they are: declared beforehand, or issued by OAuth. */
final class Tokens extends Resource implements TokenIssuer {

    static final Kind KIND = new Kind("token");

    /** The lifetime of an issued token. Assumed: the fallback of a client of the real service. */
    private static final Duration LIFE = Duration.ofSeconds(3600);

    /** As long as clients of another vendor on the same port insist that a token is. */
    private static final String ANY = "bo_any_token_will_do_" + "0".repeat(43);

    Tokens() {
        super(Fields.of(
                KIND,
                text("token").required().indexed().secret(),
                reference("user", Users.KIND).required().deferred(),
                flag("declared").initially(true).indexed(),
                moment("expires").readOnly(),
                text("refreshToken").readOnly().indexed().secret(),
                text("client").readOnly()));
    }

    @Override
    public List<Route> routes() {
        return List.of();
    }

    /** Adds a token; its owner may come to exist later. */
    void declare(String token, long user, Transaction transaction) {
        transaction.add(fields().layout(), Json.object("token", token, "user", user, "declared", true));
    }

    /** Returns the first declared token, or, where any token is accepted, one that looks like BasicOps' own. */
    String first(Entities entities) {
        Entity declared = entities.first(KIND, "declared", true);
        return declared == null ? ANY : declared.text("token");
    }

    /**
     * Returns the user of a token.
     *
     * @throws Problem if the token is unknown or expired
     */
    long owner(String token, Entities entities, Instant now) {
        Entity known = entities.first(KIND, "token", token);
        if (known == null) {
            if (entities.first(KIND, "declared", true) == null) {
                return BasicOpsOptions.DEFAULT_USER;
            }
            throw Problem.unauthorized("The access token is not among those declared in this workspace.");
        }
        if (known.get("expires") instanceof Instant expires && !now.isBefore(expires)) {
            throw Problem.unauthorized("The access token expired at " + expires + ", and now it is " + now + ".");
        }
        return Objects.requireNonNull(known.number("user"));
    }

    @Override
    public Map<Long, String> people(Entities entities) {
        Map<Long, String> people = new LinkedHashMap<>();
        for (Entity user : entities.all(Users.KIND)) {
            people.put(user.id(), Users.name(user));
        }
        return people;
    }

    @Override
    public Map<String, @Nullable Object> issue(long user, String client, Call call) {
        String token = Eid.secret(call.transaction());
        String refreshToken = Eid.secret(call.transaction());
        Changes values = Changes.of(Json.object(
                "token", token,
                "user", user,
                "declared", false,
                "expires", call.now().plus(LIFE),
                "refreshToken", refreshToken,
                "client", client));
        make(values, null, call);
        return Json.object(
                "access_token",
                token,
                "token_type",
                "bearer",
                "expires_in",
                LIFE.toSeconds(),
                "refresh_token",
                refreshToken);
    }

    @Override
    public @Nullable Map<String, @Nullable Object> renew(String refreshToken, String client, Call call) {
        Entity known = refreshToken.isEmpty() ? null : call.entities().first(KIND, "refreshToken", refreshToken);
        if (known == null || !client.equals(known.get("client"))) {
            return null;
        }
        call.transaction().change(known, Json.object("refreshToken", null));
        return issue(Objects.requireNonNull(known.number("user")), client, call);
    }
}
