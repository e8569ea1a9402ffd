package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.VirtualClock;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import io.github.basicopsemulator.http.JettyHttpTransport;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.testing.Heap;
import io.github.basicopsemulator.testing.TestEngine;
import io.github.basicopsemulator.webhook.DeliveryFaultRule;
import io.github.basicopsemulator.webhook.DeliveryMode;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.FakeTransport;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory that a workspace keeps for values that were replaced or removed. */
class MemoryTest {

    private static final long MOST = 64L << 20;

    private final BasicOps surface = new BasicOps(BasicOpsOptions.DEFAULT, new JettyHttpTransport());
    private final Engine engine = new Engine(List.of(surface));
    private WorkspaceRuntime runtime = runtime(1_000);

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void removed_files_are_freed(int journaled) {
        runtime = runtime(journaled);
        long before = Heap.used();

        for (int i = 0; i < 30; i++) {
            long task = created("/v1/task", Json.object("title", "with a file"));
            upload("/v1/task/" + task + "/attachments", 4 << 20);
            send("DELETE", "/v1/task/" + task, Map.of());
        }

        assertThat(Heap.used() - before).isLessThan(MOST);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void replaced_descriptions_are_freed(int journaled) {
        runtime = runtime(journaled);
        long task = created("/v1/task", Json.object("title", "described"));
        long before = Heap.used();

        for (int i = 0; i < 100; i++) {
            send("PATCH", "/v1/task/" + task, Json.object("description", i + "x".repeat(900_000)));
        }

        assertThat(Heap.used() - before).isLessThan(MOST);
    }

    @Test
    void cached_replies_do_not_keep_old_versions_of_what_they_show() {
        long project = created("/v1/project", Json.object("title", "P"));
        long[] tasks = new long[100];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = created("/v1/task", Json.object("title", "T", "project", project));
        }
        long before = Heap.used();

        for (long task : tasks) {
            send("PATCH", "/v1/project/" + project, Json.object("description", task + "x".repeat(900_000)));
            send("GET", "/v1/task/" + task, Map.of());
        }

        assertThat(Heap.used() - before).isLessThan(MOST);
    }

    @Test
    void held_deliveries_keep_no_states() {
        runtime.dispatcher().rules(rules -> rules.with(DeliveryMode.HELD));
        subscribe("{'name': 'W', 'url': 'http://127.0.0.1:1/', 'events': 'basicops:task:created'}");

        assertThat(heapOfUnsentDeliveries()).isLessThan(MOST);
        assertThat(runtime.dispatcher().dispatcherSnapshot().held()).hasSize(40);
    }

    @Test
    void delayed_deliveries_keep_no_states() {
        deliveryFault(DeliveryFaultRule.Kind.DELAY);

        assertThat(heapOfUnsentDeliveries()).isLessThan(MOST);
        assertThat(runtime.dispatcher().dispatcherSnapshot().waiting()).hasSize(40);
    }

    @Test
    void dropped_deliveries_keep_no_states() {
        deliveryFault(DeliveryFaultRule.Kind.DROP);

        assertThat(heapOfUnsentDeliveries()).isLessThan(MOST);
        assertThat(runtime.dispatcher().attempts()).hasSize(40);
    }

    private void deliveryFault(DeliveryFaultRule.Kind kind) {
        Duration delay = kind == DeliveryFaultRule.Kind.DELAY ? Duration.ofDays(1) : Duration.ZERO;
        runtime.dispatcher().rules(rules -> rules.with(List.of(new DeliveryFaultRule(kind, delay))));
        subscribe("{'name': 'W', 'url': 'http://127.0.0.1:1/', 'events': 'basicops:task:created'}");
    }

    private void subscribe(String webhook) {
        send("POST", "/v1/webhook", TestEngine.json(webhook));
    }

    /** Each delivery is made in a state with a file of 4 MiB, which is removed afterwards. */
    private long heapOfUnsentDeliveries() {
        long before = Heap.used();
        for (int i = 0; i < 20; i++) {
            long file = created("/v1/task", Json.object("title", "with a file"));
            upload("/v1/task/" + file + "/attachments", 4 << 20);
            created("/v1/task", Json.object("title", "told"));
            send("DELETE", "/v1/task/" + file, Map.of());
        }
        return Heap.used() - before;
    }

    private WorkspaceRuntime runtime(int journaled) {
        Clock clock = Clock.fixed(Api.START, ZoneOffset.UTC);
        WorkspaceSnapshot past = new WorkspaceSnapshot(
                engine.fresh(1), new VirtualClock.Mode(clock), new DispatchSettings(PayloadFormat.DOCUMENTED));
        return new WorkspaceRuntime("", past, new FakeTransport().network(), new ExchangeLog(journaled, 16 << 20));
    }

    private long created(String path, Map<String, ?> body) {
        Map<?, ?> data = (Map<?, ?>) Objects.requireNonNull(
                TestEngine.object(send("POST", path, body).body()).get("data"));
        return (Long) data.get("id");
    }

    private void upload(String path, int bytes) {
        Headers headers =
                Headers.of("Authorization", "Bearer any", "Content-Disposition", "attachment; filename=\"a.bin\"");
        answer(new Request("POST", path, "", headers, new byte[bytes], Api.BASE));
    }

    private Response send(String method, String path, Map<String, ?> body) {
        byte[] json = body.isEmpty() ? new byte[0] : Json.write(body);
        Headers headers = Headers.of("Authorization", "Bearer any", "Content-Type", "application/json");
        return answer(new Request(method, path, "", headers, json, Api.BASE));
    }

    private Response answer(Request request) {
        Response reply = engine.handle(runtime, request);
        reply.afterwards().run();
        assertThat(reply.status()).as(() -> new String(reply.body(), UTF_8)).isEqualTo(200);
        return reply;
    }
}
