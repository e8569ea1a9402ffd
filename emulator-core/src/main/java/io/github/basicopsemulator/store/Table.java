package io.github.basicopsemulator.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * All entities of one kind, as an immutable value.
 *
 * <p>They lie in the order of creation, in pages of 64. Two tables share every page that did not change, so that comparing
 * them costs the pages and not the entities.
 *
 * @param pages page number to place to entity
 * @param astray the places of the few ids that do not equal their place: ids that a seed gave out of order
 * @param indexes field to value to places
 * @param nextId the id that the next entity gets unless it is given one
 * @param nextPlace the place of the next entity
 */
record Table(
        TreePMap<Long, TreePMap<Long, Entity>> pages,
        PMap<Long, Long> slotsById,
        PMap<String, PMap<Object, TreePSet<Long>>> indexes,
        long nextId,
        long nextPlace) {

    static final Table EMPTY = new Table(TreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), 1, 1);

    private static final int PAGE_BITS = 6;
    private static final Object NONE = new Object();

    @Nullable
    Entity find(long id) {
        Entity entity = at(slotsById.getOrDefault(id, id));
        return entity != null && entity.id() == id ? entity : null;
    }

    /** The number of entities, counted by page rather than by entity. */
    int count() {
        return pages.values().stream().mapToInt(TreePMap::size).sum();
    }

    /** Adds an entity that lies at the place that {@link #slotFor} gave. */
    Table added(Entity entity) {
        long id = entity.id();
        return new Table(
                paged(entity),
                entity.slot() == id ? slotsById : slotsById.plus(id, entity.slot()),
                indexed(null, entity),
                Math.max(nextId, id + 1),
                entity.slot() + 1);
    }

    /** Lets ids go on from one, if that is higher than where they would. */
    Table from(long id) {
        return new Table(pages, slotsById, indexes, Math.max(nextId, id), nextPlace);
    }

    /** Returns the place for a new entity of that id: the id itself, where that keeps the order of creation. */
    long slotFor(long id) {
        return Math.max(id, nextPlace);
    }

    Table replaced(Entity before, Entity after) {
        return new Table(paged(after), slotsById, indexed(before, after), nextId, nextPlace);
    }

    Table removed(Entity entity) {
        long number = entity.slot() >> PAGE_BITS;
        TreePMap<Long, Entity> page = page(number).minus(entity.slot());
        return new Table(
                page.isEmpty() ? pages.minus(number) : pages.plus(number, page),
                slotsById.minus(entity.id()),
                indexed(entity, null),
                nextId,
                nextPlace);
    }

    /** Estimates the bytes of the entities that another table does not have. */
    long bytesBeyond(Table other) {
        long bytes = 0;
        for (long number : EntityDiff.pages(other, this)) {
            TreePMap<Long, Entity> otherPage = other.page(number);
            for (Entity entity : page(number).values()) {
                if (otherPage.get(entity.slot()) != entity) {
                    bytes += Weight.CHANGE + entity.weightWithReply();
                }
            }
        }
        return bytes;
    }

    Iterable<Entity> select(List<Criterion> criteria) {
        if (criteria.isEmpty()) {
            return this::everything;
        }
        Predicate<Entity> wanted = criteria.stream()
                .<Predicate<Entity>>map(criterion -> criterion::accepts)
                .reduce(Predicate::and)
                .orElseThrow();
        List<TreePSet<Long>> fewest = criteria.stream()
                .map(this::known)
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(Table::size))
                .orElse(null);
        if (fewest == null) {
            return () -> new Filtered(everything(), wanted);
        }
        Iterable<Long> places = fewest.size() == 1 ? fewest.get(0) : union(fewest);
        return () -> new Filtered(new Placed(places.iterator()), wanted);
    }

    /** The places that the indexes know for a criterion, all of them, or null where no index helps. */
    private @Nullable List<TreePSet<Long>> known(Criterion criterion) {
        List<TreePSet<Long>> known = new ArrayList<>();
        if (criterion instanceof Criterion.Among among && indexes.containsKey(among.field())) {
            among.values().forEach(value -> known.add(under(among.field(), value)));
            return known;
        }
        if (criterion instanceof Criterion.Either either) {
            for (Criterion part : either.criteria()) {
                List<TreePSet<Long>> ofPart = known(part);
                if (ofPart == null) {
                    return null;
                }
                known.addAll(ofPart);
            }
            return known;
        }
        return null;
    }

    private static int size(List<TreePSet<Long>> places) {
        return places.stream().mapToInt(TreePSet::size).sum();
    }

    private static Iterable<Long> union(List<TreePSet<Long>> places) {
        TreeSet<Long> all = new TreeSet<>();
        places.forEach(all::addAll);
        return all;
    }

    private Iterator<Entity> everything() {
        Iterator<TreePMap<Long, Entity>> each = pages.values().iterator();
        return new Iterator<>() {
            private Iterator<Entity> page = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!page.hasNext() && each.hasNext()) {
                    page = each.next().values().iterator();
                }
                return page.hasNext();
            }

            @Override
            public Entity next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return page.next();
            }
        };
    }

    private @Nullable Entity at(long slot) {
        return page(slot >> PAGE_BITS).get(slot);
    }

    TreePMap<Long, Entity> page(long number) {
        TreePMap<Long, Entity> page = pages.get(number);
        return page == null ? TreePMap.empty() : page;
    }

    private TreePMap<Long, TreePMap<Long, Entity>> paged(Entity entity) {
        long number = entity.slot() >> PAGE_BITS;
        return pages.plus(number, page(number).plus(entity.slot(), entity));
    }

    private TreePSet<Long> under(String field, @Nullable Object value) {
        PMap<Object, TreePSet<Long>> index = indexes.get(field);
        TreePSet<Long> places = index == null ? null : index.get(value == null ? NONE : value);
        return places == null ? TreePSet.empty() : places;
    }

    private PMap<String, PMap<Object, TreePSet<Long>>> indexed(@Nullable Entity before, @Nullable Entity after) {
        PMap<String, PMap<Object, TreePSet<Long>>> now = indexes;
        Entity either = Objects.requireNonNull(after != null ? after : before);
        for (String field : either.layout().indexed()) {
            Object was = before == null ? null : key(before, field);
            Object is = after == null ? null : key(after, field);
            if (was != null && was.equals(is)) {
                continue;
            }
            PMap<Object, TreePSet<Long>> index = now.getOrDefault(field, HashTreePMap.empty());
            if (was != null) {
                TreePSet<Long> left = index.getOrDefault(was, TreePSet.empty()).minus(either.slot());
                index = left.isEmpty() ? index.minus(was) : index.plus(was, left);
            }
            if (is != null) {
                index = index.plus(is, index.getOrDefault(is, TreePSet.empty()).plus(either.slot()));
            }
            now = now.plus(field, index);
        }
        return now;
    }

    private static Object key(Entity entity, String field) {
        Object value = entity.get(field);
        return value == null ? NONE : value;
    }

    /** The entities at some places. */
    private final class Placed implements Iterator<Entity> {

        private final Iterator<Long> places;

        Placed(Iterator<Long> places) {
            this.places = places;
        }

        @Override
        public boolean hasNext() {
            return places.hasNext();
        }

        @Override
        public Entity next() {
            long slot = places.next();
            Entity entity = at(slot);
            if (entity == null) {
                throw new IllegalStateException("an index knows place " + slot + ", where nothing is");
            }
            return entity;
        }
    }

    /** The entities that a filter accepts. */
    private static final class Filtered implements Iterator<Entity> {

        private final Iterator<Entity> all;
        private final Predicate<Entity> wanted;
        private @Nullable Entity next;

        Filtered(Iterator<Entity> all, Predicate<Entity> wanted) {
            this.all = all;
            this.wanted = wanted;
        }

        @Override
        public boolean hasNext() {
            while (next == null && all.hasNext()) {
                Entity candidate = all.next();
                next = wanted.test(candidate) ? candidate : null;
            }
            return next != null;
        }

        @Override
        public Entity next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Entity found = next;
            next = null;
            return found;
        }
    }
}
