package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One kind of thing that a surface serves: its fields, its routes, and the plain actions that all resources share. */
public abstract class Resource {

    private final Fields fields;
    private final IdForm ids;

    protected Resource(Fields fields) {
        this(fields, IdForm.NUMBER);
    }

    protected Resource(Fields fields, IdForm ids) {
        this.fields = fields;
        this.ids = ids;
    }

    public final Kind kind() {
        return fields.layout().kind();
    }

    public final Fields fields() {
        return fields;
    }

    /** How its ids look to clients. */
    public final IdForm ids() {
        return ids;
    }

    /** The routes in the vendor's order. */
    public abstract List<Route> routes();

    /** Completes or refuses the values to be stored; {@code before} is null for a new entity. */
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        return changes;
    }

    /** Applies side effects on other entities after a create ({@code before == null}) or an update. */
    protected void afterSave(@Nullable Entity before, Entity after, Changes changes, Call call) {}

    protected final Response create(Call call) {
        Entity entity = make(read(call.body(), true, "$", call), null, call);
        return call.dialect().created(this, entity, call);
    }

    protected final Response show(Call call) {
        return shown(call.entity(kind(), "id"), call);
    }

    /** Answers with an entity. */
    protected final Response shown(Entity entity, Call call) {
        return call.dialect().shown(this, entity, fields.show(entity, call.view()));
    }

    protected final Response list(Call call) {
        return list(call, List.of());
    }

    /** Lists the entities that match the query and the criteria in {@code within}. */
    protected final Response list(Call call, List<Criterion> within) {
        RenderContext view = call.view();
        return list(call, within, entity -> fields.show(entity, view));
    }

    /** Lists entities in a way of the resource's own. */
    protected final Response list(Call call, List<Criterion> within, Function<Entity, Json.Raw> shown) {
        Dialect.Selection selection = call.dialect().selection(this, call);
        List<Criterion> criteria = new ArrayList<>(within);
        criteria.addAll(selection.criteria());
        List<Dialect.Item> page = new ArrayList<>();
        Iterator<Entity> found = inOrder(call.entities().select(kind(), criteria), selection.order())
                .iterator();
        for (long passed = 0; passed < selection.offset() && found.hasNext(); passed++) {
            found.next();
        }
        while (page.size() < selection.limit() && found.hasNext()) {
            Entity entity = found.next();
            page.add(new Dialect.Item(entity, shown.apply(entity)));
        }
        Long next = found.hasNext() ? selection.offset() + page.size() : null;
        return call.dialect().listed(this, new Dialect.Page(selection, page, next), call);
    }

    private static Iterable<Entity> inOrder(Iterable<Entity> found, @Nullable Comparator<Entity> order) {
        if (order == null) {
            return found;
        }
        List<Entity> all = new ArrayList<>();
        found.forEach(all::add);
        all.sort(order);
        return all;
    }

    protected final Response update(Call call) {
        Entity entity = call.entity(kind(), "id");
        Entity changed = change(entity, read(call.body(), false, "$", call), call);
        return call.dialect().updated(this, changed, call);
    }

    /** Replaces all fields that clients can write; missing fields get their initial values. */
    protected final Response replace(Call call) {
        Entity entity = call.entity(kind(), "id");
        Changes changes = read(call.body(), true, "$", call);
        for (Field field : fields.all()) {
            if (!field.is(Trait.READ_ONLY)) {
                changes = changes.withDefault(field.name(), field.initial());
            }
        }
        return call.dialect().updated(this, change(entity, changes, call), call);
    }

    protected final Response remove(Call call) {
        Entity entity = call.entity(kind(), "id");
        drop(entity, call);
        return call.dialect().removed(this, entity, call);
    }

    /**
     * Reads and checks an object of a body.
     *
     * @throws Problem with every field that is not as it must be
     */
    public final Changes read(
            Map<String, ? extends @Nullable Object> object, boolean creating, String path, Call call) {
        List<FieldError> errors = new ArrayList<>();
        Changes changes = fields.read(object, call.entities(), creating, path, errors);
        refuse(object, path, errors, call);
        return changes;
    }

    /**
     * Creates an entity from a seed, which is validated like a request.
     *
     * @throws Problem with every invalid field
     */
    public final Entity load(Map<String, ? extends @Nullable Object> values, @Nullable Long id, Call call) {
        List<FieldError> errors = new ArrayList<>();
        Changes changes = fields.load(values, call.entities(), errors);
        if (call.dialect().refusesUnknown()) {
            fields.refuseUnknown(values, errors);
        }
        refuse(errors);
        return make(changes, fields.fixed(changes), id, call);
    }

    /** Returns the field values that make a record a child of {@code around}; empty if this type has no such parent. */
    public Map<String, Object> inside(Kind around, long id) {
        String word = around.toString().substring(around.toString().lastIndexOf(' ') + 1);
        List<Field> leading = fields.all().stream()
                .filter(field -> field.stored() && field.type() instanceof Type.Reference to && to.kind() == around)
                .toList();
        return leading.stream()
                .filter(field -> field.name().equals(word) || field.name().equals(word + "_id"))
                .findFirst()
                .or(() ->
                        leading.stream().filter(field -> field.is(Trait.OWNED)).findFirst())
                .map(field -> Map.<String, Object>of(field.name(), id))
                .orElse(Map.of());
    }

    private void refuse(
            Map<String, ? extends @Nullable Object> object, String path, List<FieldError> errors, Call call) {
        if (call.dialect().refusesUnknown()) {
            fields.refuseUnknown(object, path, errors);
        }
        refuse(errors);
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** Creates an entity from validated values, under the given id or the next one. */
    public final Entity make(Changes changes, @Nullable Long id, Call call) {
        return make(changes, Map.of(), id, call);
    }

    private Entity make(Changes changes, Map<String, @Nullable Object> fixed, @Nullable Long id, Call call) {
        Changes complete = beforeSave(null, changes, call);
        Map<String, @Nullable Object> values = fields.complete(complete, call.now(), true);
        values.putAll(fixed);
        Entity entity = id == null
                ? call.transaction().add(fields.layout(), values)
                : call.transaction().add(fields.layout(), id, values);
        call.emit(Event.Action.CREATED, null, entity);
        afterSave(null, entity, complete, call);
        return entity;
    }

    /** Updates an entity by validated values; a no-op if there are no changes. */
    public final Entity change(Entity entity, Changes changes, Call call) {
        if (changes.isEmpty()) {
            return entity;
        }
        Changes complete = beforeSave(entity, changes, call);
        Entity changed = call.transaction().change(entity, fields.complete(complete, call.now(), false));
        call.emit(Event.Action.UPDATED, entity, changed);
        afterSave(entity, changed, complete, call);
        return changed;
    }

    /** Makes an entity like another but for some values; that is not told. */
    public final Entity copy(Entity entity, Map<String, ? extends @Nullable Object> differing, Call call) {
        Map<String, @Nullable Object> values = entity.values();
        values.putAll(differing);
        values.putAll(fields.complete(Changes.of(values), call.now(), true));
        return call.transaction().add(fields.layout(), values);
    }

    /** Removes an entity with the entities that it owns. Only the removal of the entity itself is an event. */
    public final void drop(Entity entity, Call call) {
        removeWithOwned(entity, call);
        call.emit(Event.Action.REMOVED, entity, null);
    }

    /** Walks down, and not by recursion, since a chain of subtasks can be longer than a stack. */
    private static void removeWithOwned(Entity entity, Call call) {
        Deque<Entity> open = new ArrayDeque<>(List.of(entity));
        while (!open.isEmpty()) {
            Entity next = open.remove();
            Entity target = call.entities().find(next.kind(), next.id());
            if (target == null) {
                continue;
            }
            call.transaction().remove(target);
            for (Resource resource : call.resources()) {
                for (Field field : resource.fields.all()) {
                    boolean refers = field.type() instanceof Type.Reference reference
                            && reference.kind() == target.kind()
                            && resource.fields.layout().has(field.name());
                    if (refers) {
                        resource.release(field, target, open, call);
                    }
                }
            }
        }
    }

    private void release(Field field, Entity target, Deque<Entity> open, Call call) {
        for (Entity referring : call.entities().referring(kind(), field.name(), target.id())) {
            if (field.is(Trait.OWNED)) {
                open.add(referring);
            } else {
                call.transaction().change(referring, Json.object(field.name(), null));
            }
        }
    }
}
