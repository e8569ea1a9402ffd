package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.patch;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A section: a phase of a project, which groups tasks. */
final class Sections extends Resource {

    static final Kind KIND = new Kind("section");

    /** A section inside a task (L313). */
    static final Fields BRIEF = Fields.of(
            KIND,
            id(),
            text("name").required(),
            moment("endDate"),
            text("state").required());

    Sections() {
        super(Fields.of(
                KIND,
                id(),
                text("name").required(),
                // The field table (L138) has only id and name; every example has the other three.
                moment("endDate"),
                // Assumed: that a new section is open.
                choice("state", List.of("Open", "Complete")).initially("Open"),
                reference("project", Projects.KIND, Projects.BRIEF).filtered().owned(),
                created("created").filtered().hidden(),
                updated("updated").filtered().hidden()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/section/{id}", this::show).documented(8, "L144"),
                get("/v1/section", this::list).documented(9, "L164"),
                get("/v1/project/{id}/sections", this::listOfProject).documented(10, "L187"),
                post("/v1/section", this::create).documented(11, "L208"),
                patch("/v1/section/{id}", this::update).documented(12, "L233"),
                delete("/v1/section/{id}", this::remove).documented(13, "L253"),
                post("/v1/section/bulk", call -> Bulk.save(this, call))
                        .taking(Bulk.input(this))
                        .answering(Schemas.BULK)
                        .documented(14, "L1699"));
    }

    private Response listOfProject(Call call) {
        Entity project = call.entity(Projects.KIND, "id");
        return list(call, List.of(Criterion.equal("project", project.id())));
    }

    /** Assumed: a section that moves to another project takes its tasks along. */
    @Override
    protected void afterSave(@Nullable Entity before, Entity section, Changes changes, Call call) {
        if (before != null && !Objects.equals(before.get("project"), section.get("project"))) {
            for (Entity task : call.entities().referring(Tasks.KIND, "section", section.id())) {
                Entity current = call.entities().find(Tasks.KIND, task.id());
                if (current != null && !Objects.equals(current.get("project"), section.get("project"))) {
                    Tasks.bring(current, section.number("project"), section.id(), call);
                }
            }
        }
    }
}
