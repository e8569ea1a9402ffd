package io.github.basicopsemulator.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All records of a workspace as one immutable value: restoring an earlier one undoes all later changes.
 *
 * @param randomness the state of the random numbers
 * @param sequence the number of values taken from counters without a table, such as activities
 * @param records the number of entities
 * @param bytes the approximate size of the values of all entities
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
     * Compares a kind with an earlier state, or any other; the result is in the order of creation. Shared structure is
     * skipped, so the cost depends on the difference, not on the number of entities.
     */
    public List<EntityDiff> alteredSince(State earlier, Kind kind) {
        return EntityDiff.between(earlier.table(kind), table(kind));
    }

    /**
     * Estimates the bytes of the entities that another state does not have: the memory that this state keeps besides
     * the other. The cost depends on the difference.
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
