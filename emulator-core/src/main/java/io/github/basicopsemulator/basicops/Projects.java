package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.patch;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.references;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A project, which contains sections and tasks; or a template for projects.
 *
 *
 * <p>Not emulated: project groups. A {@code folder} is any number.
 */
final class Projects extends Resource {

    static final Kind KIND = new Kind("project");

    /** A project inside another record, as sections and tasks show it (L154, L319). */
    static final Fields BRIEF = Fields.of(
            KIND, id(), text("title").required(), text("status").required(), text("description"), moment("dueDate"));

    Projects() {
        super(Fields.of(
                KIND,
                id(),
                flag("isTemplate").initially(false).filtered(),
                text("title").required(),
                text("description"),
                reference("owner", Users.KIND).filtered(),
                references("team", Users.KIND),
                moment("dueDate").filtered(),
                moment("startDate").filtered(),
                choice("status", List.of("On Track", "At Risk", "In Trouble", "On Hold", "Complete"))
                        .initially("On Track"),
                whole("folder"),
                created("created").filtered(),
                updated("updated").filtered(),
                reference("template", KIND).input(),
                // Assumed: the reference lists archived projects, but not how one becomes archived.
                flag("archived").initially(false).hidden()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/project/{id}", this::show).documented(1, "L24"),
                get("/v1/project", this::list).documented(2, "L42"),
                post("/v1/project", this::create).documented(3, "L68"),
                patch("/v1/project/{id}", this::update).documented(4, "L99"),
                delete("/v1/project/{id}", this::remove).documented(5, "L123"),
                post("/v1/project/bulk", call -> Bulk.save(this, call))
                        .taking(Bulk.input(this))
                        .answering(Schemas.BULK)
                        .documented(6, "L1685"),
                get("/v1/project/{id}/link", call -> BasicOpsDialect.link(this, call))
                        .answering(Schemas.LINK)
                        .documented(7, "L1785"));
    }

    /**
     * Sets the owner, who defaults to the caller (L14), and copies fields from the template that the request does not
     * have.
     */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        if (changes.has("archived")) {
            call.assume(Quirks.ARCHIVING);
        }
        if (before != null) {
            return changes;
        }
        Changes complete = changes.get("owner") == null
                ? changes.with("owner", call.caller().user())
                : changes;
        Entity template = template(changes, call);
        if (template != null) {
            for (String field : List.of("description", "team", "dueDate", "startDate", "folder")) {
                complete = complete.withDefault(field, template.get(field));
            }
        }
        return complete;
    }

    /** A copy of a template has its sections and tasks, each with an id of its own. */
    @Override
    protected void afterSave(@Nullable Entity before, Entity project, Changes changes, Call call) {
        Entity template = before == null ? template(changes, call) : null;
        if (template == null) {
            return;
        }
        Map<Long, Long> sections = new HashMap<>();
        for (Entity section : call.entities().referring(Sections.KIND, "project", template.id())) {
            Entity copy = call.resource(Sections.KIND).copy(section, Json.object("project", project.id()), call);
            sections.put(section.id(), copy.id());
        }
        Tasks.copyAll(template, project, sections, call);
    }

    private static @Nullable Entity template(Changes changes, Call call) {
        Long id = changes.number("template");
        if (id == null) {
            return null;
        }
        Entity template = Objects.requireNonNull(call.entities().find(KIND, id));
        if (!template.is("isTemplate")) {
            throw Problem.invalid(
                    "$.template", "must be the id of a project that is a template, but " + id + " is a plain project");
        }
        return template;
    }
}
