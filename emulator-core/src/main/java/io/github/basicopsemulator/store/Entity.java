package io.github.basicopsemulator.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One stored thing at one moment. Immutable, but for the bytes of its last reply, which are kept beside it. */
public final class Entity {

    /** Replies up to this size are kept, however small the entity is. */
    private static final int LARGEST_REPLY = 8 << 10;

    private final Layout layout;
    private final long id;
    private final long slot;
    private final @Nullable Object[] values;
    private final long weight;
    private volatile @Nullable CachedJson kept;
    private volatile @Nullable Version version;

    Entity(Layout layout, long id, long slot, Map<String, ? extends @Nullable Object> given) {
        this(
                layout,
                id,
                slot,
                new @Nullable Object[layout.names().size()],
                Weight.ENTITY + 4L * layout.names().size(),
                given);
    }

    private Entity(
            Layout layout,
            long id,
            long slot,
            @Nullable Object[] values,
            long weight,
            Map<String, ? extends @Nullable Object> given) {
        this.layout = layout;
        this.id = id;
        this.slot = slot;
        this.values = values;
        long weighed = weight;
        for (Map.Entry<String, ? extends @Nullable Object> one : given.entrySet()) {
            int position = layout.position(one.getKey());
            weighed += Weight.of(one.getValue()) - Weight.of(values[position]);
            values[position] = one.getValue();
        }
        this.weight = weighed;
    }

    Entity with(Map<String, ? extends @Nullable Object> changes) {
        return new Entity(layout, id, slot, values.clone(), weight, changes);
    }

    public Kind kind() {
        return layout.kind();
    }

    public Layout layout() {
        return layout;
    }

    public long id() {
        return id;
    }

    /** Its place in the order of creation, among all of its kind. */
    long slot() {
        return slot;
    }

    /** Estimates the bytes that its values take. */
    long weight() {
        return weight;
    }

    /** Estimates the bytes that an old version takes, with the bytes of its last reply. */
    long weightWithReply() {
        CachedJson reply = kept;
        return reply == null ? weight : weight + reply.weight();
    }

    /** The identity of this version, for holders that must not keep its values in memory. */
    public Version version() {
        Version known = version;
        if (known == null) {
            // Two threads may create one each; the bytes of the lost one are rendered again.
            known = new Version(layout.kind(), id);
            version = known;
        }
        return known;
    }

    boolean isVersion(Version other) {
        return version == other;
    }

    /** Returns a value, or null if it is missing; fails for a name that this kind does not have. */
    public @Nullable Object get(String name) {
        return values[layout.position(name)];
    }

    /** Returns a text that cannot be missing. */
    public String text(String name) {
        return (String) Objects.requireNonNull(get(name), name);
    }

    /** Returns a whole number or the id in a reference, or null. */
    public @Nullable Long number(String name) {
        return (Long) get(name);
    }

    /** Returns true if a flag is set; a missing value counts as false. */
    public boolean is(String name) {
        return Boolean.TRUE.equals(get(name));
    }

    /** All values under their names, in the order of the layout. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (String name : layout.names()) {
            all.put(name, get(name));
        }
        return all;
    }

    public @Nullable CachedJson kept() {
        return kept;
    }

    /**
     * Caches the rendered bytes; readers must check {@link CachedJson#holds} first. Bytes that mostly show other
     * entities are not cached, since each of many entities would keep a copy of the shared part.
     */
    public void keep(CachedJson bytes) {
        kept = bytes.weight() <= LARGEST_REPLY + 2 * weight ? bytes : null;
    }

    /** A kind and an id, for messages: {@code task 73}. */
    @Override
    public String toString() {
        return layout.kind() + " " + id;
    }
}
