package io.github.basicopsemulator.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.FailureLog;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.fault.FaultHeader;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.journal.RecordedExchange;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.FakeTransport;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a request, for a vendor that there is not. */
class EngineTest {

    private static final Instant START = Instant.parse("2024-01-02T03:04:05Z");

    private final FailureLog log = new FailureLog();
    private final SampleApi shop = new SampleApi();
    private final Engine engine = new Engine(List.of(shop));
    private final CountingClock clock = new CountingClock();
    private final WorkspaceRuntime runtime = new WorkspaceRuntime(
            "",
            new WorkspaceSnapshot(
                    engine.fresh(1), new VirtualClock.Mode(clock), new DispatchSettings(PayloadFormat.DOCUMENTED)),
            new FakeTransport().network(),
            new ExchangeLog(1_000, 16 << 20));

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void a_fresh_workspace_has_what_its_surface_founds() {
        assertThat(body(send("GET", "/toys/10", ""))).containsEntry("name", "the first toy");
    }

    @Test
    void what_is_created_can_be_shown_listed_changed_and_removed() {
        assertThat(body(send("POST", "/toys", "{\"name\":\"car\"}"))).containsEntry("id", 11L);
        assertThat(body(send("GET", "/toys/11", ""))).containsEntry("name", "car");
        assertThat(body(send("PATCH", "/toys/11", "{\"name\":\"bus\"}"))).containsEntry("updated", 11L);
        assertThat((List<?>) body(send("GET", "/toys?name=bus", "")).get("toys"))
                .hasSize(1);
        assertThat(body(send("DELETE", "/toys/11", ""))).containsEntry("removed", 11L);
        assertThat(body(send("GET", "/toys/11", ""))).containsEntry("problem", "NOT_FOUND");
    }

    @Test
    void a_page_says_where_the_next_begins_and_the_last_does_not() {
        for (int i = 0; i < 4; i++) {
            send("POST", "/toys", "{\"name\":\"car\"}");
        }

        assertThat(body(send("GET", "/toys?limit=2", ""))).containsEntry("next", 2L);
        assertThat(body(send("GET", "/toys?limit=2&offset=2", ""))).containsEntry("next", 4L);
        assertThat(body(send("GET", "/toys?limit=2&offset=4", ""))).containsEntry("next", null);
        assertThat(body(send("GET", "/toys?limit=5", ""))).containsEntry("next", null);
        assertThat((List<?>) body(send("GET", "/toys?offset=9", "")).get("toys"))
                .isEmpty();
    }

    @Test
    void a_list_in_an_order_of_its_own_is_paged_in_that_order() {
        for (String name : List.of("bus", "car", "ant")) {
            send("POST", "/toys", "{\"name\":\"" + name + "\"}");
        }

        assertThat(names("/toys?limit=2")).containsExactly("the first toy", "bus");
        assertThat(names("/toys?sorted&limit=2")).containsExactly("ant", "bus");
        assertThat(names("/toys?sorted&limit=2&offset=2")).containsExactly("car", "the first toy");
    }

    @Test
    void a_surface_checks_what_it_knows_before_the_body_is_read() {
        assertThat(body(send("POST", "/toys?closed", "{")))
                .containsEntry("problem", "FORBIDDEN")
                .containsEntry("message", "There is no toy today, nor POST /toys.");
        assertThat(body(send("POST", "/toys", "{"))).containsEntry("problem", "MALFORMED");
        assertThat(body(send("POST", "/nowhere?closed", "{"))).containsEntry("problem", "NO_SUCH_PATH");
    }

    @Test
    void a_path_can_be_written_in_another_way() {
        assertThat(body(send("GET", "/playthings/10", ""))).containsEntry("name", "the first toy");
        assertThat(engine.takes("POST", "/playthings")).isEqualTo(Route.Takes.OBJECT);
    }

    @Test
    void what_a_surface_puts_into_every_head_is_in_every_reply() {
        for (Response reply : List.of(
                send("GET", "/toys", ""),
                send("GET", "/nowhere", ""),
                send("GET", "/broken", ""),
                engine.refuse(Request.unread("GET", "/", 0), Problem.malformed("x")))) {
            assertThat(reply.headers().first("Receipt"))
                    .contains(Request.unread("GET", "/", 0).id());
        }
        assertThat(Request.unread("GET", "/", 1).id())
                .isEqualTo(Request.unread("GET", "/", 1).id())
                .isNotEqualTo(Request.unread("GET", "/", 2).id());
    }

