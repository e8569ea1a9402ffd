package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Delivery;
import io.github.basicopsemulator.Inbox;
import io.github.basicopsemulator.Webhooks;
import io.github.basicopsemulator.Webhooks.DeliveryFault;
import io.github.basicopsemulator.Webhooks.Retries;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the documents show of webhooks. */
@BasicOpsEmulator
class WebhookTest {

    /** The code under test. */
    private record TaskService(URI basicOps) {

        void create(String title) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(basicOps + "/v1/task"))
                    .header("Authorization", "Bearer any")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"title\": \"" + title + "\"}"))
                    .build();
            try {
                assertThat(HttpClient.newHttpClient()
                                .send(request, BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            } catch (IOException | InterruptedException failed) {
                throw new UncheckedIOException(new IOException(failed));
            }
        }
    }

    @Test
    void a_created_task_is_told(Workspace basicops) {
        Inbox inbox = basicops.inbox("tasks");
        basicops.seed(webhook(inbox.url(), "basicops:task:created"));

        new TaskService(basicops.url()).create("Launch"); // the code under test

        assertThat(inbox.await("basicops:task:created").value("/events/0/records/0/title"))
                .isEqualTo("Launch");
    }

    @Test
    void waiting(Workspace basicops) {
        Inbox inbox = basicops.inbox("tasks");
        basicops.seed(webhook(inbox.url(), "basicops:task:created", "basicops:task:updated"));
        long launch = basicops.seed(task("Launch")).id();
        basicops.seed(task("Land"));
        basicops.change("task", launch, Map.of("status", "Complete"));

        basicops.webhooks().settle(); // until nothing is due or on its way
        Delivery delivery = basicops.webhooks().awaitDelivery("basicops:task:updated");
        List<Inbox.Message> all = inbox.await(3);

        assertThat(delivery.value("/events/0/records/0/status")).isEqualTo("Complete");
        assertThat(all).extracting(Inbox.Message::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void modes(Workspace basicops) {
        Inbox inbox = basicops.inbox("tasks");
        basicops.seed(webhook(inbox.url(), "basicops:task:created"));
        basicops.webhooks().mode(Webhooks.Mode.BEFORE_RESPONSE); // the API answers when the subscribers have
        basicops.seed(task("A"));
        assertThat(inbox.received()).hasSize(1);

        basicops.webhooks().mode(Webhooks.Mode.BEFORE_RESPONSE); // the API answers when the subscribers have
        basicops.webhooks().mode(Webhooks.Mode.HELD); // nothing leaves until the test says so
        for (String title : List.of("B", "C", "D", "E")) {
            basicops.seed(task(title));
        }

        List<Delivery> held = basicops.webhooks().held();
        basicops.webhooks().deliver(held.get(1)); // out of order
        basicops.webhooks().deliver(held.get(1)); // and once more
        basicops.webhooks().deliverNext();
        basicops.webhooks().drop(held.get(2)); // never
        basicops.webhooks().deliverAll();

        assertThat(inbox.received())
                .extracting(message -> message.value("/events/0/records/0/title"))
                .containsExactly("A", "C", "C", "B", "E");
    }

    @Test
    void retries(Workspace basicops) {
        Inbox inbox = basicops.inbox("flaky").answering(503, 500); // then 200
        basicops.seed(webhook(inbox.url(), "basicops:task:created"));
        basicops.clock().set(Instant.parse("2024-01-01T12:00:00Z"));
        basicops.webhooks()
                .retries(Retries.attempts(4)
                        .backoff(Duration.ofMinutes(1), 2)
                        .jitter(0.1)
                        .onlyOn(500, 503));
        basicops.seed(task("A"));

        basicops.clock().advance(Duration.ofHours(1));
        assertThat(basicops.webhooks().deliveries())
                .extracting(Delivery::status)
                .containsExactly(503, 500, 200);
        assertThat(basicops.webhooks().deadLetters()).isEmpty();
    }

    @Test
    void deliveryFault(Workspace basicops) {
        Inbox inbox = basicops.inbox("tasks");
        basicops.seed(webhook(inbox.url(), "basicops:task:created", "basicops:task:deleted"));
        basicops.webhooks()
                .faults(
                        DeliveryFault.drop().event("basicops:task:deleted"),
                        DeliveryFault.duplicate().nth(2),
                        DeliveryFault.delay(Duration.ofMinutes(5)).chance(0.1),
                        DeliveryFault.reorder().times(1),
                        DeliveryFault.corruptSignature());
        long first = basicops.seed(task("A")).id();
        basicops.seed(task("B"));
        basicops.remove("task", first);

        basicops.webhooks().settle();
        assertThat(inbox.received())
                .extracting(message -> message.value("/events/0/records/0/title"))
                .containsExactly("B", "A", "B");
    }
}
