package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.journal.Redactor;
import io.github.basicopsemulator.json.ControlCharacters;
import io.github.basicopsemulator.webhook.WebhookMessage.Content;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message in a queue.
 *
 * @param number its position among all messages of the workspace, from 1; copies of a message share it
 * @param cause the number of the request that caused it; 0 without a request
 * @param tried the number of attempts so far
 * @param corrupted whether its signature is corrupted
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

    /** Returns the content as sent. */
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

    /** Returns true if a body with a signature is this message. */
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
