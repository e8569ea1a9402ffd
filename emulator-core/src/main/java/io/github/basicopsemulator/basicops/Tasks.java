package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.patch;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.keys;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A task: one piece of work, perhaps in a project, in a section of it, or under another task. */
final class Tasks extends Resource {

    static final Kind KIND = new Kind("task");

    /** A task inside a time entry (L694). */
    static final Fields BRIEF = Fields.of(
            KIND, id(), text("title").required(), text("status").required(), text("description"), moment("dueDate"));

    private static final List<String> STATUSES =
            List.of("New", "Accepted", "In Progress", "Under Review", "Reviewed", "On Hold", "Blocked", "Complete");

    /** Lets tasks have more statuses than the reference knows (L277), as live workspaces do. */
    Tasks(List<String> extraStatuses) {
        super(Fields.of(
                KIND,
                id(),
                text("title").required(),
                text("description"),
                reference("project", Projects.KIND, Projects.BRIEF).filtered().owned(),
                reference("section", Sections.KIND, Sections.BRIEF).filtered(),
                reference("assignee", Users.KIND, Users.BRIEF).filtered(),
                moment("dueDate").filtered(),
                choice("status", statuses(extraStatuses))
                        .initially("New")
                        .filtered()
                        .indexed(),
                // Assumed: the reference says that uploads can be attached to a task (L1725), but not by which field.
                keys("attachments", Files.KIND, "key", Files::canonical, Files.OF_TASK),
                created("created").filtered(),
                updated("updated").filtered(),
                reference("parent", KIND).hidden().owned(),
                // Assumed: the reference lists archived tasks, but not how one becomes archived.
                flag("archived").initially(false).hidden()));
    }

