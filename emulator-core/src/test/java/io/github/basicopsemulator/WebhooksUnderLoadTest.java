package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.Inbox.Message.Signature;
import io.github.basicopsemulator.Webhooks.DeliveryFault;
import io.github.basicopsemulator.Webhooks.Retries;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Webhooks, clocks and inboxes where much happens at once, or nonsense is asked for. */
@Timeout(60)
class WebhooksUnderLoadTest {

    private static final String CREATED = "basicops:task:created";
    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static Emulator emulator;

    private Workspace workspace;
    private Inbox inbox;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void a_workspace_that_tells_its_own_inbox() {
        workspace = emulator.workspace("hard-" + NAMES.incrementAndGet());
        inbox = workspace.inbox("tasks");
        workspace.seed(webhook(inbox.url(), CREATED));
    }

    @Test
    void after_a_rewind_the_inboxes_of_the_workspace_are_empty_and_will_answer_as_before() {
        inbox.answering(503);
        Snapshot before = workspace.snapshot();

        for (int i = 0; i < 200; i++) {
            workspace.seed(task("T"));
            workspace.rewind(before);
            assertThat(inbox.received()).isEmpty();
            assertThat(workspace.snapshot()).isEqualTo(before);
        }
    }

    @Test
    void what_a_test_looks_for_may_itself_call_the_api() {
        workspace.seed(task("A"));

        Delivery found = workspace
                .webhooks()
                .awaitDelivery(
                        delivery -> Http.post(workspace.url("/v1/task"), "{'title': 'B'}")
                                        .status()
                                == 200,
                        Duration.ofSeconds(20));
        Inbox.Message message = inbox.await(
                one -> {
                    workspace.seed(task("C"));
                    return one.number() == 3;
                },
                Duration.ofSeconds(20));

        assertThat(found.number()).isEqualTo(1);
        assertThat(message.event()).isEqualTo(CREATED);
    }

