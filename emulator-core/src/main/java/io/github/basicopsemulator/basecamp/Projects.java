package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.own;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A project, which contains all other records; people with access can see it.
 *
 *
 * <p>Not emulated: templates, drafts, stars, calendars; and the limit on projects.
 */
final class Projects extends Resource implements ListParameters {

    private static final Map<String, @Nullable Object> TODOLISTS = Schema.object(
            "remaining_count",
            Schema.WHOLE,
            "completed_count",
            Schema.WHOLE,
            "updated_at",
            Schemas.MOMENT,
            "url",
            Schema.TEXT,
            "app_url",
            Schema.TEXT);

    private static final Fields TABLE = Fields.of(
            Kinds.PROJECT,
            id(),
            text("name").required(),
            text("description"),
            flag("archived").initially(false),
            created("created_at"),
            updated("updated_at"),
            Hierarchy.url().hidden(),
            Hierarchy.appUrl().hidden(),
            flag("template").initially(false).readOnly(),
            flag("starred").initially(false).readOnly(),
            flag("trashed").initially(false).readOnly(),
            flag("draft").initially(false).readOnly(),
            flag("is_client_project").initially(false),
            text("color").initially("3185c5").readOnly(),
            Schemas.creator(),
            count("accesses", Projects::accesses),
            count("attachments", (project, view) -> count(Kinds.ATTACHMENT, project, view)),
            count("calendar_events", (project, view) -> 0L),
            count("documents", (project, view) -> count(Kinds.DOCUMENT, project, view)),
            count("topics", Projects::topics),
            own("todolists", TODOLISTS).required().shown(Projects::todolists),
            text("type").required().hidden().shown((project, view) -> "Project"),
            // Set by seeds alone: restricts renaming and deleting to the creator.
            flag("restricted").initially(false).seeded().hidden());

    /** In a list of projects. */
    private static final Fields LISTED = TABLE.form(
            "id",
            "name",
            "description",
            "updated_at",
            "url",
            "app_url",
            "template",
            "archived",
            "starred",
            "trashed",
            "draft",
            "is_client_project",
            "color");

    /** The project of a record in a list over all projects. */
    static final Fields BUCKET = TABLE.form("type", "id", "name", "color", "url", "app_url");

    Projects() {
        super(TABLE, IdForm.NUMBER_AND_SLUG);
    }

    @Override
    public List<Route> routes() {
        ResponseSpec listed = ResponseSpec.listed(Schema.list(LISTED.schema()));
        return List.of(
                get(Basecamp.API + "/projects.json", this::active)
                        .answering(ResponseSpec.own(Schema.list(LISTED.schema())))
                        .documented("S3", "projects.md, Get projects"),
                get(Basecamp.API + "/projects/archived.json", this::archived)
                        .answering(listed)
                        .documented("S26", "projects.md, Get projects"),
                post(Basecamp.API + "/projects.json", this::create).documented("S4", "projects.md, Create project"),
                get(Basecamp.PROJECT + ".json", this::one)
                        .answering(ResponseSpec.SHOWN)
                        .documented("S5", "projects.md, Get project"),
                put(Basecamp.PROJECT + ".json", this::alter).documented("S6", "projects.md, Update project"),
                delete(Basecamp.PROJECT + ".json", this::discard).documented("S21", "projects.md, Delete project"));
    }

    @Override
    public List<String> parameters() {
        return List.of("page");
    }

    /** Gives every project every time: no pages (bcx-api #224). */
    private Response active(Call call) {
        RenderContext view = call.view();
        return Response.json(
                200,
                AccessControl.projects(call).stream()
                        .filter(project -> !project.is("archived"))
                        .map(project -> LISTED.json(project, view))
                        .toList());
    }

    private Response archived(Call call) {
        List<Entity> archived = AccessControl.projects(call).stream()
                .filter(project -> project.is("archived"))
                .toList();
        return Pages.of(LISTED, archived, call);
    }

    private Response one(Call call) {
        return BasecampDialect.show(fields(), AccessControl.project(call), call);
    }

    private Response alter(Call call) {
        Entity project = AccessControl.project(call);
        return call.dialect().updated(this, change(project, read(call.body(), false, "$", call), call), call);
    }

    private Response discard(Call call) {
        Entity project = AccessControl.project(call);
        AccessControl.refuseOthers(project, call);
        return call.dialect().removed(this, AccessControl.trash(project, call), call);
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        return before == null ? changes.withDefault("creator", call.caller().user()) : changes;
    }

    /** Gives the creator access to the project. */
    @Override
    protected void afterSave(@Nullable Entity before, Entity project, Changes changes, Call call) {
        if (before == null) {
            Accesses.grant(project, (Long) project.get("creator"), false, call);
            Accesses.grant(project, call.caller().user(), false, call);
        }
    }

    /** The project of a record, as in lists over all projects. */
    static Object bucket(Entity thing, RenderContext view) {
        return BUCKET.json(Hierarchy.project(thing, view.entities()), view);
    }

    private static Field count(String name, BiFunction<Entity, RenderContext, Long> count) {
        return own(name, Schemas.COUNT)
                .required()
                .shown((project, view) -> Schemas.count(
                        count.apply(project, view),
                        project.get("updated_at"),
                        "/projects/" + project.id() + "/" + name,
                        view));
    }

    private static long accesses(Entity project, RenderContext view) {
        long count = 0;
        for (Entity access : view.entities().referring(Kinds.ACCESS, "project", project.id())) {
            count += access.id() > 0 ? 1 : 0;
        }
        return count;
    }

    /** How many things a client sees does not tell that there are private ones. */
    private static long count(Kind kind, Entity project, RenderContext view) {
        return AccessControl.things(kind, project, view).size();
    }

    /** Counts the topics: messages, and records with comments. */
    private static long topics(Entity project, RenderContext view) {
        long count = count(Kinds.MESSAGE, project, view);
        for (Kind kind : List.of(Kinds.TODO, Kinds.TODOLIST, Kinds.UPLOAD, Kinds.DOCUMENT)) {
            count += AccessControl.things(kind, project, view).stream()
                    .filter(thing -> !Schemas.inside(Kinds.COMMENT, thing, view).isEmpty())
                    .count();
        }
        return count;
    }

    private static Object todolists(Entity project, RenderContext view) {
        List<Entity> there = AccessControl.things(Kinds.TODOLIST, project, view);
        long completed =
                there.stream().filter(list -> TodoLists.isCompleted(list, view)).count();
        long remaining = there.size() - completed;
        Map<String, @Nullable Object> lists = Json.object("remaining_count", remaining, "completed_count", completed);
        Map<String, @Nullable Object> where =
                Schemas.count(0, project.get("updated_at"), "/projects/" + project.id() + "/todolists", view);
        where.remove("count");
        lists.putAll(where);
        return lists;
    }
}
