package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.bytes;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.own;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An attachment: a file that was attached to a message, a to-do, an upload or a comment, or one that is elsewhere and linked.
 *
 * <p>Not emulated: pictures made smaller (a thumbnail is the file itself), and names that linked attachments take from
 * where they are.
 */
final class Attachments extends Resource implements ListParameters {

    private static final Map<String, @Nullable Object> ATTACHABLE = Schema.object(
            "id",
            Schema.WHOLE,
            "type",
            Json.object("type", "string", "enum", List.of("Message", "Todo", "Upload", "Comment")),
            "url",
            Schema.TEXT,
            "app_url",
            Schema.TEXT);

    private static final Fields TABLE = Fields.of(
            Kinds.ATTACHMENT,
            id(),
            text("key").readOnly().omittedWhenNull(),
            text("name").required(),
            whole("byte_size").required().shown((file, view) -> size(file)),
            text("content_type").required().seeded(),
            text("linked_source").seeded().omittedWhenNull(),
            text("linked_type").seeded().omittedWhenNull(),
            text("link_url").seeded().omittedWhenNull(),
            created("created_at"),
            updated("updated_at"),
            text("url").omittedWhenNull().shown(Attachments::url),
            text("app_url").omittedWhenNull().shown(Attachments::appUrl),
            text("thumbnail_url").omittedWhenNull().shown(Attachments::thumbnailUrl),
            Hierarchy.followingPrivacy(),
            Hierarchy.trashed(),
            own("tags", Schema.list(Schema.TEXT)).initially(List.of()).seeded(),
            Schemas.creator(),
            own("attachable", ATTACHABLE).required().shown(Attachments::attachable),
            bytes("content"),
            text("token").seeded().indexed().secret().hidden(),
            reference("project", Kinds.PROJECT).seeded().hidden(),
            reference("message", Kinds.MESSAGE).seeded().hidden(),
            reference("todo", Kinds.TODO).seeded().hidden(),
            reference("upload", Kinds.UPLOAD).seeded().hidden(),
            reference("comment", Kinds.COMMENT).seeded().hidden(),
            Hierarchy.inTrash());

    /**
     * The form inside the record that it is attached to. Assumed: the id, by which clients find the attachment itself.
     */
    static final Fields NESTED =
            TABLE.form("id", "key", "name", "byte_size", "content_type", "created_at", "url", "app_url", "creator");

    /** In the list of all projects. */
    private static final Fields ANYWHERE =
            TABLE.plus(own("bucket", Projects.BUCKET.schema()).required().shown(Projects::bucket));

    private static final String ONE = Basecamp.PROJECT + "/attachments/{id}";

    /** Not of the API, and so not below it. */
    private static final String THUMBNAIL = "/{account}/projects/{project}/attachments/{id}/{key}/{thumbnail}";

    private final PendingUploads received;

