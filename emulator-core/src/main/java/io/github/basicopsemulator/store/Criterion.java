package io.github.basicopsemulator.store;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A condition that selects entities. */
public sealed interface Criterion {

    boolean accepts(Entity entity);

    /** A field must have this value. */
    static Criterion equal(String field, @Nullable Object value) {
        return new Among(field, Collections.singleton(value));
    }

    /** A field must have one of these values; null among them stands for "none". */
    static Criterion among(String field, List<? extends @Nullable Object> values) {
        return new Among(field, new HashSet<>(values));
    }

    /** A moment must lie in one of these spans. */
    static Criterion within(String field, List<Span> spans) {
        return new Within(field, spans);
    }

    /** At least one of these must accept. */
    static Criterion either(List<Criterion> criteria) {
        return new Either(List.copyOf(criteria));
    }

    /** Any other condition; no index is used. */
    static Criterion where(Predicate<Entity> test) {
        return new Where(test);
    }

    /** A stretch of time, both ends included; an end that is null is open. */
    record Span(@Nullable Instant from, @Nullable Instant to) {

        boolean holds(Instant moment) {
            return (from == null || !moment.isBefore(from)) && (to == null || !moment.isAfter(to));
        }
    }

    /** See {@link Criterion#among}. */
    record Among(String field, Set<@Nullable Object> values) implements Criterion {

        @Override
        public boolean accepts(Entity entity) {
            return values.contains(entity.get(field));
        }
    }

    /** See {@link Criterion#within}. */
    record Within(String field, List<Span> spans) implements Criterion {

        @Override
        public boolean accepts(Entity entity) {
            return entity.get(field) instanceof Instant moment && spans.stream().anyMatch(span -> span.holds(moment));
        }
    }

    /** See {@link Criterion#either}. */
    record Either(List<Criterion> criteria) implements Criterion {

        @Override
        public boolean accepts(Entity entity) {
            return criteria.stream().anyMatch(criterion -> criterion.accepts(entity));
        }
    }

    /** See {@link Criterion#where}. */
    record Where(Predicate<Entity> test) implements Criterion {

        @Override
        public boolean accepts(Entity entity) {
            return test.test(entity);
        }
    }
}
