package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task, alone or related to a lead, a contact or a deal.
 *
 *
 * <p>Not emulated: sending reminders; they are stored and shown.
 */
final class Tasks extends Resource implements SellResource {

    static final Kind KIND = new Kind("sell task");

    private static final Map<String, Kind> RELATED = related();

    private final boolean relaxed;

    /** Creates the resource; {@code relaxed} switches off the check of owners and related records. */
    Tasks(boolean relaxed) {
        super(Fields.of(
                KIND,
                id(),
                whole("creator_id").required().readOnly().filtered().indexed(),
                (relaxed ? whole("owner_id").indexed() : reference("owner_id", Users.KIND)).filtered(),
                choice("resource_type", List.copyOf(RELATED.keySet())),
                whole("resource_id").filtered().indexed(),
                flag("completed").initially(false).filtered(),
                moment("completed_at").toTheSecond().readOnly(),
                moment("due_date").toTheSecond(),
                flag("overdue").required().shown((task, view) -> mayBeOverdue(task) && isOverdue(task, view.now())),
                moment("remind_at").toTheSecond(),
                text("content").required(),
                created("created_at").toTheSecond(),
                updated("updated_at").toTheSecond()));
        this.relaxed = relaxed;
    }

    private static Map<String, Kind> related() {
        Map<String, Kind> related = new LinkedHashMap<>();
        related.put("lead", Leads.KIND);
        related.put("contact", Contacts.KIND);
        related.put("deal", Deals.KIND);
        return related;
    }

    @Override
    public String type() {
        return "task";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v2/tasks", this::list).documented(1, "Tasks, Retrieve all tasks"),
                post("/v2/tasks", this::create).documented(2, "Tasks, Create a task"),
                get("/v2/tasks/{id}", this::show).documented(3, "Tasks, Retrieve a single task"),
                put("/v2/tasks/{id}", this::update).documented(4, "Tasks, Update a task"),
                delete("/v2/tasks/{id}", this::remove).documented(5, "Tasks, Delete a task"));
    }

    @Override
    public ListOptions listing() {
        ListOptions.Reader flag = new Type.Flag()::parse;
        List<String> types = Stream.concat(
                        RELATED.keySet().stream(), RELATED.keySet().stream().map(type -> type + "s"))
                .toList();
        return ListOptions.by("updated_at")
                .sortedBy("resource_type", "completed_at", "due_date", "created_at", "updated_at")
                .and("q", text -> text, (words, call) -> saying((String) words, call))
                .and("type", new Type.Choice(List.of("floating", "related"))::parse, Tasks::ofType)
                // The reference's own request has the plural, and its reply the singular.
                .and(
                        "resource_type",
                        new Type.Choice(types)::parse,
                        (type, call) -> Criterion.equal("resource_type", ((String) type).replaceFirst("s$", "")))
                .and(
                        "overdue",
                        flag,
                        (wanted, call) -> Criterion.where(
                                task -> wanted.equals(mayBeOverdue(task) && isOverdue(task, call.now()))))
                .and(
                        "remind",
                        flag,
                        (wanted, call) -> Criterion.where(task -> wanted.equals(task.get("remind_at") != null)));
    }

    /** Assumed: every word that is asked for must begin a word of the content, in any case. */
    private static Criterion saying(String words, Call call) {
        List<String> wanted = words(words);
        if (!wanted.isEmpty()) {
            call.assume(Quirks.SEARCH);
        }
        return Criterion.where(task -> {
            List<String> content = words(task.text("content"));
            return wanted.stream().allMatch(word -> content.stream().anyMatch(other -> other.startsWith(word)));
        });
    }

    private static List<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Criterion ofType(Object type, Call call) {
        return type.equals("floating")
                ? Criterion.equal("resource_id", null)
                : Criterion.where(task -> task.get("resource_id") != null);
    }

    private static boolean mayBeOverdue(Entity task) {
        return !task.is("completed") && task.get("due_date") != null;
    }

    /** Whether a task that may be overdue is, by the clock of the workspace. */
    private static boolean isOverdue(Entity task, Instant now) {
        return ((Instant) Objects.requireNonNull(task.get("due_date"))).isBefore(now);
    }

    /** The owner defaults to the creator (the page says so); a task that becomes completed says when. */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        if (before != null && changes.values().containsValue(null)) {
            call.assume(Quirks.NULLS);
        }
        return completed(before, related(before, OwnedRecords.owned(before, changes, call), call), call);
    }

    /** A task that is completed again keeps the moment at which it first was. */
    private static Changes completed(@Nullable Entity before, Changes changes, Call call) {
        if (!changes.has("completed")) {
            return changes;
        }
        boolean completed = Boolean.TRUE.equals(changes.get("completed"));
        if (completed && before != null && before.is("completed")) {
            call.assume(Quirks.COMPLETED_AGAIN);
            return changes;
        }
        return changes.with("completed_at", completed ? call.now() : null);
    }

    /** Returns the two fields that relate a task to a lead, a contact or a deal. */
    @Override
    public Map<String, Object> inside(Kind around, long id) {
        for (Map.Entry<String, Kind> related : RELATED.entrySet()) {
            if (related.getValue() == around) {
                return Map.of("resource_type", related.getKey(), "resource_id", id);
            }
        }
        return super.inside(around, id);
    }

    /** Validates the relation, which has two fields: null for one clears both, and one alone is refused. */
    private Changes related(@Nullable Entity before, Changes changes, Call call) {
        if (!changes.has("resource_type") && !changes.has("resource_id")) {
            return changes;
        }
        boolean cleared = changes.get("resource_type") == null && changes.get("resource_id") == null;
        if (cleared) {
            return changes.with("resource_type", null).with("resource_id", null);
        }
        Object type = OwnedRecords.value("resource_type", before, changes);
        Object id = OwnedRecords.value("resource_id", before, changes);
        refuseHalf("resource_type", type);
        refuseHalf("resource_id", id);
        boolean same = before != null
                && Objects.equals(before.get("resource_type"), type)
                && Objects.equals(before.get("resource_id"), id);
        if (!relaxed && !same) {
            refuseUnlessThere(String.valueOf(type), (Long) Objects.requireNonNull(id), call);
        }
        return changes;
    }

    /**
     * Checks the related record. A task may stay related to a deleted one: one client sends the relation with every
     * update.
     */
    private static void refuseUnlessThere(String type, long id, Call call) {
        if (call.entities().find(Objects.requireNonNull(RELATED.get(type)), id) == null) {
            throw Problem.invalid("$.resource_id", "must be the id of a " + type + " that exists, but was " + id);
        }
    }

    private static void refuseHalf(String field, @Nullable Object value) {
        if (value == null) {
            throw Problem.invalid(List.of(new FieldError(
                    "$." + field, Reason.MISSING, "is required where the other half of the relation is sent")));
        }
    }
}
