package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.webhook.DeliveryFaultRule;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.FakeTransport;
import io.github.basicopsemulator.webhook.PayloadFormat;
import io.github.basicopsemulator.webhook.RetryPolicy;
import io.github.basicopsemulator.webhook.WebhookMessage;
import io.github.basicopsemulator.webhook.WebhookMessage.Content;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One workspace: moved in time, and put back. */
class WorkspaceRuntimeTest {

    private static final Instant START = Instant.parse("2024-01-02T03:04:05Z");

    private final FakeTransport post = new FakeTransport();
    private final SampleApi shop = new SampleApi();
    private final Engine engine = new Engine(List.of(shop));
    private final WorkspaceRuntime runtime = runtime(new ExchangeLog(1_000, 16 << 20));

    @Test
    void time_is_moved_on_but_never_back() {
        runtime.advance(Duration.ofHours(2));
        assertThat(runtime.clock().now()).isEqualTo(START.plusSeconds(7_200));
        runtime.advance(Duration.ZERO);
        assertThat(runtime.clock().now()).isEqualTo(START.plusSeconds(7_200));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> runtime.advance(Duration.ofSeconds(-1)))
                .withMessageContaining("set it to an earlier time instead");
        assertThat(runtime.clock().now()).isEqualTo(START.plusSeconds(7_200));
    }

    /** The source goes on while a delivery that is due on the way is answered. */
    @Test
    void clock_that_goes_is_never_moved_back() {
        AtomicReference<Instant> source = new AtomicReference<>(START);
        runtime.follow(new SuppliedClock(source::get));
        post.answering(sent -> {
            source.updateAndGet(time -> time.plusSeconds(2));
            return FakeTransport.answer(200);
        });
        DeliveryFaultRule late = new DeliveryFaultRule(DeliveryFaultRule.Kind.DELAY, Duration.ofHours(1));
        runtime.dispatcher().rules(rules -> rules.with(List.of(late)));
        WebhookMessage message =
                new WebhookMessage("a", "event", "http://10.0.0.1/", () -> new Content(Map.of(), new byte[0], null));
        runtime.dispatcher()
                .dispatch(runtime.dispatcher().take(List.of(message), 0, START), false)
                .afterReply()
                .run();

        runtime.advance(Duration.ofHours(1));

        assertThat(post.posted()).hasSize(1);
        assertThat(runtime.clock().now()).isEqualTo(START.plusSeconds(3_602));
    }

    @Test
    void readers_of_a_clock_that_goes_never_see_it_go_back() throws Exception {
        runtime.follow(Clock.systemUTC());
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            int steps = 0;
            for (Instant last = runtime.clock().instant(); !done.get(); steps++) {
                Instant next = runtime.clock().instant();
                assertThat(next).isAfterOrEqualTo(last);
                last = next;
            }
            return steps;
        });
        Instant start = runtime.clock().instant();
        for (int i = 0; i < 3_000; i++) {
            runtime.advance(Duration.ofNanos(i % 3));
        }
        done.set(true);

        assertThat(reading.get(20, TimeUnit.SECONDS)).isPositive();
        assertThat(runtime.clock().instant()).isAfterOrEqualTo(start.plusNanos(3_000));
    }

    @Test
    void calls_that_tick_meanwhile_are_not_undone_by_an_advance() throws Exception {
        runtime.stand(START, Duration.ofSeconds(1));
        CompletableFuture<Void> calling = CompletableFuture.runAsync(() -> {
            Instant last = runtime.callTime();
            for (int i = 1; i < 2_000; i++) {
                Instant next = runtime.callTime();
                assertThat(next).isAfter(last);
                last = next;
            }
        });
        while (!calling.isDone()) {
            runtime.advance(Duration.ZERO);
        }
        calling.get(20, TimeUnit.SECONDS);

        assertThat(runtime.clock().now()).isAfterOrEqualTo(START.plusSeconds(2_000));
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void move_that_takes_too_long_says_how_far_it_has_come() {
        WorkspaceRuntime runtime = runtime(new ExchangeLog(1_000, 16 << 20), Duration.ofMillis(300));
        runtime.stand(START, Duration.ZERO);
        post.answering(any -> FakeTransport.answer(500));
        runtime.dispatcher()
                .rules(rules -> rules.with(new RetryPolicy(
                        Integer.MAX_VALUE, Duration.ofSeconds(1), 0, Duration.ofHours(1), 0, List.of())));
        send(runtime);

        assertThatThrownBy(() -> runtime.advance(Duration.ofDays(30)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was to be moved on by PT720H, but after 300 ms of real time")
                .hasMessageContaining("it has come to 2024-01-02T03:04:06Z")
                .hasMessageContaining("What did happen");
        assertThat(runtime.clock().now()).isEqualTo(START.plusSeconds(1));
        runtime.close();
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void move_does_not_wait_longer_for_a_subscriber_that_hangs() {
        WorkspaceRuntime runtime = runtime(new ExchangeLog(1_000, 16 << 20), Duration.ofMillis(100));
        post.answering(any -> new CompletableFuture<>());
        send(runtime);

        assertThatThrownBy(() -> runtime.stand(START, Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was to be moved to 2024-01-02T03:04:05Z, but after 100 ms")
                .hasMessageContaining("being sent (1)");
        runtime.close();
    }

    @Test
    void time_stands_goes_ahead_and_follows_another_clock() {
        Instant day = Instant.parse("2030-01-01T00:00:00Z");
        runtime.stand(day, Duration.ofSeconds(1));
        assertThat(runtime.callTime()).isEqualTo(day);
        assertThat(runtime.callTime()).isEqualTo(day.plusSeconds(1));
        runtime.advance(Duration.ofHours(1));
        assertThat(runtime.clock().now()).isEqualTo(day.plusSeconds(3_602));

        runtime.setOffset(Duration.ofDays(1));
        assertThat(runtime.clock().now()).isEqualTo(START.plusSeconds(86_400));

        runtime.follow(Clock.fixed(day, ZoneOffset.UTC));
        assertThat(runtime.clock().now()).isEqualTo(day);
    }

    @Test
    void a_time_that_cannot_be_written_is_refused() {
        for (Duration beyond : List.of(Duration.ofDays(365 * 9_000), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> runtime.advance(beyond))
                    .withMessageContaining("from the year 0 to 9999, but this was " + beyond);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> runtime.stand(Instant.MAX, Duration.ZERO));
        assertThat(runtime.clock().now()).isEqualTo(START);
    }

    @Test
    void everyone_can_move_the_clock_after_somebody_has() throws Exception {
        runtime.advance(Duration.ofSeconds(1));
        runtime.stand(START, Duration.ZERO);
        runtime.setOffset(Duration.ZERO);
        runtime.follow(Clock.fixed(START, ZoneOffset.UTC));

        CompletableFuture.runAsync(() -> runtime.advance(Duration.ofSeconds(5))).get(10, TimeUnit.SECONDS);
        assertThat(runtime.clock().now()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void everything_is_put_back_to_what_was_remembered() {
        make("first");
        runtime.nextRequest();
        WorkspaceSnapshot past = runtime.past();
        State then = runtime.store().state();
        make("second");
        runtime.nextRequest();
        runtime.advance(Duration.ofHours(1));
        runtime.inboxes().answer("mine", List.of(500));

        assertThat(past.isSame(runtime.past())).isFalse();
        runtime.rewind(past);

        assertThat(past.isSame(runtime.past())).isTrue();
        assertThat(runtime.store().state()).isSameAs(then).isSameAs(runtime.beginning());
        assertThat(runtime.clock().now()).isEqualTo(START);
        assertThat(runtime.requests()).isEqualTo(1);
        assertThat(runtime.nextRequest()).isEqualTo(2);
        assertThat(runtime.events().events()).isEmpty();
        assertThat(runtime.inboxes().script()).isEmpty();
        assertThat(runtime.revisions().last()).isEqualTo(1);
        assertThat(runtime.timesPutBack()).isEqualTo(1);
    }

    @Test
    void snapshot_during_a_rewind_is_of_one_moment() throws Exception {
        make("first");
        WorkspaceSnapshot past = runtime.past();
        make("second");
        runtime.inboxes().answer("mine", List.of(500));
        CompletableFuture<Void> sent = new CompletableFuture<>();
        post.answering(any -> {
            sent.complete(null);
            return new CompletableFuture<>();
        });
        send(runtime);
        sent.get(10, TimeUnit.SECONDS);

        CompletableFuture<Void> rewinding = CompletableFuture.runAsync(() -> runtime.rewind(past));
        while (runtime.store().state() != past.state()) {
            Thread.onSpinWait();
        }
        assertThat(runtime.timesPutBack())
                .as("as long as inboxes are of before")
                .isZero();
        WorkspaceSnapshot meanwhile = runtime.past();

        assertThat(meanwhile.isSame(past)).isTrue();
        rewinding.get(10, TimeUnit.SECONDS);
    }

    @Test
    void rewinds_at_the_same_time_do_not_mix() throws Exception {
        List<WorkspaceSnapshot> pasts = new ArrayList<>();
        for (int status = 400; status < 404; status++) {
            make("toy " + status);
            runtime.inboxes().answer("mine", List.of(status));
            pasts.add(runtime.past());
        }
        for (int i = 0; i < 500; i++) {
            CyclicBarrier start = new CyclicBarrier(pasts.size());
            CompletableFuture.allOf(pasts.stream()
                            .map(past -> CompletableFuture.runAsync(
                                    () -> rewind(past, start), work -> new Thread(work).start()))
                            .toArray(CompletableFuture[]::new))
                    .get(10, TimeUnit.SECONDS);

            assertThat(pasts).anyMatch(past -> past.isSame(runtime.past()));
        }
    }

    private void rewind(WorkspaceSnapshot past, CyclicBarrier start) {
        meet(start);
        runtime.rewind(past);
    }

    @Test
    void rewind_and_follow_at_the_same_time_make_no_cycle() throws Exception {
        WorkspaceRuntime other = runtime(new ExchangeLog(0, 0));
        runtime.follow(other.clock());
        WorkspaceSnapshot following = runtime.past();
        for (int i = 0; i < 300; i++) {
            runtime.stand(START, Duration.ZERO);
            other.stand(START, Duration.ZERO);
            runtime.follow(Clock.systemUTC());
            other.follow(Clock.systemUTC());
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<Void> follow = CompletableFuture.runAsync(() -> {
                meet(start);
                unlessCycle(() -> other.follow(runtime.clock()));
            });
            meet(start);
            unlessCycle(() -> runtime.rewind(following));
            follow.get(20, TimeUnit.SECONDS);

            assertThat(runtime.clock().now()).isNotNull();
            assertThat(other.clock().now()).isNotNull();
        }
    }

    private static void unlessCycle(Runnable change) {
        try {
            change.run();
        } catch (IllegalArgumentException cycle) {
            assertThat(cycle).hasMessageContaining("a clock cannot go with itself");
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void whatever_is_written_or_set_makes_it_another() {
        WorkspaceSnapshot past = runtime.past();
        assertThat(past.isSame(runtime.past())).isTrue();

        runtime.inboxes().answer("mine", List.of(500));
        assertThat(past.isSame(runtime.past())).isFalse();
        runtime.rewind(past);
        runtime.dispatcher().rules(rules -> rules.with(PayloadFormat.OBSERVED));
        assertThat(past.isSame(runtime.past())).isFalse();
        runtime.rewind(past);
        runtime.setOffset(Duration.ofHours(1));
        assertThat(past.isSame(runtime.past())).isFalse();
    }

    @Test
    void it_can_go_back_to_what_it_was_after_any_change() {
        make("first");
        State then = runtime.store().state();
        make("second");
        ChangeHistory.Revision first = runtime.revisions().find(1);
        assertThat(runtime.revisions().all()).hasSize(2);

        runtime.rewind(runtime.past(first));

        assertThat(runtime.store().state()).isSameAs(then);
        assertThat(runtime.revisions().all()).containsExactly(first);
    }

    @Test
    void no_change_is_remembered_where_no_journal_is_kept_or_nothing_changed() {
        WorkspaceRuntime forgetful = runtime(new ExchangeLog(0, 0));
        engine.execute(
                forgetful,
                shop,
                new Caller(1),
                "",
                call -> call.resource(SampleItems.KIND).make(Changes.of(Json.object("name", "car")), null, call));
        assertThat(forgetful.revisions().all()).isEmpty();

        engine.execute(runtime, shop, new Caller(1), "", call -> "nothing");
        assertThat(runtime.revisions().all()).isEmpty();
    }

    @Test
    void whoever_waits_hears_that_it_was_put_back_or_closed() throws Exception {
        long before = runtime.timesPutBack();
        CompletableFuture<Long> heard = CompletableFuture.supplyAsync(() -> {
            try {
                return runtime.live().await(Duration.ofDays(1), () -> runtime.timesPutBack() > before ? 1L : null);
            } catch (Exception never) {
                throw new IllegalStateException(never);
            }
        });
        runtime.rewind(runtime.past());
        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo(1);

        runtime.close();
        assertThatThrownBy(() -> runtime.live().await(Duration.ofDays(1), () -> null))
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> runtime.inboxes().await("mine", Duration.ofDays(1), received -> null))
                .hasMessageContaining("closed");
    }

    private static WebhookMessage message() {
        return new WebhookMessage("a", "event", "http://10.0.0.1/", () -> new Content(Map.of(), new byte[0], null));
    }

    private static void send(WorkspaceRuntime runtime) {
        runtime.dispatcher()
                .dispatch(runtime.dispatcher().take(List.of(message()), 0, START), false)
                .afterReply()
                .run();
    }

    private void make(String name) {
        engine.execute(
                runtime,
                shop,
                new Caller(1),
                "",
                call -> call.resource(SampleItems.KIND).make(Changes.of(Json.object("name", name)), null, call));
    }

    private WorkspaceRuntime runtime(ExchangeLog journal) {
        return runtime(journal, Duration.ofMinutes(5));
    }

    private WorkspaceRuntime runtime(ExchangeLog journal, Duration longestMove) {
        Clock clock = Clock.fixed(START, ZoneOffset.UTC);
        return new WorkspaceRuntime(
                "mine",
                new WorkspaceSnapshot(
                        engine.fresh(1), new VirtualClock.Mode(clock), new DispatchSettings(PayloadFormat.DOCUMENTED)),
                post.network(),
                journal,
                WorkspaceLimits.DEFAULT,
                longestMove);
    }
}
