package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal keeps of requests and replies, and in which forms it gives it. */
class JournalTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
    private static final AtomicInteger NAMES = new AtomicInteger();

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
    void a_workspace() {
        workspace = emulator.workspace("journal-" + NAMES.incrementAndGet());
        workspace.clock().set(NOON);
    }

    private Exchange newest() {
        var all = workspace.journal().exchanges();
        return all.get(all.size() - 1);
    }

    @Test
    void a_request_is_kept_with_all_that_is_known_of_it() {
        Http.post(workspace.url("/v1/task?x=1"), "{'title': 'A'}");

        Exchange exchange = newest();
        assertThat(exchange.number()).isEqualTo(1);
        assertThat(exchange.at()).isEqualTo(NOON);
        assertThat(exchange.method()).isEqualTo("POST");
        assertThat(exchange.path()).isEqualTo("/v1/task");
        assertThat(exchange.query()).isEqualTo("x=1");
        assertThat(exchange.route()).isEqualTo("/v1/task");
        assertThat(exchange.caller()).hasValue(38);
        assertThat(exchange.requestHeader("content-type")).isEqualTo("application/json");
        assertThat(exchange.request()).isEqualTo("{\"title\": \"A\"}");
        assertThat(exchange.requestValue("/title")).isEqualTo("A");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.responseHeader("Content-Type")).startsWith("application/json");
        assertThat(exchange.responseValue("/data/id")).isEqualTo(1L);
        assertThat(exchange.problem()).isNull();
        assertThat(exchange.fault()).isNull();
        assertThat(exchange.events()).containsExactly("created task 1");
        assertThat(exchange.duration()).isPositive();
        assertThat(exchange).hasToString("#1 POST /v1/task?x=1 -> 200");
    }

    @Test
    void a_refused_request_says_why_and_an_unknown_path_has_no_route() {
        Http.post(workspace.url("/v1/task"), "{}");
        assertThat(newest().problem()).contains("$.title is required");
        assertThat(newest().events()).isEmpty();

        Http.get(workspace.url("/v1/nothing"));
        assertThat(newest().route()).isNull();
        assertThat(newest().toString()).contains("#2 GET /v1/nothing -> 404: ");

        Http.send("POST", workspace.url("/v1/task"), BodyPublishers.ofByteArray(new byte[2 << 20]));
        assertThat(newest().status()).isEqualTo(413);
        assertThat(newest().caller()).isEmpty();
    }

    @Test
    void a_request_that_is_turned_away_at_the_door_has_its_route_all_the_same() {
        workspace.faults().add(Fault.status(503).times(1));
        Http.get(workspace.url("/v1/task/1"));
        assertThat(newest().route()).isEqualTo("/v1/task/{id}");
        assertThat(newest().caller()).hasValue(38);

        Http.get(workspace.url("/v1/task/1"), "Authorization", "nothing");
        assertThat(newest().status()).isEqualTo(401);
        assertThat(newest().route()).isEqualTo("/v1/task/{id}");
        assertThat(newest().caller()).isEmpty();
    }

    @Test
    void it_can_be_waited_for_as_a_whole() throws Exception {
        CompletableFuture<List<Exchange>> two = CompletableFuture.supplyAsync(
                () -> workspace.journal().awaitExchanges(all -> all.size() == 2, Duration.ofSeconds(10)));
        Http.get(workspace.url("/v1/task/1"));
        Http.get(workspace.url("/v1/task/2"));

        assertThat(two.get()).hasSize(2);
        assertThat(workspace.journal().awaitExchanges(all -> all.size() == 3, Duration.ofMillis(20)))
                .hasSize(2);
        assertThat(workspace.journal()).hasToString("journal of " + workspace);
    }

    @Test
    void what_is_asked_of_the_emulator_itself_is_not_in_it() {
        Http.get(workspace.url("/_emulator/health"));

        assertThat(workspace.journal().exchanges()).isEmpty();
    }

    @Test
    void long_bodies_are_cut_and_say_so() {
        Http.post(workspace.url("/v1/note"), "{'name': 'N', 'content': '" + "x".repeat(100_000) + "'}");

        String kept = newest().request();
        assertThat(kept.length()).isLessThan(66_000);
        assertThat(kept.substring(kept.length() - 30)).endsWith("… (100028 bytes in all)");
    }

    @Test
    void it_is_bounded_by_number_and_by_size() {
        for (int i = 0; i < 1_010; i++) {
            Http.get(workspace.url("/v1/user/me"));
        }
        assertThat(workspace.journal().exchanges()).hasSize(1_000);
        assertThat(workspace.journal().exchanges().get(0).number()).isEqualTo(11);

        try (Emulator small = Emulator.builder().journal(1_000, 20_000).start()) {
            for (int i = 0; i < 50; i++) {
                Http.get(small.workspace().url("/v1/user"));
            }
            assertThat(small.workspace().journal().exchanges()).hasSizeBetween(3, 12);
        }
        try (Emulator none = Emulator.builder().journal(0, 0).start()) {
            Http.get(none.workspace().url("/v1/user"));
            assertThat(none.workspace().journal().exchanges()).isEmpty();
        }
    }

    @Test
    void it_can_be_searched_waited_for_and_cleared() throws Exception {
        CompletableFuture<Exchange> found =
                CompletableFuture.supplyAsync(() -> workspace.journal().await("GET", "/v1/task/{id}"));
        workspace.seed(task("A"));
        Http.get(workspace.url("/v1/task/1"));
        Http.get(workspace.url("/v1/task"));

        assertThat(found.get().path()).isEqualTo("/v1/task/1");
        assertThat(workspace.journal().exchanges("GET", "/v1/task/{id}")).hasSize(1);
        assertThat(workspace.journal().exchanges("GET", "/v1/task/1")).hasSize(1);
        assertThatThrownBy(() -> workspace.journal().await(exchange -> false, Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("within 20 ms")
                .hasMessageContaining("#1 GET /v1/task/1 -> 200")
                .hasMessageContaining("#2 GET /v1/task -> 200");
        workspace.journal().clear();
        assertThat(workspace.journal().exchanges()).isEmpty();
        Http.get(workspace.url("/v1/task"));
        assertThat(newest().number()).isEqualTo(3);
        workspace.reset();
        Http.get(workspace.url("/v1/task"));
        assertThat(newest().number()).isEqualTo(1);
    }

    /** The exchange may be dropped from the journal by the time it is shown. */
    @Test
    void awaited_exchange_is_shown_though_it_was_dropped() throws Exception {
        try (Emulator small = Emulator.builder().journal(1, 1 << 20).start()) {
            for (int i = 0; i < 200; i++) {
                small.workspace().journal().clear();
                CompletableFuture<HttpResponse<String>> awaited = HttpClient.newHttpClient()
                        .sendAsync(
                                HttpRequest.newBuilder(small.workspace()
                                                .url("/_emulator/journal/await?method=GET&route=/v1/note"))
                                        .build(),
                                BodyHandlers.ofString());
                while (!awaited.isDone()) {
                    Http.get(small.workspace().url("/v1/note"));
                    Http.get(small.workspace().url("/v1/task"));
                }
                assertThat(awaited.get().statusCode()).as(awaited.get().body()).isEqualTo(200);
            }
        }
    }

    @Test
    void exports_hide_tokens_and_secrets() throws MalformedJson {
        Http.post(
                workspace.url("/v1/webhook"),
                "{'name': 'W', 'url': 'http://10.0.0.1/', 'events': 'basicops:task:created', 'signing': 'provided',"
                        + " 'secret': 'hush'}");
        Http.send(
                "POST",
                workspace.url("/oauth/token"),
                BodyPublishers.ofString("grant_type=refresh_token&refresh_token=hush&client_secret=hush"),
                "Authorization",
                "Bearer hush",
                "Content-Type",
                "application/x-www-form-urlencoded");
        Http.get(URI.create(workspace.url("/v1/task") + "?token=hush&limit=1"), "Authorization", "Bearer hush");

        String har = workspace.journal().har();
        String curl = workspace.journal().curl();
        assertThat(har).doesNotContain("hush").contains("***");
        assertThat(curl).doesNotContain("hush").contains("Bearer ***", "client_secret=***", "token=***&limit=1");
        Object entries = Json.at(Json.read(har.getBytes(StandardCharsets.UTF_8)), "/log/entries");
        assertThat((List<?>) entries).hasSize(3);
        assertThat(Json.at(entries, "/2/request/queryString/1/name")).isEqualTo("limit");
        assertThat(Json.at(entries, "/0/response/status")).isEqualTo(200L);
    }

    @Test
    void a_line_hides_them_too() {
        Http.get(workspace.url("/v1/task?token=hush&limit=1"));

        assertThat(newest()).hasToString("#1 GET /v1/task?token=***&limit=1 -> 200");
    }

    @Test
    void deliveries_are_exported_and_told_in_the_same_manner() throws MalformedJson {
        Inbox inbox = workspace.inbox("tasks").answering(503);
        workspace.seed(webhook(URI.create(inbox.url() + "?token=hush&a=b"), "basicops:task:created"));
        workspace.seed(task("A"));
        workspace.webhooks().settle();

        Object entries =
                Json.at(Json.read(workspace.webhooks().har().getBytes(StandardCharsets.UTF_8)), "/log/entries");
        assertThat((java.util.List<?>) entries).hasSize(1);
        assertThat(Json.at(entries, "/0/request/url")).isEqualTo(inbox.url() + "?token=***&a=b");
        assertThat(Json.at(entries, "/0/request/method")).isEqualTo("POST");
        assertThat(Json.at(entries, "/0/request/postData/text").toString()).contains("\"title\":\"A\"");
        assertThat(Json.at(entries, "/0/response/status")).isEqualTo(503L);
        assertThat(workspace.webhooks().toString())
                .contains("tried (1)", "answered 503", "registered webhooks (1)", "?token=***&a=b")
                .doesNotContain("hush");
    }

    @Test
    void a_command_of_curl_sends_the_same_again() {
        Http.post(workspace.url("/v1/task"), "{'title': 'it`s $HOME'}");

        assertThat(newest().curl())
                .startsWith("curl -g '" + workspace.url("/v1/task") + "'")
                .contains("-H 'Authorization: Bearer ***'")
                .contains("--data-raw '{\"title\": \"it`s $HOME\"}'")
                .doesNotContain("Content-Length", "Host:");
    }
}
