package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.ResourceRegistry.Entry;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.store.Entity;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns seeds into records, as the API would. */
final class SeedImporter {

    private final Call call;
    private final Emulator emulator;
    private final Map<Seed<?>, Long> ids = new IdentityHashMap<>();

    private SeedImporter(Call call, Emulator emulator) {
        this.call = call;
        this.emulator = emulator;
    }

    static SeedResult load(List<Seed<?>> seeds, WorkspaceRuntime runtime, String base, Emulator emulator) {
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("no seeds were given");
        }
        Surface first = emulator.served(seeds.get(0).content().kind()).surface();
        return emulator.engine().execute(runtime, first, first.seeder(), base, call -> {
            SeedImporter seedImporter = new SeedImporter(call, emulator);
            seeds.forEach(seed -> seedImporter.load(seed, Map.of()));
            return new SeedResult(seeds.get(0), seedImporter.ids);
        });
    }

    /** Plants a seed, with the values that it has from being inside another. */
    private void load(Seed<?> seed, Map<String, Object> inherited) {
        Entry served = emulator.served(seed.content().kind());
        Call there = call.on(served.surface());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        seed.content().values().forEach((field, value) -> values.put(field, resolved(value, seed)));
        inherited.forEach((field, value) -> {
            if (values.containsKey(field)) {
                throw new IllegalArgumentException("the seed " + seed + " says which " + field
                        + " it belongs to, but is nested in another seed, which determines that");
            }
            values.put(field, value);
        });
        try {
            Entity entity = served.resource().load(values, seed.content().id(), there);
            ids.put(seed, entity.id());
        } catch (Problem | IllegalArgumentException refused) {
            throw new IllegalArgumentException("the seed " + seed + " was refused: " + refused.getMessage(), refused);
        }
        for (Seed.Child child : seed.content().children()) {
            Map<String, Object> given = new LinkedHashMap<>(child.besides());
            given.put(child.field(), id(seed));
            load(child.seed(), given);
        }
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
        return new SeedResult(seed, ids).id();
    }
}
