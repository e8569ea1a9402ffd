package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An upload: one file of a project, with its comments. */
final class Uploads extends Resource {

    private static final Fields TABLE = Fields.of(
            Kinds.UPLOAD,
            id(),
            created("created_at"),
            updated("updated_at"),
            text("content").initially(""),
            flag("private").initially(false),
            Hierarchy.trashed(),
            Schemas.tokens(),
            Schemas.attachments(),
            Schemas.creator().hidden(),
            Schemas.comments(),
            Schemas.subscribersToBe(),
            Schemas.subscriberIds(),
            Schemas.subscribers(),
            reference("project", Kinds.PROJECT).seeded().hidden(),
            Hierarchy.inTrash());

    private static final String UPLOADS = Basecamp.PROJECT + "/uploads";

    Uploads() {
        super(TABLE, IdForm.NUMBER_AND_SLUG);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                post(UPLOADS + ".json", this::add).documented("S14", "uploads.md, Create upload"),
                get(UPLOADS + "/{id}.json", call -> ProjectActions.show(this, call))
                        .answering(ResponseSpec.SHOWN)
                        .documented("S15", "uploads.md, Get upload"),
                delete(UPLOADS + "/{id}.json", call -> ProjectActions.discard(this, call))
                        .documented("S26", "uploads.md, Delete upload"));
    }

    private Response add(Call call) {
        Entity project = AccessControl.project(call);
        Changes changes = read(call.body(), true, "$", call).with("project", project.id());
        if (!(changes.get("attachments") instanceof List<?> files) || files.size() != 1) {
            throw Problem.invalid("$.attachments", "Only one attachment is allowed, and one is needed");
        }
        return ProjectActions.add(this, changes, call);
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        return Schemas.inProject(before, changes, call);
    }

    @Override
    protected void afterSave(@Nullable Entity before, Entity upload, Changes changes, Call call) {
        Attachments.attach(upload, changes, call);
    }
}
