package io.github.basicopsemulator.delivery;

import io.github.basicopsemulator.event.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The subscribers inside a workspace: what each was sent, and what it will answer. Guarded by its own lock. */
public final class Inboxes {

    private static final int MOST_KEPT = 1_000;
    private static final long HEAVIEST_KEPT = 16L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Inbox> inboxes = new HashMap<>();
    private boolean closed;

    /** What one has, and the statuses of its next answers. */
    private static final class Inbox {

        private final Ring<Received> received =
                new Ring<>(MOST_KEPT, HEAVIEST_KEPT, message -> 500 + message.body().length);
        private final Deque<Integer> statuses = new ArrayDeque<>();
    }

    /**
     * What an inbox was sent.
     *
     * @param number its place in the order of what this inbox was sent, from 1
     * @param signature whether the body was signed by who was to sign it
     * @param status what the inbox answered
     */
    public record Received(
            long number,
            Instant at,
            List<Map.Entry<String, String>> headers,
            byte[] body,
            SignatureCheck signature,
            int status) {}

    /** What there is to say of the signature of a request. */
    public enum SignatureCheck {
        /** There is none. */
        NONE,
        /** It is that of a webhook which leads here. */
        VALID,
        /** There is one, but of no webhook that leads here. */
        INVALID
    }

    /** Takes what came for an inbox, and returns it with the status of the answer. */
    public Received receive(
            String name, Instant at, List<Map.Entry<String, String>> headers, byte[] body, SignatureCheck signature) {
        lock.lock();
        try {
            Inbox inbox = inbox(name);
            Integer scripted = inbox.statuses.poll();
            List<Received> before = inbox.received.all();
            long number = before.isEmpty() ? 1 : before.get(before.size() - 1).number() + 1;
            Received received = new Received(number, at, headers, body, signature, scripted == null ? 200 : scripted);
            inbox.received.add(received);
            changed.signalAll();
            return received;
        } finally {
            lock.unlock();
        }
    }

    /** Has an inbox answer the next requests with these statuses, one each, and 200 after that. */
    public void answer(String name, List<Integer> statuses) {
        lock.lock();
        try {
            Inbox inbox = inbox(name);
            inbox.statuses.clear();
            inbox.statuses.addAll(statuses);
        } finally {
            lock.unlock();
        }
    }

    /** Returns what an inbox was sent, oldest first; the newest thousand. */
    public List<Received> received(String name) {
        lock.lock();
        try {
            return inbox(name).received.all();
        } finally {
            lock.unlock();
        }
    }

    /** Empties an inbox; what it will answer stays. */
    public void clear(String name) {
        lock.lock();
        try {
            inbox(name).received.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what all inboxes will answer, by name. */
    public Map<String, List<Integer>> script() {
        lock.lock();
        try {
            Map<String, List<Integer>> script = new HashMap<>();
            inboxes.forEach((name, inbox) -> {
                if (!inbox.statuses.isEmpty()) {
                    script.put(name, List.copyOf(inbox.statuses));
                }
            });
            return Map.copyOf(script);
        } finally {
            lock.unlock();
        }
    }

    /** Empties all inboxes, and has them answer by a script. */
    public void restore(Map<String, List<Integer>> script) {
        lock.lock();
        try {
            inboxes.clear();
            script.forEach((name, statuses) -> inbox(name).statuses.addAll(statuses));
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody wait any longer. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            inboxes.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until {@code found} finds something in what an inbox was sent, oldest first.
     *
     * @throws TimeoutException when it did not in time
     */
    public <T> T await(String name, Duration patience, Function<List<Received>, @Nullable T> found)
            throws TimeoutException {
        lock.lock();
        try {
            long left = patience.toNanos();
            T result = found.apply(inbox(name).received.all());
            while (result == null) {
                if (closed) {
                    throw new IllegalStateException("the workspace was closed while something waited for its inbox");
                }
                if (left <= 0) {
                    throw new TimeoutException("nothing of that kind within " + patience.toMillis() + " ms");
                }
                left = changed.awaitNanos(left);
                result = found.apply(inbox(name).received.all());
            }
            return result;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an inbox", interrupted);
        } finally {
            lock.unlock();
        }
    }

    private Inbox inbox(String name) {
        return inboxes.computeIfAbsent(name, any -> new Inbox());
    }
}
