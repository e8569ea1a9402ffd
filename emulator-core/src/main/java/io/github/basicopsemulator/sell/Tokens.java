package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Query;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.oauth.Clients;
import io.github.basicopsemulator.oauth.Credentials;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An access token: declared beforehand, or issued for a code, a password or a refresh token.
 *
 * <p>Not emulated: the page that asks a person, revoking, and asking about a token. Any code is taken, and any password.
 */
final class Tokens extends Resource {

    static final Kind KIND = new Kind("sell token");

    private static final String EVERYTHING = "read write profile";
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String FORM = "application/x-www-form-urlencoded";

    Tokens() {
        super(Fields.of(
                KIND,
                text("token").required().indexed().secret(),
                reference("user_id", Users.KIND).required(),
                text("scope").initially(EVERYTHING),
                flag("declared").initially(true).indexed(),
                moment("expires").readOnly(),
                text("refresh_token").readOnly().indexed().secret()));
    }

    @Override
    public List<Route> routes() {
        return List.of(post("/oauth2/token", this::exchange)
                .takingBytes()
                .answering(ResponseSpec.own(Json.object("type", "object")))
                .observed("", "clients of the real service, and their captured replies"));
    }

    /** Adds a token of the default user. */
    void declare(String token, Transaction transaction) {
        Map<String, @Nullable Object> values = Json.object("token", token, "user_id", SellOptions.DEFAULT_USER);
        transaction.add(fields().layout(), fields().complete(Changes.of(values), Sell.FOUNDED, true));
    }

    /**
     * Returns the user of the token in a request. Any token is accepted if no token is declared.
     *
     * @throws Problem if the token is missing, unknown or expired
     */
    long owner(Request request, Entities entities, Instant now) {
        String token = token(request);
        Entity known = entities.first(KIND, "token", token);
        boolean declared = entities.first(KIND, "declared", true) != null;
        boolean expired = known != null && known.get("expires") instanceof Instant expires && !now.isBefore(expires);
        Long user = known == null ? (Long) SellOptions.DEFAULT_USER : known.number("user_id");
        boolean refused = token.isEmpty() || expired || (known == null && declared);
        if (refused || user == null || entities.find(Users.KIND, user) == null) {
            throw Problem.unauthorized("The access token is missing, malformed, expired or unknown.");
        }
        return user;
    }

    /**
     * Checks the scope of the token of a call.
     *
     * @throws Problem if the token does not have it
     */
    void refuseBeyondScope(String scope, Call call) {
        Entity known = call.entities().first(KIND, "token", token(call.request()));
        String reach = known == null ? EVERYTHING : known.text("scope");
        if (!List.of(reach.split(" ")).contains(scope)) {
            throw Problem.forbidden(
                    "The access token has the scope '" + reach + "', and this needs the scope '" + scope + "'.");
        }
    }

    /** Returns the bearer token. One client writes the scheme in small letters. */
    private static String token(Request request) {
        String header = request.headers().first("Authorization").orElse("");
        String token = header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : "";
        return token.chars().anyMatch(Character::isWhitespace) ? "" : token;
    }

    private Response exchange(Call call) {
        Request request = call.request();
        if (request.body().length > 0 && !request.mediaType().equals(FORM)) {
            return error(400, "invalid_request", "the body must be of type " + FORM);
        }
        Query sent = Query.parse(new String(request.body(), StandardCharsets.UTF_8) + "&" + request.query());
        if (!Clients.lets(Credentials.of(request.headers(), sent), call.entities())) {
            return error(401, "invalid_client", "client_id and client_secret must be those of a registered client")
                    .with("WWW-Authenticate", "Basic");
        }
        return switch (sent.first("grant_type").orElse("")) {
            case "authorization_code" -> byCode(sent, call);
            case "password" -> byPassword(sent, call);
            case "refresh_token" -> byRefreshToken(sent, call);
            default ->
                error(
                        400,
                        "unsupported_grant_type",
                        "grant_type must be authorization_code, password or refresh_token");
        };
    }

    private Response byCode(Query sent, Call call) {
        return sent.first("code").orElse("").isBlank()
                ? error(400, "invalid_request", "code is required, but was not sent")
                : issue(SellOptions.DEFAULT_USER, scope(sent), call);
    }

    /** The user of that e-mail address, or else the default one. */
    private Response byPassword(Query sent, Call call) {
        String name = sent.first("username").orElse("");
        if (name.isBlank() || sent.first("password").orElse("").isEmpty()) {
            return error(400, "invalid_request", "username and password are required, but were not both sent");
        }
        for (Entity user : call.entities().all(Users.KIND)) {
            if (name.equalsIgnoreCase(user.text("email"))) {
                return issue(user.id(), scope(sent), call);
            }
        }
        return issue(SellOptions.DEFAULT_USER, scope(sent), call);
    }

    /** A refresh token is spent when it is used. */
    private Response byRefreshToken(Query sent, Call call) {
        String refreshToken = sent.first("refresh_token").orElse("");
        Entity known = refreshToken.isEmpty() ? null : call.entities().first(KIND, "refresh_token", refreshToken);
        Long user = known == null ? null : known.number("user_id");
        if (known == null || user == null) {
            return error(400, "invalid_grant", "the refresh token was not issued here, or was used before");
        }
        call.transaction().change(known, Json.object("refresh_token", null));
        return issue(user, known.text("scope"), call);
    }

    /** Returns the requested scopes; all of them by default. */
    private static String scope(Query sent) {
        List<String> asked = List.of(sent.first("scope").orElse("").split("[ ,]+"));
        String granted =
                Stream.of(EVERYTHING.split(" ")).filter(asked::contains).collect(Collectors.joining(" "));
        return granted.isEmpty() ? EVERYTHING : granted;
    }

    private Response issue(long user, String scope, Call call) {
        String token = secret(call.transaction());
        String refreshToken = secret(call.transaction());
        make(
                Changes.of(Json.object(
                        "token", token,
                        "user_id", user,
                        "scope", scope,
                        "declared", false,
                        "expires", call.now().plus(LIFE),
                        "refresh_token", refreshToken)),
                null,
                call);
        return Response.json(
                        200,
                        Json.object(
                                "access_token", token,
                                "token_type", "bearer",
                                "expires_in", LIFE.toSeconds(),
                                "refresh_token", refreshToken,
                                "scope", scope))
                .with("Cache-Control", "no-store");
    }

    /** 64 characters, the length that two official clients insist on. */
    private static String secret(Transaction transaction) {
        return Stream.generate(() -> HexFormat.of().toHexDigits(transaction.roll()))
                .limit(4)
                .collect(Collectors.joining());
    }

    private static Response error(int status, String code, String description) {
        return Response.json(status, Json.object("error", code, "error_description", description));
    }
}
