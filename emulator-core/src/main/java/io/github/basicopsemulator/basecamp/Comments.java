package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A comment on a message, a to-do, a to-do list, an upload or a document.
 *
 * <p>Not emulated: inviting subscribers by their e-mail addresses.
 */
final class Comments extends Resource {

    private static final Fields TABLE = Fields.of(
            Kinds.COMMENT,
            id(),
            text("content").required(),
            created("created_at"),
            updated("updated_at"),
            Hierarchy.followingPrivacy(),
            Hierarchy.trashed(),
            Schemas.tokens(),
            Schemas.attachments(),
            Schemas.creator(),
            Schemas.subscribersToBe(),
            text("topic_url").required().shown(Hierarchy::url),
            text("topic_app_url").required().shown(Hierarchy::appUrl),
            reference("project", Kinds.PROJECT).seeded().hidden(),
            reference("message", Kinds.MESSAGE).seeded().hidden(),
            reference("todo", Kinds.TODO).seeded().hidden(),
            reference("todolist", Kinds.TODOLIST).seeded().hidden(),
            reference("upload", Kinds.UPLOAD).seeded().hidden(),
            reference("document", Kinds.DOCUMENT).seeded().hidden(),
            Hierarchy.inTrash());

    /** The form inside the record that was commented on. */
    static final Fields NESTED =
            TABLE.form("id", "content", "created_at", "updated_at", "private", "trashed", "attachments", "creator");

    private static final List<Kind> COMMENTED =
            List.of(Kinds.MESSAGE, Kinds.TODO, Kinds.TODOLIST, Kinds.UPLOAD, Kinds.DOCUMENT);

    Comments() {
        super(TABLE, IdForm.NUMBER_AND_SLUG);
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Kind kind : COMMENTED) {
            String path = Basecamp.PROJECT + "/" + Kinds.word(kind) + "s/{id}/comments.json";
            routes.add(post(path, call -> comment(kind, call)).documented("S16", "comments.md, Create comment"));
        }
        routes.add(delete(Basecamp.PROJECT + "/comments/{id}.json", this::discard)
                .answering(ResponseSpec.NOTHING)
                .documented("S18", "comments.md, Delete comment"));
        return List.copyOf(routes);
    }

    /** Answers without a Location, as in recordings. */
    private Response comment(Kind kind, Call call) {
        Entity commented = AccessControl.thing(kind, call);
        Changes changes = read(call.body(), true, "$", call).with(Kinds.word(kind), commented.id());
        return Response.json(201, fields().json(make(changes, null, call), call.view()));
    }

    private Response discard(Call call) {
        Entity comment = AccessControl.thing(Kinds.COMMENT, call);
        AccessControl.refuseOthers(comment, call);
        AccessControl.trash(comment, call);
        AccessControl.touch(Objects.requireNonNull(Hierarchy.around(comment, call.entities())), call);
        return Response.empty(204);
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        return before == null
                ? Hierarchy.inProject(changes, call)
                        .withDefault("creator", call.caller().user())
                : changes;
    }

    /** Subscribes the author and the named people, and updates the record that was commented on. */
    @Override
    protected void afterSave(@Nullable Entity before, Entity comment, Changes changes, Call call) {
        Attachments.attach(comment, changes, call);
        Entity commented = Objects.requireNonNull(Hierarchy.around(comment, call.entities()));
        Set<Object> subscribers =
                new LinkedHashSet<>((List<?>) Objects.requireNonNull(commented.get("subscriber_ids")));
        subscribers.add(Objects.requireNonNull(comment.get("creator")));
        if (changes.get("subscribers") instanceof List<?> sent) {
            subscribers.addAll(sent);
        }
        call.transaction()
                .change(commented, Json.object("subscriber_ids", List.copyOf(subscribers), "updated_at", call.now()));
    }
}
