package io.github.basicopsemulator.field;

import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.CachedJson;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Layout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The field table of a resource, in the vendor's order. It reads, validates, stores, renders and filters. */
public final class Fields {

    private final List<Field> fields;
    private final Layout layout;

    private Fields(Kind kind, List<Field> fields) {
        this.fields = fields;
        List<Field> stored = fields.stream().filter(Field::stored).toList();
        this.layout = new Layout(
                kind,
                stored.stream().map(Field::name).toList(),
                stored.stream()
                        .filter(field -> field.is(Trait.INDEXED))
                        .map(Field::name)
                        .toList());
    }

    public static Fields of(Kind kind, Field... fields) {
        return new Fields(kind, List.of(fields));
    }

    public List<Field> all() {
        return fields;
    }

    /** Another form of the same record: these fields, hidden or not, in this order. */
    public Fields form(String... names) {
        List<Field> form = new ArrayList<>();
        for (String name : names) {
            form.add(fields.stream()
                    .filter(field -> field.name().equals(name) && !field.isInput())
                    .max(Comparator.comparing(field -> !field.is(Trait.HIDDEN)))
                    .orElseThrow(() -> new IllegalStateException(layout.kind() + " shows no " + name))
                    .visible());
        }
        return new Fields(layout.kind(), form);
    }

    /** The same fields, and more behind them. */
    public Fields plus(Field... more) {
        return new Fields(
                layout.kind(),
                Stream.concat(fields.stream(), Arrays.stream(more)).toList());
    }

    /** The positions of the stored fields in an entity. */
    public Layout layout() {
        return layout;
    }

    /**
     * Reads and validates the object of a request. Unknown fields are ignored.
     *
     * @param creating whether required fields must be present, and fields for creations are accepted
     * @param path the position of the object in the body, {@code $} for the body itself
     * @param errors receives every error; after an error the result must not be used
     */
    public Changes read(
            Map<String, ? extends @Nullable Object> body,
            Entities entities,
            boolean creating,
            String path,
            List<FieldError> errors) {
        return read(body, entities, creating, field -> !field.is(Trait.SEEDED), path, errors);
    }

    /** Reads and validates the values of a seed, which can also set fields that clients cannot write. */
    public Changes load(Map<String, ? extends @Nullable Object> values, Entities entities, List<FieldError> errors) {
        Changes changes = read(values, entities, true, field -> true, "$", errors);
        for (Field field : fields) {
            boolean unread = field.isFixed() || (field.stored() && field.type() instanceof Type.Custom);
            if (unread && values.containsKey(field.name())) {
                changes = changes.with(field.name(), read(field, values.get(field.name()), entities, errors));
            }
        }
        return changes;
    }

    private static @Nullable Object read(
            Field field, @Nullable Object json, Entities entities, List<FieldError> errors) {
        try {
            if (json == null) {
                return null;
            }
            return field.type() instanceof Type.Custom own
                    ? own.restore(json)
                    : field.type().read(json, entities);
        } catch (Type.Refused refused) {
            errors.add(refused.at("$." + field.name()));
            return null;
        }
    }

    /** Returns the seed's values for read-only fields; they override computed values. */
    public Map<String, @Nullable Object> fixed(Changes loaded) {
        Map<String, @Nullable Object> fixed = new LinkedHashMap<>();
        for (Field field : fields) {
            boolean asked = fields.stream()
                    .anyMatch(other -> other.isInput() && other.name().equals(field.name()));
            if (field.isFixed() && !asked && loaded.has(field.name())) {
                fixed.put(field.name(), field.kept(loaded.get(field.name())));
            }
        }
        return fixed;
    }

    /** Reports missing required fields. */
    public void refuseIncomplete(Map<String, @Nullable Object> values, List<FieldError> errors) {
        for (Field field : fields) {
            if (field.stored() && field.is(Trait.REQUIRED) && values.get(field.name()) == null) {
                errors.add(new FieldError("$." + field.name(), Reason.MISSING, "is required, but is not given"));
            }
        }
    }

    /** The fields that seeds can give, each name once. */
    public List<Field> seedable() {
        Map<String, Field> seedable = new LinkedHashMap<>();
        for (Field field : fields) {
            if (field.stored() || field.isInput()) {
                seedable.merge(field.name(), field, (one, other) -> one.stored() ? one : other);
            }
        }
        return List.copyOf(seedable.values());
    }

