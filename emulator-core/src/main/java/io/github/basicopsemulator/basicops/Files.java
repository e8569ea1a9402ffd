package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.bytes;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A file: uploaded, or known to be with a cloud storage provider; waiting to be attached, or attached to one task, message,
 * reply or note.
 *
 * <p>Clients know it by its key, sixteen bytes in base64, which records show percent-encoded (L293).
 */
final class Files extends Resource {

    static final Kind KIND = new Kind("attachment");

    /** An attachment of a task (L292). */
    static final Fields OF_TASK = shown(
            (file, view) -> view.url(inTask(file) + "/download"),
            (file, view) -> file.get("width") == null ? null : view.url(inTask(file) + "/thumbnail/medium"));

    /** An attachment of a message, a reply or a note. Assumed: that it looks as one of a task does. */
    static final Fields OF_MESSAGE = shown(
            (file, view) -> view.url("/v1/attachment/" + Percent.encode(file.text("key")) + "/download"),
            (file, view) -> null);

    private static final List<Long> CLOUDS = List.of(1L, 2L, 3L, 6L);
    private static final List<String> CLOUD_FIELDS = List.of("fileName", "contentType", "cloudType", "cloudId");
    private static final Duration SIGNED_FOR = Duration.ofMinutes(15);

    private static final int LONGEST_TYPE = 1_000;

    /** The kinds that files are attached to; each has a field of that name here. */
    private static final List<Kind> OWNERS = List.of(Tasks.KIND, Messages.KIND, Replies.KIND, Notes.KIND);

    private final RemoteFile remote;

