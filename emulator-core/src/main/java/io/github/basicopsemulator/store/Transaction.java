package io.github.basicopsemulator.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change in progress: it sees its own writes, which are invisible to others until the commit. */
public final class Transaction implements Entities {

    /** Leaves room for later ids below 2^53, up to which every JSON reader keeps numbers exact. */
    private static final long HIGHEST_ID = 1L << 52;

    private final State before;
    private State state;
    private long displaced;
    private Runnable committed = () -> {};

    Transaction(State state) {
        this.before = state;
        this.state = state;
    }

    /** The state that is being changed. */
    public State before() {
        return before;
    }

    /** The state with all changes so far. */
    public State state() {
        return state;
    }

    /** Estimates the bytes that the state of before keeps in memory once this change is published. */
    public long displaced() {
        return displaced;
    }

    /** Sets the action that runs once this change is published, before the next writer. */
    public void onCommit(Runnable action) {
        committed = action;
    }

    void committed() {
        committed.run();
    }

    @Override
    public @Nullable Entity find(Kind kind, long id) {
        return state.find(kind, id);
    }

    @Override
    public Iterable<Entity> select(Kind kind, List<Criterion> criteria) {
        return state.select(kind, criteria);
    }

    /** Adds an entity under the next free id. */
    public Entity add(Layout layout, Map<String, ? extends @Nullable Object> values) {
        Table table = state.table(layout.kind());
        return add(layout, table, table.nextId(), values);
    }

    /**
     * Adds an entity under an id of the caller's choice; later ids go on after the highest.
     *
     * @throws IllegalArgumentException when the id is not from 1 to 2^52, or is taken
     */
    public Entity add(Layout layout, long id, Map<String, ? extends @Nullable Object> values) {
        Table table = state.table(layout.kind());
        if (id < 1 || id > HIGHEST_ID) {
            throw new IllegalArgumentException("a " + layout.kind() + " cannot have the id " + id);
        }
        if (table.find(id) != null) {
            throw new IllegalArgumentException("there is a " + layout.kind() + " " + id + " already");
        }
        return add(layout, table, id, values);
    }

    private Entity add(Layout layout, Table table, long id, Map<String, ? extends @Nullable Object> values) {
        Entity entity = new Entity(layout, id, table.slotFor(id), values);
        state = state.with(layout.kind(), table.added(entity), 1, entity.weight());
        displaced += Weight.CHANGE;
        return entity;
    }

    /** Forgets all entities, and makes later draws follow from these. */
    public void clear(long randomness, long sequence) {
        displaced += state.bytes();
        state = State.empty(randomness).withDrawn(sequence);
    }

    /** Lets the ids of a kind go on from one, if that is higher than where they would. */
    public void idsFrom(Kind kind, long id) {
        if (id < 1 || id > HIGHEST_ID) {
            throw new IllegalArgumentException("a " + kind + " cannot have the id " + id);
        }
        state = state.with(kind, state.table(kind).from(id));
    }

    /** Updates an entity; fields that are not among the changes keep their values. */
    public Entity change(Entity entity, Map<String, ? extends @Nullable Object> changes) {
        Entity changed = entity.with(changes);
        Table table = state.table(entity.kind()).replaced(current(entity), changed);
        state = state.with(entity.kind(), table, 0, changed.weight() - entity.weight());
        displaced += Weight.CHANGE + entity.weightWithReply();
        return changed;
    }

    public void remove(Entity entity) {
        Table table = state.table(entity.kind()).removed(current(entity));
        state = state.with(entity.kind(), table, -1, -entity.weight());
        displaced += Weight.CHANGE + entity.weightWithReply();
    }

    /** Takes the next number of the counter that belongs to no table. */
    public long draw() {
        state = state.withDrawn(state.sequence() + 1);
        return state.sequence();
    }

    /** Rolls 64 random bits, which follow from the workspace's seed. */
    public long roll() {
        long randomness = state.randomness() + Randomness.STEP;
        state = state.withDice(randomness);
        return Randomness.mix(randomness);
    }

    private Entity current(Entity entity) {
        Entity current = find(entity.kind(), entity.id());
        if (current != entity) {
            throw new IllegalStateException(
                    entity + " was changed since it was read: read it again before changing it");
        }
        return current;
    }
}
