package io.github.basicopsemulator.seed;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What seed files can hold: every kind of every surface that stores something, under the words that the files have for it. */
public final class Catalogue {

    private final Map<String, Map<String, Sort>> shelves = new LinkedHashMap<>();

    /** Reads the tables of some surfaces. */
    public Catalogue(List<Surface> surfaces) {
        for (Surface surface : surfaces) {
            Map<String, Sort> shelf = new LinkedHashMap<>();
            for (Resource resource : surface.resources()) {
                if (!resource.fields().layout().names().isEmpty()) {
                    Sort sort = new Sort(surface, resource);
                    shelf.put(sort.word(), sort);
                }
            }
            shelf.values().forEach(sort -> sort.meet(shelf.values()));
            shelves.put(surface.word(), shelf);
        }
    }

    /** Describes seed files as JSON Schema. */
    public Map<String, @Nullable Object> schema() {
        return new SeedSchema(this).document();
    }

    /** The sorts by their words, by the words for their surfaces. */
    Map<String, Map<String, Sort>> shelves() {
        return shelves;
    }

    /** All sorts, each behind those that it can refer to, and what few lie behind before what many do. */
    List<Sort> inOrder() {
        Map<Sort, Integer> depths = new LinkedHashMap<>();
        for (Map<String, Sort> shelf : shelves.values()) {
            shelf.values().forEach(sort -> depth(sort, shelf.values(), depths));
        }
        List<Sort> ordered = new ArrayList<>(depths.keySet());
        ordered.sort(Comparator.comparing(depths::get));
        return ordered;
    }

    private static int depth(Sort sort, Iterable<Sort> all, Map<Sort, Integer> depths) {
        Integer known = depths.get(sort);
        if (known != null) {
            return known;
        }
        int depth = 0;
        for (Sort other : all) {
            depth = sort.follows(other) ? Math.max(depth, 1 + depth(other, all, depths)) : depth;
        }
        depths.put(sort, depth);
        return depth;
    }

    /** One kind of record: what can be said of it, and what can be inside it. */
    static final class Sort {

        private final Surface surface;
        private final Resource resource;
        private final Map<String, Field> fields;
        private final Map<String, Sort> inner = new LinkedHashMap<>();

        private Sort(Surface surface, Resource resource) {
            this.surface = surface;
            this.resource = resource;
            this.fields = resource.fields().seedable().stream()
                    .collect(Collectors.toMap(Field::name, field -> field, (one, other) -> one, LinkedHashMap::new));
        }

        Surface surface() {
            return surface;
        }

        Resource resource() {
            return resource;
        }

        /** Several of it, as the vendor spells that: {@code projects}. */
        String word() {
            String plural = resource.kind().plural();
            String own = surface.word() + " ";
            return (plural.startsWith(own) ? plural.substring(own.length()) : plural).replace(' ', '_');
        }

        /** The fields that can be given, by their names. */
        Map<String, Field> fields() {
            return fields;
        }

        /** What can stand inside it, by the words for several of that. */
        Map<String, Sort> inner() {
            return inner;
        }

        @Nullable
        Field field(String name) {
            return fields.get(name);
        }

        private void meet(Iterable<Sort> others) {
            for (Sort other : others) {
                Field same = fields.get(other.word());
                boolean inside = !other.resource.inside(resource.kind(), 0).isEmpty();
                if (inside && (same == null || !same.stored())) {
                    inner.put(other.word(), other);
                    fields.remove(other.word());
                }
            }
        }

        /** Tells whether others of that kind must be there first. */
        private boolean follows(Sort other) {
            return this != other
                    && !other.names(resource)
                    && (names(other.resource)
                            || refersTo(other.resource)
                            || !resource.inside(other.resource.kind(), 0).isEmpty());
        }

        /** Tells whether it lists things of that kind, which are there before they belong to it. */
        private boolean names(Resource other) {
            return fields.values().stream()
                    .anyMatch(field -> field.type() instanceof Type.KeyReferences keys && keys.kind() == other.kind());
        }

        private boolean refersTo(Resource other) {
            return fields.values().stream()
                    .anyMatch(field -> (field.type() instanceof Type.Reference one && one.kind() == other.kind())
                            || (field.type() instanceof Type.References several && several.kind() == other.kind()));
        }
    }
}
