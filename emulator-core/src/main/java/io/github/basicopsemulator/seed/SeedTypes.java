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

/** The types of records in seed files: every stored kind of every surface, by its name in the files. */
public final class SeedTypes {

    private final Map<String, Map<String, SeedType>> typesByApi = new LinkedHashMap<>();

    /** Reads the tables of some surfaces. */
    public SeedTypes(List<Surface> surfaces) {
        for (Surface surface : surfaces) {
            Map<String, SeedType> shelf = new LinkedHashMap<>();
            for (Resource resource : surface.resources()) {
                if (!resource.fields().layout().names().isEmpty()) {
                    SeedType sort = new SeedType(surface, resource);
                    shelf.put(sort.word(), sort);
                }
            }
            shelf.values().forEach(sort -> sort.meet(shelf.values()));
            typesByApi.put(surface.word(), shelf);
        }
    }

    /** Describes seed files as JSON Schema. */
    public Map<String, @Nullable Object> schema() {
        return new SeedSchema(this).document();
    }

    /** The sorts by their words, by the words for their surfaces. */
    Map<String, Map<String, SeedType>> typesByApi() {
        return typesByApi;
    }

    /** All types in dependency order: types with few dependencies come first. */
    List<SeedType> inOrder() {
        Map<SeedType, Integer> depths = new LinkedHashMap<>();
        for (Map<String, SeedType> shelf : typesByApi.values()) {
            shelf.values().forEach(sort -> depth(sort, shelf.values(), depths));
        }
        List<SeedType> ordered = new ArrayList<>(depths.keySet());
        ordered.sort(Comparator.comparing(depths::get));
        return ordered;
    }

    private static int depth(SeedType sort, Iterable<SeedType> all, Map<SeedType, Integer> depths) {
        Integer known = depths.get(sort);
        if (known != null) {
            return known;
        }
        int depth = 0;
        for (SeedType other : all) {
            depth = sort.follows(other) ? Math.max(depth, 1 + depth(other, all, depths)) : depth;
        }
        depths.put(sort, depth);
        return depth;
    }

    /** One type of record: its fields, and the types that can be nested in it. */
    static final class SeedType {

        private final Surface surface;
        private final Resource resource;
        private final Map<String, Field> fields;
        private final Map<String, SeedType> inner = new LinkedHashMap<>();

        private SeedType(Surface surface, Resource resource) {
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

        /** The types that can be nested in it, by their plural names. */
        Map<String, SeedType> inner() {
            return inner;
        }

        @Nullable
        Field field(String name) {
            return fields.get(name);
        }

        private void meet(Iterable<SeedType> others) {
            for (SeedType other : others) {
                Field same = fields.get(other.word());
                boolean inside = !other.resource.inside(resource.kind(), 0).isEmpty();
                if (inside && (same == null || !same.stored())) {
                    inner.put(other.word(), other);
                    fields.remove(other.word());
                }
            }
        }

        /** Returns true if records of the other type must be loaded first. */
        private boolean follows(SeedType other) {
            return this != other
                    && !other.names(resource)
                    && (names(other.resource)
                            || refersTo(other.resource)
                            || !resource.inside(other.resource.kind(), 0).isEmpty());
        }

        /** Returns true if this type references {@code other} by key. */
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
