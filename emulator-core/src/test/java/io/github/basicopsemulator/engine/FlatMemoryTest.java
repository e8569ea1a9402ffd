package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.testing.Heap;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.FakeTransport;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The heap after many requests is no larger than after some: what is kept of them is bounded. */
class FlatMemoryTest {

    private static final long SLACK = 4L << 20;

    private final Engine engine = new Engine(List.of(new SampleApi()));
    private final WorkspaceRuntime runtime = new WorkspaceRuntime(
            "",
            new WorkspaceSnapshot(
                    engine.fresh(1),
                    new VirtualClock.Mode(Clock.systemUTC()),
                    new DispatchSettings(PayloadFormat.DOCUMENTED)),
            new FakeTransport().network(),
            new ExchangeLog(1_000, 16 << 20));

    @Test
    void the_heap_is_no_larger_after_a_hundred_thousand_requests_than_after_two_thousand() {
        send(2_000);
        long before = Heap.used();

        send(98_000);

        assertThat(runtime.journal().all()).hasSize(1_000);
        assertThat(Heap.used()).isLessThan(before + SLACK);
    }

    private void send(int requests) {
        byte[] body = "{\"name\":\"another name\"}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < requests; i++) {
            Headers headers = Headers.of("Name", "Kim", "Content-Type", "application/json");
            Request request = new Request("PATCH", "/toys/10", "", headers, body, "http://127.0.0.1");
            assertThat(engine.handle(runtime, request).status()).isEqualTo(200);
        }
    }
}
