package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A dependency: that one task cannot go on before another is begun or finished. */
final class Dependencies extends Resource {

    static final Kind KIND = new Kind("dependency");

    private static final IdForm IDS = IdForm.text("dep-");

    Dependencies() {
        super(
                Fields.of(
                        KIND,
                        text("id").required().shown((dependency, view) -> IDS.show(dependency.id())),
                        reference("task", Tasks.KIND).readOnly().owned(),
                        reference("dependsOnTask", Tasks.KIND).required().owned(),
                        // Assumed: the reference names only the first.
                        choice(
                                        "type",
                                        List.of(
                                                "finish-to-start",
                                                "start-to-start",
                                                "finish-to-finish",
                                                "start-to-finish"))
                                .initially("finish-to-start")),
                IDS);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/task/{id}/dependency", this::listOfTask).documented(29, "L606"),
                get("/v1/project/{id}/dependency", this::listOfProject).documented(30, "L623"),
                post("/v1/task/{id}/dependency", this::createForTask).documented(31, "L639"),
                delete("/v1/dependency/{id}", call -> BasicOpsDialect.erase(this, call))
                        .answering(Schemas.DONE_ANSWER)
                        .documented(32, "L662"));
    }

    private Response listOfTask(Call call) {
        return list(
                call,
                List.of(Criterion.equal("task", call.entity(Tasks.KIND, "id").id())));
    }

    /** Assumed: a dependency belongs to the project of the task that depends. */
    private Response listOfProject(Call call) {
        List<Object> tasks = new ArrayList<>();
        long project = call.entity(Projects.KIND, "id").id();
        call.entities().referring(Tasks.KIND, "project", project).forEach(task -> tasks.add(task.id()));
        return list(call, List.of(Criterion.among("task", tasks)));
    }

    private Response createForTask(Call call) {
        Entity task = call.entity(Tasks.KIND, "id");
        Changes sent = read(call.body(), true, "$", call);
        if (!"finish-to-start".equals(sent.get("type"))) {
            call.assume(sent.has("type") ? Quirks.DEPENDENCY_TYPES : Quirks.DEPENDENCY_DEFAULT);
        }
        return call.dialect().created(this, make(sent.with("task", task.id()), null, call), call);
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        Long task = changes.number("task");
        if (task == null) {
            throw Problem.invalid("$.task", "must be the id of the task that waits, but is not given");
        }
        refuseNonsense(task, Objects.requireNonNull(changes.number("dependsOnTask")), call);
        return changes;
    }

    /** Assumed: no task waits for itself, twice for the same, or, however many tasks are between, for one that waits for it. */
    private static void refuseNonsense(long task, long other, Call call) {
        String refused = null;
        if (task == other) {
            refused = "must be another task than " + task + " itself";
        } else if (dependsOn(task, call).contains(other)) {
            refused = "must be a task that " + task + " does not depend on yet, but was " + other;
        } else if (reaches(other, task, call)) {
            refused = "must not depend on task " + task + " itself, directly or through others, but " + other + " does";
        }
        if (refused != null) {
            throw Problem.invalid("$.dependsOnTask", refused);
        }
    }

    private static boolean reaches(long from, long to, Call call) {
        Set<Long> seen = new HashSet<>(Set.of(from));
        Deque<Long> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (long next : dependsOn(open.remove(), call)) {
                if (next == to) {
                    return true;
                }
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return false;
    }

    private static List<Long> dependsOn(long task, Call call) {
        List<Long> others = new ArrayList<>();
        for (Entity dependency : call.entities().referring(KIND, "task", task)) {
            others.add(Objects.requireNonNull(dependency.number("dependsOnTask")));
        }
        return others;
    }
}
