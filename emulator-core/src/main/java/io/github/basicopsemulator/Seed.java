package io.github.basicopsemulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record to load into a workspace before a test. Immutable: every method returns a new seed, so that a seed can be a
 * constant that many tests share.
 *
 * @param <S> the seed's own type
 */
public abstract class Seed<S extends Seed<S>> {

    private final Content content;

    Seed(Content content) {
        this.content = content;
    }

    /** Chooses the id, which is the next free one otherwise. */
    public final S id(long id) {
        return of(new Content(content.kind(), id, content.values(), content.children()));
    }

    abstract S of(Content content);

    final Content content() {
        return content;
    }

    final S with(String field, @Nullable Object value) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(content.values());
        values.put(field, value);
        return of(new Content(content.kind(), content.id(), Collections.unmodifiableMap(values), content.children()));
    }

    /** Adds seeds that are loaded after this one, each with a field that holds this one's id. */
    final S holding(String field, Seed<?>... seeds) {
        return holding(field, Map.of(), seeds);
    }

    /** Adds seeds as {@link #holding} does, each with these values besides. */
    final S holding(String field, Map<String, String> besides, Seed<?>... seeds) {
        List<Child> children = new ArrayList<>(content.children());
        for (Seed<?> seed : seeds) {
            children.add(new Child(field, besides, seed));
        }
        return of(new Content(content.kind(), content.id(), content.values(), List.copyOf(children)));
    }

    /** The record to load. A value may be a seed, which stands for its id, or a list of seeds. */
    record Content(String kind, @Nullable Long id, Map<String, @Nullable Object> values, List<Child> children) {

        Content(String kind) {
            this(kind, null, Map.of(), List.of());
        }
    }

    /** A nested seed, its field that refers to the parent, and the fields that it takes over from the parent. */
    record Child(String field, Map<String, String> besides, Seed<?> seed) {}

    /** Describes the seed: {@code task "Launch"}. */
    @Override
    public final String toString() {
        Object name = Stream.of("title", "name", "subject", "content", "last_name")
                .map(content.values()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return content.kind() + (name == null ? "" : " \"" + name + "\"");
    }
}
