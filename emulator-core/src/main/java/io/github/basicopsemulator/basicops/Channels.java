package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.patch;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.references;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Kind;
import java.util.List;

/** A channel: a conversation about a topic. */
final class Channels extends Resource {

    static final Kind KIND = new Kind("channel");

    Channels() {
        super(Fields.of(
                KIND,
                id(),
                text("name").required(),
                flag("isPublic").initially(false),
                references("users", Users.KIND),
                references("administrators", Users.KIND),
                text("avatar"),
                flag("includeExternalUsers").initially(false),
                flag("includeClients").initially(false)));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/channel", this::list).documented(71, "L1421"),
                post("/v1/channel", this::create).documented(72, "L1438"),
                patch("/v1/channel/{id}", this::update).documented(73, "L1463"),
                delete("/v1/channel/{id}", call -> BasicOpsDialect.erase(this, call))
                        .answering(Schemas.DONE_ANSWER)
                        .documented(74, "L1481"));
    }
}
