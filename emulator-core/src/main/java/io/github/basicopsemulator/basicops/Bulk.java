package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates and updates up to 100 records in one request (L1684): an item with an id is updated, one without is created.
 *
 *
 * <p>Assumed: the reference does not describe the effect of one invalid item. Here it refuses the whole request.
 */
final class Bulk {

    private static final int MOST = 100;

    private Bulk() {}

    /** The body of a bulk request: items with the fields of a resource, which are all optional if there is an id. */
    static Fields input(Resource resource) {
        Map<String, @Nullable Object> item =
                new LinkedHashMap<>(resource.fields().inputSchema(true));
        Map<String, @Nullable Object> properties = Json.object("id", Schema.WHOLE);
        if (item.remove("properties") instanceof Map<?, ?> fields) {
            fields.forEach((name, schema) -> properties.put((String) name, schema));
        }
        item.remove("required");
        item.put("properties", properties);
        return Fields.of(
                resource.kind(),
                Field.own("items", Json.object("type", "array", "items", item, "maxItems", MOST))
                        .required());
    }

    static Response save(Resource resource, Call call) {
        List<Item> items = items(resource, call);
        List<Long> created = new ArrayList<>();
        List<Long> updated = new ArrayList<>();
        for (Item item : items) {
            try {
                if (item.id() == null) {
                    created.add(resource.make(item.changes(), null, call).id());
                } else {
                    Entity entity = call.entities().find(resource.kind(), item.id());
                    if (entity != null) {
                        updated.add(
                                resource.change(entity, item.changes(), call).id());
                    }
                }
            } catch (Problem problem) {
                throw problem.under(item.path());
            }
        }
        return BasicOpsDialect.data(Json.object("created", created, "updated", updated));
    }

    private record Item(String path, @Nullable Long id, Changes changes) {}

    private static List<Item> items(Resource resource, Call call) {
        if (!(call.body().get("items") instanceof List<?> sent)) {
            throw Problem.invalid(
                    "$.items",
                    call.body().containsKey("items")
                            ? "must be an array, but was "
                                    + Json.describe(call.body().get("items"))
                            : "is required, but was not sent");
        }
        if (sent.size() > MOST) {
            throw Problem.invalid("$.items", "must hold at most " + MOST + " items, but held " + sent.size());
        }
        List<FieldError> errors = new ArrayList<>();
        List<Item> items = new ArrayList<>(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            String path = "$.items[" + i + "]";
            if (sent.get(i) instanceof Map<?, ?> object) {
                items.add(item(resource, object, path, call, errors));
            } else {
                errors.add(
                        new FieldError(path, Reason.TYPE, "must be an object, but was " + Json.describe(sent.get(i))));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return items;
    }

    @SuppressWarnings("unchecked") // Json reads every object as a map with text keys.
    private static Item item(Resource resource, Map<?, ?> object, String path, Call call, List<FieldError> errors) {
        Object id = object.get("id");
        if (object.containsKey("id")
                && !(id instanceof Long known && call.entities().find(resource.kind(), known) != null)) {
            errors.add(new FieldError(
                    path + ".id",
                    id instanceof Long ? Reason.VALUE : Reason.TYPE,
                    "must be the id of a " + resource.kind() + " that exists, but was " + Json.describe(id)));
        }
        Changes changes = resource.fields()
                .read((Map<String, @Nullable Object>) object, call.entities(), !object.containsKey("id"), path, errors);
        return new Item(path, (Long) (id instanceof Long ? id : null), changes);
    }
}