    Attachments(PendingUploads received) {
        super(TABLE, IdForm.NUMBER_AND_SLUG);
        this.received = received;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get(ONE + ".json", call -> ProjectActions.show(this, call))
                        .answering(ResponseSpec.SHOWN)
                        .documented("E2", "attachments.md, Get attachment"),
                get(Basecamp.PROJECT + "/attachments.json", this::ofProject)
                        .documented("E3", "attachments.md, Get attachments"),
                get(Basecamp.API + "/attachments.json", this::ofAll)
                        .answering(ResponseSpec.listed(Schema.list(ANYWHERE.schema())))
                        .documented("E4", "attachments.md, Get attachments"),
                put(ONE + ".json", this::rename).documented("E5", "attachments.md, Rename attachment"),
                delete(ONE + ".json", this::discard).documented("E6", "attachments.md, Delete attachment"),
                get(ONE + "/{key}/original/{name}", this::download)
                        .answering(ResponseSpec.FILE)
                        .documented("S17", "uploads.md, the url of an attachment"),
                get(THUMBNAIL, this::download)
                        .answering(ResponseSpec.FILE)
                        .documented("", "attachments.md, thumbnail_url"),
                post(ONE + "/tags.json", this::tag)
                        .answering(ResponseSpec.NOTHING)
                        .documented("S25", "tags.md"),
                delete(ONE + "/tags/{name}.json", this::untag)
                        .answering(ResponseSpec.NOTHING)
                        .documented("S25", "tags.md"));
    }

    @Override
    public List<String> parameters() {
        return List.of("page", "sort");
    }

    private Response ofProject(Call call) {
        return Pages.of(
                fields(),
                sorted(AccessControl.things(Kinds.ATTACHMENT, AccessControl.project(call), call), call),
                call);
    }

    private Response ofAll(Call call) {
        return Pages.of(ANYWHERE, sorted(AccessControl.things(Kinds.ATTACHMENT, call), call), call);
    }

    private static List<Entity> sorted(List<Entity> files, Call call) {
        Comparator<Entity> bySize = Comparator.comparingLong(Attachments::size).thenComparing(Entity::id);
        return switch (call.query().first("sort").orElse("")) {
            case "smallest" -> files.stream().sorted(bySize).toList();
            case "biggest" -> files.stream().sorted(bySize.reversed()).toList();
            default -> Pages.sorted(files, "name", "created_at", call);
        };
    }

    private Response rename(Call call) {
        Entity file = AccessControl.thing(Kinds.ATTACHMENT, call);
        AccessControl.refuseOthers(file, call);
        if (isLinked(file)) {
            throw Problem.malformed(
                    "The " + file + " is linked, and cannot be renamed: its name comes from its source.");
        }
        return call.dialect().updated(this, change(file, read(call.body(), false, "$", call), call), call);
    }

    /** Removes an attachment, with its upload if there are no comments on it. */
    private Response discard(Call call) {
        Entity file = AccessControl.thing(Kinds.ATTACHMENT, call);
        AccessControl.refuseOthers(file, call);
        Entity around = Objects.requireNonNull(Hierarchy.around(file, call.entities()));
        AccessControl.trash(file, call);
        boolean bare = around.kind() == Kinds.UPLOAD
                && Schemas.inside(Kinds.COMMENT, around, call.view()).isEmpty();
        if (bare) {
            AccessControl.trash(around, call);
        } else {
            AccessControl.touch(around, call);
        }
        return call.dialect().removed(this, file, call);
    }

    /** Answers the file itself, also under an earlier name. */
    private Response download(Call call) {
        Entity file = AccessControl.thing(Kinds.ATTACHMENT, call);
        if (!call.parameter("key").equals(file.get("key"))) {
            throw Problem.notFound("The " + file + " has another key.");
        }
        byte[] content = (byte[]) Objects.requireNonNull(file.get("content"));
        return Response.file(file.text("content_type"), content);
    }

    private Response tag(Call call) {
        Entity file = AccessControl.thing(Kinds.ATTACHMENT, call);
        if (!(call.body().get("name") instanceof String name) || name.isBlank()) {
            throw Problem.invalid("$.name", "can't be blank");
        }
        List<Object> tags = tags(file);
        if (!tags.contains(name)) {
            tags.add(name);
        }
        change(file, Changes.of(Json.object("tags", List.copyOf(tags))), call);
        return Response.empty(204);
    }

    private Response untag(Call call) {
        Entity file = AccessControl.thing(Kinds.ATTACHMENT, call);
        List<Object> tags = tags(file);
        if (!tags.remove(call.parameter("name"))) {
            throw Problem.notFound("The " + file + " has no tag \"" + call.parameter("name") + "\".");
        }
        change(file, Changes.of(Json.object("tags", List.copyOf(tags))), call);
        return Response.empty(204);
    }

    private static List<Object> tags(Entity file) {
        return new ArrayList<>((List<?>) Objects.requireNonNull(file.get("tags")));
    }

    /** A file gets its key, which it keeps for life. */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        if (before != null) {
            return changes;
        }
        Changes made = Hierarchy.inProject(changes, call)
                .withDefault("creator", call.caller().user());
        if (changes.get("content_type") == null) {
            throw Problem.invalid("$.content_type", "is required, but is not given");
        }
        PendingUploads.refuseLong(String.valueOf(changes.get("content_type")));
        return changes.get("link_url") == null ? made.with("key", PendingUploads.digits(call)) : made;
    }

    /**
     * Attaches the files that a request names by their tokens.
     *
     * @throws Problem if a token is unknown, or a name is not a file name with an extension
     */
    static void attach(Entity around, Changes changes, Call call) {
        if (!changes.has("attachments")) {
            return;
        }
        Attachments attachments = (Attachments) call.resource(Kinds.ATTACHMENT);
        if (!(changes.get("attachments") instanceof List<?> files)) {
            throw Problem.invalid("$.attachments", "must be a list of tokens and names");
        }
        files.forEach(file -> attachments.attach(around, file, call));
    }

    private void attach(Entity around, @Nullable Object sent, Call call) {
        Object token = sent instanceof Map<?, ?> object ? object.get("token") : null;
        Object name = sent instanceof Map<?, ?> object ? object.get("name") : null;
        Entity file = token instanceof String text ? received.take(text, call) : null;
        if (file == null) {
            throw Problem.invalid(
                    "$.attachments",
                    "must each have the token of a file, but one had "
                            + (token == null ? "none" : "a token that no file has"));
        }
        if (!(name instanceof String text) || !isFileName(text)) {
            throw Problem.invalid(
                    "$.attachments",
                    "must each have a file name with an extension, but one had " + Json.describe(name));
        }
        make(
                Changes.of(Json.object(
                        "name",
                        name,
                        "content_type",
                        file.get("content_type"),
                        "content",
                        file.get("content"),
                        "token",
                        token,
                        Kinds.word(around.kind()),
                        around.id())),
                null,
                call);
    }

    private static boolean isFileName(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                && name.indexOf('/') < 0
                && !name.substring(0, dot).isBlank()
                && !name.substring(dot + 1).isBlank();
    }

    private static boolean isLinked(Entity file) {
        return file.get("link_url") != null;
    }

    private static long size(Entity file) {
        return file.get("content") instanceof byte[] content ? content.length : 0;
    }

    private static @Nullable String path(Entity file, RenderContext view) {
        return isLinked(file) ? null : Hierarchy.path(file, view.entities()) + "/" + file.get("key");
    }

    private static @Nullable Object url(Entity file, RenderContext view) {
        String path = path(file, view);
        return path == null ? null : Hierarchy.api(view, path + "/original/" + Percent.encode(file.text("name")));
    }

    private static @Nullable Object appUrl(Entity file, RenderContext view) {
        String path = path(file, view);
        return path == null ? null : view.url(path + "/original/" + Percent.encode(file.text("name")));
    }

    /** Pictures have one, and PDF; a zip was seen without. */
    private static @Nullable Object thumbnailUrl(Entity file, RenderContext view) {
        String path = path(file, view);
        String type = file.text("content_type");
        if (path == null || !(type.startsWith("image/") || type.equals("application/pdf"))) {
            return null;
        }
        String extension =
                type.startsWith("image/") ? type.substring("image/".length()).replaceAll("[^a-z].*", "") : "png";
        return view.url(path + "/thumbnail." + extension);
    }

    private static Object attachable(Entity file, RenderContext view) {
        Entity around = Objects.requireNonNull(Hierarchy.around(file, view.entities()));
        return Json.object(
                "id", around.id(),
                "type", Kinds.type(around.kind()),
                "url", Hierarchy.url(around, view),
                "app_url", Hierarchy.appUrl(around, view));
    }
}
