package io.github.basicopsemulator.store;

/** One kind of entity, such as a task: a token with a name. Two kinds are the same only if they are the same object. */
public final class Kind {

    private final String name;

    public Kind(String name) {
        this.name = name;
    }

    /** The vendor's word for it, in the singular. */
    @Override
    public String toString() {
        return name;
    }
}
