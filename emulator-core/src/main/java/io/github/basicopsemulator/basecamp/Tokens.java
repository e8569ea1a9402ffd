package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** The declared access tokens and their people: sent as a bearer token, or as a password with any user name. */
final class Tokens extends Resource {

    Tokens() {
        super(Fields.of(
                Kinds.TOKEN,
                text("token").required().indexed().secret(),
                reference("person", Kinds.PERSON).required()));
    }

    @Override
    public List<Route> routes() {
        return List.of();
    }

    void declare(String token, long person, Transaction transaction) {
        transaction.add(fields().layout(), Json.object("token", token, "person", person));
    }

    /**
     * Returns the person of a request. Assumed: any credentials are accepted unless tokens are declared.
     *
     * @throws Problem if the credentials are missing or unknown
     */
    static long owner(Request request, Entities entities) {
        String token = token(request);
        if (token.isEmpty()) {
            throw Problem.unauthorized(
                    "Every request needs \"Authorization: Basic …\" or \"Authorization: Bearer …\".");
        }
        Entity known = entities.first(Kinds.TOKEN, "token", token);
        if (known != null) {
            return Objects.requireNonNull(known.number("person"));
        }
        if (entities.all(Kinds.TOKEN).iterator().hasNext()) {
            throw Problem.unauthorized("The credentials are not among those declared in this workspace.");
        }
        return BasecampOptions.DEFAULT_PERSON;
    }

    private static String token(Request request) {
        String header = request.headers().first("Authorization").orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return header.substring(7).strip();
        }
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            byte[] pair = Base64.getDecoder().decode(header.substring(6).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            String password = text.substring(text.indexOf(':') + 1);
            return password.isEmpty() ? text : password;
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }
}
