package io.github.basicopsemulator.delivery;

import io.github.basicopsemulator.event.Ring;
import io.github.basicopsemulator.event.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The subscribers inside a workspace: what each was sent, and what it will answer. Guarded by its own monitor. */
public final class Inboxes {

    private static final int MOST_KEPT = 1_000;
    private static final long HEAVIEST_KEPT = 16L << 20;

    private final Signal signal = new Signal();
    private final Map<String, Inbox> inboxes = new HashMap<>();
    private boolean closed;

    /** What one has, and the statuses of its next answers. */
    private static final class Inbox {

        private final Ring<Received> received =
                new Ring<>(MOST_KEPT, HEAVIEST_KEPT, message -> 500 + message.body().length);
        private final Deque<Integer> statuses = new ArrayDeque<>();
        private long number;
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
        Received received = add(name, at, headers, body, signature);
        signal.raise();
        return received;
    }

    private synchronized Received add(
            String name, Instant at, List<Map.Entry<String, String>> headers, byte[] body, SignatureCheck signature) {
        Inbox inbox = closed ? new Inbox() : inbox(name);
        Integer scripted = inbox.statuses.poll();
        inbox.number++;
        Received received = new Received(inbox.number, at, headers, body, signature, scripted == null ? 200 : scripted);
        inbox.received.add(received);
        return received;
    }

    /** Has an inbox answer the next requests with these statuses, one each, and 200 after that. */
    public synchronized void answer(String name, List<Integer> statuses) {
        Inbox inbox = inbox(name);
        inbox.statuses.clear();
        inbox.statuses.addAll(statuses);
    }

    private Inbox inbox(String name) {
        return inboxes.computeIfAbsent(name, any -> new Inbox());
    }

    /** Returns what an inbox was sent, oldest first; the newest thousand. */
    public synchronized List<Received> received(String name) {
        Inbox inbox = inboxes.get(name);
        return inbox == null ? List.of() : inbox.received.all();
    }

    /** Empties an inbox; what it will answer stays. */
    public synchronized void clear(String name) {
        Inbox inbox = inboxes.get(name);
        if (inbox != null) {
            inbox.received.clear();
        }
    }

    /** Returns what all inboxes will answer, by name. */
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
        inboxes.clear();
        script.forEach((name, statuses) -> inbox(name).statuses.addAll(statuses));
    }

    /** Lets nobody wait any longer, and keeps nothing that still comes. */
    public void close() {
        forget();
        signal.close();
    }

    private synchronized void forget() {
        closed = true;
        inboxes.clear();
    }

    /**
     * Waits until {@code found} finds something in what an inbox was sent, oldest first.
     *
     * @throws TimeoutException when it did not in time
     */
    public <T> T await(String name, Duration patience, Function<List<Received>, @Nullable T> found)
            throws TimeoutException {
        return signal.await(patience, () -> found.apply(received(name)));
    }
}
