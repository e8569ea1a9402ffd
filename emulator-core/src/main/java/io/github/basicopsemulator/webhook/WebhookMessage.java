package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.event.BoundedLog;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A message for one subscriber about one event. It is rendered on first use, from the state after the event. Guarded by
 * its own monitor; its weight, and whether it is rendered, can be read at any time.
 */
public final class WebhookMessage {

    private final String subscriber;
    private final String event;
    private final String url;
    private @Nullable Supplier<Content> writing;
    private volatile @Nullable Content content;

    /**
     * Addresses a message.
     *
     * @param subscriber the id of the webhook; messages to one webhook keep their order
     * @param event the vendor's name of the event
     */
    public WebhookMessage(String subscriber, String event, String url, Supplier<Content> writing) {
        this.subscriber = subscriber;
        this.event = event;
        this.url = url;
        this.writing = writing;
    }

    /**
     * A message as sent.
     *
     * @param headers in the order in which they are sent
     * @param signature the name of the header that signs the body; null without a signature
     */
    public record Content(
            Map<String, String> headers,
            byte[] body,
            @Nullable String signature) {

        private int weight() {
            return body.length + BoundedLog.weight(headers.entrySet());
        }
    }

    public String subscriber() {
        return subscriber;
    }

    public String event() {
        return event;
    }

    public String url() {
        return url;
    }

    /** The approximate size in bytes; before rendering, without the states that it is rendered from. */
    int weight() {
        Content written = content;
        return 200 + 2 * url.length() + (written == null ? 0 : written.weight());
    }

    /** Returns true if it is rendered, without waiting for that. */
    boolean isWritten() {
        return content != null;
    }

    /** Writes it, so that it no longer keeps the states in memory. A failure shows when it is sent. */
    void write() {
        try {
            content();
        } catch (RuntimeException ignored) {
            // The same failure comes again, and is noted, when the letter is sent.
        }
    }

    synchronized Content content() {
        Content written = content;
        if (written == null && writing != null) {
            written = writing.get();
            content = written;
            writing = null; // Frees the state that it was rendered from.
        }
        if (written == null) {
            throw new IllegalStateException("a message without content");
        }
        return written;
    }
}
