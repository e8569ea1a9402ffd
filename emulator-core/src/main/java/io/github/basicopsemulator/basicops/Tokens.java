package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Transaction;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The access tokens that a workspace knows, and whose they are. No route leads to them. */
final class Tokens extends Resource {

    static final Kind KIND = new Kind("token");

    Tokens() {
        super(Fields.of(
                KIND,
                text("token").required().indexed(),
                reference("user", Users.KIND).required()));
    }

    @Override
    public List<Route> routes() {
        return List.of();
    }

    /** Adds a token; its owner may come to exist later. */
    void declare(String token, long user, Transaction transaction) {
        transaction.add(fields().layout(), Json.object("token", token, "user", user));
    }

    boolean declared(Entities entities) {
        return entities.all(KIND).iterator().hasNext();
    }

    /** Returns the first declared token, or, where any token is accepted, one that looks like BasicOps' own. */
    String first(Entities entities) {
        Iterator<Entity> declared = entities.all(KIND).iterator();
        return declared.hasNext() ? declared.next().text("token") : "bo_any_token_will_do";
    }

    @Nullable
    Entity find(String token, Entities entities) {
        Iterator<Entity> found =
                entities.select(KIND, List.of(Criterion.equal("token", token))).iterator();
        return found.hasNext() ? found.next() : null;
    }

    long owner(Entity token) {
        return Objects.requireNonNull(token.number("user"));
    }
}
