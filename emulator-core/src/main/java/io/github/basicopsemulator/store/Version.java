package io.github.basicopsemulator.store;

/**
 * The identity of one version of an entity. It shows if that version is still stored, without keeping the version's
 * values in memory. Equal only to itself.
 */
public final class Version {

    private final Kind kind;
    private final long id;

    Version(Kind kind, long id) {
        this.kind = kind;
        this.id = id;
    }

    /** Returns true if this version is the stored one. */
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
