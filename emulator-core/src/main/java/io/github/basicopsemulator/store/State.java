package io.github.basicopsemulator.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a workspace holds, as one immutable value: putting an earlier one back undoes everything since.
 *
 * @param dice what the next random draw depends on
 * @param drawn how many numbers were taken from the counters that belong to no table, such as activities
 * @param records how many entities there are
 * @param bytes about how many bytes the values of all entities take
 */
public record State(Tables tables, long randomness, long sequence, long records, long bytes) implements Entities {

    /** Returns a state without entities, whose random draws all follow from a seed. */
    public static State empty(long seed) {
        return new State(Tables.NONE, seed, 0, 0, 0);
    }

    @Override
    public @Nullable Entity find(Kind kind, long id) {
        return table(kind).find(id);
    }

    @Override
    public Iterable<Entity> select(Kind kind, List<Criterion> criteria) {
        return table(kind).select(criteria);
    }

    /**
     * Returns what differs of a kind from an earlier state, or from any other, in the order of creation. What the two share is
     * not looked into, so that this costs what differs and not what is stored.
     */
    public List<EntityDiff> alteredSince(State earlier, Kind kind) {
        return EntityDiff.between(earlier.table(kind), table(kind));
    }

    /**
     * Estimates the bytes of the entities that another state does not have: how much this state keeps in memory besides the other.
     * Costs what differs.
     */
    public long bytesBeyond(State other) {
        return tables.bytesBeyond(other.tables);
    }

    /** How many there are of a kind. */
    public int count(Kind kind) {
        return table(kind).count();
    }

    /** The id that the next entity of a kind gets unless it is given one. */
    public long nextId(Kind kind) {
        return table(kind).nextId();
    }

    Table table(Kind kind) {
        return tables.of(kind);
    }

    State with(Kind kind, Table table) {
        return new State(tables.with(kind, table), randomness, sequence, records, bytes);
    }

    /** The same with another table, which has so many records and bytes more. */
    State with(Kind kind, Table table, int moreRecords, long moreBytes) {
        return new State(tables.with(kind, table), randomness, sequence, records + moreRecords, bytes + moreBytes);
    }

    State withDice(long randomness) {
        return new State(tables, randomness, sequence, records, bytes);
    }

    State withDrawn(long sequence) {
        return new State(tables, randomness, sequence, records, bytes);
    }
}
