package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.field.Field.own;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.references;
import static io.github.basicopsemulator.field.Schema.TEXT;
import static io.github.basicopsemulator.field.Schema.WHOLE;
import static io.github.basicopsemulator.field.Schema.list;
import static io.github.basicopsemulator.field.Schema.object;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines that several field tables have, and shapes as JSON Schema. */
final class Schemas {

    static final Map<String, @Nullable Object> MOMENT = Json.object("type", "string", "format", "date-time");

    /** A number of records, and their URL. */
    static final Map<String, @Nullable Object> COUNT =
            object("count", WHOLE, "updated_at", MOMENT, "url", TEXT, "app_url", TEXT);

    private static final Map<String, @Nullable Object> TOKENS = list(object("token", TEXT, "name", TEXT));

    private Schemas() {}

    /** A count as it is shown; {@code path} has neither account nor ending. */
    static Map<String, @Nullable Object> count(long count, @Nullable Object updated, String path, RenderContext view) {
        return Json.object(
                "count", count,
                "updated_at", view.moment((Instant) Objects.requireNonNull(updated)),
                "url", Hierarchy.api(view, path + ".json"),
                "app_url", view.url(path));
    }

    static Field creator() {
        return reference("creator", Kinds.PERSON, People.STUB).seeded().required();
    }

    /** Files to be attached, each by the token that its upload answered. */
    static Field tokens() {
        return own("attachments", TOKENS).sent();
    }

    static Field attachments() {
        return own("attachments", list(Attachments.NESTED.schema()))
                .required()
                .shown((thing, view) -> shown(Attachments.NESTED, inside(Kinds.ATTACHMENT, thing, view), view));
    }

    static Field comments() {
        return own("comments", list(Comments.NESTED.schema()))
                .required()
                .shown((thing, view) -> shown(Comments.NESTED, inside(Kinds.COMMENT, thing, view), view));
    }

    /** The people to notify of comments, as ids in a request. */
    static Field subscribersToBe() {
        return references("subscribers", Kinds.PERSON).input();
    }

    static Field subscriberIds() {
        return references("subscriber_ids", Kinds.PERSON).readOnly().hidden();
    }

    static Field subscribers() {
        return own("subscribers", list(People.REF.schema())).required().shown((thing, view) -> {
            List<Object> people = new ArrayList<>();
            for (Object id : (List<?>) Objects.requireNonNull(thing.get("subscriber_ids"))) {
                people.add(
                        People.REF.json(Objects.requireNonNull(view.entities().find(Kinds.PERSON, (Long) id)), view));
            }
            return people;
        });
    }

    /**
     * Completes a record directly in a project, private or not.
     *
     * @throws Problem if it is to be private, and the project has no clients
     */
    static Changes inProject(@Nullable Entity before, Changes changes, Call call) {
        Changes made = before == null ? completed(changes, call) : changes;
        AccessControl.refusePrivate(
                changes.get("private"), before == null ? made.get("project") : before.get("project"), call);
        return made;
    }

    /** Completes a new child: its project, its creator, and its subscribers. */
    static Changes completed(Changes changes, Call call) {
        Changes made = Hierarchy.inProject(changes, call)
                .withDefault("creator", call.caller().user());
        Set<Object> subscribers = new LinkedHashSet<>();
        subscribers.add(Objects.requireNonNull(made.get("creator")));
        if (changes.get("subscribers") instanceof List<?> sent) {
            subscribers.addAll(sent);
        }
        return made.with("subscriber_ids", List.copyOf(subscribers));
    }

    /** The direct children that are not in the trash, in the order of creation. */
    static List<Entity> inside(Kind kind, Entity around, RenderContext view) {
        List<Entity> inside = new ArrayList<>();
        view.entities()
                .select(
                        kind,
                        List.of(
                                Criterion.equal(Kinds.word(around.kind()), around.id()),
                                Criterion.equal("trashed", false)))
                .forEach(inside::add);
        return inside;
    }

    static List<Object> shown(Fields form, List<Entity> things, RenderContext view) {
        return things.stream().<Object>map(thing -> form.json(thing, view)).toList();
    }
}
