package io.github.basicopsemulator.seed;

import io.github.basicopsemulator.engine.VirtualClock;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.seed.SeedTypes.SeedType;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a world as a seed file: its clock, its counters, and every record with all that is stored of it. */
record Export(SeedTypes seedTypes) {

    Map<String, @Nullable Object> of(WorkspaceRuntime runtime) {
        WorkspaceSnapshot past = runtime.past();
        VirtualClock.Mode clock = past.clock();
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        if (clock.standing() != null) {
            file.put("now", clock.standing().toString());
        }
        file.put("export", whole(past.state(), clock));
        file.putAll(typesByApi(sort -> records(sort, past.state())));
        return file;
    }

    private Map<String, @Nullable Object> whole(State state, VirtualClock.Mode clock) {
        Map<String, @Nullable Object> whole = Json.object("random", state.randomness(), "sequence", state.sequence());
        if (clock.standing() == null && !clock.ahead().isZero()) {
            whole.put("ahead", clock.ahead().toString());
        }
        if (!clock.tick().isZero()) {
            whole.put("tick", clock.tick().toString());
        }
        Map<String, @Nullable Object> next = typesByApi(sort -> next(sort, state));
        if (!next.isEmpty()) {
            whole.put("next", next);
        }
        return whole;
    }

    /** Collects a value for every type that has one, grouped by API. */
    private Map<String, @Nullable Object> typesByApi(Function<SeedType, @Nullable Object> said) {
        Map<String, @Nullable Object> typesByApi = new LinkedHashMap<>();
        seedTypes.typesByApi().forEach((word, sorts) -> {
            Map<String, @Nullable Object> shelf = new LinkedHashMap<>();
            sorts.forEach((kind, sort) -> {
                Object something = said.apply(sort);
                if (something != null) {
                    shelf.put(kind, something);
                }
            });
            if (!shelf.isEmpty()) {
                typesByApi.put(word, shelf);
            }
        });
        return typesByApi;
    }

    /** The id that comes next, where that does not follow from the highest there is. */
    private static @Nullable Object next(SeedType sort, State state) {
        long highest = 0;
        for (Entity entity : state.all(sort.resource().kind())) {
            highest = Math.max(highest, entity.id());
        }
        long next = state.nextId(sort.resource().kind());
        return next == highest + 1 ? null : next;
    }

    private static @Nullable Object records(SeedType sort, State state) {
        List<Object> records = new ArrayList<>();
        for (Entity entity : state.all(sort.resource().kind())) {
            Map<String, @Nullable Object> record = Json.object("id", entity.id());
            record.putAll(sort.resource().fields().record(entity));
            records.add(record);
        }
        return records.isEmpty() ? null : records;
    }
}
