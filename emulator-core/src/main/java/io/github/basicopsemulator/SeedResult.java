package io.github.basicopsemulator;

import java.util.Map;

/** The result of loading seeds: their ids. */
public final class SeedResult {

    private final Seed<?> first;
    private final Map<Seed<?>, Long> ids;

    SeedResult(Seed<?> first, Map<Seed<?>, Long> ids) {
        this.first = first;
        this.ids = ids;
    }

    /** The id of the first seed. */
    public long id() {
        return id(first);
    }

    /**
     * The id of a seed, at the top or inside another.
     *
     * @throws IllegalArgumentException when it was not among them; a changed seed is another one
     */
    public long id(Seed<?> seed) {
        Long id = ids.get(seed);
        if (id == null) {
            throw new IllegalArgumentException(
                    seed + " was not among these seeds; a seed on which a method was called is another seed");
        }
        return id;
    }
}
