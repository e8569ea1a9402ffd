package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.event.BackgroundExecutor;
import io.github.basicopsemulator.event.BoundedLog;
import io.github.basicopsemulator.event.ChangeNotifier;
import io.github.basicopsemulator.store.LimitReached;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The inboxes of a workspace, with their messages and configured answers. Each keeps its newest 1,000 messages, and all
 * together the newest 16 MiB. Guarded by its own monitor.
 */
public final class Inboxes {

    /**
     * The header with the generation of the workspace that sends a delivery to an inbox of the same emulator. It is not kept with
     * the message.
     */
    public static final String GENERATION = "X-Emulator-Generation";

    /** The most characters of a name. */
    public static final int MAX_NAME = 200;

    private static final int MOST_KEPT = 1_000;
    private static final long HEAVIEST_KEPT = 16L << 20;
    private static final int MAX_STATUSES = 1_000;

    private final int max;
    private final ChangeNotifier signal = new ChangeNotifier();
    private Map<String, Inbox> inboxes = Map.of();
    private long arrivals;
    private long weight;
    private boolean closed;

    /** Has so many inboxes at most. */
    public Inboxes(int max) {
        this.max = max;
    }

    /** The messages of an inbox, and the statuses of its next answers. */
    private static final class Inbox {

        private final Deque<Arrival> received = new ArrayDeque<>(0);
        private final Deque<Integer> statuses = new ArrayDeque<>(0);
        private long number;
    }

    /**
     * A message in its inbox.
     *
     * @param place its position among the messages of all inboxes
     */
    private record Arrival(long place, long weight, Received message) {}

    /**
     * A received message.
     *
     * @param number its position among the messages of this inbox, from 1
     * @param signature the result of checking the signature
     * @param status the status with which the inbox answered
     */
    public record Received(
            long number,
            Instant at,
            List<Map.Entry<String, String>> headers,
            byte[] body,
            SignatureCheck signature,
            int status) {}

    /** The result of checking the signature of a request. */
    public enum SignatureCheck {
        /** There is no signature. */
        NONE,
        /** It is that of a webhook which leads here. */
        VALID,
        /** There is one, but of no webhook that leads here. */
        INVALID
    }

    /**
     * Receives a message, and returns it with the status of the answer.
     *
     * @throws LimitReached if there are too many inboxes
     */
    public Received receive(
            String name, Instant at, List<Map.Entry<String, String>> headers, byte[] body, SignatureCheck signature) {
        Received received = add(name, at, headers, body, signature);
        signal.signalAll();
        return received;
    }

    private synchronized Received add(
            String name, Instant at, List<Map.Entry<String, String>> headers, byte[] body, SignatureCheck signature) {
        Inbox inbox = closed ? new Inbox() : inbox(name);
        Integer scripted = inbox.statuses.poll();
        inbox.number++;
        Received received = new Received(inbox.number, at, headers, body, signature, scripted == null ? 200 : scripted);
        if (!closed) {
            keep(inbox, received);
        }
        return received;
    }

    private void keep(Inbox inbox, Received received) {
        arrivals++;
        Arrival arrival = new Arrival(arrivals, weight(received), received);
        inbox.received.addLast(arrival);
        weight += arrival.weight();
        if (inbox.received.size() > MOST_KEPT) {
            dropOldest(inbox);
        }
        while (weight > HEAVIEST_KEPT && oldest().received.getFirst() != arrival) {
            dropOldest(oldest());
        }
    }

    private static long weight(Received received) {
        return 200L + received.body().length + BoundedLog.weight(received.headers());
    }

    /** The inbox with the message that has been here longest. */
    private Inbox oldest() {
        return inboxes.values().stream()
                .filter(inbox -> !inbox.received.isEmpty())
                .min(Comparator.comparingLong(inbox -> inbox.received.getFirst().place()))
                .orElseThrow();
    }

    private void dropOldest(Inbox inbox) {
        weight -= inbox.received.removeFirst().weight();
    }

    /**
     * Has an inbox answer the next requests with these statuses, one each, and 200 after that.
     *
     * @throws LimitReached when there are too many statuses or inboxes
     */
    public synchronized void answer(String name, List<Integer> statuses) {
        if (statuses.size() > MAX_STATUSES) {
            throw LimitReached.fixed("Set fewer", "These are %,d answers of %,d", statuses.size(), MAX_STATUSES);
        }
        Inbox inbox = inbox(name);
        inbox.statuses.clear();
        inbox.statuses.addAll(statuses);
    }

    private Inbox inbox(String name) {
        Inbox known = inboxes.get(name);
        if (known != null) {
            return known;
        }
        refuse(name);
        inboxes = inboxes.isEmpty() ? new HashMap<>() : inboxes;
        Inbox made = new Inbox();
        inboxes.put(name, made);
        return made;
    }

    private void refuse(String name) {
        if (name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "the name of an inbox has at most " + MAX_NAME + " characters, but this had " + name.length());
        }
        if (inboxes.size() >= max) {
            throw LimitReached.of(
                    "Use one of them, or reset the workspace",
                    "inboxes",
                    "maxInboxes",
                    "This workspace has %,d inboxes",
                    inboxes.size());
        }
    }

    /** Returns the messages of an inbox, oldest first; the newest thousand. */
    public synchronized List<Received> received(String name) {
        Inbox inbox = inboxes.get(name);
        return inbox == null
                ? List.of()
                : inbox.received.stream().map(Arrival::message).toList();
    }

    /** Deletes the messages of an inbox; its configured answers stay. */
    public synchronized void clear(String name) {
        Inbox inbox = inboxes.get(name);
        while (inbox != null && !inbox.received.isEmpty()) {
            dropOldest(inbox);
        }
    }

    /** Returns the configured answers of all inboxes, by name. */
    public synchronized Map<String, List<Integer>> script() {
        Map<String, List<Integer>> script = new HashMap<>();
        inboxes.forEach((name, inbox) -> {
            if (!inbox.statuses.isEmpty()) {
                script.put(name, List.copyOf(inbox.statuses));
            }
        });
        return Map.copyOf(script);
    }

    /** Empties all inboxes, and has them answer by a script. */
    public synchronized void restore(Map<String, List<Integer>> script) {
        inboxes = Map.of();
        weight = 0;
        if (!script.isEmpty()) {
            inboxes = new HashMap<>();
            script.forEach((name, statuses) -> {
                Inbox inbox = new Inbox();
                inbox.statuses.addAll(statuses);
                inboxes.put(name, inbox);
            });
        }
    }

    /** Wakes all waiting threads, and drops later messages. */
    public void close() {
        forget();
        signal.close();
    }

    private synchronized void forget() {
        closed = true;
        restore(Map.of());
    }

    /**
     * Waits until {@code found} finds a match among the messages of an inbox, oldest first.
     *
     * @throws TimeoutException after the timeout
     */
    public <T> T await(String name, Duration patience, Function<List<Received>, @Nullable T> found)
            throws TimeoutException {
        return signal.await(patience, () -> found.apply(received(name)));
    }

    /** Does the same as {@link #await} without blocking a thread; fails with the exception of {@code late}. */
    public <T> CompletableFuture<T> when(
            String name,
            Duration patience,
            BackgroundExecutor background,
            Function<List<Received>, @Nullable T> found,
            Supplier<? extends Throwable> late) {
        return signal.when(patience, background, () -> found.apply(received(name)), late);
    }
}
