package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fields that several kinds of records share: creator, owner, number of changes. */
final class OwnedRecords {

    private OwnedRecords() {}

    /** How often a record was written, which stands in its {@code meta}. */
    static Field version() {
        return whole("version").bookkeeping().readOnly().hidden();
    }

    /** Sets the owner, who defaults to the creator; null never clears it. */
    static Changes owned(@Nullable Entity before, Changes changes, Call call) {
        Changes complete = changes;
        if (before == null) {
            complete = complete.with("creator_id", call.caller().user());
        }
        boolean unowned = before == null || changes.has("owner_id");
        if (unowned && changes.get("owner_id") == null) {
            Object owner = before == null ? (Object) call.caller().user() : before.get("owner_id");
            complete = complete.with("owner_id", owner);
        }
        return complete;
    }

    /** Counts versions besides. */
    static Changes versioned(@Nullable Entity before, Changes changes, Call call) {
        long version = before == null ? 0 : Objects.requireNonNull(before.number("version"));
        return owned(before, changes, call).with("version", version + 1);
    }

    /** Returns the value of a field after a change. */
    static @Nullable Object value(String field, @Nullable Entity before, Changes changes) {
        return changes.has(field) || before == null ? changes.get(field) : before.get(field);
    }

    /** Returns true if a text is empty after a change. */
    static boolean blank(String field, @Nullable Entity before, Changes changes) {
        Object value = value(field, before, changes);
        return value == null || value.toString().isBlank();
    }

    /** Adds record 1 of a fresh workspace, with these names and values. */
    static void seedDefaults(Fields fields, Transaction transaction, Object... namesAndValues) {
        Map<String, @Nullable Object> values =
                fields.complete(Changes.of(Json.object(namesAndValues)), Sell.FOUNDED, true);
        for (String owner : List.of("creator_id", "owner_id", "version")) {
            if (fields.layout().has(owner)) {
                values.put(owner, 1L);
            }
        }
        transaction.add(fields.layout(), 1, values);
    }
}
