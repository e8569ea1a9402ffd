package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.own;
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
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.store.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document of a project.
 *
 *
 * <p>Not emulated: earlier versions, which the API does not show either. There are no locks: the last write wins.
 */
final class Documents extends Resource implements ListParameters {

    private static final Fields TABLE = Fields.of(
            Kinds.DOCUMENT,
            id(),
            text("title").required(),
            text("content").initially(""),
            created("created_at"),
            updated("updated_at"),
            Hierarchy.url().hidden(),
            Hierarchy.appUrl().hidden(),
            flag("private").initially(false),
            Hierarchy.trashed(),
            reference("last_updater", Kinds.PERSON, People.REF).seeded().required(),
            Schemas.creator(),
            Schemas.comments(),
            Schemas.subscriberIds(),
            Schemas.subscribers(),
            reference("project", Kinds.PROJECT).seeded().hidden(),
            Hierarchy.inTrash());

    private static final Fields LISTED =
            TABLE.form("id", "title", "created_at", "updated_at", "url", "app_url", "private", "trashed");

    private static final Fields ANYWHERE =
            LISTED.plus(own("bucket", Projects.BUCKET.schema()).required().shown(Projects::bucket));

    private static final String DOCUMENTS = Basecamp.PROJECT + "/documents";

    Documents() {
        super(TABLE, IdForm.NUMBER_AND_SLUG);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get(DOCUMENTS + ".json", this::ofProject)
                        .answering(ResponseSpec.listed(Schema.list(LISTED.schema())))
                        .documented("E18", "documents.md, Get documents"),
                get(Basecamp.API + "/documents.json", this::ofAll)
                        .answering(ResponseSpec.listed(Schema.list(ANYWHERE.schema())))
                        .documented("E19", "documents.md, Get documents"),
                get(DOCUMENTS + "/{id}.json", call -> ProjectActions.show(this, call))
                        .answering(ResponseSpec.SHOWN)
                        .documented("E20", "documents.md, Get document"),
                post(DOCUMENTS + ".json", call -> ProjectActions.add(this, call))
                        .documented("E21", "documents.md, Create document"),
                put(DOCUMENTS + "/{id}.json", call -> ProjectActions.alter(this, call))
                        .documented("E22", "documents.md, Update document"),
                delete(DOCUMENTS + "/{id}.json", call -> ProjectActions.discard(this, call))
                        .documented("E23", "documents.md, Delete document"));
    }

    @Override
    public List<String> parameters() {
        return List.of("page", "sort");
    }

    /** Documents of one project need no word about which (bucket). */
    private Response ofProject(Call call) {
        return Pages.of(
                LISTED, sorted(AccessControl.things(Kinds.DOCUMENT, AccessControl.project(call), call), call), call);
    }

    private Response ofAll(Call call) {
        return Pages.of(ANYWHERE, sorted(AccessControl.things(Kinds.DOCUMENT, call), call), call);
    }

    private static List<Entity> sorted(List<Entity> documents, Call call) {
        return Pages.sorted(documents, "title", "updated_at", call);
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        Changes made = Schemas.inProject(before, changes, call);
        return before == null
                ? made.withDefault("last_updater", made.get("creator"))
                : made.with("last_updater", call.caller().user());
    }
}
