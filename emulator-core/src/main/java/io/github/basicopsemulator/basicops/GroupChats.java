package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.patch;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.references;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Kind;
import java.util.List;

/** A group chat: a conversation of several users. */
final class GroupChats extends Resource {

    static final Kind KIND = new Kind("groupchat");

    GroupChats() {
        super(Fields.of(KIND, id(), text("name"), references("users", Users.KIND), text("avatar")));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/groupchat", this::list).documented(67, "L1345"),
                post("/v1/groupchat", this::create).documented(68, "L1360"),
                patch("/v1/groupchat/{id}", this::update).documented(69, "L1383"),
                delete("/v1/groupchat/{id}", call -> BasicOpsDialect.erase(this, call))
                        .answering(Schemas.DONE_ANSWER)
                        .documented(70, "L1401"));
    }
}
