package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.webhook.WebhookMessage.Content;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A message that is written when it is first needed. */
class WebhookMessageTest {

    private final AtomicInteger writings = new AtomicInteger();

    private WebhookMessage counting() {
        return new WebhookMessage("a", "event", "http://10.0.0.1/", () -> {
            if (writings.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
            }
            return new Content(Map.of(), new byte[100], null);
        });
    }

    @Test
    void letter_is_written_once_and_weighs_more_then() {
        WebhookMessage message = message("a", "x".repeat(1_000));
        int before = message.weight();
        assertThat(message.isWritten()).isFalse();

        Content content = message.content();

        assertThat(message.content()).isSameAs(content);
        assertThat(message.isWritten()).isTrue();
        assertThat(message.weight()).isGreaterThanOrEqualTo(before + 1_000);
    }

    @Test
    void failure_to_write_shows_when_the_content_is_needed() {
        WebhookMessage message = counting();
        message.write();
        assertThat(message.isWritten()).isFalse();
        assertThat(message.content().body()).hasSize(100);
        assertThat(writings).hasValue(2);

        WebhookMessage broken = new WebhookMessage("a", "event", "http://10.0.0.1/", () -> {
            throw new IllegalStateException("a bug");
        });
        broken.write();
        assertThatThrownBy(broken::content).hasMessage("a bug");
    }

    @Test
    void nobody_waits_for_the_weight_of_a_letter_that_is_being_written() throws Exception {
        CompletableFuture<Void> writing = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        WebhookMessage slow = new WebhookMessage("a", "event", "http://10.0.0.1/", () -> {
            writing.complete(null);
            goOn.join();
            return new Content(Map.of(), new byte[0], null);
        });
        CompletableFuture<Content> written =
                CompletableFuture.supplyAsync(slow::content, work -> new Thread(work).start());
        writing.get(10, TimeUnit.SECONDS);

        assertThat(CompletableFuture.supplyAsync(slow::weight).get(10, TimeUnit.SECONDS))
                .isPositive();
        assertThat(slow.isWritten()).isFalse();
        goOn.complete(null);
        assertThat(written.get(10, TimeUnit.SECONDS)).isSameAs(slow.content());
    }
}