    @Test
    void a_problem_after_a_change_stores_nothing_and_tells_nothing() {
        State before = runtime.store().state();

        assertThat(body(send("POST", "/toys/then/refuse", "{\"name\":\"car\"}")))
                .containsEntry("problem", "INVALID")
                .containsEntry("message", "$.name is not to our taste.");

        assertThat(runtime.store().state()).isSameAs(before);
        assertThat(runtime.events().events()).isEmpty();
    }

    @Test
    void a_bug_shows_its_stack_trace_and_changes_nothing() {
        State before = runtime.store().state();
        Response reply = send("POST", "/toys/then/break", "{\"name\":\"car\"}");

        assertThat(reply.status()).isEqualTo(500);
        assertThat((String) body(reply).get("trace"))
                .contains("IllegalStateException: the wheel came off")
                .contains("SampleItems.createThenBreak");
        assertThat(runtime.store().state()).isSameAs(before);
        assertThat(runtime.events().events()).isEmpty();
        assertThat(send("POST", "/toys", "{\"name\":\"car\"}").status())
                .as("the next writer gets its turn")
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/broken", "/endless", "/sneaky"})
    void a_bug_in_a_route_that_reads_is_a_reply_too(String path) {
        assertThat(send("GET", path, "").status()).isEqualTo(500);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void an_error_is_a_500_with_a_log_line_and_an_entry(Error error) {
        shop.toys.error = error;

        Response reply = send("GET", "/erroneous", "");

        assertThat(reply.status()).isEqualTo(500);
        assertThat((String) body(reply).get("trace"))
                .startsWith("The emulator itself failed; please report this.\n" + error + "\n\tat ");
        assertThat(reply.headers().first("Date")).isPresent();
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0).getLevel()).isEqualTo(Level.SEVERE);
        assertThat(log.lines().get(0).getThrown()).isSameAs(error);
        assertThat(log.lines().get(0).getMessage())
                .isEqualTo("GET /erroneous is answered with 500: the emulator itself failed: " + error);
        assertThat(runtime.journal().all()).hasSize(1);
        assertThat(runtime.journal().all().get(0).status()).isEqualTo(500);
        assertThat(runtime.journal().all().get(0).route()).isEqualTo("/erroneous");
        assertThat(runtime.journal().all().get(0).problem()).isEqualTo("the emulator itself failed: " + error);
    }

    static Stream<Error> errors() {
        return Stream.of(
                new NoClassDefFoundError("java/awt/Image"),
                new ExceptionInInitializerError("no"),
                new LinkageError("two versions"),
                new AssertionError("never"),
                new InternalError("the virtual machine"));
    }

    @Test
    void out_of_memory_says_what_to_do() {
        shop.toys.error = new OutOfMemoryError("Java heap space");

        Response reply = send("GET", "/erroneous", "");

        assertThat(reply.status()).isEqualTo(500);
        assertThat((String) body(reply).get("trace"))
                .contains("run out of memory", "Java heap space", "-Xmx", "--journal")
                .doesNotContain("\tat ");
        assertThat(runtime.journal().all().get(0).problem()).contains("-Xmx");
        assertThat(log.lines().get(0).getMessage()).contains("-Xmx");
    }

