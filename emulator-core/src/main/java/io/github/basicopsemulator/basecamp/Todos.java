package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.own;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.Iso8601;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A to-do: a line of a to-do list, which is checked when it is done.
 *
 * <p>Not emulated: moving a to-do to another list, and taking it out of the trash, which the API cannot do either.
 */
final class Todos extends Resource implements ListParameters {

    /** A position as clients write it: one of them sends a text. */
    static final Map<String, @Nullable Object> POSITION = Json.object("type", List.of("integer", "string"));

    private static final Map<String, @Nullable Object> COMPLETED_AT = Json.object("type", List.of("string", "boolean"));

    private static final Map<String, @Nullable Object> DATE = Json.object("type", "string", "format", "date");

    private static final Map<String, @Nullable Object> ASSIGNEE_SENT = Json.object(
            "type", "object", "properties", Json.object("id", Schema.WHOLE, "type", Json.object("const", "Person")));

    private static final Fields TABLE = Fields.of(
            Kinds.TODO,
            id(),
            reference("todolist_id", Kinds.TODOLIST).seeded().required(),
            own("position", POSITION).sent(),
            whole("position").initially(1L).readOnly(),
            text("content").required(),
            own("due_at", Json.object("type", "string")),
            own("due_on", DATE).shown((todo, view) -> todo.get("due_at")),
            created("created_at"),
            updated("updated_at"),
            moment("completed_at").readOnly().hidden(),
            own("completed_at", COMPLETED_AT).required().shown(Todos::completedAt),
            reference("completer", Kinds.PERSON, People.REF).readOnly().omittedWhenNull(),
            whole("comments_count").required().shown((todo, view) ->
                    (long) Schemas.inside(Kinds.COMMENT, todo, view).size()),
            Hierarchy.followingPrivacy(),
            Hierarchy.trashed(),
            Schemas.creator(),
            own("assignee", ASSIGNEE_SENT).sent(),
            reference("assignee", Kinds.PERSON, People.ASSIGNEE).seeded().omittedWhenNull(),
            flag("completed").initially(false),
            Hierarchy.url(),
            Hierarchy.appUrl(),
            Schemas.tokens(),
            Schemas.attachments(),
            Schemas.subscriberIds(),
            Schemas.subscribers(),
            Schemas.comments(),
            reference("project", Kinds.PROJECT).seeded().hidden(),
            Hierarchy.inTrash());

    /** Inside the reply that shows its list. */
    static final Fields NESTED = TABLE.form("id", "content", "due_at", "comments_count", "created_at", "updated_at")
            .plus(
                    own("completed_at", Schemas.MOMENT).omittedWhenNull().shown(Todos::completion),
                    reference("completer", Kinds.PERSON, People.REF).omittedWhenNull(),
                    own("assignee", Json.object("type", "object")).required().shown(Todos::assigneeOrNothing),
                    whole("position").required(),
                    Hierarchy.url(),
                    Hierarchy.appUrl());

    private static final Comparator<Entity> COMPLETION = Comparator.comparing(
                    (Entity todo) -> (Instant) Objects.requireNonNull(todo.get("completed_at")))
            .thenComparing(Entity::id);

    private static final Comparator<Entity> ORDER = Todos::compare;

    private static final Fields INDEX = TABLE.form(
            "id",
            "todolist_id",
            "position",
            "content",
            "due_at",
            "due_on",
            "created_at",
            "updated_at",
            "completed_at",
            "completer",
            "comments_count",
            "private",
            "trashed",
            "creator",
            "assignee",
            "completed",
            "url",
            "app_url");

    private static final String OF_LIST = Basecamp.PROJECT + "/todolists/{list}/todos";
    private static final String OF_PROJECT = Basecamp.PROJECT + "/todos";

    private final Fields index = INDEX.plus(around(TodoLists.AROUND));
    private final Fields anywhere = INDEX.plus(around(TodoLists.AROUND_ANYWHERE));

