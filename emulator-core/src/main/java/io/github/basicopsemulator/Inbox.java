package io.github.basicopsemulator;

import io.github.basicopsemulator.journal.Redactor;
import io.github.basicopsemulator.json.ControlCharacters;
import io.github.basicopsemulator.webhook.Inboxes;
import io.github.basicopsemulator.webhook.Inboxes.Received;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber inside the emulator: its URL accepts every POST, so that a test of webhooks needs no server of its own.
 * A rewind empties it.
 *
 *
 * <p>Safe for use by many threads. Waiting threads are woken by messages; there is no polling.
 */
public final class Inbox {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final Inboxes inboxes;
    private final String name;

    Inbox(Workspace workspace, Inboxes inboxes, String name) {
        this.workspace = workspace;
        this.inboxes = inboxes;
        this.name = name;
    }

    /** The URL to give to a webhook; it begins with the workspace's {@link Workspace#publicUrl()}. */
    public URI url() {
        return URI.create(workspace.publicUrl() + "/_emulator/inbox/" + name);
    }

    /** Answers the next requests with these statuses, one each, and those after them with 200, as all are by default. */
    public Inbox answering(int... statuses) {
        for (int status : statuses) {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("a status is from 200 to 599, but this was " + status);
            }
        }
        open().answer(name, Arrays.stream(statuses).boxed().toList());
        return this;
    }

    /** Returns the received messages, oldest first; the newest 1,000. */
    public List<Message> received() {
        return messages(open().received(name));
    }

    /** Deletes the received messages. */
    public void clear() {
        open().clear(name);
    }

    /**
     * Waits until an event has arrived, possibly before the call, and returns its first message. Its delivery is in
     * {@link Webhooks#deliveries} by then, as with every other wait here.
     *
     * @param event such as {@code basicops:task:created}
     * @throws AssertionError after 10 seconds; the message lists the deliveries
     */
    public Message await(String event) {
        return await(event, PATIENCE);
    }

    /** Does the same as {@link #await(String)}, for as long as this. */
    public Message await(String event, Duration patience) {
        return await(first(message -> message.event().equals(event)), "no " + event, patience);
    }

    /**
     * Waits until a matching message has arrived, possibly before the call, and returns the first.
     *
     * @throws AssertionError after 10 seconds; the message lists the deliveries
     */
    public Message await(Predicate<Message> wanted) {
        return await(wanted, PATIENCE);
    }

    /** Does the same as {@link #await(Predicate)}, for as long as this. */
    public Message await(Predicate<Message> wanted, Duration patience) {
        return await(first(wanted), "nothing that was looked for", patience);
    }

    /**
     * Waits until this number of messages has arrived, and returns all messages.
     *
     * @throws AssertionError after 10 seconds; the message lists the deliveries
     */
    public List<Message> await(int number) {
        return await(number, PATIENCE);
    }

    /** Does the same as {@link #await(int)}, for as long as this. */
    public List<Message> await(int number, Duration patience) {
        return await(
                messages -> messages.size() < number ? null : messages, "fewer than " + number + " messages", patience);
    }

    private static Function<List<Message>, @Nullable Message> first(Predicate<Message> wanted) {
        return messages -> messages.stream().filter(wanted).findFirst().orElse(null);
    }

    /**
     * Does the same as {@link #await(String, Duration)}, without a thread that waits: the future completes with the message, or
     * exceptionally with the {@link AssertionError}.
     */
    public CompletableFuture<Message> awaitAsync(String event, Duration patience) {
        Function<List<Message>, @Nullable Message> found =
                first(message -> message.event().equals(event));
        CompletableFuture<Message> arrived = open().when(
                        name,
                        TimeLimits.checked("a patience", patience),
                        workspace.runtime().background(),
                        received -> found.apply(messages(received)),
                        () -> missed("no " + event, patience));
        CompletableFuture<Message> listed = arrived.thenCompose(
                message -> workspace.runtime().landedIn(name).thenApply(completed -> message));
        listed.whenComplete((message, failure) -> arrived.cancel(false));
        return listed;
    }

    private <T> T await(Function<List<Message>, @Nullable T> found, String missing, Duration patience) {
        try {
            T result = open().await(
                            name,
                            TimeLimits.checked("a patience", patience),
                            received -> found.apply(messages(received)));
            awaitAttempts();
            return result;
        } catch (TimeoutException nothing) {
            throw missed(missing, patience);
        }
    }

    private AssertionError missed(String missing, Duration patience) {
        List<Message> received = received();
        return new AssertionError(missing + " came to the inbox \"" + name + "\" within " + patience.toMillis()
                + " ms. It received " + received.size() + " messages"
                + received.stream()
                        .map(message -> "\n    " + message)
                        .collect(Collectors.joining("", received.isEmpty() ? "" : ":", ""))
                + "\n" + workspace.webhooks().report() + workspace.webhookReport());
    }

    /** Waits until the received messages are in the list of deliveries, too. Inboxes answer at once. */
    private void awaitAttempts() {
        try {
            workspace.runtime().landedIn(name).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a workspace", interrupted);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Inboxes open() {
        workspace.refuseIfClosed();
        return inboxes;
    }

    private static List<Message> messages(List<Received> received) {
        return received.stream().map(Message::new).toList();
    }

    /** A message that an inbox received. Immutable. */
    public static final class Message {

        private final Received received;

        private Message(Received received) {
            this.received = received;
        }

        /** The result of checking the signature. */
        public enum Signature {
            /** There is no signature. */
            NONE,
            /** It is made with the secret of a webhook that leads to this inbox. */
            VALID,
            /** It is not. */
            INVALID
        }

        /** Its place in the order of arrival, from 1. */
        public long number() {
            return received.number();
        }

        /** When it arrived, on the workspace's clock. */
        public Instant at() {
            return received.at();
        }

        /** The first value of a header, ignoring case; null if it is missing. */
        public @Nullable String header(String name) {
            return received.headers().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }

        /** All headers in the order in which they were sent. */
        public List<Map.Entry<String, String>> headers() {
            return List.copyOf(received.headers());
        }

        /** The event of the message, such as {@code basicops:task:created}; empty for a message without an event. */
        public String event() {
            return new JsonBody(received.body()).event();
        }

        /** The body, byte by byte. */
        public byte[] body() {
            return received.body().clone();
        }

        /** The body as text. */
        public String text() {
            return new JsonBody(received.body()).text();
        }

        /**
         * Finds a value in the body by a JSON pointer, such as {@code /events/0/records/0/title}.
         *
         * @return a {@code Map}, a {@code List}, a {@code String}, a {@code Long}, a {@code Double} or the like, a
         * {@code Boolean}; null if the value is missing or null
         */
        public @Nullable Object value(String pointer) {
            return new JsonBody(received.body()).value(pointer);
        }

        public Signature signature() {
            return Signature.valueOf(received.signature().name());
        }

        /** The status that it was answered with. */
        public int status() {
            return received.status();
        }

        /** Describes the message in one line. */
        @Override
        public String toString() {
            String event = event();
            String shown = event.isEmpty() ? Redactor.body(text()) : event;
            return "#" + number() + " " + ControlCharacters.escape(shown) + " at " + at() + ", answered " + status();
        }
    }
}
