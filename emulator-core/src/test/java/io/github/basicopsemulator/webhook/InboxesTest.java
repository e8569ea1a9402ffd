package io.github.basicopsemulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.webhook.Inboxes.Received;
import io.github.basicopsemulator.webhook.Inboxes.SignatureCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The messages of inboxes and their answers. */
class InboxesTest {

    private final Inboxes inboxes = new Inboxes(1_000);

    @Test
    void each_inbox_keeps_its_newest_thousand_messages() {
        for (int i = 0; i < 1_001; i++) {
            receive("a", "", 1);
        }
        receive("b", "", 1);

        assertThat(inboxes.received("a"))
                .hasSize(1_000)
                .first()
                .extracting(Received::number)
                .isEqualTo(2L);
        assertThat(inboxes.received("b")).hasSize(1);
    }

    @Test
    void all_inboxes_together_keep_16_mib_of_the_newest_messages() {
        for (int i = 0; i < 40; i++) {
            receive("inbox-" + i, "", 1 << 20);
        }

        assertThat(total()).isEqualTo(15);
        assertThat(inboxes.received("inbox-24")).isEmpty();
        assertThat(inboxes.received("inbox-25")).hasSize(1);
        assertThat(receive("inbox-0", "", 1).number()).isEqualTo(2);
    }

    @Test
    void headers_of_messages_weigh_too() {
        for (int i = 0; i < 1_000; i++) {
            receive("inbox-0", "x".repeat(30_000), 0);
        }

        assertThat(total()).isBetween(500, 560);
    }

    @Test
    void the_newest_message_is_kept_however_large_it_is() {
        receive("inbox-0", "", 1);
        receive("inbox-1", "", 20 << 20);
        assertThat(total()).isEqualTo(1);

        inboxes.clear("inbox-1");
        for (int i = 0; i < 15; i++) {
            receive("inbox-0", "", 1 << 20);
        }
        assertThat(total()).isEqualTo(15);
    }

    @Test
    void inbox_answers_by_its_script_and_then_with_200() {
        inboxes.answer("a", List.of(500, 404));
        assertThat(inboxes.script()).containsExactly(Map.entry("a", List.of(500, 404)));

        assertThat(receive("a", "", 1).status()).isEqualTo(500);
        assertThat(receive("b", "", 1).status()).isEqualTo(200);
        assertThat(inboxes.script()).containsExactly(Map.entry("a", List.of(404)));
        assertThat(receive("a", "", 1).status()).isEqualTo(404);
        assertThat(receive("a", "", 1).status()).isEqualTo(200);
        assertThat(inboxes.script()).isEmpty();
    }

    @Test
    void restored_inboxes_are_empty_and_count_anew() {
        receive("a", "", 1);
        inboxes.answer("b", List.of(500));
        inboxes.restore(Map.of("a", List.of(404)));

        assertThat(inboxes.received("a")).isEmpty();
        assertThat(inboxes.script()).containsExactly(Map.entry("a", List.of(404)));
        assertThat(receive("a", "", 1).number()).isEqualTo(1);
    }

    @Test
    void wait_ends_with_a_message_or_with_the_end_of_the_workspace() throws Exception {
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> await("a"));
        receive("b", "", 1);
        receive("a", "", 1);
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(1);

        inboxes.close();
        assertThatThrownBy(() -> await("c"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private int await(String name) {
        try {
            return inboxes.await(name, Duration.ofSeconds(20), received -> received.isEmpty() ? null : received.size());
        } catch (TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    @Test
    void closed_inboxes_keep_nothing_however_large_it_is() {
        inboxes.close();

        assertThat(receive("inbox-0", "", 17 << 20).status()).isEqualTo(200);
        assertThat(receive("inbox-0", "", 1).number()).isEqualTo(1);
        assertThat(total()).isZero();
    }

    private int total() {
        int total = 0;
        for (int i = 0; i < 40; i++) {
            total += inboxes.received("inbox-" + i).size();
        }
        return total;
    }

    private Received receive(String name, String header, int bytes) {
        return inboxes.receive(
                name, Instant.EPOCH, List.of(Map.entry("X-Large", header)), new byte[bytes], SignatureCheck.NONE);
    }
}
