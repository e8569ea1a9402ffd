package io.github.basicopsemulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.github.basicopsemulator.BasicOpsSeed.project;
import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.basicopsemulator.Delivery.Outcome;
import io.github.basicopsemulator.Webhooks.DeliveryFault;
import io.github.basicopsemulator.Webhooks.Retries;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks that are delivered over real connections to a subscriber that answers well, badly or not at all. */
class WebhooksOverWireMockTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static Emulator emulator;
    private static WireMockServer subscriber;

    private Workspace workspace;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
        subscriber = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        subscriber.start();
    }

    @AfterAll
    static void stop() {
        subscriber.stop();
        emulator.close();
    }

    @BeforeEach
    void a_workspace_and_a_subscriber_that_agrees() {
        workspace = emulator.workspace("webhooks-" + NAMES.incrementAndGet());
        subscriber.resetAll();
        answering(aResponse().withStatus(204));
    }

    private static void answering(ResponseDefinitionBuilder answer) {
        subscriber.stubFor(any(anyUrl()).willReturn(answer));
    }

    private static URI at(String path) {
        return URI.create(subscriber.baseUrl() + path);
    }

    private void post(String path, String json) {
        assertThat(Http.post(workspace.url(path), json).status()).isEqualTo(200);
    }

    /** The titles of the records that a path of the subscriber was told of, in the order of arrival. */
    private List<Object> told(String path) {
        workspace.webhooks().settle();
        return requests(path).stream()
                .map(request -> value(request.getBody(), "/events/0/records/0/title"))
                .toList();
    }

    private static List<LoggedRequest> requests(String path) {
        return subscriber.findAll(anyRequestedFor(urlEqualTo(path)));
    }

    private static Object value(byte[] body, String pointer) {
        try {
            return Json.at(Json.read(body), pointer);
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }

    @Test
    void deliveries_to_one_webhook_arrive_in_the_order_of_the_events() {
        workspace.seed(webhook(at("/hook"), "basicops:task:created"), webhook(at("/other"), "basicops:task:created"));

        List<Object> titles = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            post("/v1/task", "{'title': 'T" + i + "'}");
            titles.add("T" + i);
        }

        assertThat(told("/hook")).isEqualTo(titles);
        assertThat(told("/other")).isEqualTo(titles);
    }

    @Test
    void writers_side_by_side_are_told_in_the_order_of_their_ids() {
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));

        IntStream.range(0, 100).parallel().forEach(i -> post("/v1/task", "{'title': 'T" + i + "'}"));
        workspace.webhooks().settle();

        assertThat(requests("/hook"))
                .extracting(request -> value(request.getBody(), "/events/0/records/0/id"))
                .hasSize(100)
                .isSorted();
    }

    @Test
    void a_webhook_is_told_only_what_it_asked_for() {
        long apollo = workspace.seed(project("Apollo")).id();
        workspace.seed(
                webhook(at("/created"), "basicops:task:created"),
                webhook(at("/apollo"), "basicops:task:created", "basicops:task:updated")
                        .project(apollo));

        post("/v1/task", "{'title': 'in', 'project': " + apollo + "}");
        post("/v1/task", "{'title': 'out'}");

        assertThat(told("/created")).containsExactly("in", "out");
        assertThat(told("/apollo")).containsExactly("in");
    }

    @Test
    void a_delivery_is_signed_so_that_the_receiver_can_check_it() {
        workspace.seed(webhook(at("/hook"), "basicops:task:created").secret("geheim-ß-🔑"));

        post("/v1/task", "{'title': 'Ünïcødé 🚀'}");
        workspace.webhooks().settle();

        LoggedRequest request = requests("/hook").get(0);
        WebhookSignature signature = WebhookSignature.standard();
        String header = request.getHeader("X-BasicOps-Signature");
        assertThat(signature.matches("geheim-ß-🔑", request.getBody(), header)).isTrue();
        assertThat(signature.matches("guessed", request.getBody(), header)).isFalse();
        assertThat(signature.matches("geheim-ß-🔑", "{}".getBytes(UTF_8), header))
                .isFalse();
        assertThat(signature.matches("geheim-ß-🔑", request.getBody(), null)).isFalse();
    }

    @Test
    void signatures_can_be_written_in_another_way() {
        WebhookSignature own =
                WebhookSignature.standard().header("X-Hub").prefix("").base64();
        try (Emulator other = Emulator.builder().webhookSignature(own).start()) {
            Inbox inbox = other.workspace().inbox("signed");
            other.workspace().seed(webhook(inbox.url(), "basicops:task:created").secret("s"));
            other.workspace().seed(task("A"));

            Inbox.Message message = inbox.await("basicops:task:created");
            assertThat(message.header("x-hub")).isEqualTo(own.sign("s", message.body()));
            assertThat(message.header("X-BasicOps-Signature")).isNull();
            assertThat(message.signature()).isEqualTo(Inbox.Message.Signature.VALID);
        }
    }

    @Test
    void a_subscriber_who_hangs_does_not_keep_the_request_from_being_answered() throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            workspace.seed(webhook(deaf.url("/"), "basicops:task:created"));

            post("/v1/task", "{'title': 'A'}");
            deaf.awaitConnections(1);

            assertThat(workspace.webhooks().deliveries()).isEmpty();
            workspace.close();
        }
    }

    @Test
    void before_the_reply_everybody_was_told() {
        workspace.webhooks().mode(Webhooks.Mode.BEFORE_RESPONSE);
        workspace.seed(webhook(at("/hook"), "basicops:task:created"), webhook(at("/other"), "basicops:task:created"));

        post("/v1/task", "{'title': 'A'}");

        assertThat(requests("/hook")).hasSize(1);
        assertThat(requests("/other")).hasSize(1);
    }

    @Test
    void what_is_held_leaves_as_the_test_says() {
        workspace.webhooks().mode(Webhooks.Mode.HELD);
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));
        for (String title : List.of("A", "B", "C", "D", "E")) {
            post("/v1/task", "{'title': '" + title + "'}");
        }
        assertThat(told("/hook")).isEmpty();

        List<Delivery> held = workspace.webhooks().held();
        assertThat(held)
                .extracting(delivery -> delivery.value("/events/0/records/0/title"))
                .containsExactly("A", "B", "C", "D", "E");
        assertThat(held).allMatch(delivery -> delivery.outcome() == Outcome.HELD);
        Delivery third = workspace.webhooks().deliver(held.get(2));
        Delivery first = workspace.webhooks().deliverNext();
        Delivery again = workspace.webhooks().deliver(third);
        workspace.webhooks().drop(held.get(1));
        List<Delivery> rest = workspace.webhooks().deliverAll();

        assertThat(told("/hook")).containsExactly("C", "A", "C", "D", "E");
        assertThat(List.of(third, first, again)).allMatch(delivery -> delivery.outcome() == Outcome.DELIVERED);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(rest).hasSize(2);
        assertThat(workspace.webhooks().held()).isEmpty();
        assertThatThrownBy(() -> workspace.webhooks().drop(held.get(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not held");
        assertThatThrownBy(() -> workspace.webhooks().deliverNext())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no delivery is held");
    }

    @Test
    void what_is_no_longer_to_be_held_leaves_in_its_order() {
        workspace.webhooks().mode(Webhooks.Mode.HELD);
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));
        post("/v1/task", "{'title': 'A'}");
        post("/v1/task", "{'title': 'B'}");

        workspace.webhooks().mode(Webhooks.Mode.AFTER_RESPONSE);

        assertThat(told("/hook")).containsExactly("A", "B");
    }

    @Test
    void by_default_a_delivery_is_tried_once() {
        answering(aResponse().withStatus(500).withBody("out of order"));
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));

        post("/v1/task", "{'title': 'A'}");
        workspace.webhooks().settle();
        workspace.clock().advance(Duration.ofDays(30));

        assertThat(requests("/hook")).hasSize(1);
        Delivery dead = workspace.webhooks().deadLetters().get(0);
        assertThat(dead.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(dead.status()).isEqualTo(500);
        assertThat(dead.response()).isEqualTo("out of order");
    }

    @Test
    void retries_are_due_on_the_clock_of_the_workspace() {
        failing("/hook", 2, 503);
        workspace.clock().set(NOON);
        workspace.webhooks().retries(Retries.attempts(4).backoff(Duration.ofMinutes(1), 3));
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));

        post("/v1/task", "{'title': 'A'}");
        workspace.webhooks().settle();
        assertThat(requests("/hook")).hasSize(1);
        workspace.clock().advance(Duration.ofSeconds(59));
        assertThat(requests("/hook")).hasSize(1);
        workspace.clock().advance(Duration.ofSeconds(1));
        assertThat(requests("/hook")).hasSize(2);
        workspace.clock().advance(Duration.ofDays(1));

        assertThat(workspace.webhooks().deliveries())
                .extracting(Delivery::status)
                .containsExactly(503, 503, 204);
        assertThat(workspace.webhooks().deliveries())
                .extracting(Delivery::attempt)
                .containsExactly(1, 2, 3);
        assertThat(workspace.webhooks().deliveries())
                .extracting(Delivery::began)
                .containsExactly(NOON, NOON.plusSeconds(60), NOON.plusSeconds(240));
        assertThat(workspace.webhooks().deadLetters()).isEmpty();
        assertThat(workspace.clock().instant()).isEqualTo(NOON.plusSeconds(60 + 86_400));
    }

    /** Fails so often and then agrees. */
    private static void failing(String path, int times, int status) {
        for (int i = 0; i < times; i++) {
            subscriber.stubFor(any(urlEqualTo(path))
                    .inScenario(path)
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "failed " + i)
                    .willSetStateTo("failed " + (i + 1))
                    .willReturn(aResponse().withStatus(status)));
        }
    }

    @Test
    void what_fails_every_time_is_given_up_in_the_end() {
        answering(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        workspace.clock().set(NOON);
        workspace.webhooks().retries(Retries.attempts(3).backoff(Duration.ofHours(1), 1));
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));
        post("/v1/task", "{'title': 'A'}");

        workspace.clock().set(NOON.plusSeconds(86_400));

        assertThat(workspace.webhooks().deliveries())
                .extracting(Delivery::outcome)
                .containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.FAILED);
        assertThat(workspace.webhooks().deadLetters()).hasSize(1);
        assertThat(workspace.webhooks().deadLetters().get(0).attempt()).isEqualTo(3);
        assertThat(workspace.webhooks().deadLetters().get(0).failure()).isNotBlank();
    }

    @Test
    void only_some_statuses_may_be_worth_another_attempt() {
        workspace.webhooks().retries(Retries.attempts(2).onlyOn(503));
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));
        answering(aResponse().withStatus(400));
        post("/v1/task", "{'title': 'A'}");
        workspace.webhooks().settle();
        answering(aResponse().withStatus(503));
        post("/v1/task", "{'title': 'B'}");
        workspace.webhooks().settle();

        workspace.clock().advance(Duration.ofHours(1));

        assertThat(told("/hook")).containsExactly("A", "B", "B");
    }

    @Test
    void a_hundred_webhooks_of_which_all_but_one_hang_leave_that_one_and_the_api_as_they_are() throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            for (int i = 0; i < 99; i++) {
                workspace.seed(webhook(deaf.url("/" + i), "basicops:task:created"));
            }
            workspace.seed(webhook(at("/hook"), "basicops:task:created"));

            for (int i = 1; i <= 20; i++) {
                post("/v1/task", "{'title': 'T" + i + "'}");
            }
            workspace.webhooks().awaitDelivery(delivery -> "T20".equals(delivery.value("/events/0/records/0/title")));
            deaf.awaitConnections(99);

            assertThat(requests("/hook")).hasSize(20);
            assertThat(workspace.webhooks().deliveries())
                    .as("none of the 99 has come to an end yet")
                    .hasSize(20)
                    .allMatch(delivery -> delivery.url().equals(at("/hook")));
            workspace.close();
        }
    }

    @Test
    void a_subscriber_may_call_back_before_it_answers() {
        Inbox echo = workspace.inbox("echo");
        workspace.seed(webhook(at("/hook"), "basicops:task:created"), webhook(echo.url(), "basicops:project:created"));

        post("/v1/task", "{'title': 'A'}");
        post("/v1/project", "{'title': 'P'}");

        assertThat(echo.await("basicops:project:created").value("/events/0/records/0/title"))
                .isEqualTo("P");
        assertThat(told("/hook")).containsExactly("A");
    }

    @Test
    void connections_are_kept_and_redirects_are_not_followed() {
        answering(aResponse().withStatus(307).withHeader("Location", subscriber.baseUrl() + "/elsewhere"));
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));

        post("/v1/task", "{'title': 'A'}");
        workspace.webhooks().settle();

        assertThat(requests("/elsewhere")).isEmpty();
        assertThat(workspace.webhooks().deliveries().get(0).status()).isEqualTo(307);
        assertThat(requests("/hook").get(0).getHeader("Connection")).isNotEqualTo("close");
    }

    @Test
    void troubles_befall_deliveries_by_rule() {
        workspace
                .webhooks()
                .faults(
                        DeliveryFault.drop().nth(2),
                        DeliveryFault.duplicate().nth(3),
                        DeliveryFault.reorder().nth(4),
                        DeliveryFault.delay(Duration.ofMinutes(1)).nth(6));
        workspace.clock().set(NOON);
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));
        for (int i = 1; i <= 7; i++) {
            post("/v1/task", "{'title': '" + i + "'}");
        }

        assertThat(told("/hook")).containsExactly("1", "3", "3", "5", "4", "7");
        workspace.clock().advance(Duration.ofMinutes(1));
        assertThat(told("/hook")).containsExactly("1", "3", "3", "5", "4", "7", "6");
        assertThat(workspace.webhooks().deliveries())
                .filteredOn(delivery -> delivery.outcome() == Outcome.DROPPED)
                .singleElement()
                .satisfies(delivery ->
                        assertThat(delivery.value("/events/0/records/0/title")).isEqualTo("2"));
    }

    @Test
    void the_last_delivery_that_waits_to_be_overtaken_goes_when_all_is_settled() {
        workspace.webhooks().faults(DeliveryFault.reorder());
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));

        for (String title : List.of("A", "B", "C")) {
            post("/v1/task", "{'title': '" + title + "'}");
        }

        assertThat(told("/hook")).containsExactly("B", "A", "C");
    }

    @Test
    void a_corrupted_signature_does_not_fit() {
        workspace
                .webhooks()
                .faults(DeliveryFault.corruptSignature()
                        .event("basicops:task:created")
                        .times(1));
        Inbox inbox = workspace.inbox("signed");
        workspace.seed(webhook(inbox.url(), "basicops:task:created").secret("s"));

        post("/v1/task", "{'title': 'A'}");
        post("/v1/task", "{'title': 'B'}");

        assertThat(inbox.await(2))
                .extracting(Inbox.Message::signature)
                .containsExactly(Inbox.Message.Signature.INVALID, Inbox.Message.Signature.VALID);
    }

    @Test
    void chance_follows_from_the_seed() {
        List<List<Object>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            Workspace one = emulator.workspace("chance-" + NAMES.incrementAndGet());
            one.webhooks().faults(DeliveryFault.drop().chance(0.5));
            Inbox inbox = one.inbox("hook");
            one.seed(webhook(inbox.url(), "basicops:task:created"));
            for (int i = 0; i < 40; i++) {
                one.seed(task("T" + i));
            }
            one.webhooks().settle();
            runs.add(inbox.received().stream()
                    .map(message -> message.value("/events/0/records/0/title"))
                    .toList());
        }

        assertThat(runs.get(0)).hasSizeBetween(5, 35).isEqualTo(runs.get(1));
    }

    @Test
    void an_address_outside_is_taken_and_never_called_and_the_log_says_why() {
        post(
                "/v1/webhook",
                "{'name': 'W', 'url': 'https://server.com/hook', 'events': 'basicops:task:created', 'signing': 'none'}");

        post("/v1/task", "{'title': 'A'}");
        workspace.webhooks().settle();

        Delivery delivery = workspace.webhooks().deliveries().get(0);
        assertThat(delivery.outcome()).isEqualTo(Outcome.BLOCKED_HOST);
        assertThat(delivery.attempt()).isZero();
        assertThat(delivery.failure()).contains("server.com", "webhooksTo(\"server.com\")", "--webhooks-to server.com");
        assertThat(delivery.text()).contains("\"title\":\"A\"");
    }

    @Test
    void whoever_waits_in_vain_is_told_what_did_happen() {
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));
        post("/v1/task", "{'title': 'A'}");

        assertThatThrownBy(() -> workspace.webhooks().awaitDelivery("basicops:task:deleted", Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no delivery of basicops:task:deleted within 50 ms")
                .hasMessageContaining("#1 basicops:task:created to " + at("/hook"))
                .hasMessageContaining("wants basicops:task:created")
                .hasMessageContaining("task 1 created");
    }

    @Test
    void whoever_waits_is_woken_by_a_delivery_or_by_the_end_of_the_workspace() throws Exception {
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));
        CompletableFuture<Delivery> found =
                CompletableFuture.supplyAsync(() -> workspace.webhooks().awaitDelivery("basicops:task:created"));
        CompletableFuture<Delivery> never = CompletableFuture.supplyAsync(
                () -> workspace.webhooks().awaitDelivery("basicops:task:deleted", Duration.ofDays(1)));

        post("/v1/task", "{'title': 'A'}");

        assertThat(found.get().value("/events/0/records/0/title")).isEqualTo("A");
        workspace.close();
        assertThatThrownBy(never::get).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_inbox_answers_as_it_is_told_and_remembers_what_it_was_sent() {
        Inbox inbox = workspace.inbox("tasks").answering(500, 503);
        workspace.seed(webhook(inbox.url(), "basicops:task:created").secret("s"));
        workspace.seed(task("A"));
        workspace.webhooks().settle();
        workspace.seed(task("B"), task("C"));
        workspace.webhooks().settle();
        workspace.seed(task("D"));

        List<Inbox.Message> messages = inbox.await(3);
        assertThat(messages).extracting(Inbox.Message::status).containsExactly(500, 503, 200);
        assertThat(messages).extracting(Inbox.Message::number).containsExactly(1L, 2L, 3L);
        assertThat(messages).extracting(Inbox.Message::event).containsOnly("basicops:task:created");
        assertThat(messages).allMatch(message -> message.signature() == Inbox.Message.Signature.VALID);
        assertThat(messages.get(1).value("/events/0/records/1/title")).isEqualTo("C");
        Map<String, Object> shown = Http.get(inbox.url()).body();
        assertThat((List<?>) shown.get("received")).hasSize(3);
        inbox.clear();
        assertThat(inbox.received()).isEmpty();
        assertThatThrownBy(() -> inbox.await(1, Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fewer than 1 messages came to the inbox \"tasks\"")
                .hasMessageContaining("answered 200");
    }

    @Test
    void users_change_only_by_the_hand_of_the_test_and_that_is_told() {
        Inbox inbox = workspace.inbox("people");
        workspace.seed(webhook(inbox.url(), "basicops:user:created", "basicops:user:updated", "basicops:user:deleted"));

        long jo = workspace.seed(BasicOpsSeed.person("Jo", "March")).id();
        workspace.change("user", jo, Map.of("email", "jo@testco.com"));
        workspace.remove("user", jo);

        List<Inbox.Message> messages = inbox.await(3);
        assertThat(messages)
                .extracting(Inbox.Message::event)
                .containsExactly("basicops:user:created", "basicops:user:updated", "basicops:user:deleted");
        assertThat(messages.get(1).value("/events/0/records/0/email")).isEqualTo("jo@testco.com");
        assertThatThrownBy(() -> workspace.remove("user", jo))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user " + jo);
        assertThatThrownBy(() -> workspace.change("task", 1, Map.of("title", "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_snapshot_has_what_is_held_and_how_it_is_delivered() {
        workspace.webhooks().mode(Webhooks.Mode.HELD);
        workspace.seed(webhook(at("/hook"), "basicops:task:created"));
        post("/v1/task", "{'title': 'A'}");
        Snapshot snapshot = workspace.snapshot();
        workspace.webhooks().deliverAll();
        workspace.webhooks().mode(Webhooks.Mode.AFTER_RESPONSE);
        post("/v1/task", "{'title': 'B'}");
        assertThat(told("/hook")).containsExactly("A", "B");

        workspace.rewind(snapshot);

        assertThat(workspace.webhooks().deliveries()).isEmpty();
        assertThat(workspace.snapshot()).isEqualTo(snapshot);
        post("/v1/task", "{'title': 'C'}");
        assertThat(workspace.webhooks().deliverAll())
                .extracting(Delivery::number)
                .containsExactly(1L, 2L);
        assertThat(told("/hook")).containsExactly("A", "B", "A", "C");
        Workspace copy = emulator.workspace("webhooks-" + NAMES.incrementAndGet(), snapshot);
        assertThat(copy.webhooks().held()).hasSize(1);
        workspace.reset();
        assertThat(workspace.webhooks().held()).isEmpty();
    }
}
