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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message on a task, in a project, a chat, a group chat or a channel. */
final class Messages extends Resource {

    static final Kind KIND = new Kind("message");

    private static final IdForm IDS = IdForm.text("dm");

    /** The kinds that have messages, under their names in paths. */
    private static final List<Kind> PLACES =
            List.of(Tasks.KIND, Projects.KIND, Chats.KIND, GroupChats.KIND, Channels.KIND);

    Messages() {
        super(
                Fields.of(
                        KIND,
                        text("id").required().shown((message, view) -> IDS.show(message.id())),
                        text("message").required(),
                        keys("attachments", Files.KIND, "key", Files::canonical, Files.OF_MESSAGE),
                        created("created"),
                        updated("updated"),
                        // Not shown: the reference knows no author of a message.
                        reference("user", Users.KIND).readOnly().hidden(),
                        reference("task", Tasks.KIND).readOnly().hidden().owned(),
                        reference("project", Projects.KIND).readOnly().hidden().owned(),
                        reference("chat", Chats.KIND).readOnly().hidden().owned(),
                        reference("groupchat", GroupChats.KIND)
                                .readOnly()
                                .hidden()
                                .owned(),
                        reference("channel", Channels.KIND).readOnly().hidden().owned()),
                IDS);
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(get("/v1/message/{id}", this::show).documented(46, "L1031"));
        routes.add(
                get("/v1/task/{id}/message", call -> listIn(Tasks.KIND, call)).documented(47, "L1044"));
        routes.add(get("/v1/project/{id}/message", this::listInProject).documented(48, "L1060"));
        routes.add(
                get("/v1/chat/{id}/message", call -> listIn(Chats.KIND, call)).documented(49, "L1078"));
        routes.add(get("/v1/groupchat/{id}/message", call -> listIn(GroupChats.KIND, call))
                .documented(50, "L1092"));
        routes.add(get("/v1/channel/{id}/message", call -> listIn(Channels.KIND, call))
                .documented(51, "L1106"));
        for (Kind place : PLACES) {
            routes.add(post("/v1/" + place + "/{id}/message", call -> createIn(place, call))
                    .documented(52, "L1120"));
        }
        routes.add(put("/v1/message/{id}", this::replace).documented(53, "L1149"));
        routes.add(delete("/v1/message/{id}", call -> BasicOpsDialect.erase(this, call))
                .answering(Schemas.DONE_ANSWER)
                .documented(54, "L1167"));
        routes.add(get("/v1/message/{id}/link", call -> BasicOpsDialect.link(this, call))
                .answering(Schemas.LINK)
                .documented(55, "L1788"));
        return routes;
    }

    private Response listIn(Kind place, Call call) {
        return list(
                call,
                List.of(Criterion.equal(
                        place.toString(), call.entity(place, "id").id())));
    }

    /** Lists the messages of the project alone or, with a parameter (L1062), those of its tasks as well. */
    private Response listInProject(Call call) {
        long project = call.entity(Projects.KIND, "id").id();
        Criterion own = Criterion.equal("project", project);
        if (!call.query().first("includeTaskMessages").orElse("").equals("true")) {
            return list(call, List.of(own));
        }
        List<Object> tasks = new ArrayList<>();
        call.entities().referring(Tasks.KIND, "project", project).forEach(task -> tasks.add(task.id()));
        return list(call, List.of(Criterion.either(List.of(own, Criterion.among("task", tasks)))));
    }

    private Response createIn(Kind place, Call call) {
        Entity there = call.entity(place, "id");
        Changes sent = read(call.body(), true, "$", call)
                .with(place.toString(), there.id())
                .with("user", call.caller().user());
        return call.dialect().created(this, make(sent, null, call), call);
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        Files.refuseTaken(KIND, before, changes, call);
        return before == null ? changes.withDefault("user", call.caller().user()) : changes;
    }

    @Override
    protected void afterSave(@Nullable Entity before, Entity message, Changes changes, Call call) {
        Files.attach(before, message, call);
    }
}
