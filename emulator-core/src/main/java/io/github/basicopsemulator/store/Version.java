package io.github.basicopsemulator.store;

/**
 * The identity of one version of an entity. It tells whether that version is still stored, and does not keep the version's
 * values in memory. Equal only to itself.
 */
public final class Version {

    private final Kind kind;
    private final long id;

    Version(Kind kind, long id) {
        this.kind = kind;
        this.id = id;
    }

    /** Tells whether this version is the one that is stored. */
    boolean isIn(Entities entities) {
        Entity current = entities.find(kind, id);
        return current != null && current.isVersion(this);
    }

    /** A kind and an id, for messages. */
    @Override
    public String toString() {
        return kind + " " + id;
    }
}