    Files(RemoteFile remote) {
        super(Fields.of(
                KIND,
                text("key").seeded().required().indexed(),
                text("fileName").required(),
                text("contentType").required(),
                whole("cloudType"),
                text("cloudId"),
                bytes("content"),
                whole("width"),
                whole("height"),
                created("created"),
                text("signingKey").secret().hidden(),
                reference("task", Tasks.KIND).owned(),
                reference("message", Messages.KIND).owned(),
                reference("reply", Replies.KIND).owned(),
                reference("note", Notes.KIND).owned()));
        this.remote = remote;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                post("/v1/task/{id}/attachments", this::attachToTask)
                        .takingBytes()
                        .answering(Schemas.UPLOAD)
                        .documented(23, "L497"),
                get("/v1/task/{id}/attachments/{file}", this::downloadFromTask)
                        .answering(ResponseSpec.FILE)
                        .documented(24, "L521"),
                get("/v1/task/{id}/attachments/{file}/thumbnail/{size}", this::thumbnail)
                        .answering(ResponseSpec.FILE)
                        .documented(25, "L541"),
                post("/v1/upload", this::upload)
                        .takingBytes()
                        .answering(Schemas.UPLOAD)
                        .documented(83, "L1726"),
                post("/v1/uploadurl", this::uploadFetched)
                        .after(this::fetch)
                        .answering(Schemas.UPLOAD)
                        .documented(84, "L1744"),
                get("/v1/attachment/{file}/url", this::sign)
                        .answering(Schemas.LINK)
                        .documented(85, "L1764"),
                get("/v1/attachment/{file}/download", this::download)
                        .answering(ResponseSpec.FILE)
                        .documented(86, "L1775"),
                get("/v1/task/{id}/attachments/{file}/download", this::downloadFromTask)
                        .answering(ResponseSpec.FILE)
                        .observed(87, "the form of every DownloadURL in the examples, L299"),
                get(PresignedUrls.ROUTE, this::downloadSigned)
                        .answering(ResponseSpec.FILE)
                        .observed("", "a pre-signed URL leads somewhere, L1771; that it leads here is ours"));
    }

    private static Fields shown(
            BiFunction<Entity, RenderContext, @Nullable Object> download,
            BiFunction<Entity, RenderContext, @Nullable Object> thumbnail) {
        return Fields.of(
                KIND,
                text("Id").required().shown((file, view) -> Percent.encode(file.text("key"))),
                text("FileName").required().shown((file, view) -> file.get("fileName")),
                whole("Width").shown((file, view) -> file.get("width")),
                whole("Height").shown((file, view) -> file.get("height")),
                moment("Created").required().shown(Files::createdAt),
                whole("Size").shown(Files::size),
                text("DownloadURL").required().shown(download),
                text("ThumbnailURL").shown(thumbnail));
    }

    private static Object createdAt(Entity file, RenderContext view) {
        return view.moment((Instant) Objects.requireNonNull(file.get("created")));
    }

    private static @Nullable Object size(Entity file, RenderContext view) {
        return file.get("content") instanceof byte[] content ? (long) content.length : null;
    }

    private static String inTask(Entity file) {
        return "/v1/task/" + file.get("task") + "/attachments/" + Percent.encode(file.text("key"));
    }

    /** Turns a key as a client may write it, raw or percent-encoded once more or twice, into the key; a plus stays one. */
    static String canonical(String key) {
        String decoded = key;
        for (int times = 0; times < 2 && decoded.indexOf('%') >= 0; times++) {
            decoded = Objects.requireNonNullElse(Percent.decode(decoded), "");
        }
        return decoded;
    }

    /** Refuses files that are attached already: an upload can be attached once (L1725). */
    static void refuseTaken(Kind owner, @Nullable Entity before, Changes changes, Call call) {
        if (!(changes.get("attachments") instanceof List<?> files)) {
            return;
        }
        for (int i = 0; i < files.size(); i++) {
            Entity file = Objects.requireNonNull(call.entities().find(KIND, (Long) files.get(i)));
            for (Kind kind : OWNERS) {
                Object taken = file.get(kind.toString());
                boolean own = kind == owner && before != null && Objects.equals(taken, before.id());
                if (taken != null && !own) {
                    throw Problem.invalid(
                            "$.attachments[" + i + "]",
                            "must be an upload that is not attached yet, since an id can be used only once; this one is"
                                    + " attached to " + kind + " "
                                    + call.resource(kind).ids().show((Long) taken));
                }
            }
        }
    }

    /** Attaches the files that an entity lists, and removes those that it no longer lists. */
    static void attach(@Nullable Entity before, Entity after, Call call) {
        List<?> listed = (List<?>) Objects.requireNonNull(after.get("attachments"));
        List<?> earlier = before == null ? List.of() : (List<?>) Objects.requireNonNull(before.get("attachments"));
        for (Object id : listed) {
            if (!earlier.contains(id)) {
                Entity file = Objects.requireNonNull(call.entities().find(KIND, (Long) id));
                call.transaction().change(file, Json.object(after.kind().toString(), after.id()));
            }
        }
        for (Object id : earlier) {
            Entity file = listed.contains(id) ? null : call.entities().find(KIND, (Long) id);
            if (file != null) {
                call.transaction().remove(file);
            }
        }
    }

    private Response upload(Call call) {
        return answer(store(call.request(), call));
    }

    private Response uploadFetched(Call call) {
        RemoteFile.Fetched fetched = call.prepared(RemoteFile.Fetched.class);
        return answer(store(fetched.name(), fetched.contentType(), fetched.content(), call));
    }

    /** Fetches a file before the write lock is taken, so that a slow server blocks no other request. */
    private RemoteFile.Fetched fetch(Call call) {
        if (call.body().get("url") instanceof String url) {
            return remote.fetch(url);
        }
        throw Problem.invalid(
                "$.url",
                call.body().containsKey("url")
                        ? "must be a URL, but was " + Json.describe(call.body().get("url"))
                        : "is required, but was not sent");
    }

    /** Assumed: it answers as an upload does (L1739). */
    private Response attachToTask(Call call) {
        call.assume(Quirks.ATTACHED);
        Entity task = call.entity(Tasks.KIND, "id");
        Entity file = cloud(call);
        file = file == null ? store(call.request(), call) : file;
        call.resource(Tasks.KIND).change(task, Changes.of(Json.object("attachments", List.of(file.id()))), call);
        return answer(file);
    }

    private static Response answer(Entity file) {
        return BasicOpsDialect.data(Json.object("id", file.text("key")));
    }

    /** Stores a body that is the file itself, of any declared type: curl declares a form (L502). */
    private Entity store(Request request, Call call) {
        if (request.mediaType().equals("multipart/form-data")) {
            throw Problem.malformed(
                    "The body must be the file itself, and not a form with the file in it (curl --data-binary"
                            + " @file, not -F); its name goes into the header Content-Disposition: attachment; filename=\"…\".");
        }
        String name = ContentDisposition.fileName(
                request.headers().first("Content-Disposition").orElse(""));
        String type = request.mediaType();
        boolean saysNothing = type.isEmpty() || type.equals("application/x-www-form-urlencoded");
        return store(
                name == null ? "attachment" : name, saysNothing ? MediaTypes.of(name) : type, request.body(), call);
    }

    private Entity store(String name, String contentType, byte[] content, Call call) {
        return add(Changes.of(Json.object("fileName", name, "contentType", contentType, "content", content)), call);
    }

    /** A file gets its key, which it keeps for life, and the key that URLs to it are signed with; a picture has a size. */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        if (before != null) {
            return changes;
        }
        refuseLong(changes.get("contentType"));
        Changes made = changes.withDefault("key", FileId.roll(call.transaction()))
                .withDefault("signingKey", Eid.secret(call.transaction()));
        Images.Size size = changes.get("content") instanceof byte[] content ? Images.size(content) : null;
        return size == null ? made : made.withDefault("width", size.width()).withDefault("height", size.height());
    }

    /** A download has the type in its head, which has no room for more. */
    private static void refuseLong(@Nullable Object type) {
        if (type instanceof String text && text.length() > LONGEST_TYPE) {
            throw Problem.invalid(
                    "the content type", "must have at most " + LONGEST_TYPE + " characters, but had " + text.length());
        }
    }

    /** Adds a file without an event; the entity that it is attached to has one. */
    private Entity add(Changes values, Call call) {
        return call.transaction()
                .add(fields().layout(), fields().complete(beforeSave(null, values, call), call.now(), true));
    }

    /** Stores the description of a file at a cloud storage provider; null if the body is a file itself. */
    private @Nullable Entity cloud(Call call) {
        boolean mayBe = call.request().mediaType().equals("application/json")
                || ContentDisposition.fileName(call.request()
                                .headers()
                                .first("Content-Disposition")
                                .orElse(""))
                        == null;
        if (!mayBe
                || !(object(call.request().body()) instanceof Map<?, ?> cloud)
                || !cloud.containsKey("cloudType")
                || !cloud.containsKey("cloudId")) {
            return null;
        }
        if (!(cloud.get("cloudType") instanceof Long type) || !CLOUDS.contains(type)) {
            throw Problem.invalid(
                    "$.cloudType",
                    "must be 1 (Google Drive), 2 (Box), 3 (Dropbox) or 6 (OneDrive), but was "
                            + Json.describe(cloud.get("cloudType")));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : CLOUD_FIELDS) {
            if (cloud.containsKey(name)) {
                values.put(name, cloud.get(name));
            }
        }
        return add(read(values, true, "$", call), call);
    }

    private static @Nullable Object object(byte[] body) {
        try {
            return body.length > 0 && body.length < 64 << 10 ? Json.read(body) : null;
        } catch (MalformedJson noJson) {
            return null;
        }
    }

    /**
     * Answers with the file itself or, for a file in the cloud, with the provider's data without an envelope (L529).
     */
    private Response downloadFromTask(Call call) {
        return content(ofTask(call));
    }

    private Response thumbnail(Call call) {
        Entity file = ofTask(call);
        String size = call.parameter("size");
        Integer pixels = Images.SIZES.get(size);
        if (pixels == null) {
            throw Problem.invalid(
                    "size in the path", "must be one of " + Images.SIZES.keySet() + ", but was \"" + size + "\"");
        }
        if (!(file.get("content") instanceof byte[] content) || file.get("width") == null) {
            String why = Images.unavailable();
            throw Problem.notFound("\"" + file.text("fileName") + "\" is not a picture that can be scaled down."
                    + (why == null ? "" : " " + why));
        }
        String name = file.text("fileName").replaceFirst("\\.[^.]*$", "") + "-" + size + ".png";
        return file("image/png", name, Images.thumbnail(content, pixels));
    }

    /** Answers with a file. Assumed: a file of more than {@code maxSize} bytes is refused, not truncated. */
    private Response download(Call call) {
        Entity file = byKey(call);
        String sent = call.query().first("maxSize").orElse("");
        long most = Long.MAX_VALUE;
        if (!sent.isEmpty()) {
            call.assume(Quirks.MAX_SIZE);
            if (!sent.matches("\\d{1,18}")) {
                throw Problem.invalid("?maxSize", "must be a number of bytes, but was \"" + sent + "\"");
            }
            most = Long.parseLong(sent);
        }
        if (file.get("content") instanceof byte[] content && content.length > most) {
            throw Problem.tooLarge("The file has " + content.length + " bytes, but maxSize was " + most + ".");
        }
        return content(file);
    }

    /** The URL is valid for 15 minutes (L1763). */
    private Response sign(Call call) {
        Entity file = byKey(call);
        String path = PresignedUrls.path(file, call.now().plus(SIGNED_FOR));
        return BasicOpsDialect.data(Json.object("url", call.view().url(path)));
    }

    private Response downloadSigned(Call call) {
        Entity file = byKey(call);
        PresignedUrls.check(file, call.query(), call.now());
        return content(file);
    }

    private static Response content(Entity file) {
        if (file.get("content") instanceof byte[] content) {
            return file(file.text("contentType"), file.text("fileName"), content);
        }
        return Response.json(
                200,
                Json.object(
                        "fileName", file.get("fileName"),
                        "contentType", file.get("contentType"),
                        "cloudType", file.get("cloudType"),
                        "cloudId", file.get("cloudId")));
    }

    private static Response file(String contentType, String name, byte[] content) {
        return Response.file(contentType, content).with("Content-Disposition", ContentDisposition.attachment(name));
    }

    private Entity ofTask(Call call) {
        Entity task = call.entity(Tasks.KIND, "id");
        Entity file = byKey(call);
        if (!Objects.equals(file.get("task"), task.id())) {
            throw Problem.notFound("Task " + task.id() + " has no attachment " + call.parameter("file") + ".");
        }
        return file;
    }

    private static Entity byKey(Call call) {
        String key = canonical(call.parameter("file"));
        Entity file = call.entities().first(KIND, "key", key);
        if (file != null) {
            return file;
        }
        throw Problem.notFound("There is no attachment with the id " + call.parameter("file") + " in this workspace.");
    }
}
