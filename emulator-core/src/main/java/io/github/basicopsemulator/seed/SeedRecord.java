package io.github.basicopsemulator.seed;

import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.seed.SeedTypes.SeedType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record in a seed file, with the id under which it was loaded. */
final class SeedRecord {

    private final SeedType sort;
    private final String path;
    private final @Nullable SeedRecord around;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private @Nullable Long id;

    SeedRecord(SeedType sort, String path, @Nullable SeedRecord around) {
        this.sort = sort;
        this.path = path;
        this.around = around;
    }

    SeedType sort() {
        return sort;
    }

    /** Its position in the file. */
    String path() {
        return path;
    }

    /** The id that it is to have or has; null while it is to have any. */
    @Nullable
    Long id() {
        return id;
    }

    void id(long id) {
        this.id = id;
    }

    void value(String name, @Nullable Object value) {
        values.put(name, value);
    }

    /**
     * The record's values plus those implied by its parent.
     *
     * @param errors receives values that are given twice
     */
    Map<String, @Nullable Object> values(List<FieldError> errors) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        if (around != null && around.id != null) {
            Map<String, Object> given =
                    sort.resource().inside(around.sort.resource().kind(), around.id);
            given.forEach((name, value) -> {
                if (values.containsKey(name)) {
                    errors.add(new FieldError(
                            "$." + name,
                            FieldError.Reason.VALUE,
                            "is not to be given here, since it follows from what it is inside of"));
                }
                all.put(name, value);
            });
        }
        return all;
    }
}
