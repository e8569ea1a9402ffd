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

import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message: what a discussion in a project begins with.
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
            Place.trashed(),
            Shapes.creator(),
            Shapes.comments(),
            Shapes.subscribersToBe(),
            Shapes.subscriberIds(),
            Shapes.subscribers(),
            Shapes.tokens(),
            // Assumed: the page's example shows none.
            Shapes.attachments(),
            reference("project", Kinds.PROJECT).seeded().hidden(),
            Place.inTrash());

    private static final String MESSAGES = Basecamp.PROJECT + "/messages";

    Messages() {
        super(TABLE, IdForm.NUMBER_AND_SLUG);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                post(MESSAGES + ".json", call -> Plain.add(this, call))
                        .documented("S11", "messages.md, Create message"),
                get(MESSAGES + "/{id}.json", call -> Plain.show(this, call))
                        .answering(ResponseSpec.SHOWN)
                        .documented("S12", "messages.md, Get message"),
                put(MESSAGES + "/{id}.json", call -> Plain.alter(this, call))
                        .documented("S13", "messages.md, Update message"),
                delete(MESSAGES + "/{id}.json", call -> Plain.discard(this, call))
                        .documented("S26", "messages.md, Delete message"));
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        return Shapes.inProject(before, changes, call);
    }

    @Override
    protected void afterSave(@Nullable Entity before, Entity message, Changes changes, Call call) {
        Attachments.attach(message, changes, call);
    }
}
