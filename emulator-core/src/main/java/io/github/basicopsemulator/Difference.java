package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.ControlCharacters;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.EntityDiff;
import io.github.basicopsemulator.store.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two states of a workspace: the records that were created, updated or removed. Immutable. It
 * prints one line per record:
 *
 * <pre>
 * + task 7 "Launch"
 * ~ project 6: status "On Track" -&gt; "Complete", dueDate null -&gt; 2024-01-02
 * - note 3 "Minutes"
 * </pre>
 */
public final class Difference {

    private final List<Change> changes;

    private Difference(List<Change> changes) {
        this.changes = List.copyOf(changes);
    }

    /** Compares all kinds of these surfaces. */
    static Difference between(State before, State after, List<Surface> surfaces) {
        List<Change> changes = new ArrayList<>();
        for (Surface surface : surfaces) {
            for (Resource resource : surface.resources()) {
                for (EntityDiff diff : after.alteredSince(before, resource.kind())) {
                    Change change = Change.of(diff, resource.fields(), surface.dialect()::moment);
                    if (change.action != Action.UPDATED || !change.fields.isEmpty()) {
                        changes.add(change);
                    }
                }
            }
        }
        return new Difference(changes);
    }

    /** Returns true if no record changed. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The created records, in the order of {@link #all}. */
    public List<Change> created() {
        return all(Action.CREATED);
    }

    /** The updated records, in the order of {@link #all}. */
    public List<Change> updated() {
        return all(Action.UPDATED);
    }

    /** The removed records, in the order of {@link #all}. */
    public List<Change> removed() {
        return all(Action.REMOVED);
    }

    /** All changes, grouped by kind, each in the order of creation. */
    public List<Change> all() {
        return changes;
    }

    private List<Change> all(Action action) {
        return changes.stream().filter(change -> change.action == action).toList();
    }

    /** One line for each record that changed, or {@code nothing changed}. */
    @Override
    public String toString() {
        return isEmpty()
                ? "nothing changed"
                : changes.stream().map(Change::toString).collect(Collectors.joining("\n"));
    }

    /** The kind of a change. */
    public enum Action {
        /** It is there, and was not. */
        CREATED('+'),
        /** It is there, as it was, with other values. */
        UPDATED('~'),
        /** It was there, and is no more. */
        REMOVED('-');

        private final char sign;

        Action(char sign) {
            this.sign = sign;
        }
    }

    /**
     * A change of one record.
     *
     *
     * <p>Values are as stored, in the API's format: times as the vendor writes them, other records by their ids, files
     * by their number of bytes. Secrets, such as tokens, are {@code "***"}.
     */
    public static final class Change {

        private static final Pattern UNQUOTED =
                Pattern.compile("\\*\\*\\*|\\d+ bytes?|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        private static final Pattern MIDNIGHT = Pattern.compile("T00:00:00(\\.0+)?Z$");

        /** Fields that identify a record for people, best first; a {@code title} can also be the title of a person. */
        private static final List<String> TITLES = List.of(
                "name",
                "organization_name",
                "title",
                "fileName",
                "subject",
                "message",
                "content",
                "reaction",
                "note",
                "clientId",
                "client");

        private final String kind;
        private final long id;
        private final Action action;
        private final Map<String, @Nullable Object> before;
        private final Map<String, @Nullable Object> after;
        private final List<String> fields;

        private Change(
                Entity entity,
                Action action,
                Map<String, @Nullable Object> before,
                Map<String, @Nullable Object> after,
                List<String> fields) {
            this.kind = entity.kind().toString();
            this.id = entity.id();
            this.action = action;
            this.before = before;
            this.after = after;
            this.fields = fields;
        }

        private static Change of(EntityDiff diff, Fields table, Function<Instant, String> moments) {
            Entity was = diff.before();
            Entity is = diff.after();
            Map<String, @Nullable Object> before = was == null ? Map.of() : table.plain(was, moments);
            Map<String, @Nullable Object> after = is == null ? Map.of() : table.plain(is, moments);
            if (was != null && is != null) {
                return new Change(is, Action.UPDATED, before, after, table.differing(was, is));
            }
            Map<String, @Nullable Object> only = is == null ? before : after;
            List<String> given = only.keySet().stream()
                    .filter(name -> only.get(name) != null)
                    .toList();
            return new Change(diff.newest(), is == null ? Action.REMOVED : Action.CREATED, before, after, given);
        }

        /** The vendor's word for the kind of the record: {@code task}. */
        public String kind() {
            return kind;
        }

        /** Its id, as {@link Workspace#change} and {@link Workspace#remove} take it. */
        public long id() {
            return id;
        }

        /** Whether it was created, updated or removed. */
        public Action action() {
            return action;
        }

        /**
         * The fields whose values changed. For a created or removed record: the fields that have a value. The time of
         * the last change is included only if no other field changed.
         */
        public List<String> fields() {
            return fields;
        }

        /**
         * Returns the old value of a field, changed or not; null also for a created record.
         *
         * @throws IllegalArgumentException if this kind stores no field of that name
         */
        public @Nullable Object from(String field) {
            return value(before, field);
        }

        /**
         * Returns the new value of a field, changed or not; null also for a removed record.
         *
         * @throws IllegalArgumentException if this kind stores no field of that name
         */
        public @Nullable Object to(String field) {
            return value(after, field);
        }

        private @Nullable Object value(Map<String, @Nullable Object> side, String field) {
            if (!newest().containsKey(field)) {
                throw new IllegalArgumentException(
                        kind + " has no field \"" + field + "\"; it has " + newest().keySet());
            }
            return side.get(field);
        }

        /** The title, name or content of the record; empty if it has neither. */
        public String title() {
            String person = Stream.of("firstName", "lastName", "first_name", "last_name")
                    .map(newest()::get)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .collect(Collectors.joining(" "));
            if (!person.isEmpty()) {
                return person;
            }
            return TITLES.stream()
                    .map(newest()::get)
                    .filter(String.class::isInstance)
                    .map(Object::toString)
                    .findFirst()
                    .orElse("");
        }

        private Map<String, @Nullable Object> newest() {
            return action == Action.REMOVED ? before : after;
        }

        /** Its line in a printed difference. */
        @Override
        public String toString() {
            String record = action.sign + " " + kind + " " + id;
            if (action == Action.UPDATED) {
                return record + ": "
                        + fields.stream()
                                .map(field -> field + " " + print(before.get(field)) + " -> " + print(after.get(field)))
                                .collect(Collectors.joining(", "));
            }
            return title().isEmpty() ? record : record + " " + ControlCharacters.escape(Json.brief(title()));
        }

        private static String print(@Nullable Object value) {
            boolean unquoted =
                    value instanceof String text && UNQUOTED.matcher(text).matches();
            return unquoted
                    ? MIDNIGHT.matcher(String.valueOf(value)).replaceFirst("")
                    : ControlCharacters.escape(Json.brief(value));
        }
    }
}
