package io.github.basicopsemulator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.delivery.Inboxes.Received;
import io.github.basicopsemulator.delivery.Inboxes.SignatureCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much inboxes keep. */
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
