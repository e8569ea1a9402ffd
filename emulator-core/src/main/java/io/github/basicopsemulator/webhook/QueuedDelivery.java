package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.journal.Redactor;
import io.github.basicopsemulator.json.ControlCharacters;
import io.github.basicopsemulator.webhook.WebhookMessage.Content;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A letter on its way.
 *
 * @param number its place in the order of all letters of the workspace, from 1; copies of a letter share it
 * @param cause the number of the request that it tells the effects of; 0 where no request had them
 * @param tried how often it was sent already
 * @param corrupted whether its signature is to be made wrong
 */
public record QueuedDelivery(long number, WebhookMessage message, long cause, int tried, boolean corrupted) {

    QueuedDelivery tried(int times) {
        return new QueuedDelivery(number, message, cause, times, corrupted);
    }

    QueuedDelivery corrupt() {
        return new QueuedDelivery(number, message, cause, tried, true);
    }

    /** About how many bytes it takes. */
    int weight() {
        return 100 + message.weight();
    }

    /** What is sent. */
    public Content content() {
        Content content = message.content();
        String signature = content.signature();
        if (!corrupted || signature == null) {
            return content;
        }
        Map<String, String> headers = new LinkedHashMap<>(content.headers());
        headers.computeIfPresent(signature, (name, value) -> wrong(value));
        return new Content(headers, content.body(), signature);
    }

    /** Tells whether a body with a signature is this one. */
    boolean isSignedSo(String signature, byte[] body) {
        if (corrupted || !message.isWritten()) {
            return false;
        }
        Content content = message.content();
        return content.signature() != null
                && signature.equals(content.headers().get(content.signature()))
                && Arrays.equals(content.body(), body);
    }

    /** Changes a character of the digest; not the last ones, of which base64 does not use all bits. */
    private static String wrong(String value) {
        int place = Math.max(0, value.length() - 8);
        return value.substring(0, place) + (value.charAt(place) == 'a' ? 'b' : 'a') + value.substring(place + 1);
    }

    @Override
    public String toString() {
        return ControlCharacters.escape("#" + number + " " + message.event() + " to " + Redactor.text(message.url()));
    }
}
