package io.github.basicopsemulator.oauth;

import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Query;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An authorization code: a client gets it from a person, and exchanges it for tokens (RFC 6749, 4.1; PKCE is RFC 7636).
 *
 *
 * <p>A browser gets a consent page; any other client is redirected at once, as if the first person had consented.
 */
public final class AuthorizationCodes extends Resource {

    static final Kind KIND = new Kind("code");

    private static final Duration LIFE = Duration.ofMinutes(10);

    /** The limit for a parameter that is sent on in a header. */
    private static final int LONGEST_PARAMETER = 16_000;

    private final String path;
    private final Clients clients;
    private final TokenIssuer grants;
    private final boolean skipConsent;

    /**
     * Serves the flow under a path.
     *
     * @param askNobody whether browsers are sent on at once, too
     */
    public AuthorizationCodes(String path, Clients clients, TokenIssuer grants, boolean skipConsent) {
        super(Fields.of(
                KIND,
                text("code").required().indexed().secret(),
                text("client").required(),
                text("redirectUri").required(),
                text("challenge").secret(),
                whole("person").required(),
                moment("expires").required(),
                flag("used").initially(false)));
        this.path = path;
        this.clients = clients;
        this.grants = grants;
        this.skipConsent = skipConsent;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(path + "/auth", this::ask)
                        .writing()
                        .answering(ResponseSpec.FILE)
                        .documented("", "the page on authentication"),
                Route.post(path + "/auth", this::answer)
                        .takingBytes()
                        .answering(ResponseSpec.FILE)
                        .observed("", "RFC 6749; a page of our own"),
                Route.post(path + "/token", this::exchange)
                        .takingBytes()
                        .answering(ResponseSpec.own(Json.object("type", "object")))
                        .observed("", "a client of the real service"));
    }

    private Response ask(Call call) {
        Query sent = call.query();
        Response refusal = refusal(sent, call);
        if (refusal != null) {
            return refusal;
        }
        boolean browser = call.request().headers().first("Accept").orElse("").contains("text/html") && !skipConsent;
        Map<Long, String> people = grants.people(call.entities());
        return browser
                ? ConsentPage.show(sent, people, call.request().base() + path + "/auth")
                : redirect(sent, "code=" + code(sent, people.keySet().iterator().next(), call));
    }

    private Response answer(Call call) {
        Query sent = form(call);
        Response refusal = refusal(sent, call);
        if (refusal != null) {
            return refusal;
        }
        String person = sent.first("person").orElse("");
        for (long id : grants.people(call.entities()).keySet()) {
            if (person.equals(String.valueOf(id)) && sent.first("allow").isPresent()) {
                return redirect(sent, "code=" + code(sent, id, call));
            }
        }
        return denial(sent, "access_denied", "the person said no");
    }

    /**
     * Returns the response to an invalid request, or null. With an uncertain client or redirect URI, there is no
     * redirect.
     */
    private @Nullable Response refusal(Query sent, Call call) {
        String id = sent.first("client_id").orElse("");
        String address = sent.first("redirect_uri").orElse("");
        Entity client = clients.find(id, call.entities());
        if (id.isEmpty() || (client == null && clients.registered(call.entities()))) {
            return error(400, "invalid_client", whoIs(id));
        }
        String registered = client == null ? null : (String) client.get("redirectUri");
        if (!address.matches("[a-zA-Z][a-zA-Z0-9+.-]*:[!-~&&[^#]]+")
                || (registered != null && !registered.equals(address))) {
            return error(
                    400,
                    "invalid_request",
                    "redirect_uri must be "
                            + (registered == null ? "an absolute URL" : "the registered one, " + registered)
                            + ", but was \"" + address + "\"");
        }
        if (longest(sent) > LONGEST_PARAMETER) {
            return error(
                    400,
                    "invalid_request",
                    "redirect_uri and state are sent on in a Location, so each must have at most " + LONGEST_PARAMETER
                            + " characters, percent-encoded, but one had " + longest(sent));
        }
        if (!sent.first("response_type").orElse("").equals("code")) {
            return denial(sent, "unsupported_response_type", "response_type must be code");
        }
        boolean plain = sent.first("code_challenge").isPresent()
                && !sent.first("code_challenge_method").orElse("plain").equals("S256");
        return plain ? denial(sent, "invalid_request", "code_challenge_method must be S256") : null;
    }

    private static int longest(Query sent) {
        int state = Percent.encode(sent.first("state").orElse("")).length();
        return Math.max(sent.first("redirect_uri").orElse("").length(), state);
    }

    private String code(Query sent, long person, Call call) {
        String code = HexFormat.of().toHexDigits(call.transaction().roll())
                + HexFormat.of().toHexDigits(call.transaction().roll());
        make(
                Changes.of(Json.object(
                        "code", code,
                        "client", sent.first("client_id").orElse(""),
                        "redirectUri", sent.first("redirect_uri").orElse(""),
                        "challenge",
                                sent.first("code_challenge")
                                        .filter(challenge -> !challenge.isEmpty())
                                        .orElse(null),
                        "person", person,
                        "expires", call.now().plus(LIFE))),
                null,
                call);
        return code;
    }

    private static Response denial(Query sent, String error, String description) {
        return redirect(sent, "error=" + error + "&error_description=" + Percent.encode(description));
    }

    private static Response redirect(Query sent, String parameters) {
        String address = sent.first("redirect_uri").orElse("");
        String state = sent.first("state")
                .map(sentState -> "&state=" + Percent.encode(sentState))
                .orElse("");
        String url = address + (address.contains("?") ? '&' : '?') + parameters + state;
        return new Response(302, Headers.of("Location", url, "Cache-Control", "no-store"), new byte[0]);
    }

    private Response exchange(Call call) {
        if (!call.request().mediaType().equals("application/x-www-form-urlencoded")) {
            return error(400, "invalid_request", "the body must be of type application/x-www-form-urlencoded");
        }
        Query sent = form(call);
        Credentials credentials = Credentials.of(call.request().headers(), sent);
        Entity client = clients.find(credentials.id(), call.entities());
        if (credentials.id().isEmpty() || (client == null && clients.registered(call.entities()))) {
            return unknownClient(whoIs(credentials.id()));
        }
        Object secret = client == null ? null : client.get("secret");
        boolean wrong = secret != null
                && !secret.equals(credentials.secret())
                && !credentials.secret().isEmpty();
        if (wrong) {
            return unknownClient("client_secret is not that of this client");
        }
        return switch (sent.first("grant_type").orElse("")) {
            case "authorization_code" -> byCode(sent, credentials, call);
            case "refresh_token" -> byRefreshToken(sent, credentials, secret, call);
            default ->
                error(
                        400,
                        "unsupported_grant_type",
                        "grant_type must be authorization_code or refresh_token, but was \""
                                + sent.first("grant_type").orElse("") + "\"");
        };
    }

    /** A code is good once, for ten minutes, for the client and the address it was made for. */
    private Response byCode(Query sent, Credentials credentials, Call call) {
        Entity code = call.entities().first(KIND, "code", sent.first("code").orElse(""));
        if (code == null || !code.text("client").equals(credentials.id())) {
            return error(400, "invalid_grant", "the code was not issued to this client");
        }
        if (code.is("used")) {
            return error(400, "invalid_grant", "the code was used before");
        }
        Instant expires = (Instant) Objects.requireNonNull(code.get("expires"));
        if (!call.now().isBefore(expires)) {
            return error(400, "invalid_grant", "the code expired at " + expires + ", and now it is " + call.now());
        }
        if (!code.text("redirectUri").equals(sent.first("redirect_uri").orElse(""))) {
            return error(400, "invalid_grant", "redirect_uri must equal that of the authorization request");
        }
        Object challenge = code.get("challenge");
        String verifier = sent.first("code_verifier").orElse("");
        if (challenge != null && !challenge.equals(challenge(verifier))) {
            return error(400, "invalid_grant", "code_verifier does not fit the code_challenge");
        }
        if (challenge == null && (credentials.secret().isEmpty() || isPublic(credentials, call))) {
            return unknownClient("without PKCE a client must prove itself by its client_secret");
        }
        call.transaction().change(code, Json.object("used", true));
        return tokens(grants.issue(Objects.requireNonNull(code.number("person")), credentials.id(), call));
    }

    /** A registered client without a secret cannot prove itself by one that it makes up. */
    private boolean isPublic(Credentials credentials, Call call) {
        Entity client = clients.find(credentials.id(), call.entities());
        return client != null && client.get("secret") == null;
    }

    private Response byRefreshToken(Query sent, Credentials credentials, @Nullable Object secret, Call call) {
        if (secret != null && credentials.secret().isEmpty()) {
            return unknownClient("this client must prove itself by its client_secret");
        }
        Map<String, @Nullable Object> renewed =
                grants.renew(sent.first("refresh_token").orElse(""), credentials.id(), call);
        return renewed == null
                ? error(400, "invalid_grant", "the refresh token was not issued to this client, or was used before")
                : tokens(renewed);
    }

    private static Response tokens(Map<String, @Nullable Object> tokens) {
        return Response.json(200, tokens).with("Cache-Control", "no-store");
    }

    private static Query form(Call call) {
        return Query.parse(new String(call.request().body(), StandardCharsets.UTF_8));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return verifier.matches("[A-Za-z0-9._~-]{43,128}")
                    ? Base64.getUrlEncoder().withoutPadding().encodeToString(digest)
                    : "";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String whoIs(String clientId) {
        return clientId.isEmpty()
                ? "client_id is required, but was not sent"
                : "client_id must be that of a registered client, but was \"" + clientId + "\"";
    }

    private static Response unknownClient(String description) {
        return error(401, "invalid_client", description).with("WWW-Authenticate", "Basic");
    }

    private static Response error(int status, String code, String description) {
        return Response.json(status, Json.object("error", code, "error_description", description));
    }
}
