package io.github.basicopsemulator.store;

import java.util.List;

/**
 * The bytes of a reply, kept beside the entity they show.
 *
 * @param base the URL that links inside the bytes begin with
 * @param shows the versions of other entities that the bytes show: the bytes hold as long as each is stored
 */
public record CachedJson(String base, byte[] bytes, List<Version> shows) {

    /** Returns true if the bytes equal a new rendering. */
    public boolean holds(String base, Entities entities) {
        if (!this.base.equals(base)) {
            return false;
        }
        for (Version shown : shows) {
            if (!shown.isIn(entities)) {
                return false;
            }
        }
        return true;
    }

    /** Estimates the bytes that this takes. */
    long weight() {
        return 100 + bytes.length + 2L * base.length() + 32L * shows.size();
    }
}