    private static List<String> statuses(List<String> extra) {
        return Stream.concat(STATUSES.stream(), extra.stream()).toList();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/task/{id}", this::show).documented(15, "L283"),
                get("/v1/task", this::list).documented(16, "L338"),
                get("/v1/project/{id}/tasks", this::listOfProject).documented(17, "L377"),
                get("/v1/task/{id}/tasks", this::listSubtasks).documented(18, "L409"),
                post("/v1/task", this::create).documented(19, "L441"),
                patch("/v1/task/{id}", this::update).documented(20, "L475"),
                delete("/v1/task/{id}", this::remove).documented(21, "L548"),
                post("/v1/task/bulk", call -> Bulk.save(this, call))
                        .taking(Bulk.input(this))
                        .answering(Schemas.BULK)
                        .documented(22, "L1692"),
                get("/v1/task/{id}/link", call -> BasicOpsDialect.link(this, call))
                        .answering(Schemas.LINK)
                        .documented(26, "L1786"));
    }

    private Response listOfProject(Call call) {
        return list(
                call,
                List.of(Criterion.equal(
                        "project", call.entity(Projects.KIND, "id").id())));
    }

    private Response listSubtasks(Call call) {
        return list(
                call, List.of(Criterion.equal("parent", call.entity(KIND, "id").id())));
    }

    /** Keeps a task, its section and its project together, and its parents free of circles. */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        if (changes.has("archived")) {
            call.assume(Quirks.ARCHIVING);
        }
        if (changes.has("attachments")) {
            call.assume(Quirks.TASK_FILES);
        }
        Files.refuseTaken(KIND, before, changes, call);
        return withEarlierFiles(before, together(before, changes, call));
    }

    /** Adds files to the existing ones. Assumed. */
    private static Changes withEarlierFiles(@Nullable Entity before, Changes changes) {
        if (before == null || !changes.has("attachments")) {
            return changes;
        }
        Set<Object> files = new LinkedHashSet<>((List<?>) Objects.requireNonNull(before.get("attachments")));
        files.addAll((List<?>) Objects.requireNonNull(changes.get("attachments")));
        return changes.with("attachments", List.copyOf(files));
    }

    private static Changes together(@Nullable Entity before, Changes changes, Call call) {
        Entity parent = changes.number("parent") == null
                ? null
                : call.entities().find(KIND, Objects.requireNonNull(changes.number("parent")));
        if (parent == null) {
            return placed(before, changes, call);
        }
        if (before != null) {
            refuseCircle(before, parent, call);
            return placed(before, changes, call);
        }
        return placed(null, besideParent(changes, parent), call);
    }

    /** Assumed: a subtask that names neither project nor section is where its parent is. */
    private static Changes besideParent(Changes changes, Entity parent) {
        return changes.has("project") || changes.has("section")
                ? changes
                : changes.with("project", parent.get("project")).with("section", parent.get("section"));
    }

    /**
     * Assumed, but for the first, which the reference's own PATCH example needs (L475): a task that moves to another project
     * leaves its section; one that is put into a section is in that section's project; one that is sent to both is refused
     * where they disagree.
     */
    private static Changes placed(@Nullable Entity before, Changes changes, Call call) {
        Long sectionId = changes.number("section");
        if (sectionId != null) {
            Entity section = Objects.requireNonNull(call.entities().find(Sections.KIND, sectionId));
            if (changes.has("project") && !Objects.equals(changes.get("project"), section.get("project"))) {
                throw Problem.invalid(
                        "$.section",
                        "must be a section of the project that was sent, " + changes.get("project") + ", but section "
                                + sectionId + " belongs to project " + section.get("project"));
            }
            return changes.with("project", section.get("project"));
        }
        boolean moves = before != null
                && changes.has("project")
                && !Objects.equals(changes.get("project"), before.get("project"));
        return moves ? changes.with("section", null) : changes;
    }

    private static void refuseCircle(Entity task, Entity parent, Call call) {
        Entity above = parent;
        while (above != null) {
            if (above.id() == task.id()) {
                throw Problem.invalid(
                        "$.parent", "must not be the task itself or one of its subtasks, but was " + parent.id());
            }
            Long next = above.number("parent");
            above = next == null ? null : call.entities().find(KIND, next);
        }
    }

    /** Assumed: subtasks go along when their task moves to another project. */
    @Override
    protected void afterSave(@Nullable Entity before, Entity task, Changes changes, Call call) {
        Files.attach(before, task, call);
        if (before != null && !Objects.equals(before.get("project"), task.get("project"))) {
            bringSubtasks(task, before.get("project"), call);
        }
    }

    /** Takes a task and its subtasks along to another project; that is not told. */
    static void bring(Entity task, @Nullable Long project, @Nullable Long section, Call call) {
        Entity brought = call.transaction()
                .change(task, Json.object("project", project, "section", section, "updated", call.now()));
        bringSubtasks(brought, task.get("project"), call);
    }

    /**
     * Moves subtasks that were in the same place as their task; not by recursion, since a chain can be longer than a
     * stack.
     */
    private static void bringSubtasks(Entity task, @Nullable Object from, Call call) {
        Map<String, @Nullable Object> place =
                Json.object("project", task.get("project"), "section", task.get("section"), "updated", call.now());
        Deque<Entity> open = new ArrayDeque<>(List.of(task));
        while (!open.isEmpty()) {
            for (Entity subtask :
                    call.entities().referring(KIND, "parent", open.remove().id())) {
                if (Objects.equals(subtask.get("project"), from)) {
                    open.add(call.transaction().change(subtask, place));
                }
            }
        }
    }

    /** Copies the tasks of a template, each under the copy of its parent and in the copy of its section; not told. */
    static void copyAll(Entity template, Entity project, Map<Long, Long> sections, Call call) {
        Resource tasks = call.resource(KIND);
        Map<Long, Entity> copies = new HashMap<>();
        Iterable<Entity> originals = call.entities().referring(KIND, "project", template.id());
        for (Entity task : originals) {
            Long section = task.number("section");
            Map<String, @Nullable Object> differing = Json.object(
                    "project",
                    project.id(),
                    "section",
                    section == null ? null : sections.get(section),
                    "parent",
                    null,
                    "attachments",
                    List.of());
            copies.put(task.id(), tasks.copy(task, differing, call));
        }
        for (Entity task : originals) {
            Long above = task.number("parent");
            Entity parent = above == null ? null : copies.get(above);
            Entity copy = copies.get(task.id());
            if (parent != null && copy != null) {
                call.transaction().change(copy, Json.object("parent", parent.id()));
            }
        }
    }
}
