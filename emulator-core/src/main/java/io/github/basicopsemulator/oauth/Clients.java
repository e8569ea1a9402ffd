package io.github.basicopsemulator.oauth;

import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Transaction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The registered clients: programs that may ask people for access. No route leads to them. */
public final class Clients extends Resource {

    static final Kind KIND = new Kind("client");

    public Clients() {
        super(Fields.of(
                KIND, text("clientId").required().indexed(), text("secret").secret(), text("redirectUri")));
    }

    @Override
    public List<Route> routes() {
        return List.of();
    }

    /**
     * Registers a client. Once one is registered, all others are refused.
     *
     * @param secret null for a public client, which must use PKCE
     * @param redirectUri where codes are sent to; null for anywhere
     */
    public void register(
            String clientId, @Nullable String secret, @Nullable String redirectUri, Transaction transaction) {
        transaction.add(
                fields().layout(), Json.object("clientId", clientId, "secret", secret, "redirectUri", redirectUri));
    }

    /** Returns true for the credentials of a registered client; any are valid without registered clients. */
    public static boolean lets(Credentials credentials, Entities entities) {
        boolean any = !entities.all(KIND).iterator().hasNext();
        Entity client = entities.first(KIND, "clientId", credentials.id());
        return any
                || (client != null
                        && Objects.requireNonNullElse(client.get("secret"), "").equals(credentials.secret()));
    }

    boolean registered(Entities entities) {
        return entities.all(KIND).iterator().hasNext();
    }

    @Nullable
    Entity find(String clientId, Entities entities) {
        return entities.first(KIND, "clientId", clientId);
    }
}
