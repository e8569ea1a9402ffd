package io.github.basicopsemulator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.webhook.WebhookMessage.Content;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message in a queue, with its signature and its weight. */
class QueuedDeliveryTest {

    private static final byte[] BODY = "body".getBytes(UTF_8);

    private static QueuedDelivery signed(String signature) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("X-Signature", signature));
        WebhookMessage message =
                new WebhookMessage("a", "event", "http://10.0.0.1/", () -> new Content(headers, BODY, "X-Signature"));
        return new QueuedDelivery(7, message, 3, 0, false);
    }

    @Test
    void corrupted_parcel_has_another_signature_of_the_same_length() {
        for (String right : new String[] {"a", "b", "sha256=0123456789abcdef", "0123456701234567"}) {
            QueuedDelivery queued = signed(right);
            String wrong = queued.corrupt().content().headers().get("X-Signature");

            assertThat(wrong).isNotEqualTo(right).hasSameSizeAs(right);
            assertThat(queued.content().headers()).containsEntry("X-Signature", right);
            assertThat(queued.corrupt().content().body()).isEqualTo(BODY);
        }
    }

    @Test
    void parcel_without_a_signature_stays_as_it_is() {
        QueuedDelivery plain = FakeTransport.queued(1);
        assertThat(plain.corrupt().content()).isSameAs(plain.content());
    }

    @Test
    void parcel_knows_its_signature_once_it_is_written() {
        QueuedDelivery queued = signed("right");
        assertThat(queued.isSignedSo("right", BODY)).as("before it is written").isFalse();
        queued.content();

        assertThat(queued.isSignedSo("right", BODY)).isTrue();
        assertThat(queued.isSignedSo("wrong", BODY)).isFalse();
        assertThat(queued.isSignedSo("right", new byte[0])).isFalse();
        assertThat(queued.corrupt().isSignedSo("right", BODY)).isFalse();
    }

    @Test
    void repeated_parcel_keeps_all_but_the_number_of_tries() {
        QueuedDelivery queued = signed("right").corrupt();
        assertThat(queued.tried(2)).isEqualTo(new QueuedDelivery(7, queued.message(), 3, 2, true));
        assertThat(queued).hasToString("#7 event to http://10.0.0.1/");
    }
}
