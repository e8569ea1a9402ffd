package io.github.basicopsemulator.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * An entity that is not the same object in two states.
 *
 * @param before as it was; null where it was not there
 * @param after as it is; null where it is no more
 */
public record EntityDiff(@Nullable Entity before, @Nullable Entity after) {

    /** Compares two tables; the result is in the order of creation. */
    static List<EntityDiff> between(Table before, Table after) {
        Map<Long, Entity> was = new LinkedHashMap<>();
        Map<Long, Entity> is = new LinkedHashMap<>();
        for (long page : pages(before, after)) {
            keep(before.page(page), after.page(page), was);
            keep(after.page(page), before.page(page), is);
        }
        List<EntityDiff> all = new ArrayList<>();
        is.forEach((id, entity) -> all.add(new EntityDiff(was.remove(id), entity)));
        was.forEach((id, entity) -> all.add(new EntityDiff(entity, null)));
        all.sort(Comparator.comparingLong(diff -> diff.newest().slot()));
        return all;
    }

    /** The numbers of the pages that the two tables do not share; shared pages are skipped. */
    static Set<Long> pages(Table before, Table after) {
        if (before == after) {
            return Set.of();
        }
        Set<Long> numbers = new TreeSet<>();
        after.pages().forEach((number, page) -> {
            if (before.pages().get(number) != page) {
                numbers.add(number);
            }
        });
        before.pages().keySet().stream()
                .filter(number -> !after.pages().containsKey(number))
                .forEach(numbers::add);
        return numbers;
    }

    /** Collects entities missing from {@code other}, by id; after a rewind a slot may hold another entity. */
    private static void keep(TreePMap<Long, Entity> page, TreePMap<Long, Entity> other, Map<Long, Entity> kept) {
        page.forEach((slot, entity) -> {
            if (other.get(slot) != entity) {
                kept.put(entity.id(), entity);
            }
        });
    }

    /** The entity as it is, or as it was where it is no more. */
    public Entity newest() {
        return Objects.requireNonNull(after != null ? after : before);
    }
}