    Todos() {
        super(TABLE, IdForm.NUMBER_AND_SLUG);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get(OF_PROJECT + ".json", call -> ofProject(call, todo -> true))
                        .answering(listed(index))
                        .documented("E7", "todos.md, Get to-dos"),
                get(OF_PROJECT + "/completed.json", call -> ofProject(call, todo -> todo.is("completed")))
                        .answering(listed(index))
                        .documented("E8", "todos.md, Get to-dos"),
                get(OF_PROJECT + "/remaining.json", call -> ofProject(call, todo -> !todo.is("completed")))
                        .answering(listed(index))
                        .documented("E9", "todos.md, Get to-dos"),
                get(OF_LIST + ".json", call -> ofList(call, todo -> !todo.is("trashed")))
                        .answering(listed(index))
                        .documented("E10", "todos.md, Get to-dos"),
                get(
                                OF_LIST + "/completed.json",
                                call -> ofList(call, todo -> !todo.is("trashed") && todo.is("completed")))
                        .answering(listed(index))
                        .documented("E11", "todos.md, Get to-dos"),
                get(
                                OF_LIST + "/remaining.json",
                                call -> ofList(call, todo -> !todo.is("trashed") && !todo.is("completed")))
                        .answering(listed(index))
                        .documented("E12", "todos.md, Get to-dos"),
                get(OF_LIST + "/trashed.json", call -> ofList(call, todo -> todo.is("trashed")))
                        .answering(listed(index))
                        .documented("E13", "todos.md, Get to-dos"),
                get(OF_PROJECT + "/{id}.json", call -> ProjectActions.show(this, call))
                        .answering(ResponseSpec.SHOWN)
                        .documented("E14", "todos.md, Get to-do"),
                post(OF_LIST + ".json", this::add).documented("E15", "todos.md, Create to-do"),
                put(OF_PROJECT + "/{id}.json", call -> ProjectActions.alter(this, call))
                        .documented("E16", "todos.md, Update to-do"),
                delete(OF_PROJECT + "/{id}.json", this::discard).documented("E17", "todos.md, Delete to-do"),
                get(OF_PROJECT + "/trashed.json", this::trashedInProject)
                        .answering(listed(index))
                        .observed("", "a client calls it"),
                get(Basecamp.API + "/todos.json", this::ofAll)
                        .answering(listed(anywhere))
                        .observed("", "a maintainer names it, bcx-api #176"));
    }

    @Override
    public List<String> parameters() {
        return List.of("page", "due_since");
    }

    private static ResponseSpec listed(Fields form) {
        return ResponseSpec.listed(Schema.list(form.schema()));
    }

    private Response ofProject(Call call, Predicate<Entity> wanted) {
        Entity project = AccessControl.project(call);
        return page(
                index, AccessControl.things(Kinds.TODO, project, call).stream().filter(wanted), call);
    }

    private Response ofAll(Call call) {
        return page(anywhere, AccessControl.things(Kinds.TODO, call).stream(), call);
    }

    private Response ofList(Call call, Predicate<Entity> wanted) {
        Entity list = AccessControl.thing(Kinds.TODOLIST, "list", call);
        return page(index, inList(list, call.entities()).stream().filter(wanted), call);
    }

    private Response trashedInProject(Call call) {
        RenderContext view = call.view();
        List<Entity> trashed = new ArrayList<>();
        for (Entity todo : call.entities()
                .referring(Kinds.TODO, "project", AccessControl.project(call).id())) {
            if (Hierarchy.isTrashed(todo, call.entities()) && !AccessControl.hidden(todo, view)) {
                trashed.add(todo);
            }
        }
        return page(index, trashed.stream(), call);
    }

    /** Lists to-dos in the order of their lists; in a list the open ones, then the completed ones, newest first. */
    private static Response page(Fields form, Stream<Entity> todos, Call call) {
        Comparator<Entity> order = Comparator.comparing((Entity todo) -> todo.number("project"))
                .thenComparing(todo -> list(todo, call.entities()), Positions.ORDER)
                .thenComparing(ORDER);
        return Pages.of(form, todos.filter(since(call)).sorted(order).toList(), call);
    }

    /** Filters by {@code due_since}: due on that day or later. */
    private static Predicate<Entity> since(Call call) {
        String sent = call.query().first("due_since").orElse("");
        if (sent.isEmpty()) {
            return todo -> true;
        }
        String day = day(sent, "due_since");
        return todo -> todo.get("due_at") instanceof String due && due.compareTo(String.valueOf(day)) >= 0;
    }

    private Response add(Call call) {
        Entity list = AccessControl.thing(Kinds.TODOLIST, "list", call);
        Changes changes = read(call.body(), true, "$", call).with("todolist_id", list.id());
        return ProjectActions.add(this, changes, call);
    }

    private Response discard(Call call) {
        Entity todo = AccessControl.thing(Kinds.TODO, call);
        AccessControl.refuseOthers(todo, call);
        Entity trashed = AccessControl.trash(todo, call);
        renumber(trashed, call);
        return call.dialect().removed(this, trashed, call);
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        Changes made = before == null ? inList(Schemas.completed(changes, call)) : changes;
        if (made.has("due_at")) {
            made = made.with("due_at", day(made.get("due_at"), "due_at"));
        }
        if (made.has("assignee")) {
            Object project = before == null ? made.get("project") : before.get("project");
            made = made.with("assignee", assignee(made.get("assignee"), (Long) project, call));
        }
        if (before != null && made.has("attachments")) {
            call.assume(Quirks.ADDED_FILES);
        }
        return placed(before, checked(before, made, call), call);
    }

    private static Changes inList(Changes changes) {
        if (changes.get("todolist_id") == null) {
            throw Problem.invalid("$.todolist_id", "must be the id of a list, since every to-do is in one");
        }
        return changes;
    }

    /** Notes who checked a to-do, and when; unchecking forgets both. */
    private static Changes checked(@Nullable Entity before, Changes changes, Call call) {
        boolean was = before != null && before.is("completed");
        if (!changes.has("completed") || was == isChecked(before, changes)) {
            return changes;
        }
        return isChecked(before, changes)
                ? changes.with("completed_at", call.now())
                        .with("completer", call.caller().user())
                : changes.with("completed_at", null).with("completer", null);
    }

    private static boolean isChecked(@Nullable Entity before, Changes changes) {
        return changes.has("completed")
                ? Boolean.TRUE.equals(changes.get("completed"))
                : before != null && before.is("completed");
    }

    /**
     * Sets the position among the open to-dos: the bottom for a new or reopened one; a completed one keeps its last.
     */
    private static Changes placed(@Nullable Entity before, Changes changes, Call call) {
        boolean entering = before == null || (before.is("completed") && !isChecked(before, changes));
        boolean leaving = before != null && isChecked(before, changes);
        if (leaving || (!entering && changes.get("position") == null)) {
            return changes.without("position");
        }
        Long list = before == null ? changes.number("todolist_id") : before.number("todolist_id");
        long bottom = remaining(Objects.requireNonNull(list), before, call).size() + 1;
        return changes.with(
                "position",
                changes.get("position") == null ? bottom : Positions.read(changes.get("position"), bottom, call));
    }

    @Override
    protected void afterSave(@Nullable Entity before, Entity todo, Changes changes, Call call) {
        Attachments.attach(todo, changes, call);
        renumber(todo, call);
    }

    /** Closes the gap that a to-do has left, or makes room where it is now. */
    private static void renumber(Entity todo, Call call) {
        boolean remains = !todo.is("completed") && !todo.is("trashed");
        List<Entity> others = remaining(Objects.requireNonNull(todo.number("todolist_id")), todo, call);
        Positions.renumber(others, remains ? todo.number("position") : null, call);
    }

    /** The to-dos of a list that remain, but for one, in their order. */
    private static List<Entity> remaining(long list, @Nullable Entity but, Call call) {
        List<Entity> remaining = new ArrayList<>();
        for (Entity todo : call.entities().referring(Kinds.TODO, "todolist_id", list)) {
            if (!todo.is("completed") && !todo.is("trashed") && (but == null || todo.id() != but.id())) {
                remaining.add(todo);
            }
        }
        remaining.sort(Positions.ORDER);
        return remaining;
    }

    /** Reads the date without time and offset; an empty text counts as null. */
    private static @Nullable String day(@Nullable Object sent, String name) {
        if (sent == null || sent.equals("")) {
            return null;
        }
        if (sent instanceof String text && Iso8601.parse(text) != null) {
            return text.substring(0, "2012-03-27".length());
        }
        throw Problem.malformed(name + " must be an ISO 8601 date such as \"2012-03-27\" or"
                + " \"2012-03-27T16:00:00-05:00\", but was " + Json.describe(sent) + ".");
    }

    /**
     * Reads {@code {"id": 1, "type": "Person"}}; null, an empty object and an id that is null mean no assignee.
     *
     * @throws Problem for another type, and for a person without access to the project
     */
    private static @Nullable Long assignee(@Nullable Object sent, @Nullable Long project, Call call) {
        if (sent == null || (sent instanceof Map<?, ?> empty && empty.get("id") == null && isNobody(empty))) {
            return null;
        }
        Object id = sent;
        if (sent instanceof Map<?, ?> object) {
            refuseType(object.get("type"));
            id = object.get("id");
        } else if (!(sent instanceof Long && call.request().method().isEmpty())) {
            refuseType(sent);
        }
        boolean known = id instanceof Long person
                && AccessControl.access(Objects.requireNonNull(project), person, call.entities()) != null;
        if (!known) {
            throw Problem.invalid(
                    "$.assignee", "must be a person with access to the project, but was " + Json.describe(id));
        }
        return (Long) id;
    }

    private static boolean isNobody(Map<?, ?> assignee) {
        return assignee.get("type") == null || assignee.get("type").equals("Person");
    }

    private static void refuseType(@Nullable Object type) {
        if (!"Person".equals(type)) {
            throw Problem.malformed("$.assignee.type must be \"Person\", but was " + Json.describe(type) + ".");
        }
    }

    /** All to-dos of a list, also those in the trash, in the order in which they are shown. */
    static List<Entity> inList(Entity list, Entities entities) {
        List<Entity> todos = new ArrayList<>();
        entities.referring(Kinds.TODO, "todolist_id", list.id()).forEach(todos::add);
        todos.sort(ORDER);
        return todos;
    }

    private static int compare(Entity one, Entity other) {
        if (one.is("completed") != other.is("completed")) {
            return one.is("completed") ? 1 : -1;
        }
        return one.is("completed") ? COMPLETION.reversed().compare(one, other) : Positions.ORDER.compare(one, other);
    }

    private static Entity list(Entity todo, Entities entities) {
        return Objects.requireNonNull(
                entities.find(Kinds.TODOLIST, Objects.requireNonNull(todo.number("todolist_id"))));
    }

    private static Field around(Fields form) {
        return own("todolist", form.schema())
                .required()
                .shown((todo, view) -> form.json(list(todo, view.entities()), view));
    }

    private static Object completedAt(Entity todo, RenderContext view) {
        return todo.get("completed_at") instanceof Instant moment ? view.moment(moment) : false;
    }

    private static @Nullable Object completion(Entity todo, RenderContext view) {
        return todo.get("completed_at") instanceof Instant moment ? view.moment(moment) : null;
    }

    /** Inside its list, an unassigned to-do has an empty assignee. */
    private static Object assigneeOrNothing(Entity todo, RenderContext view) {
        Long id = todo.number("assignee");
        return id == null
                ? Json.object()
                : People.ASSIGNEE.json(Objects.requireNonNull(view.entities().find(Kinds.PERSON, id)), view);
    }
}