    @Test
    void times_that_no_clock_can_tell_are_refused_when_they_are_said() {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        assertThatThrownBy(() -> Retries.attempts(2).atMost(forever)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retries.attempts(2).backoff(forever, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retries.attempts(2).backoff(Duration.ZERO, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retries.attempts(2).atMost(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DeliveryFault.delay(forever)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DeliveryFault.delay(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> workspace.clock().set(Instant.parse("+10000-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9999");
        assertThatThrownBy(() -> workspace.clock().follow(workspace.clock()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> workspace.clock().set(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> workspace.clock().follow(null)).isInstanceOf(NullPointerException.class);

        assertThatThrownBy(() -> workspace.webhooks().settle(forever)).isInstanceOf(IllegalArgumentException.class);

        workspace.webhooks().settle(Duration.ofDays(36_500));
        assertThat(Http.get(workspace.url("/v1/user/me")).status()).isEqualTo(200);
    }

    @Test
    void attempts_beyond_a_thousand_are_refused() {
        for (int most : new int[] {0, 1_001, Integer.MAX_VALUE}) {
            String reason = "a delivery has 1 to 1,000 attempts, but this was " + most;
            assertThatThrownBy(() -> Retries.attempts(most)).hasMessage(reason);
            Http.Answer answer = Http.send(
                    "PUT",
                    workspace.url("/_emulator/webhooks"),
                    BodyPublishers.ofString("{\"retries\": {\"attempts\": " + most + ", \"backoff\": \"PT0S\"}}"));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).containsEntry("error", reason);
        }
        workspace.webhooks().retries(Retries.attempts(1_000));
    }

    @Test
    void retries_without_end_grow_to_the_longest_wait_and_do_not_jam() {
        workspace.clock().set(NOON);
        workspace
                .webhooks()
                .retries(Retries.attempts(50)
                        .backoff(Duration.ofDays(36_500), 1_000)
                        .atMost(Duration.ofDays(2))
                        .jitter(1));
        inbox.answering(IntStream.generate(() -> 500).limit(49).toArray());
        workspace.seed(task("A"));

        workspace.clock().advance(Duration.ofDays(200));

        assertThat(workspace.webhooks().deliveries()).hasSize(50);
        assertThat(workspace.webhooks().deliveries().get(49).status()).isEqualTo(200);
    }

    @Test
    void a_delay_below_a_millisecond_is_a_delay_that_passes() {
        workspace.clock().set(NOON);
        workspace.webhooks().faults(DeliveryFault.delay(Duration.ofNanos(1_500)));
        workspace.seed(task("A"));
        assertThat(inbox.received()).isEmpty();

        workspace.clock().advance(Duration.ofMillis(1));

        assertThat(inbox.await(1)).hasSize(1);
    }

    @Test
    void a_clock_that_fails_jams_nothing() {
        AtomicBoolean fails = new AtomicBoolean();
        workspace.clock().follow(new Clock() {
            @Override
            public Instant instant() {
                if (fails.get()) {
                    throw new IllegalStateException("no time");
                }
                return NOON;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        workspace.webhooks().mode(Webhooks.Mode.HELD);
        workspace.seed(task("A"), task("B"));
        fails.set(true);
        assertThat(workspace.webhooks().deliverNext().failure()).contains("no time");
        fails.set(false);

        workspace.webhooks().mode(Webhooks.Mode.AFTER_RESPONSE);
        workspace.clock().set(NOON);
        workspace.seed(task("C"));
        assertThat(inbox.await(1).get(0).value("/events/0/records/0/title")).isEqualTo("C");
    }

    @Test
    void a_retry_comes_by_itself_when_the_clock_is_made_to_go() {
        workspace.clock().set(NOON);
        workspace.webhooks().retries(Retries.attempts(2).backoff(Duration.ofMillis(300), 1));
        inbox.answering(500);
        workspace.seed(task("A"));
        workspace.webhooks().settle();

        workspace.clock().follow(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), NOON)));

        assertThat(inbox.await(2)).extracting(Inbox.Message::status).containsExactly(500, 200);
    }

    @Test
    void a_retry_comes_when_a_clock_that_goes_was_moved_close_to_it() {
        workspace.webhooks().retries(Retries.attempts(2).backoff(Duration.ofHours(1), 1));
        inbox.answering(500);
        workspace.seed(task("A"));
        workspace.webhooks().settle();

        workspace.clock().advance(Duration.ofHours(1).minusMillis(200));

        assertThat(inbox.await(2)).extracting(Inbox.Message::status).containsExactly(500, 200);
    }

    @Test
    void a_clock_that_ticks_runs_what_becomes_due() {
        workspace.webhooks().retries(Retries.attempts(2).backoff(Duration.ofSeconds(5), 1));
        workspace.clock().set(NOON, Duration.ofSeconds(2));
        inbox.answering(500);
        Http.post(workspace.url("/v1/task"), "{'title': 'A'}");
        workspace.webhooks().settle();

        for (int i = 0; i < 4; i++) {
            Http.get(workspace.url("/v1/user/me"));
        }

        assertThat(inbox.await(2)).extracting(Inbox.Message::status).containsExactly(500, 200);
    }

    @Test
    void a_snapshot_is_of_one_moment_however_much_is_written_meanwhile() {
        workspace.webhooks().mode(Webhooks.Mode.HELD);
        Workspace copy = emulator.workspace("copy-" + NAMES.incrementAndGet());
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 500; i++) {
                workspace.seed(task("T"));
            }
        });

        while (!writing.isDone()) {
            copy.rewind(workspace.snapshot());
            assertThat(copy.webhooks().held()).hasSameSizeAs(copy.records("task"));
        }
    }

    @Test
    void reordering_every_delivery_swaps_neighbours() {
        workspace.webhooks().faults(DeliveryFault.reorder());
        for (String title : List.of("1", "2", "3", "4", "5")) {
            workspace.seed(task(title));
        }
        workspace.webhooks().settle();

        assertThat(inbox.received())
                .extracting(message -> message.value("/events/0/records/0/title"))
                .containsExactly("2", "1", "4", "3", "5");
    }

    @Test
    void many_who_move_a_clock_move_it_by_the_sum() {
        workspace.clock().set(NOON);

        IntStream.range(0, 400).parallel().forEach(i -> workspace.clock().advance(Duration.ofSeconds(1)));

        assertThat(workspace.clock().instant()).isEqualTo(NOON.plusSeconds(400));
    }

    @Test
    void whoever_moves_a_clock_cannot_undo_a_rewind() throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            workspace.clock().set(NOON);
            Snapshot before = workspace.snapshot();
            workspace.webhooks().faults(DeliveryFault.delay(Duration.ofHours(1)));
            workspace.seed(webhook(deaf.url("/"), CREATED));
            workspace.seed(task("A"));
            CompletableFuture<Void> moving =
                    CompletableFuture.runAsync(() -> workspace.clock().advance(Duration.ofDays(1)));
            deaf.awaitConnections(1);

            workspace.rewind(before);

            assertThatThrownBy(moving::get)
                    .hasRootCauseMessage("the workspace was rewound while its clock was being moved");
            assertThat(workspace.clock().instant()).isEqualTo(NOON);
        }
    }

    @Test
    void signatures_are_judged_by_what_was_signed_and_not_by_what_the_webhook_has_become() {
        workspace.seed(
                webhook(URI.create(inbox.url() + "?source=basicops"), CREATED).secret("one"));
        workspace.seed(webhook(inbox.url(), CREATED).secret("two"));
        workspace.webhooks().mode(Webhooks.Mode.HELD);
        workspace.seed(task("A"));
        long last = (Long) workspace.records("webhook").get(2).get("Id");
        workspace.change("webhook", last, Map.of("secret", "three"));

        workspace.webhooks().deliverAll();

        assertThat(inbox.received())
                .extracting(Inbox.Message::signature)
                .containsExactlyInAnyOrder(Signature.NONE, Signature.VALID, Signature.VALID);
    }

    @Test
    void an_empty_secret_is_refused() {
        assertThatThrownBy(() -> workspace.change("webhook", 1, Map.of("signing", "generate", "secret", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$.secret");
    }

    @Test
    void corrupted_signatures_never_fit_in_base64_either() {
        WebhookSignature base64 = WebhookSignature.standard().prefix("").base64();
        try (Emulator other = Emulator.builder().webhookSignature(base64).start()) {
            Inbox signed = other.workspace().inbox("signed");
            other.workspace().webhooks().faults(DeliveryFault.corruptSignature());
            other.workspace().seed(webhook(signed.url(), CREATED).secret("s"));
            for (int i = 0; i < 100; i++) {
                other.workspace().seed(task("T" + i));
            }

            assertThat(signed.await(100)).allSatisfy(message -> {
                assertThat(message.signature()).isEqualTo(Signature.INVALID);
                byte[] sent = Base64.getDecoder().decode(message.header("X-BasicOps-Signature"));
                byte[] right = Base64.getDecoder().decode(base64.sign("s", message.body()));
                assertThat(sent).isNotEqualTo(right);
            });
        }
    }

    @Test
    void each_of_what_is_held_is_delivered_once_however_many_deliver() {
        workspace.webhooks().mode(Webhooks.Mode.HELD);
        for (int i = 0; i < 60; i++) {
            workspace.seed(task("T" + i));
        }
        Set<Long> delivered = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 60)
                .parallel()
                .forEach(i -> delivered.add(workspace.webhooks().deliverNext().number()));

        assertThat(delivered).hasSize(60);
        assertThat(workspace.webhooks().held()).isEmpty();
        assertThat(inbox.await(60)).hasSize(60);
    }

    @Test
    void all_that_was_held_is_told_of_in_its_order() {
        List<Inbox> inboxes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            inboxes.add(workspace.inbox("more-" + i));
            workspace.seed(webhook(inboxes.get(i).url(), CREATED));
        }
        workspace.webhooks().mode(Webhooks.Mode.HELD);
        workspace.seed(task("A"));
        workspace.seed(task("B"));

        assertThat(workspace.webhooks().deliverAll())
                .extracting(Delivery::number)
                .isSorted()
                .hasSize(12);
    }

    @Test
    void a_closed_workspace_refuses_to_be_put_back() {
        Snapshot before = workspace.snapshot();
        workspace.close();

        assertThatThrownBy(() -> workspace.rewind(before)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(workspace::reset).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(workspace::snapshot).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> workspace.webhooks().deliverAll())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void a_delivery_that_is_repeated_by_hand_is_not_repeated_once_more_when_it_is_due() {
        workspace.clock().set(NOON);
        workspace.webhooks().retries(Retries.attempts(3));
        inbox.answering(500);
        workspace.seed(task("A"));
        workspace.webhooks().settle();

        workspace.webhooks().deliver(workspace.webhooks().deliveries().get(0));
        workspace.clock().advance(Duration.ofDays(1));

        assertThat(inbox.received()).extracting(Inbox.Message::status).containsExactly(500, 200);
    }

    @Test
    void looking_into_an_inbox_makes_none() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            assertThat(workspace.inbox("n" + i).received()).isEmpty();
            names.add("n" + i);
        }
        assertThat(names).hasSize(50);
        assertThat(Http.get(workspace.url("/_emulator/inbox/other")).body()).containsEntry("received", List.of());
    }

    @Test
    void statuses_without_a_body_have_none() {
        inbox.answering(204, 205);
        workspace.seed(task("A"));
        workspace.seed(task("B"));
        workspace.webhooks().settle();

        assertThat(workspace.webhooks().deliveries())
                .extracting(Delivery::status)
                .containsExactly(204, 205);
        assertThat(workspace.webhooks().deliveries())
                .extracting(Delivery::response)
                .containsOnly("");
    }

    @Test
    void every_attempt_is_a_line_of_the_log_and_one_that_was_held_back_says_how_to_allow_it() throws Exception {
        Logger logger = Logger.getLogger("io.github.basicopsemulator.webhooks");
        CompletableFuture<String> line = new CompletableFuture<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getMessage().contains("https://server.com/logged")) {
                    line.complete(record.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            workspace.seed(webhook(URI.create("https://server.com/logged"), CREATED));
            workspace.seed(task("A"));

            assertThat(line.get()).contains("basicops:task:created", "--webhooks-to server.com");
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        }
    }
}
