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
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A to-do list: to-dos in their order, private or not all together.
 *
 * <p>Not emulated: lists of all projects, and of one person.
 */
final class TodoLists extends Resource implements ListParameters {

    private static final Map<String, @Nullable Object> NESTED = Schema.list(Todos.NESTED.schema());

    private static final Fields TABLE = Fields.of(
            Kinds.TODOLIST,
            id(),
            text("name").required(),
            text("description"),
            created("created_at"),
            updated("updated_at"),
            Hierarchy.url().hidden(),
            Hierarchy.appUrl().hidden(),
            flag("completed").required().shown(TodoLists::isCompleted),
            own("position", Todos.POSITION).sent(),
            whole("position").initially(1L).readOnly(),
            flag("private").initially(false),
            Hierarchy.trashed(),
            whole("completed_count").required().shown((list, view) -> count(list, true, view)),
            whole("remaining_count").required().shown((list, view) -> count(list, false, view)),
            Schemas.creator(),
            own("todos", Schema.object("remaining", NESTED, "completed", NESTED, "trashed", NESTED))
                    .omittedWhenNull()
                    .shown(TodoLists::todos),
            Schemas.comments(),
            Schemas.subscriberIds(),
            Schemas.subscribers(),
            reference("project", Kinds.PROJECT).seeded().hidden(),
            Hierarchy.inTrash());

    private static final Fields LISTED = TABLE.form(
            "id",
            "name",
            "description",
            "created_at",
            "updated_at",
            "url",
            "app_url",
            "completed",
            "position",
            "private",
            "trashed",
            "completed_count",
            "remaining_count",
            "creator");

    private static final Fields WITHOUT_TODOS = TABLE.form(
            "id",
            "name",
            "description",
            "created_at",
            "updated_at",
            "completed",
            "position",
            "private",
            "trashed",
            "completed_count",
            "remaining_count",
            "creator",
            "comments",
            "subscribers");

    /** Around a to-do in a list of to-dos, in the order of that page. */
    static final Fields AROUND = TABLE.form(
            "completed",
            "completed_count",
            "created_at",
            "creator",
            "description",
            "id",
            "name",
            "position",
            "private",
            "remaining_count",
            "trashed",
            "updated_at",
            "url",
            "app_url");

    /** The same in a list of all projects. */
    static final Fields AROUND_ANYWHERE =
            AROUND.plus(own("bucket", Projects.BUCKET.schema()).required().shown(Projects::bucket));

    private static final String LISTS = Basecamp.PROJECT + "/todolists";

    TodoLists() {
        super(TABLE, IdForm.NUMBER_AND_SLUG);
    }

    @Override
    public List<Route> routes() {
        ResponseSpec listed = ResponseSpec.listed(Schema.list(LISTED.schema()));
        return List.of(
                get(LISTS + ".json", call -> list(call, false))
                        .answering(listed)
                        .documented("S7", "todolists.md, Get to-do lists"),
                get(LISTS + "/completed.json", call -> list(call, true))
                        .answering(listed)
                        .documented("S26", "todolists.md, Get to-do lists"),
                get(LISTS + "/trashed.json", this::trashed)
                        .answering(listed)
                        .documented("S26", "todolists.md, Get to-do lists"),
                post(LISTS + ".json", call -> ProjectActions.add(this, call))
                        .documented("S8", "todolists.md, Create to-do list"),
                get(LISTS + "/{id}.json", this::one)
                        .answering(ResponseSpec.SHOWN)
                        .documented("S9", "todolists.md, Get to-do list"),
                put(LISTS + "/{id}.json", call -> ProjectActions.alter(this, call))
                        .documented("S10", "todolists.md, Update to-do list"),
                delete(LISTS + "/{id}.json", this::discard).documented("S22", "todolists.md, Delete to-do list"));
    }

    @Override
    public List<String> parameters() {
        return List.of("page");
    }

    private Response list(Call call, boolean completed) {
        RenderContext view = call.view();
        List<Entity> lists = AccessControl.things(Kinds.TODOLIST, AccessControl.project(call), call).stream()
                .filter(list -> isCompleted(list, view) == completed)
                .sorted(Positions.ORDER)
                .toList();
        return Pages.of(LISTED, lists, call);
    }

    private Response trashed(Call call) {
        List<Entity> lists = new ArrayList<>();
        for (Entity list : call.entities()
                .select(
                        Kinds.TODOLIST,
                        List.of(
                                Criterion.equal(
                                        "project", AccessControl.project(call).id()),
                                Criterion.equal("trashed", true)))) {
            if (!AccessControl.hidden(list, call.view())) {
                lists.add(list);
            }
        }
        return Pages.of(LISTED, lists, call);
    }

    private Response one(Call call) {
        boolean without = call.query().first("exclude_todos").orElse("").equals("true");
        return BasecampDialect.show(
                without ? WITHOUT_TODOS : fields(), AccessControl.thing(Kinds.TODOLIST, call), call);
    }

    private Response discard(Call call) {
        Entity list = AccessControl.thing(Kinds.TODOLIST, call);
        AccessControl.refuseOthers(list, call);
        Entity trashed = AccessControl.trash(list, call);
        Positions.renumber(others(trashed, Objects.requireNonNull(list.number("project")), call), null, call);
        return call.dialect().removed(this, trashed, call);
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        Changes made = Schemas.inProject(before, changes, call);
        Long project = before == null ? made.number("project") : before.number("project");
        long bottom = others(before, Objects.requireNonNull(project), call).size() + 1;
        if (changes.get("position") != null) {
            return made.with("position", Positions.read(changes.get("position"), bottom, call));
        }
        return before == null ? made.with("position", bottom) : made.without("position");
    }

    @Override
    protected void afterSave(@Nullable Entity before, Entity list, Changes changes, Call call) {
        if (changes.has("position")) {
            long project = Objects.requireNonNull(list.number("project"));
            Positions.renumber(others(list, project, call), list.number("position"), call);
        }
    }

    /** The other lists of a project in their order. */
    private static List<Entity> others(@Nullable Entity list, long project, Call call) {
        List<Entity> others = new ArrayList<>();
        for (Entity other : call.entities()
                .select(
                        Kinds.TODOLIST,
                        List.of(Criterion.equal("project", project), Criterion.equal("trashed", false)))) {
            if (list == null || other.id() != list.id()) {
                others.add(other);
            }
        }
        others.sort(Positions.ORDER);
        return others;
    }

    /** Returns true if a list has to-dos and all of them are completed. */
    static boolean isCompleted(Entity list, RenderContext view) {
        return count(list, false, view) == 0 && count(list, true, view) > 0;
    }

    private static long count(Entity list, boolean completed, RenderContext view) {
        return Todos.inList(list, view.entities()).stream()
                .filter(todo -> todo.is("completed") == completed && !todo.is("trashed"))
                .count();
    }

    private static Object todos(Entity list, RenderContext view) {
        return Json.object(
                "remaining", todos(list, todo -> !todo.is("trashed") && !todo.is("completed"), view),
                "completed", todos(list, todo -> !todo.is("trashed") && todo.is("completed"), view),
                "trashed", todos(list, todo -> todo.is("trashed"), view));
    }

    private static Object todos(Entity list, Predicate<Entity> wanted, RenderContext view) {
        List<Entity> todos =
                Todos.inList(list, view.entities()).stream().filter(wanted).toList();
        return Schemas.shown(Todos.NESTED, todos, view);
    }
}
