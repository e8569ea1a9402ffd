package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message, which begins a discussion in a project.
 *
 *
 * <p>Not emulated: lists of messages (topics), and inviting subscribers by their e-mail addresses.
 */
final class Messages extends Resource {

    private static final Fields TABLE = Fields.of(
            Kinds.MESSAGE,
            id(),
            text("subject").required(),
            created("created_at"),
            updated("updated_at"),
            text("content").initially(""),
            flag("private").initially(false),
            Hierarchy.trashed(),
            Schemas.creator(),
            Schemas.comments(),
            Schemas.subscribersToBe(),
            Schemas.subscriberIds(),
            Schemas.subscribers(),
            Schemas.tokens(),
            // Assumed: the page's example has no such field.
            Schemas.attachments(),
            reference("project", Kinds.PROJECT).seeded().hidden(),
            Hierarchy.inTrash());

    private static final String MESSAGES = Basecamp.PROJECT + "/messages";

    Messages() {
        super(TABLE, IdForm.NUMBER_AND_SLUG);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                post(MESSAGES + ".json", call -> ProjectActions.add(this, call))
                        .documented("S11", "messages.md, Create message"),
                get(MESSAGES + "/{id}.json", call -> ProjectActions.show(this, call))
                        .answering(ResponseSpec.SHOWN)
                        .documented("S12", "messages.md, Get message"),
                put(MESSAGES + "/{id}.json", call -> ProjectActions.alter(this, call))
                        .documented("S13", "messages.md, Update message"),
                delete(MESSAGES + "/{id}.json", call -> ProjectActions.discard(this, call))
                        .documented("S26", "messages.md, Delete message"));
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        return Schemas.inProject(before, changes, call);
    }

    @Override
    protected void afterSave(@Nullable Entity before, Entity message, Changes changes, Call call) {
        Attachments.attach(message, changes, call);
    }
}
