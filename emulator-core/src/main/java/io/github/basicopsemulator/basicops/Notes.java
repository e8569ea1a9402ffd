package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.patch;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.keys;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.objects;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A note: free text, personal or of a project, which can be the minutes of a meeting. */
final class Notes extends Resource {

    static final Kind KIND = new Kind("note");

    Notes() {
        super(Fields.of(
                KIND,
                id(),
                text("name").required(),
                text("content"),
                // No documented way puts a file here.
                keys("attachments", Files.KIND, "key", Files::canonical, Files.OF_MESSAGE)
                        .readOnly(),
                reference("project", Projects.KIND).hidden().owned(),
                created("created").filtered().hidden(),
                updated("updated").filtered().hidden(),
                moment("startTime").input(),
                moment("endTime").input(),
                text("summary").input(),
                objects("actionItems", text("title").required(), flag("addAsTask"))
                        .input(),
                objects("participants", text("firstName"), text("lastName"), text("email"))
                        .input()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/note/{id}", this::show).documented(38, "L825"),
                get("/v1/note", this::list).documented(39, "L859"),
                get("/v1/project/{id}/notes", this::listOfProject).documented(40, "L896"),
                post("/v1/note", this::create).documented(41, "L912"),
                patch("/v1/note/{id}", this::update).documented(42, "L989"),
                delete("/v1/note/{id}", this::remove).documented(43, "L1009"),
                post("/v1/note/bulk", call -> Bulk.save(this, call))
                        .taking(Bulk.input(this))
                        .answering(Schemas.BULK)
                        .documented(44, "L1705"),
                get("/v1/note/{id}/link", call -> BasicOpsDialect.link(this, call))
                        .answering(Schemas.LINK)
                        .documented(45, "L1787"));
    }

    private Response listOfProject(Call call) {
        return list(
                call,
                List.of(Criterion.equal(
                        "project", call.entity(Projects.KIND, "id").id())));
    }

    /** Formats the data of a meeting, and adds it to the content of a new note (L918). */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        if (before != null) {
            return changes;
        }
        if (changes.has("summary")
                || changes.has("actionItems")
                || changes.has("participants")
                || changes.has("startTime")
                || changes.has("endTime")) {
            call.assume(Quirks.MEETING);
        }
        String meeting = MeetingNotes.format(changes, title -> task(title, changes, call));
        return meeting.isEmpty()
                ? changes
                : changes.with("content", Objects.requireNonNullElse(changes.get("content"), "") + meeting);
    }

    @Override
    protected void afterSave(@Nullable Entity before, Entity note, Changes changes, Call call) {
        Files.attach(before, note, call);
    }

    /** An action item can become a task (L919). Assumed: it is in the note's project. */
    private static Entity task(String title, Changes note, Call call) {
        Changes task = Changes.of(Json.object("title", title, "project", note.get("project")));
        return call.resource(Tasks.KIND).make(task, null, call);
    }
}
