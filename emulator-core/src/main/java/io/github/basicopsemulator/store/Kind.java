package io.github.basicopsemulator.store;

import java.util.concurrent.atomic.AtomicInteger;

/** One kind of entity, such as a task: a token with a name. Two kinds are the same only if they are the same object. */
public final class Kind {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int number = COUNT.getAndIncrement();
    private final String name;
    private final String plural;

    public Kind(String name) {
        this(
                name,
                name.matches(".*[^aeiou]y")
                        ? name.replaceFirst("y$", "ies")
                        : name + (name.endsWith("s") ? "es" : "s"));
    }

    /** A kind whose plural is not as usual. */
    public Kind(String name, String plural) {
        this.name = name;
        this.plural = plural;
    }

    /** Its place among all kinds of this JVM, from 0. */
    int number() {
        return number;
    }

    /** The vendor's word for several of it. */
    public String plural() {
        return plural;
    }

    /** The vendor's word for it, in the singular. */
    @Override
    public String toString() {
        return name;
    }
}
