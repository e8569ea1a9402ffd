package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reaction: an emoji of one user on a message or on a reply. */
final class Reactions extends Resource {

    static final Kind KIND = new Kind("reaction");

    Reactions() {
        super(Fields.of(
                KIND,
                text("reaction").required(),
                reference("user", Users.KIND).readOnly(),
                reference("message", Messages.KIND).readOnly().hidden().owned(),
                reference("reply", Replies.KIND).readOnly().hidden().owned()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                post("/v1/message/{id}/reaction", call -> toggleOn(Messages.KIND, call))
                        .taking(fields())
                        .answering(Schemas.DONE_ANSWER)
                        .documented(61, "L1256"),
                post("/v1/reply/{id}/reaction", call -> toggleOn(Replies.KIND, call))
                        .taking(fields())
                        .answering(Schemas.DONE_ANSWER)
                        .documented(62, "L1268"),
                get("/v1/message/{id}/reaction", call -> listOn(Messages.KIND, call))
                        .documented(63, "L1272"),
                get("/v1/reply/{id}/reaction", call -> listOn(Replies.KIND, call))
                        .documented(64, "L1286"));
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        return changes.withDefault("user", call.caller().user());
    }

    private Response listOn(Kind target, Call call) {
        return list(
                call,
                List.of(Criterion.equal(
                        target.toString(), call.entity(target, "id").id())));
    }

    /** Adds the reaction, or removes it if this user has given it already (L1255). Assumed: the response. */
    private Response toggleOn(Kind target, Call call) {
        call.assume(Quirks.REACTED);
        long id = call.entity(target, "id").id();
        long user = call.caller().user();
        Changes sent = read(call.body(), true, "$", call);
        for (Entity given : call.entities().referring(KIND, target.toString(), id)) {
            if (Objects.equals(given.get("reaction"), sent.get("reaction"))
                    && Objects.equals(given.get("user"), user)) {
                drop(given, call);
                return BasicOpsDialect.done();
            }
        }
        make(sent.with(target.toString(), id), null, call);
        return BasicOpsDialect.done();
    }
}
