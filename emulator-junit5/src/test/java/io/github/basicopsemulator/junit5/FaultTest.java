package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Fault;
import io.github.basicopsemulator.Workspace;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the documents show of faults. */
@BasicOpsEmulator
class FaultTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static CompletableFuture<Integer> asked(Workspace basicops) {
        HttpRequest request = HttpRequest.newBuilder(basicops.url("/v1/user/me"))
                .header("Authorization", "Bearer any")
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::statusCode);
    }

    private static int create(Workspace basicops) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(basicops.url("/v1/task"))
                .header("Authorization", "Bearer any")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\": \"A\"}"))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void rules(Workspace basicops) throws Exception {
        basicops.faults()
                .add(
                        Fault.status(503).on("POST", "/v1/task").times(2),
                        Fault.tooManyRequests(Duration.ofSeconds(5))
                                .on("GET", "/v1/task/{id}")
                                .nth(3),
                        Fault.lostResponse().on("PATCH").caller(38),
                        Fault.latency(Duration.ofMillis(20), Duration.ofMillis(80))
                                .chance(0.1))
                .rateLimit(100, Duration.ofSeconds(10));

        assertThat(create(basicops)).isEqualTo(503);
        assertThat(create(basicops)).isEqualTo(503);
        assertThat(create(basicops)).isEqualTo(200);
    }

    @Test
    void latency_on_the_clock(Workspace basicops) {
        basicops.clock().set(Instant.parse("2024-01-01T12:00:00Z"));
        basicops.faults().add(Fault.latency(Duration.ofSeconds(30)).onWorkspaceClock());
        CompletableFuture<Integer> status = asked(basicops); // does not come back yet
        basicops.journal().await("GET", "/v1/user/me");
        assertThat(status).isNotDone();
        basicops.clock().advance(Duration.ofSeconds(30)); // now it does

        assertThat(status.join()).isEqualTo(200);
    }
}
