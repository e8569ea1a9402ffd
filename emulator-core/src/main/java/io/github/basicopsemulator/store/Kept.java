package io.github.basicopsemulator.store;

import java.util.List;

/**
 * The bytes of a reply, kept beside the entity they show.
 *
 * @param base the URL that links inside the bytes begin with
 * @param shows the other entities that the bytes show: as long as each is still the same object, the bytes hold
 */
public record Kept(String base, byte[] bytes, List<Entity> shows) {

    /** Tells whether the bytes are still what would be written anew. */
    public boolean holds(String base, Entities entities) {
        if (!this.base.equals(base)) {
            return false;
        }
        for (Entity shown : shows) {
            if (entities.find(shown.kind(), shown.id()) != shown) {
                return false;
            }
        }
        return true;
    }
}
