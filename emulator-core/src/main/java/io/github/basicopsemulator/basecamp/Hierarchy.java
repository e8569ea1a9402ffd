package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The position of a record: its parent and its path. Children inherit privacy and trash status. */
final class Hierarchy {

    /** The reference fields to the parent, the innermost first. */
    private static final Map<String, Kind> OUTWARDS = outwards();

    private Hierarchy() {}

    private static Map<String, Kind> outwards() {
        Map<String, Kind> outwards = new LinkedHashMap<>();
        outwards.put("comment", Kinds.COMMENT);
        outwards.put("todo", Kinds.TODO);
        outwards.put("todolist", Kinds.TODOLIST);
        outwards.put("todolist_id", Kinds.TODOLIST);
        outwards.put("message", Kinds.MESSAGE);
        outwards.put("upload", Kinds.UPLOAD);
        outwards.put("document", Kinds.DOCUMENT);
        outwards.put("project", Kinds.PROJECT);
        return outwards;
    }

    /** The parent of a record; null for a project. */
    static @Nullable Entity around(Entity thing, Entities entities) {
        for (Map.Entry<String, Kind> outward : OUTWARDS.entrySet()) {
            String name = outward.getKey();
            Long id = thing.layout().has(name) ? thing.number(name) : null;
            if (id != null) {
                return entities.find(outward.getValue(), id);
            }
        }
        return null;
    }

    /**
     * Sets the project of a new record to that of its parent.
     *
     * @throws Problem if a seed refers to a missing parent
     */
    static Changes inProject(Changes changes, Call call) {
        for (Map.Entry<String, Kind> outward : OUTWARDS.entrySet()) {
            Entity around = changes.get(outward.getKey()) instanceof Long id
                    ? call.entities().find(outward.getValue(), id)
                    : null;
            if (around != null) {
                Long project = around.kind() == Kinds.PROJECT ? (Long) around.id() : around.number("project");
                return changes.with("project", project);
            }
        }
        throw Problem.invalid("$.project", "must be that of its parent, but it has no parent");
    }

    /** The project of a thing; of a project, itself. */
    static Entity project(Entity thing, Entities entities) {
        if (thing.kind() == Kinds.PROJECT) {
            return thing;
        }
        return Objects.requireNonNull(
                entities.find(Kinds.PROJECT, Objects.requireNonNull(thing.number("project"))), thing.toString());
    }

    /** Returns true if clients may not see a record. Children inherit privacy at once. */
    static boolean isPrivate(Entity thing, Entities entities) {
        if (thing.layout().has("private")) {
            return thing.is("private");
        }
        Entity around = around(thing, entities);
        return around != null && isPrivate(around, entities);
    }

    /** Returns true if a record or its parent is in the trash. */
    static boolean isTrashed(Entity thing, Entities entities) {
        if (thing.is("trashed")) {
            return true;
        }
        Entity around = around(thing, entities);
        return around != null && isTrashed(around, entities);
    }

    /**
     * The path of a record, without account and extension; a comment has the path of the record that was commented on.
     */
    static String path(Entity thing, Entities entities) {
        if (thing.kind() == Kinds.PROJECT) {
            return "/projects/" + thing.id();
        }
        if (thing.kind() == Kinds.COMMENT) {
            return path(Objects.requireNonNull(around(thing, entities)), entities);
        }
        return "/projects/" + thing.get("project") + "/" + Kinds.word(thing.kind()) + "s/" + thing.id();
    }

    /** The URL of a path of the API, ending included. */
    static String api(RenderContext view, String path) {
        return view.url("/api/v1" + path);
    }

    static String url(Entity thing, RenderContext view) {
        return api(view, path(thing, view.entities()) + ".json");
    }

    static String appUrl(Entity thing, RenderContext view) {
        return view.url(path(thing, view.entities()));
    }

    static Field url() {
        return text("url").required().shown(Hierarchy::url);
    }

    static Field appUrl() {
        return text("app_url").required().shown(Hierarchy::appUrl);
    }

    /** The inherited privacy of a child. */
    static Field followingPrivacy() {
        return flag("private").required().shown((thing, view) -> isPrivate(thing, view.entities()));
    }

    static Field trashed() {
        return flag("trashed").required().shown((thing, view) -> isTrashed(thing, view.entities()));
    }

    /** The mark that a thing itself was put into the trash. */
    static Field inTrash() {
        return flag("trashed").initially(false).readOnly().hidden();
    }
}
