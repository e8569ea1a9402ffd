package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.webhook.RetryPolicy;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No length of time is so long that sums with it fail later. */
class TimeLimitsTest {

    private static final Duration TOO_LONG = Duration.ofDays(36_501);
    private static final Duration ABSURD = Duration.ofSeconds(Long.MAX_VALUE);

    private static Emulator emulator;

    private Workspace workspace;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void create_workspace() {
        workspace = emulator.workspace("limits");
        workspace.reset();
    }

    @Test
    void limit_is_the_same_everywhere() {
        assertThat(Type.Span.LONGEST).isEqualTo(RetryPolicy.LONGEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT  | /faults/rate-limit | {'requests': 1, 'window': 'TIME'}",
                "POST | /faults | {'kind': 'latency', 'latency': 'TIME'}",
                "POST | /faults | {'kind': 'slowBody', 'time': 'TIME'}",
                "POST | /faults | {'kind': 'status', 'status': 503, 'retryAfter': 'TIME'}",
                "POST | /workspaces | {'name': 'fleeting', 'ttl': 'TIME'}",
                "PUT  | /clock | {'now': '2026-01-01T00:00:00Z', 'tick': 'TIME'}",
                "POST | /clock/advance | {'by': 'TIME'}",
                "PUT  | /webhooks | {'retries': {'attempts': 2, 'backoff': 'TIME'}}",
                "PUT  | /webhooks | {'retries': {'attempts': 2, 'atMost': 'TIME'}}",
                "PUT  | /webhooks | {'faults': [{'kind': 'delay', 'delay': 'TIME'}]}",
                "POST | /webhooks/settle | {'timeout': 'TIME'}"
            })
    void control_api_refuses_absurd_time_and_sets_nothing(String method, String path, String body) {
        Instant before = workspace.clock().instant();
        for (String time :
                new String[] {"PT99999999999999H", "P36501D", "PT9223372036854775807S", "PT99999999999999999H"}) {
            Http.Answer answer = Http.send(
                    method,
                    workspace.url("/_emulator" + path),
                    BodyPublishers.ofString(body.replace('\'', '"').replace("TIME", time)),
                    "Content-Type",
                    "application/json");

            assertThat(answer.status()).as(time).isEqualTo(400);
            assertThat(answer.body().get("error").toString())
                    .contains("100 years")
                    .contains(time);
        }
        assertThat(workspace.faults()).hasToString("none");
        assertThat(emulator.find("fleeting")).isEmpty();
        assertThat(workspace.clock().instant()).isBetween(before, before.plusSeconds(600));
        assertThat(Http.get(workspace.url("/v1/task")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource
    void java_api_refuses_absurd_time(ThrowingCallable setting) {
        assertThatIllegalArgumentException().isThrownBy(setting).withMessageContaining("100 years");
    }

    static Stream<ThrowingCallable> java_api_refuses_absurd_time() {
        Workspace workspace = emulator.workspace("absurd");
        return Stream.of(TOO_LONG, ABSURD)
                .flatMap(time -> Stream.of(
                        () -> workspace.faults().rateLimit(1, time),
                        () -> workspace.expireAfter(time),
                        () -> workspace.clock().advance(time),
                        () -> workspace.clock().set(Instant.EPOCH, time),
                        () -> workspace.webhooks().settle(time),
                        () -> workspace.webhooks().awaitDelivery("basicops:task:created", time),
                        () -> workspace.journal().await("GET", "/v1/task", time),
                        () -> workspace.journal().awaitExchanges(all -> true, time),
                        () -> workspace.inbox("in").await("basicops:task:created", time),
                        () -> workspace.inbox("in").await(1, time),
                        () -> Webhooks.Retries.attempts(2).backoff(time, 1),
                        () -> Webhooks.Retries.attempts(2).atMost(time),
                        () -> Webhooks.DeliveryFault.delay(time),
                        () -> Emulator.builder().webhookTimeout(time)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT99999999999999H", "P36501D", "-PT1S"})
    void seed_refuses_absurd_tick(String tick) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed("export: {random: 1, sequence: 0, tick: " + tick + "}"))
                .withMessageContaining("100 years");
    }
}
