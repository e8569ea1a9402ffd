package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.event.ChangeNotifier;
import io.github.basicopsemulator.outbound.OutboundResponse;
import io.github.basicopsemulator.webhook.DeliveryAttempt.Outcome;
import io.github.basicopsemulator.webhook.WebhookMessage.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dispatch of webhook messages, without sockets. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhookDispatcherTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeTransport post = new FakeTransport();
    private final DeliveryResources network = post.network();
    private volatile Instant now = Instant.parse("2024-01-01T12:00:00Z");
    private final WebhookDispatcher dispatcher = new WebhookDispatcher(
            network,
            () -> now,
            new DispatcherSnapshot(new DispatchSettings(PayloadFormat.DOCUMENTED)),
            new ChangeNotifier());

    @AfterEach
    void close() {
        dispatcher.close().run();
        network.close();
    }

    private void send(WebhookMessage... messages) {
        dispatcher
                .dispatch(dispatcher.take(List.of(messages), 0, now), false)
                .afterReply()
                .run();
    }

    @Test
    void nothing_leaves_before_its_batch_is_released_and_what_came_later_waits_behind_it() throws Exception {
        Batch early = dispatcher.take(List.of(message("a", "1")), 0, now);
        Batch late = dispatcher.take(List.of(message("a", "2"), message("b", "3")), 0, now);

        dispatcher.dispatch(late, false).afterReply().run();
        dispatcher.await(SOON, attempts -> attempts.isEmpty() ? null : attempts);
        assertThat(post.bodies()).containsExactly("3");

        dispatcher.dispatch(early, false).afterReply().run();
        dispatcher.settle(SOON);
        assertThat(post.bodies()).containsExactly("3", "1", "2");
    }

    @Test
    void generation_of_deliveries_to_own_inboxes_ends_with_a_rewind() throws Exception {
        send(message("_emulator/inbox/tasks", "1"), message("elsewhere", "2"));
        dispatcher.settle(SOON);
        List<String> generations = post.posted().stream()
                .flatMap(sent -> Stream.ofNullable(sent.headers().get(Inboxes.GENERATION)))
                .toList();
        assertThat(generations).hasSize(1).allMatch(dispatcher::isCurrent);

        dispatcher
                .restore(new DispatcherSnapshot(new DispatchSettings(PayloadFormat.DOCUMENTED)))
                .run();
        assertThat(generations).noneMatch(dispatcher::isCurrent);
        send(message("_emulator/inbox/tasks", "3"));
        dispatcher.settle(SOON);

        String next = post.posted().get(2).headers().get(Inboxes.GENERATION);
        assertThat(dispatcher.isCurrent(next)).isTrue();
        assertThat(generations).doesNotContain(next);
        assertThat(dispatcher.isCurrent("no number")).isFalse();
    }

    @Test
    void one_letter_at_a_time_goes_to_a_subscriber() throws Exception {
        CompletableFuture<OutboundResponse> first = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        post.answering(sent -> {
            if (new String(sent.body(), StandardCharsets.UTF_8).equals("1")) {
                asked.complete(null);
                return first;
            }
            return FakeTransport.answer(200);
        });
        send(message("a", "1"), message("a", "2"), message("b", "3"));

        asked.get();
        dispatcher.await(SOON, attempts -> attempts.isEmpty() ? null : attempts);
        assertThat(post.bodies()).containsExactlyInAnyOrder("1", "3");
        assertThatThrownBy(() -> dispatcher.settle(Duration.ZERO))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("being sent (1)")
                .hasMessageContaining("in line (1)");

        first.complete(new OutboundResponse(200, List.of(), new byte[0], false));
        dispatcher.settle(SOON);
        assertThat(post.bodies()).hasSize(3).endsWith("2");
    }

    @Test
    void a_letter_that_cannot_be_written_fails_and_the_next_one_goes() throws Exception {
        WebhookMessage broken = new WebhookMessage("a", "event", "http://10.0.0.1/", () -> {
            throw new IllegalStateException("a bug");
        });
        send(broken, message("a", "2"));
        dispatcher.settle(SOON);

        assertThat(dispatcher.attempts())
                .extracting(DeliveryAttempt::outcome)
                .containsExactly(Outcome.FAILED, Outcome.DELIVERED);
        assertThat(dispatcher.attempts().get(0).failure()).contains("a bug");
    }

    @Test
    void a_failure_says_its_reason() throws Exception {
        post.answering(any -> CompletableFuture.failedFuture(new IOException("connection refused")));
        send(message("a", "1"));
        dispatcher.settle(SOON);

        assertThat(dispatcher.attempts().get(0))
                .hasToString("#1 event to http://10.0.0.1/a at 2024-01-01T12:00:00Z: connection refused");
        assertThat(dispatcher.dead()).hasSize(1);
    }

    @Test
    void a_letter_that_waits_to_be_sent_again_lets_others_pass() throws Exception {
        dispatcher.rules(rules -> rules.with(policy(0)));
        post.answering(
                sent -> FakeTransport.answer(new String(sent.body(), StandardCharsets.UTF_8).equals("1") ? 500 : 200));
        send(message("a", "1"), message("a", "2"));
        dispatcher.settle(SOON);

        assertThat(post.bodies()).containsExactly("1", "2");
        assertThat(dispatcher.nextDue()).isEqualTo(now.plusSeconds(60));
        now = now.plusSeconds(60);
        dispatcher.settle(SOON);
        assertThat(post.bodies()).containsExactly("1", "2", "1");
        assertThat(dispatcher.nextDue()).isNull();
    }

    private static RetryPolicy policy(double jitter) {
        return new RetryPolicy(2, Duration.ofMinutes(1), 1, Duration.ofHours(1), jitter, List.of());
    }

    @Test
    void jitter_spreads_what_is_due_and_the_same_seed_spreads_it_alike() throws Exception {
        dispatcher.rules(rules -> rules.with(policy(0.5)));
        post.answering(any -> FakeTransport.answer(500));
        IntStream.range(0, 30).forEach(i -> send(message("s" + i, "x")));
        dispatcher.settle(SOON);

        List<Instant> due = dues(dispatcher);
        assertThat(due.stream().distinct().count()).isGreaterThan(20);
        assertThat(due).allMatch(time -> !time.isBefore(now.plusSeconds(30)) && !time.isAfter(now.plusSeconds(90)));
        WebhookDispatcher same = new WebhookDispatcher(
                post.network(), () -> now, new DispatcherSnapshot(dispatcher.rules()), new ChangeNotifier());
        IntStream.range(0, 30)
                .forEach(i -> same.dispatch(same.take(List.of(message("s" + i, "x")), 0, now), false)
                        .afterReply()
                        .run());
        same.settle(SOON);
        assertThat(dues(same)).isEqualTo(due);
        same.close().run();
    }

    private static List<Instant> dues(WebhookDispatcher dispatcher) {
        return dispatcher.dispatcherSnapshot().waiting().stream()
                .map(DispatcherSnapshot.Waiting::due)
                .toList();
    }

    @Test
    void on_a_clock_that_runs_letters_are_sent_again_by_themselves() throws Exception {
        Clock system = Clock.systemUTC();
        WebhookDispatcher running = new WebhookDispatcher(
                network,
                system::instant,
                new DispatcherSnapshot(new DispatchSettings(PayloadFormat.DOCUMENTED)),
                new ChangeNotifier());
        running.rules(
                rules -> rules.with(new RetryPolicy(3, Duration.ofMillis(5), 1, Duration.ofHours(1), 0, List.of())));
        post.answering(any -> FakeTransport.answer(post.posted().size() < 3 ? 500 : 200));

        running.dispatch(running.take(List.of(message("a", "1")), 0, system.instant()), false)
                .afterReply()
                .run();

        List<DeliveryAttempt> attempts = running.await(SOON, all -> all.size() < 3 ? null : all);
        assertThat(attempts)
                .extracting(DeliveryAttempt::outcome)
                .containsExactly(Outcome.REFUSED, Outcome.REFUSED, Outcome.DELIVERED);
        running.close().run();
    }

    @Test
    void retries_are_sent_on_a_clock_that_goes_by_steps() throws Exception {
        Clock seconds = Clock.tick(Clock.systemUTC(), Duration.ofSeconds(1));

        assertThat(sentTwiceBy(seconds::instant, () -> {})).isTrue();
    }

    @Test
    void retries_are_sent_when_a_clock_is_moved_and_nobody_tells() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        Supplier<Instant> standing = () -> readings.incrementAndGet() < 10 ? now : now.plusSeconds(1);

        assertThat(sentTwiceBy(standing, () -> {})).isTrue();
    }

    @Test
    void retries_are_sent_when_a_clock_fails_for_a_while() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Supplier<Instant> failing = () -> {
            if (failures.getAndDecrement() > 0) {
                throw new AssertionError("no time");
            }
            return now;
        };

        assertThat(sentTwiceBy(failing, () -> {
                    failures.set(3);
                    now = now.plusSeconds(1);
                }))
                .isTrue();
    }

    @Test
    void clock_that_hangs_makes_no_other_courier_late() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        WebhookDispatcher hanging = new WebhookDispatcher(
                network,
                () -> {
                    never.join();
                    return now;
                },
                dispatcher.dispatcherSnapshot(),
                new ChangeNotifier());
        hanging.rules(rules ->
                rules.with(List.of(new DeliveryFaultRule(DeliveryFaultRule.Kind.DELAY, Duration.ofMillis(1)))));
        hanging.dispatch(hanging.take(List.of(message("a", "late")), 0, now), false)
                .afterReply()
                .run();

        assertThat(sentTwiceBy(Clock.systemUTC()::instant, () -> {})).isTrue();
        never.complete(null);
    }

    @Test
    void delivery_is_given_up_when_it_cannot_even_be_sent_in_time() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        DeliveryResources brief = post.network(Duration.ofMillis(100));
        AtomicInteger readings = new AtomicInteger();
        Supplier<Instant> hangingOnce = () -> {
            if (readings.incrementAndGet() == 1) {
                never.join();
            }
            return now;
        };
        WebhookDispatcher dispatcher = new WebhookDispatcher(
                brief,
                hangingOnce,
                new DispatcherSnapshot(new DispatchSettings(PayloadFormat.DOCUMENTED)),
                new ChangeNotifier());

        dispatcher
                .dispatch(dispatcher.take(List.of(message("a", "1"), message("a", "2")), 0, now), false)
                .afterReply()
                .run();
        dispatcher.await(SOON, attempts -> attempts.size() < 2 ? null : attempts);

        assertThat(dispatcher.attempts())
                .extracting(DeliveryAttempt::outcome)
                .containsExactly(Outcome.FAILED, Outcome.DELIVERED);
        assertThat(dispatcher.attempts().get(0).failure()).contains("could not be sent within 100 ms");
        never.complete(null);
        brief.close();
    }

    /** Sends a message that is refused the first time, and does something then. */
    private boolean sentTwiceBy(Supplier<Instant> clock, Runnable then) throws Exception {
        WebhookDispatcher dispatcher = new WebhookDispatcher(
                network,
                clock,
                new DispatcherSnapshot(new DispatchSettings(PayloadFormat.DOCUMENTED)),
                new ChangeNotifier());
        dispatcher.rules(
                rules -> rules.with(new RetryPolicy(2, Duration.ofMillis(20), 1, Duration.ofHours(1), 0, List.of())));
        post.answering(any -> FakeTransport.answer(post.posted().size() < 2 ? 500 : 200));
        dispatcher
                .dispatch(dispatcher.take(List.of(message("a", "1")), 0, now), false)
                .afterReply()
                .run();
        dispatcher.await(SOON, all -> all.isEmpty() ? null : all);
        then.run();
        int sent = dispatcher.await(SOON, all -> all.size() < 2 ? null : all.size());
        dispatcher.close().run();
        return sent == 2;
    }

    @Test
    void the_log_is_bounded() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            send(message("a", "x"));
        }
        dispatcher.settle(SOON);

        assertThat(dispatcher.attempts()).hasSize(1_000);
        assertThat(dispatcher.attempts().get(999).queued().number()).isEqualTo(1_100);
    }

    @Test
    void a_rule_counts_the_letters_that_fit_it_and_is_put_back_with_the_rest() {
        dispatcher.rules(rules -> rules.with(DeliveryMode.HELD)
                .with(List.of(new DeliveryFaultRule(
                        DeliveryFaultRule.Kind.DROP, "event", "a", 2, 1, 0, Duration.ZERO, 0, 0))));
        send(message("a", "1"));
        DispatcherSnapshot one = dispatcher.dispatcherSnapshot();
        send(message("b", "2"), message("a", "3"), message("a", "4"));
        assertThat(dispatcher.dispatcherSnapshot().held())
                .extracting(QueuedDelivery::number)
                .containsExactly(1L, 2L, 4L);

        dispatcher.restore(one).run();
        send(message("a", "5"), message("a", "6"));

        assertThat(dispatcher.dispatcherSnapshot().held())
                .extracting(QueuedDelivery::number)
                .containsExactly(1L, 3L);
    }

    @Test
    void deliveries_to_a_path_have_landed_when_their_attempts_are_known() throws Exception {
        CompletableFuture<OutboundResponse> first = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        post.answering(any -> {
            asked.complete(null);
            return first;
        });
        send(message("a", "1"));
        asked.get();

        assertThat(dispatcher.completed("/other")).isCompleted();
        CompletableFuture<Void> completed = dispatcher.completed("/a");
        assertThat(completed).isNotDone();
        first.complete(new OutboundResponse(200, List.of(), new byte[0], false));
        completed.get();
        assertThat(dispatcher.attempts()).hasSize(1);
    }

    @Test
    void deliveries_that_are_called_back_have_landed_as_well() throws Exception {
        CompletableFuture<Void> writing = new CompletableFuture<>();
        CompletableFuture<Void> written = new CompletableFuture<>();
        WebhookMessage slow = new WebhookMessage("a", "event", "http://10.0.0.1/a", () -> {
            writing.complete(null);
            written.join();
            return new Content(Map.of(), new byte[0], null);
        });
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(slow));
        writing.get();
        CompletableFuture<Void> completed = dispatcher.completed("/a");

        dispatcher.restore(dispatcher.dispatcherSnapshot()).run();

        completed.get();
        assertThat(dispatcher.completed("/a")).isCompleted();
        written.complete(null);
        sent.get();
        assertThat(post.posted()).isEmpty();
    }

    @Test
    void retry_stays_when_a_delivery_of_before_a_rewind_is_repeated() throws Exception {
        dispatcher.rules(rules -> rules.with(policy(0)));
        post.answering(any -> FakeTransport.answer(500));
        DispatcherSnapshot before = dispatcher.dispatcherSnapshot();
        send(message("a", "old"));
        dispatcher.settle(SOON);
        QueuedDelivery old = dispatcher.attempts().get(0).repeated();
        dispatcher.restore(before).run();
        send(message("a", "new"));
        dispatcher.settle(SOON);
        assertThat(dispatcher.nextDue()).isNotNull();

        post.answering(any -> FakeTransport.answer(200));
        dispatcher.deliver(old);

        assertThat(dispatcher.nextDue()).isNotNull();
        dispatcher.deliver(dispatcher.attempts().get(0).repeated());
        assertThat(dispatcher.nextDue()).isNull();
    }

    @Test
    void what_is_closed_carries_nothing() throws Exception {
        dispatcher.close().run();
        send(message("a", "1"));

        dispatcher.settle(SOON);
        assertThat(post.posted()).isEmpty();
        assertThatThrownBy(() -> dispatcher.deliver(new QueuedDelivery(1, message("a", "1"), 0, 0, false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void many_writers_and_many_subscribers_lose_nothing() throws Exception {
        IntStream.range(0, 2_000).parallel().forEach(i -> send(message("s" + i % 7, String.valueOf(i))));
        dispatcher.settle(SOON);

        assertThat(post.bodies().stream().distinct().count()).isEqualTo(2_000);
    }
}
