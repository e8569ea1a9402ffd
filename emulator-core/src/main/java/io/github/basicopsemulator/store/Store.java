package io.github.basicopsemulator.store;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Holds the state of one workspace: one volatile reference for readers, and one lock in which writers take turns. */
public final class Store {

    /** Not in the order of their coming: to hand each turn to a thread that sleeps takes longer than the turn. */
    private final ReentrantLock writers = new ReentrantLock();

    private volatile State state;

    public Store(State state) {
        this.state = state;
    }

    /** Returns the state as it is; never waits. */
    public State state() {
        return state;
    }

    /** Puts a state in place of the present one, in constant time, and does some work in the same turn. */
    public void put(State state, Runnable besides) {
        writers.lock();
        try {
            this.state = state;
            besides.run();
        } finally {
            writers.unlock();
        }
    }

    /** Reads the state and associated data under the write lock. */
    public <T> T readLocked(Supplier<T> look) {
        writers.lock();
        try {
            return look.get();
        } finally {
            writers.unlock();
        }
    }

    /** Executes work that is published as a whole when it returns; if it throws, the state is unchanged. */
    public <T> T write(Function<Transaction, T> work) {
        writers.lock();
        try {
            Transaction transaction = new Transaction(state);
            T result = work.apply(transaction);
            state = transaction.state();
            transaction.committed();
            return result;
        } finally {
            writers.unlock();
        }
    }
}
