package io.github.basicopsemulator.journal;

import io.github.basicopsemulator.event.BackgroundExecutor;
import io.github.basicopsemulator.event.BoundedLog;
import io.github.basicopsemulator.event.ChangeNotifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The newest requests of one workspace and their replies, within bounds of number and size. Guarded by its own monitor. */
public final class ExchangeLog {

    private final ChangeNotifier signal = new ChangeNotifier();
    private final boolean keeps;
    private final BoundedLog<RecordedExchange> exchanges;
    private long number;
    private volatile long generation;

    /** Bounds the log by exchanges and bytes; it keeps no exchanges if one of them is 0. */
    public ExchangeLog(int most, long bytes) {
        this.keeps = most > 0 && bytes > 0;
        this.exchanges = new BoundedLog<>(most, bytes, RecordedExchange::weight);
    }

    /** Returns true if it keeps exchanges. */
    public boolean keeps() {
        return keeps;
    }

    /** The number of the newest exchange, kept or not; 0 without exchanges. */
    public synchronized long last() {
        return number;
    }

    /** Changes whenever the journal is restarted. */
    public long generation() {
        return generation;
    }

    /** Adds an exchange, and gives it its number, unless the journal was restarted since its generation was read. */
    public void add(RecordedExchange exchange, long generation) {
        if (keeps && append(exchange, generation)) {
            signal.signalAll();
        }
    }

    public void add(RecordedExchange exchange) {
        add(exchange, generation());
    }

    private synchronized boolean append(RecordedExchange exchange, long generation) {
        if (generation != this.generation) {
            return false;
        }
        number++;
        exchanges.add(exchange.numbered(number));
        return true;
    }

    /** Returns the recorded exchanges, oldest first. */
    public synchronized List<RecordedExchange> all() {
        return exchanges.all();
    }

    /** Deletes the recorded exchanges; their numbers continue. */
    public synchronized void clear() {
        exchanges.clear();
    }

    /** Deletes the recorded exchanges, and restarts their numbers. */
    public synchronized void restart() {
        generation++;
        exchanges.clear();
        number = 0;
    }

    /** Deletes the recorded exchanges, and wakes all waiting threads. */
    public void close() {
        clear();
        signal.close();
    }

    /** The failure of a wait: the missing request, and the requests that came to the workspace of this name instead. */
    public AssertionError missed(String missing, String workspace, Duration patience) {
        List<RecordedExchange> came = all();
        String others = came.stream().map(exchange -> "\n    " + exchange).collect(Collectors.joining());
        return new AssertionError(missing + " came to the " + workspace + " within " + patience.toMillis()
                + " ms. Requests that came" + (came.isEmpty() ? ": none" : " (" + came.size() + "):" + others));
    }

    /**
     * Waits until {@code found} finds a match among the recorded exchanges.
     *
     * @throws TimeoutException after the timeout
     */
    public <T> T await(Duration patience, Function<List<RecordedExchange>, @Nullable T> found) throws TimeoutException {
        return signal.await(patience, () -> found.apply(all()));
    }

    /** Does the same as {@link #await} without blocking a thread; fails with the exception of {@code late}. */
    public <T> CompletableFuture<T> when(
            Duration patience,
            BackgroundExecutor background,
            Function<List<RecordedExchange>, @Nullable T> found,
            Supplier<? extends Throwable> late) {
        return signal.when(patience, background, () -> found.apply(all()), late);
    }
}
