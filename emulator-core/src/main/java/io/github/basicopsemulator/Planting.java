package io.github.basicopsemulator;

import io.github.basicopsemulator.basicops.BasicOpsOptions;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Caller;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.World;
import io.github.basicopsemulator.store.Entity;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns seeds into records, as the API would. */
final class Planting {

    private final Call call;
    private final Emulator emulator;
    private final Map<Seed<?>, Long> ids = new IdentityHashMap<>();

    private Planting(Call call, Emulator emulator) {
        this.call = call;
        this.emulator = emulator;
    }

    static Seeded plant(List<Seed<?>> seeds, World world, String base, Emulator emulator) {
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to seed");
        }
        Caller caller = new Caller(BasicOpsOptions.DEFAULT_USER);
        return emulator.engine().act(world, emulator.surface(), caller, base, call -> {
            Planting planting = new Planting(call, emulator);
            seeds.forEach(seed -> planting.plant(seed, null, 0));
            return new Seeded(seeds.get(0), planting.ids);
        });
    }

    private void plant(Seed<?> seed, @Nullable String parentField, long parent) {
        Resource resource = emulator.resource(seed.content().kind());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        seed.content().values().forEach((field, value) -> values.put(field, resolved(value, seed)));
        if (parentField != null) {
            if (values.containsKey(parentField)) {
                throw new IllegalArgumentException("the seed " + seed + " says which " + parentField
                        + " it belongs to, and is inside another seed, which says so already");
            }
            values.put(parentField, parent);
        }
        try {
            Entity entity = resource.make(
                    resource.read(values, true, "$", call), seed.content().id(), call);
            ids.put(seed, entity.id());
        } catch (Problem | IllegalArgumentException refused) {
            throw new IllegalArgumentException("the seed " + seed + " was refused: " + refused.getMessage(), refused);
        }
        seed.content().children().forEach(child -> plant(child.seed(), child.field(), id(seed)));
    }

    private @Nullable Object resolved(@Nullable Object value, Seed<?> within) {
        if (value instanceof Seed<?> other) {
            Long id = ids.containsKey(other) ? ids.get(other) : other.content().id();
            if (id == null) {
                throw new IllegalArgumentException("the seed " + within + " needs " + other
                        + ", which must be seeded before it or be given an id");
            }
            return id;
        }
        return value instanceof List<?> list
                ? list.stream().map(item -> resolved(item, within)).toList()
                : value;
    }

    private long id(Seed<?> seed) {
        return new Seeded(seed, ids).id();
    }
}
