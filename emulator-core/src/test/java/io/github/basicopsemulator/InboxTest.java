package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Webhooks.Retries;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers inside the emulator: what a test that waited for a message sees elsewhere. */
@Timeout(60)
class InboxTest {

    private static final String CREATED = "basicops:task:created";

    private final Emulator emulator = Emulator.start();
    private final Workspace sender = emulator.workspace("sender");

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void delivery_is_listed_once_its_message_was_awaited() {
        Inbox inbox = sender.inbox("tasks");
        sender.seed(webhook(inbox.url(), CREATED));

        for (int number = 1; number <= 50; number++) {
            sender.seed(task("T"));
            assertThat(inbox.await(number)).hasSize(number);
            assertThat(sender.webhooks().deliveries()).hasSize(number);
        }
    }

    @Test
    void delivery_to_another_workspace_is_listed_as_well() {
        Inbox inbox = emulator.workspace().inbox("tasks");
        Inbox other = emulator.workspace("receiver").inbox("tasks");
        sender.seed(webhook(inbox.url(), CREATED), webhook(other.url(), CREATED));

        for (int number = 1; number <= 20; number++) {
            sender.seed(task("T"));
            inbox.await(number);
            other.await(number);
            assertThat(sender.webhooks().deliveries()).hasSize(2 * number);
        }
    }

    @Test
    void delivery_from_before_a_rewind_is_refused() throws Exception {
        Inbox inbox = sender.inbox("tasks");
        sender.seed(webhook(inbox.url(), CREATED));
        sender.seed(task("T"));
        Inbox.Message message = inbox.await(CREATED);

        String response = RawClient.send(
                emulator.url(),
                "POST " + inbox.url().getPath() + " HTTP/1.1\r\nHost: localhost\r\nX-Emulator-Generation: 987654\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");

        assertThat(response).startsWith("HTTP/1.1 410 ").contains("was rewound meanwhile");
        assertThat(inbox.received()).hasSize(1);
        assertThat(message.headers()).noneMatch(header -> header.getKey().startsWith("X-Emulator"));
        assertThat(sender.webhooks().deliveries().get(0).headers()).doesNotContainKey("X-Emulator-Generation");
    }

    @Test
    void retry_is_due_once_the_refused_message_was_awaited() {
        sender.clock().set(Instant.parse("2024-01-01T12:00:00Z"));
        sender.webhooks().retries(Retries.attempts(2));
        Inbox inbox = sender.inbox("tasks").answering(500);
        sender.seed(webhook(inbox.url(), CREATED));
        sender.seed(task("T"));

        inbox.await(CREATED);
        assertThat(sender.webhooks()).asString().contains("waiting for their time (1)");
        sender.clock().advance(Duration.ofMinutes(1));

        assertThat(inbox.received()).hasSize(2);
    }
}
