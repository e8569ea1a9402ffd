package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.keys;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reply: an answer in the thread of a message. */
final class Replies extends Resource {

    static final Kind KIND = new Kind("reply");

    private static final IdForm IDS = IdForm.text("dr");

    Replies() {
        super(
                Fields.of(
                        KIND,
                        text("id").required().shown((reply, view) -> IDS.show(reply.id())),
                        text("message").required(),
                        keys("attachments", Files.KIND, "key", Files::canonical, Files.OF_MESSAGE),
                        created("created"),
                        updated("updated"),
                        reference("user", Users.KIND).readOnly().hidden(),
                        reference("thread", Messages.KIND).readOnly().hidden().owned()),
                IDS);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/message/{id}/reply", this::listInThread).documented(56, "L1184"),
                post("/v1/message/{id}/reply", this::createInThread).documented(57, "L1200"),
                put("/v1/reply/{id}", this::replace).documented(58, "L1228"),
                delete("/v1/reply/{id}", call -> BasicOpsDialect.erase(this, call))
                        .answering(Schemas.DONE_ANSWER)
                        .documented(59, "L1246"),
                get("/v1/reply/{id}/link", call -> BasicOpsDialect.link(this, call))
                        .answering(Schemas.LINK)
                        .documented(60, "L1789"));
    }

    private Response listInThread(Call call) {
        return list(
                call,
                List.of(Criterion.equal(
                        "thread", call.entity(Messages.KIND, "id").id())));
    }

    private Response createInThread(Call call) {
        Entity message = call.entity(Messages.KIND, "id");
        Changes sent = read(call.body(), true, "$", call)
                .with("thread", message.id())
                .with("user", call.caller().user());
        return call.dialect().created(this, make(sent, null, call), call);
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        Files.refuseTaken(KIND, before, changes, call);
        return before == null ? changes.withDefault("user", call.caller().user()) : changes;
    }

    @Override
    protected void afterSave(@Nullable Entity before, Entity reply, Changes changes, Call call) {
        Files.attach(before, reply, call);
    }
}
