package io.github.basicopsemulator.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a state, by the numbers of their kinds. The array is never modified: a change copies it, which takes
 * less time for some fifty kinds than a persistent map.
 */
final class Tables {

    static final Tables NONE = new Tables(new Table[0]);

    private final @Nullable Table[] tables;

    private Tables(@Nullable Table[] tables) {
        this.tables = tables;
    }

    Table of(Kind kind) {
        Table table = kind.number() < tables.length ? tables[kind.number()] : null;
        return table == null ? Table.EMPTY : table;
    }

    long bytesBeyond(Tables other) {
        long bytes = 0;
        for (int i = 0; i < tables.length; i++) {
            Table table = tables[i];
            Table otherTable = i < other.tables.length ? other.tables[i] : null;
            if (table != null && table != otherTable) {
                bytes += table.bytesBeyond(otherTable == null ? Table.EMPTY : otherTable);
            }
        }
        return bytes;
    }

    Tables with(Kind kind, Table table) {
        @Nullable Table[] changed = Arrays.copyOf(tables, Math.max(tables.length, kind.number() + 1));
        changed[kind.number()] = table;
        return new Tables(changed);
    }
}
