package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.assertThat;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Exchange;
import io.github.basicopsemulator.Fault;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents show of the journal. */
@BasicOpsEmulator
class JournalTest {

    /** The code under test. */
    private record Planner(Workspace basicops) {

        private static final HttpClient HTTP =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private static final Pattern NEXT_PAGE = Pattern.compile("\"nextPage\":\"(\\d+)\"");

        void finish(long task) {
            send(request("/v1/task/" + task).method("PATCH", BodyPublishers.ofString("{\"status\":\"Complete\"}")));
        }

        CompletableFuture<Void> finishLater(long task) {
            return CompletableFuture.runAsync(() -> finish(task));
        }

        void readAll() {
            String path = "/v1/task?limit=1";
            HttpResponse<String> reply = patiently(path);
            for (Matcher next = next(reply); next.find(); next = next(reply)) {
                reply = patiently(path + "&nextPage=" + next.group(1));
            }
        }

        private static Matcher next(HttpResponse<String> reply) {
            return NEXT_PAGE.matcher(reply.body());
        }

        private HttpResponse<String> patiently(String path) {
            HttpResponse<String> reply = send(request(path));
            if (reply.statusCode() != 429) {
                return reply;
            }
            String seconds = reply.headers().firstValue("Retry-After").orElseThrow();
            basicops.clock().advance(Duration.ofSeconds(Long.parseLong(seconds)));
            return send(request(path));
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(basicops.url() + path))
                    .header("Authorization", "Bearer any")
                    .header("Content-Type", "application/json");
        }

        private static HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return HTTP.send(request.build(), BodyHandlers.ofString());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    @Test
    void what_is_kept(Workspace basicops) {
        basicops.seed(task("Launch"));
        Planner planner = new Planner(basicops);

        planner.finish(1); // the code under test

        List<Exchange> all = basicops.journal().exchanges();
        List<Exchange> updates = basicops.journal().exchanges("PATCH", "/v1/task/{id}");

        Exchange update = updates.get(0);
        assertThat(update.requestValue("/status")).isEqualTo("Complete");
        assertThat(update.status()).isEqualTo(200);
        assertThat(update.events()).containsExactly("updated task 1");
        assertThat(update).hasToString("#1 PATCH /v1/task/1 -> 200");

        assertThat(all).hasSize(1);
        String har = basicops.journal().har();
        String curl = basicops.journal().curl();
        assertThat(har).doesNotContain("Bearer any");
        assertThat(curl).contains("curl -g -X PATCH");
    }

    @Test
    void bounds() {
        try (Emulator emulator = Emulator.builder().journal(100, 1 << 20).start()) {
            assertThat(emulator.workspace().journal().exchanges()).isEmpty();
        }
    }

    @Test
    void waiting(Workspace basicops) {
        basicops.seed(task("Launch"));
        Planner planner = new Planner(basicops);
        CompletableFuture<Void> later = planner.finishLater(1);

        Exchange update = basicops.journal().await("PATCH", "/v1/task/{id}");
        basicops.journal().await(exchange -> exchange.status() == 200, Duration.ofSeconds(2));

        assertThat(update.caller()).hasValue(38);
        later.join();
    }

    @Test
    void assertions(Workspace basicops) {
        basicops.seed(task("Launch"));
        Planner planner = new Planner(basicops);

        planner.finish(1); // the code under test

        assertThat(basicops.journal())
                .received("PATCH", "/v1/task/{id}")
                .received(request("PATCH", "/v1/task/{id}")
                        .with("/status", "Complete")
                        .answered(200)
                        .once())
                .received(request("DELETE", "/v1/task/{id}").never())
                .hasNoRefusals();
    }

    @Test
    void assertions_that_wait(Workspace basicops) {
        basicops.seed(task("Launch"));
        Planner planner = new Planner(basicops);

        planner.finishLater(1); // the code under test, which answers before it is done

        assertThat(basicops.journal())
                .eventually(Duration.ofSeconds(5))
                .received(request("PATCH", "/v1/task/1")
                        .with("/status", "Complete")
                        .once());
    }

    @Test
    void client_checks(Workspace basicops) {
        basicops.seed(task("A"), task("B"), task("C"));
        basicops.clock().set(Instant.parse("2024-01-01T12:00:00Z"));
        Planner planner = new Planner(basicops);

        basicops.faults().add(Fault.tooManyRequests(Duration.ofSeconds(30)).nth(2));

        planner.readAll(); // the code under test

        assertThat(basicops.journal())
                .received(request("GET", "/v1/task").answered(429).once())
                .honouredRetryAfter()
                .readEveryPage()
                .avoidedNPlusOne();
    }

    @Test
    void lost_answers(Workspace basicops) {
        basicops.seed(task("Launch"));
        Planner planner = new Planner(basicops);

        basicops.faults().add(Fault.lostResponse().on("PATCH").times(1));
        try {
            planner.finish(1); // the code under test
        } catch (UncheckedIOException lost) {
            planner.finish(1);
        }
        assertThat(basicops.journal()).retriedAfterLostResponse();
    }
}
