package io.github.basicopsemulator.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entities of a workspace, to look at. */
public interface Entities {

    /** Finds an entity by its id, or returns null. */
    @Nullable
    Entity find(Kind kind, long id);

    /**
     * Selects the entities that match every criterion, in the order of creation. The result is lazy; with a criterion
     * on an indexed field the cost depends on the result, not on the number of stored entities.
     */
    Iterable<Entity> select(Kind kind, List<Criterion> criteria);

    /** Finds the first entity with a value in a field, or returns null. */
    default @Nullable Entity first(Kind kind, String field, Object value) {
        for (Entity entity : select(kind, List.of(Criterion.equal(field, value)))) {
            return entity;
        }
        return null;
    }

    /** All entities of a kind in the order of creation. */
    default Iterable<Entity> all(Kind kind) {
        return select(kind, List.of());
    }

    /** The entities whose field refers to that id, in the order of creation. */
    default Iterable<Entity> referring(Kind kind, String field, long id) {
        return select(kind, List.of(Criterion.equal(field, id)));
    }
}
