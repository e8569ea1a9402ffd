package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.reference;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A chat: a conversation of two users. Each of them sees the other as its {@code user}. */
final class Chats extends Resource {

    static final Kind KIND = new Kind("chat");

    Chats() {
        super(Fields.of(
                KIND,
                id(),
                reference("user", Users.KIND).required(),
                reference("starter", Users.KIND).readOnly().hidden()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/chat", this::listMine).documented(65, "L1303"),
                post("/v1/chat", this::open).documented(66, "L1317"));
    }

    private Response listMine(Call call) {
        long me = call.caller().user();
        return list(
                call,
                List.of(mine(me)),
                chat -> new Json.Raw(Json.write(Json.object("id", chat.id(), "user", other(chat, me)))));
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        return changes.withDefault("starter", call.caller().user());
    }

    /** Assumed: two users have one chat, which is found again. */
    private Response open(Call call) {
        long me = call.caller().user();
        Changes sent = read(call.body(), true, "$", call);
        long other = Objects.requireNonNull(sent.number("user"));
        if (other == me) {
            throw Problem.invalid("$.user", "must be another user than yourself, but was " + me);
        }
        for (Entity chat : call.entities().select(KIND, List.of(mine(me)))) {
            if (Objects.equals(other(chat, me), other)) {
                call.assume(Quirks.CHAT_AGAIN);
                return call.dialect().created(this, chat, call);
            }
        }
        return call.dialect().created(this, make(sent, null, call), call);
    }

    private static Criterion mine(long user) {
        return Criterion.either(List.of(Criterion.equal("starter", user), Criterion.equal("user", user)));
    }

    private static @Nullable Object other(Entity chat, long user) {
        return chat.get(Objects.equals(chat.get("starter"), user) ? "user" : "starter");
    }
}
