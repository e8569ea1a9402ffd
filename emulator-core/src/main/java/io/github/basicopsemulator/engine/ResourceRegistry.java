package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of records that some surfaces serve, by the vendors' words for them. */
public record ResourceRegistry(List<Surface> surfaces) {

    /** A kind, by who serves it. */
    public record Entry(Surface surface, Resource resource) {

        public Kind kind() {
            return resource.kind();
        }

        /** All that is stored of a record, as JSON values. */
        public Map<String, @Nullable Object> show(Entity entity, State state, String base, Instant now) {
            RenderContext view = surface.view(state, base, 0, now);
            return Collections.unmodifiableMap(resource.fields().everything(entity, view));
        }
    }

    /** All of them, surface by surface. */
    public List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        for (Surface surface : surfaces) {
            surface.resources().forEach(resource -> all.add(new Entry(surface, resource)));
        }
        return all;
    }

    /**
     * Finds a kind by its name.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public Entry find(String word) {
        for (Entry served : all()) {
            if (served.kind().toString().equals(word)) {
                return served;
            }
        }
        throw new IllegalArgumentException("there is no kind \"" + word + "\"; there are "
                + all().stream().map(Entry::kind).toList());
    }
}