    /** Writes the stored values of an entity for a seed file, without initial values. */
    public Map<String, @Nullable Object> record(Entity entity) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        for (Field field : fields) {
            Object value = field.stored() ? entity.get(field.name()) : null;
            if (field.stored() && !Objects.deepEquals(value, field.initial())) {
                record.put(field.name(), value == null ? null : field.type().write(value));
            }
        }
        return record;
    }

    /** Reads an export of {@link #record}; references are not checked yet. */
    public Map<String, @Nullable Object> restore(
            Map<String, ? extends @Nullable Object> record, List<FieldError> errors) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            if (field.stored()) {
                try {
                    values.put(field.name(), field.restore(record));
                } catch (Type.Refused refused) {
                    errors.add(refused.at("$." + field.name()));
                }
            }
        }
        return values;
    }

    /** Reports references to entities that do not exist. */
    public void checkReferences(Entity entity, Entities entities, List<FieldError> errors) {
        for (Field field : fields) {
            if (field.stored()
                    && !field.is(Trait.DEFERRED)
                    && field.type() instanceof Type.Reference reference
                    && entity.get(field.name()) instanceof Long id
                    && entities.find(reference.kind(), id) == null) {
                errors.add(Type.Refused.value("the id of " + Type.a(reference.kind()) + " that exists", id)
                        .at("$." + field.name()));
            }
        }
    }

    private Changes read(
            Map<String, ? extends @Nullable Object> body,
            Entities entities,
            boolean creating,
            Predicate<Field> taken,
            String path,
            List<FieldError> errors) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            if (field.is(Trait.READ_ONLY) || (field.is(Trait.CREATE_ONLY) && !creating) || !taken.test(field)) {
                continue;
            }
            String name = field.name();
            if (!body.containsKey(name)) {
                if (creating && field.is(Trait.REQUIRED) && !field.is(Trait.SEEDED)) {
                    errors.add(new FieldError(path + "." + name, Reason.MISSING, "is required, but was not sent"));
                }
                continue;
            }
            try {
                values.put(name, read(field, field.type(), body.get(name), entities));
            } catch (Type.Refused refused) {
                Type.Refused shown = field.is(Trait.SECRET) ? refused.withoutValue() : refused;
                errors.add(shown.at(path + "." + name));
            }
        }
        return Changes.of(values);
    }

    private static @Nullable Object read(Field field, Type type, @Nullable Object json, Entities entities)
            throws Type.Refused {
        if (json == null) {
            if (field.is(Trait.REQUIRED)) {
                throw new Type.Refused(Reason.BLANK, "is required and cannot be null");
            }
            return field.initial();
        }
        if (field.is(Trait.REQUIRED) && json instanceof String text && text.isBlank()) {
            throw new Type.Refused(Reason.BLANK, "is required and cannot be blank, but was " + Json.describe(json));
        }
        return type.read(json, entities);
    }

    /** Reports every name that responses do not have, for vendors that refuse unknown fields. */
    public void refuseUnknown(Map<String, ? extends @Nullable Object> body, String path, List<FieldError> errors) {
        refuseUnknown(body, field -> !field.is(Trait.HIDDEN) || field.is(Trait.CREATE_ONLY), path, errors);
    }

    /** Refuses every name in a seed that is neither shown nor stored. */
    public void refuseUnknown(Map<String, ? extends @Nullable Object> seed, List<FieldError> errors) {
        refuseUnknown(seed, field -> true, "$", errors);
    }

    private void refuseUnknown(
            Map<String, ? extends @Nullable Object> body,
            Predicate<Field> isKnown,
            String path,
            List<FieldError> errors) {
        for (String name : body.keySet()) {
            boolean known = fields.stream().anyMatch(field -> field.name().equals(name) && isKnown.test(field));
            if (!known) {
                errors.add(new FieldError(path + "." + name, Reason.UNKNOWN, "is not a field here"));
            }
        }
    }

    /**
     * Returns the values to store: the changes without inputs, the initial values of a new entity, and the times of
     * creation and change.
     */
    public Map<String, @Nullable Object> complete(Changes changes, Instant now, boolean creating) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            String name = field.name();
            if (!field.stored()) {
                continue;
            }
            if (field.is(Trait.CHANGE) || (creating && field.is(Trait.CREATION))) {
                values.put(name, field.kept(now));
            } else if (changes.has(name)) {
                values.put(name, field.kept(changes.get(name)));
            } else if (creating && field.initial() != null) {
                values.put(name, field.initial());
            }
        }
        return values;
    }

    /** Shows an entity as JSON, from the bytes kept beside it where they still hold. */
    public Json.Raw show(Entity entity, RenderContext view) {
        CachedJson kept = entity.kept();
        if (kept != null && view.accepts(kept)) {
            return new Json.Raw(kept.bytes());
        }
        byte[] bytes = Json.write(json(entity, view));
        CachedJson fresh = view.kept(bytes);
        if (fresh != null) {
            entity.keep(fresh);
        }
        return new Json.Raw(bytes);
    }

    /** Shows an entity as an object whose keys stand in the order of the table. */
    public Map<String, @Nullable Object> json(Entity entity, RenderContext view) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Field field : fields) {
            Object value = field.is(Trait.HIDDEN) ? null : show(field, entity, view);
            if (value != null || !(field.is(Trait.HIDDEN) || field.is(Trait.OMITTED))) {
                object.put(field.name(), value);
            }
        }
        return object;
    }

    /** Renders all stored values of an entity, including hidden ones; only bytes are left out. */
    public Map<String, @Nullable Object> everything(Entity entity, RenderContext view) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Field field : fields) {
            if (!field.isInput() && !field.isBytes()) {
                object.put(field.name(), show(field, entity, view));
            }
        }
        return object;
    }

    /**
     * Renders the stored values of an entity, each by itself: references as ids, bytes as their number, without
     * secrets.
     */
    public Map<String, @Nullable Object> plain(Entity entity, Function<Instant, String> moments) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Field field : fields) {
            if (field.stored()) {
                object.put(field.name(), field.plain(entity.get(field.name()), moments));
            }
        }
        return object;
    }

    /** Names the stored fields that differ between two versions; bookkeeping fields only if no other field differs. */
    public List<String> differing(Entity before, Entity after) {
        List<Field> differing = fields.stream()
                .filter(Field::stored)
                .filter(field -> !Objects.deepEquals(before.get(field.name()), after.get(field.name())))
                .toList();
        boolean onlyStamps = differing.stream().allMatch(field -> field.is(Trait.BOOKKEEPING));
        return differing.stream()
                .filter(field -> onlyStamps || !field.is(Trait.BOOKKEEPING))
                .map(Field::name)
                .toList();
    }

    private static @Nullable Object show(Field field, Entity entity, RenderContext view) {
        if (field.shown() != null) {
            return field.shown().apply(entity, view);
        }
        Object value = entity.get(field.name());
        return value == null ? null : field.type().show(value, view);
    }

    /** Describes the responses for an entity, as JSON Schema. */
    public Map<String, @Nullable Object> schema() {
        return schema(fields);
    }

    static Map<String, @Nullable Object> schema(List<Field> fields) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        List<String> always = new ArrayList<>();
        for (Field field : fields) {
            if (field.is(Trait.HIDDEN)) {
                continue;
            }
            properties.put(
                    field.name(),
                    field.nullable()
                            ? orNull(field.type().schema())
                            : field.type().schema());
            if (!field.is(Trait.OMITTED)) {
                always.add(field.name());
            }
        }
        return Json.object(
                "type", "object", "properties", properties, "required", always, "additionalProperties", false);
    }

    /** Describes the input from clients, as JSON Schema. */
    public Map<String, @Nullable Object> inputSchema(boolean creating) {
        return inputSchema(fields, creating);
    }

    static Map<String, @Nullable Object> inputSchema(List<Field> fields, boolean creating) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field field : fields) {
            if (!field.isWritten(creating)) {
                continue;
            }
            Map<String, @Nullable Object> schema = field.type().inputSchema();
            properties.put(field.name(), field.is(Trait.REQUIRED) ? schema : orNull(schema));
            if (creating && field.is(Trait.REQUIRED)) {
                required.add(field.name());
            }
        }
        Map<String, @Nullable Object> object = Json.object("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        return object;
    }

    private static Map<String, @Nullable Object> orNull(Map<String, @Nullable Object> schema) {
        Map<String, @Nullable Object> open = new LinkedHashMap<>(schema);
        Set<Object> types = new LinkedHashSet<>(
                schema.get("type") instanceof List<?> several ? several : List.of(String.valueOf(schema.get("type"))));
        types.add("null");
        open.put("type", List.copyOf(types));
        if (schema.get("enum") instanceof List<?> options) {
            List<@Nullable Object> more = new ArrayList<>(options);
            more.add(null);
            open.put("enum", more);
        }
        return open;
    }
}