    @Test
    void a_failing_dialect_is_a_500_and_letters_still_go() {
        shop.beforeCompletion = () -> {
            throw new NoClassDefFoundError("sealing/Wax");
        };

        Response reply = send("POST", "/toys", "{\"name\":\"car\"}");

        assertThat(reply.status()).isEqualTo(500);
        assertThat((String) body(reply).get("trace")).contains("NoClassDefFoundError: sealing/Wax");
        assertThat(reply.headers().first("Receipt")).isPresent();
        assertThat(runtime.journal().all()).hasSize(1);
        assertThat(runtime.journal().all().get(0).events())
                .as("the change was made")
                .hasSize(1);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void a_failure_in_a_closed_workspace_is_a_503() {
        runtime.close();

        Response reply = send("GET", "/broken", "");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(body(reply)).containsEntry("fault", "The workspace was closed before this request was answered.");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_reply_that_cannot_be_made_is_a_minimal_one() {
        shop.beforeFailed = () -> {
            throw new OutOfMemoryError("still");
        };

        Response reply = send("GET", "/broken", "");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(body(reply)).containsEntry("error", "internal_error").containsKey("message");
        assertThat(reply.headers().first("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(runtime.journal().all()).hasSize(1);
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void a_failing_journal_costs_the_entry_and_not_the_reply() {
        AtomicLong looks = new AtomicLong();
        Engine failing = new Engine(
                List.of(shop),
                () -> {
                    if (looks.incrementAndGet() == 2) {
                        throw new StackOverflowError("no end");
                    }
                    return 0;
                },
                false);

        Response reply = failing.handle(runtime, request("POST", "/toys", "{\"name\":\"car\"}", "name", "me"));

        assertThat(reply.status()).as("the change was made").isEqualTo(201);
        assertThat(runtime.journal().all()).isEmpty();
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0).getMessage()).startsWith("The journal has no entry of POST /toys: ");
    }

    @Test
    void a_clock_that_fails_is_a_500_in_the_journal() {
        clock.broken = true;

        assertThat(send("GET", "/toys/10", "").status()).isEqualTo(500);
        assertThat(runtime.journal().all()).hasSize(1);
        assertThat(runtime.journal().all().get(0).at()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void a_route_that_reads_must_not_write() {
        assertThat((String) body(send("GET", "/sneaky", "")).get("trace"))
                .contains("a route that reads must not write");
    }

    @Test
    void events_are_numbered_in_the_order_they_happened() {
        send("POST", "/toys", "{\"name\":\"car\"}");
        send("POST", "/toys/then/refuse", "{\"name\":\"no\"}");
        send("POST", "/toys/twice", "{\"name\":\"pair\"}");
        send("PATCH", "/toys/10", "{\"name\":\"renamed\"}");
        send("PATCH", "/toys/10", "{}");

        List<Event> events = runtime.events().events();
        assertThat(events).extracting(Event::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(events)
                .extracting(event -> event.action() + " " + event.id())
                .containsExactly("CREATED 11", "CREATED 12", "CREATED 13", "REMOVED 12", "UPDATED 10");
        assertThat(events).extracting(Event::actor).containsOnly(5L);
        assertThat(events.get(4).entity()).isEqualTo("toy 10");
    }

    @Test
    void everything_in_one_call_happens_at_one_moment() {
        send("POST", "/toys/twice", "{\"name\":\"pair\"}");

        assertThat(clock.reads).isEqualTo(1);
        Entity toy = runtime.store().state().find(SampleItems.KIND, 12);
        assertThat(toy).isNotNull();
        assertThat(toy.get("created")).isEqualTo(START).isEqualTo(toy.get("updated"));
        assertThat(runtime.events().events()).extracting(Event::at).containsOnly(START);
    }

    @Test
    void a_change_of_nothing_changes_nothing() {
        Entity before = runtime.store().state().find(SampleItems.KIND, 10);
        assertThat(body(send("PATCH", "/toys/10", "{\"unknown\":1}"))).containsEntry("updated", 10L);

        assertThat(runtime.store().state().find(SampleItems.KIND, 10)).isSameAs(before);
    }

    @Test
    void head_is_answered_as_get() {
        Response get = send("GET", "/toys/10", "");
        Response head = send("HEAD", "/toys/10", "");

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.body()).isEqualTo(get.body());
        assertThat(send("HEAD", "/toys/99", "").status()).isEqualTo(400);
    }

    @Test
    void who_may_not_call_learns_nothing_else() {
        Request stranger = new Request("GET", "/nowhere", "a=%", Headers.of(), new byte[0], "");

        assertThat(body(engine.handle(runtime, stranger))).containsEntry("problem", "UNAUTHORIZED");
    }

    @Test
    void an_unknown_path_and_an_unknown_method_are_told_apart() {
        assertThat(body(send("GET", "/nowhere", ""))).containsEntry("problem", "NO_SUCH_PATH");
        assertThat(body(send("PUT", "/toys", ""))).containsEntry("problem", "METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "1.0", "0x1", "99999999999999999999", "-1", "0", "10%20"})
    void an_id_that_nothing_has_is_not_found(String id) {
        assertThat((String) body(send("GET", "/toys/" + id, "")).get("problem")).isIn("NOT_FOUND", "NO_SUCH_PATH");
    }

    @Test
    void acting_without_a_request_is_all_or_nothing_too() {
        State before = runtime.store().state();
        assertThatThrownBy(() -> engine.execute(runtime, shop, new Caller(1), "", call -> {
                    call.resource(SampleItems.KIND).make(Changes.of(Json.object("name", "car")), null, call);
                    throw Problem.invalid("$", "no");
                }))
                .isInstanceOf(Problem.class);
        assertThat(runtime.store().state()).isSameAs(before);

        long id = engine.execute(
                runtime,
                shop,
                new Caller(1),
                "",
                call -> call.resource(SampleItems.KIND)
                        .make(Changes.of(Json.object("name", "car")), 77L, call)
                        .id());
        assertThat(id).isEqualTo(77);
        assertThat(runtime.events().events()).extracting(Event::actor).containsExactly(1L);
    }

    @Test
    void a_request_and_its_reply_are_kept_with_what_came_of_them() {
        Engine timed = new Engine(List.of(shop), nanos(4_000_000), false);
        timed.handle(runtime, request("POST", "/toys", "{\"name\":\"car\"}", "name", "me"));
        timed.handle(runtime, request("GET", "/toys/99", "", "name", "me"));

        RecordedExchange made = runtime.journal().all().get(0);
        assertThat(made.route()).isEqualTo("/toys");
        assertThat(made.caller()).isEqualTo(5);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at()).isEqualTo(START);
        assertThat(made.events()).extracting(Event::number).containsExactly(1L);
        assertThat(made.problem()).isNull();
        assertThat(made.fault()).isNull();
        assertThat(made.responseLost()).isFalse();
        assertThat(made.micros()).isEqualTo(4_000);
        assertThat(made.responseHeaders()).contains(Map.entry("Date", "Tue, 02 Jan 2024 03:04:05 GMT"));
        RecordedExchange refused = runtime.journal().all().get(1);
        assertThat(refused.problem()).isEqualTo("There is no toy with the id 99 in this workspace.");
        assertThat(refused.route()).isEqualTo("/toys/{id}");
        assertThat(refused.events()).isEmpty();
    }

    @Test
    void what_is_turned_away_at_the_door_is_kept_with_the_route_it_would_have_taken() {
        engine.handle(runtime, request("GET", "/toys/10", ""));
        engine.handle(runtime, request("GET", "/nowhere", "", "name", "me"));
        Response unread =
                engine.refuse(runtime, Request.unread("GET", "/toys", 3), Problem.tooLarge("This is too much."));
        assertThat(body(unread)).containsEntry("problem", "TOO_LARGE");

        List<RecordedExchange> all = runtime.journal().all();
        assertThat(all).extracting(RecordedExchange::route).containsExactly("/toys/{id}", null, null);
        assertThat(all).extracting(RecordedExchange::caller).containsExactly(null, 5L, null);
        assertThat(all)
                .extracting(RecordedExchange::problem)
                .containsExactly("Who are you?", all.get(1).problem(), "This is too much.");
        assertThat(all.get(1).problem()).startsWith("GET /nowhere is not a path of this API.");
        assertThat(all.get(2).requestNumber()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "reset,           RESET,     503, 0,  true",
        "empty,           NO_REPLY,  503, 0,  true",
        "lost,            NO_REPLY,  200, 0,  false",
        "half-body,       HALF_BODY, 200, 0,  false",
        "slow-body=200ms, SLOW_BODY, 200, 200, false",
        "latency=300ms,   NONE,      200, 300, false"
    })
    void a_reply_suffers_what_its_request_asks_for(
            String wish, TransportFault.Kind kind, int status, long time, boolean instead) {
        Engine harmful = new Engine(List.of(shop), () -> 0, true);
        Response reply = harmful.handle(runtime, request("GET", "/toys/10", "", "name", "me", FaultHeader.NAME, wish));

        assertThat(reply.transportFault()).isEqualTo(new TransportFault(kind, Duration.ofMillis(time), null));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(body(reply).containsKey("fault")).isEqualTo(instead);
        assertThat(runtime.journal().all().get(0).fault()).isNotNull();
    }

    @Test
    void a_refusal_on_purpose_says_when_to_come_again_only_where_that_was_asked_for() {
        Engine harmful = new Engine(List.of(shop), () -> 0, true);
        Response busy = harmful.handle(
                runtime,
                request(
                        "POST",
                        "/toys",
                        "{\"name\":\"car\"}",
                        "name",
                        "me",
                        FaultHeader.NAME,
                        "status=429; retry-after=5"));
        Response down = harmful.handle(runtime, request("GET", "/toys", "", FaultHeader.NAME, "status=500"));

        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.headers().first("Retry-After")).contains("5");
        assertThat(down.status()).isEqualTo(500);
        assertThat(down.headers().first("Retry-After")).isEmpty();
        assertThat(runtime.events().events()).isEmpty();
    }

    @Test
    void malformed_json_is_without_its_last_byte() {
        Engine harmful = new Engine(List.of(shop), () -> 0, true);
        Response cut = harmful.handle(
                runtime, request("GET", "/toys/10", "", "name", "me", FaultHeader.NAME, "malformed-json"));

        assertThat(new String(cut.body(), UTF_8))
                .isEqualTo(json(send("GET", "/toys/10", "")).replaceFirst("}$", ""));
    }

    @Test
    void a_fault_that_there_is_not_is_refused_where_faults_are_taken_and_else_passed_over() {
        Request request = request("GET", "/toys/10", "", "name", "me", FaultHeader.NAME, "boom");

        Response refused = new Engine(List.of(shop), () -> 0, true).handle(runtime, request);
        assertThat((String) body(refused).get("message")).endsWith("but was \"boom\".");
        assertThat(runtime.journal().all().get(0).problem()).endsWith("but was \"boom\".");
        assertThat(engine.handle(runtime, request).status()).isEqualTo(200);
    }

    @Test
    void strict_surfaces_answer_nothing_that_is_only_assumed() {
        shop.strict = true;

        assertThat(body(send("GET", "/toys/10", "")))
                .containsEntry("problem", "UNSURE")
                .extractingByKey("message")
                .asString()
                .startsWith("Nobody has documented or seen GET /toys/{id}; it is assumed here");
    }

    @Test
    void what_is_asked_of_no_vendor_leaves_no_trace_in_the_world() {
        assertThat(engine.isEmulated("/toys")).isTrue();
        shop.emulated = false;
        assertThat(engine.isEmulated("/toys")).isFalse();
        runtime.stand(START, Duration.ofHours(1));

        assertThat(send("GET", "/toys/10", "").status()).isEqualTo(200);

        assertThat(runtime.journal().all()).isEmpty();
        assertThat(runtime.clock().now()).as("its clock does not tick").isEqualTo(START);
    }

    @Test
    void a_time_that_cannot_be_written_is_found_out_before_anything_is_done() {
        runtime.follow(Clock.fixed(Instant.MAX, ZoneOffset.UTC));
        State before = runtime.store().state();

        Response reply = send("POST", "/toys", "{\"name\":\"car\"}");

        assertThat(reply.status()).isEqualTo(500);
        assertThat((String) body(reply).get("trace")).contains("DateTimeException");
        assertThat(runtime.store().state()).isSameAs(before);
    }

    private static String json(Response reply) {
        return new String(reply.body(), UTF_8);
    }

    /** A stopwatch that goes on by so much whenever somebody looks at it. */
    private static LongSupplier nanos(long step) {
        AtomicLong now = new AtomicLong(1_000_000_000);
        return () -> now.getAndAdd(step);
    }

    private static Request request(String method, String path, String body, String... headers) {
        return new Request(method, path, "", Headers.of(headers), body.getBytes(UTF_8), "http://shop");
    }

    private List<Object> names(String path) {
        return ((List<?>) body(send("GET", path, "")).get("toys"))
                .stream().<Object>map(toy -> ((Map<?, ?>) toy).get("name")).toList();
    }

    private Response send(String method, String pathAndQuery, String body) {
        String[] parts = pathAndQuery.split("\\?", 2);
        return engine.handle(
                runtime,
                new Request(
                        method,
                        parts[0],
                        parts.length == 2 ? parts[1] : "",
                        Headers.of("name", "me"),
                        body.getBytes(UTF_8),
                        "http://shop"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(Response reply) {
        try {
            return (Map<String, Object>) Json.read(reply.body());
        } catch (MalformedJson malformed) {
            throw new AssertionError(new String(reply.body(), UTF_8), malformed);
        }
    }

    /** A clock that goes on by an hour whenever somebody looks at it. */
    private static final class CountingClock extends Clock {

        private int reads;
        private boolean broken;

        @Override
        public Instant instant() {
            if (broken) {
                throw new LinkageError("no time");
            }
            return START.plusSeconds(3600L * reads++);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
