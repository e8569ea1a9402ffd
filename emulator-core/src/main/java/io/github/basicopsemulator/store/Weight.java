package io.github.basicopsemulator.store;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Estimates of how many bytes of the heap values take: a character counts as two, which no text exceeds. */
final class Weight {

    /** The object, its array of values, and its places in the table and the indexes. */
    static final int ENTITY = 300;

    /** The nodes of persistent maps that a change of one entity copies. */
    static final int CHANGE = 700;

    private static final int TEXT = 48;
    private static final int ARRAY = 16;
    private static final int NUMBER = 24;
    private static final int COLLECTION = 48;
    private static final int ENTRY = 48;

    private Weight() {}

    /** Returns the bytes that a value of an entity takes. */
    static long of(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return 0;
        }
        if (value instanceof String text) {
            return TEXT + 2L * text.length();
        }
        if (value instanceof byte[] bytes) {
            return ARRAY + bytes.length;
        }
        if (value instanceof Collection<?> all) {
            return of(all);
        }
        return value instanceof Map<?, ?> map ? of(map) : NUMBER;
    }

    private static long of(Collection<?> all) {
        long weight = COLLECTION;
        for (Object each : all) {
            weight += ARRAY + of(each);
        }
        return weight;
    }

    private static long of(Map<?, ?> map) {
        long weight = COLLECTION;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            weight += ENTRY + of(entry.getKey()) + of(entry.getValue());
        }
        return weight;
    }
}
