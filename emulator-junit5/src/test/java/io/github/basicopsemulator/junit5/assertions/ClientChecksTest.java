package io.github.basicopsemulator.junit5.assertions;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.SellSeed.lead;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.basicopsemulator.Fault;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the journal tells of how a client behaves. */
@BasicOpsEmulator
class ClientChecksTest {

    private static final Pattern NEXT_PAGE = Pattern.compile("\"nextPage\":\"(\\d+)\"");
    private static final String TASK = "{\"title\": \"F\"}";

    @BeforeAll
    static void baseline(Workspace workspace) {
        workspace.clock().set(Instant.parse("2024-01-01T12:00:00Z"));
        workspace.seed(task("A"), task("B"), task("C"), task("D"), task("E"));
        workspace.seed(lead("One"), lead("Two"), lead("Three"));
    }

    @Test
    void where_nothing_happened_nothing_was_done_wrong(Workspace workspace) {
        assertThat(workspace.journal())
                .readEveryPage()
                .honouredRetryAfter()
                .didNotRetryAfterLostResponse()
                .avoidedNPlusOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nextPage", "offset"})
    void who_goes_on_to_the_last_page_reads_every_page(String parameter, Workspace workspace) {
        Caller caller = Caller.of(workspace);
        String reply = caller.get("/v1/task?status=New&limit=2").body();
        for (Matcher next = NEXT_PAGE.matcher(reply); next.find(); next = NEXT_PAGE.matcher(reply)) {
            reply = caller.get("/v1/task?limit=2&" + parameter + "=" + next.group(1) + "&status=New")
                    .body();
        }

        assertThat(workspace.journal().exchanges()).hasSize(3);
        assertThat(workspace.journal()).readEveryPage();
    }

    @Test
    void who_stops_before_the_last_page_is_told(Workspace workspace) {
        Caller caller = Caller.of(workspace);
        caller.get("/v1/task?limit=2");
        caller.get("/v1/task?limit=2&nextPage=2");

        fails(
                () -> assertThat(workspace.journal()).readEveryPage(),
                "Expected the client in the journal of " + workspace + " to read every page of a list, but:\n" + """
                          #2 GET /v1/task?limit=2&nextPage=2 -> 200 has a next page, 4, which was not read
                        Request the next page that the response names, with the same filters,\
                         until a response names no next page.""");
    }

    @Test
    void a_page_of_another_list_is_not_the_next(Workspace workspace) {
        Caller caller = Caller.of(workspace);
        caller.get("/v1/task?status=New&limit=4");
        caller.get("/v1/task?limit=4&nextPage=4");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(workspace.journal()).readEveryPage())
                .withMessageContaining("#1 GET /v1/task?status=New&limit=4 -> 200 has a next page, 4");
    }

    @Test
    void a_page_that_was_asked_for_in_vain_was_not_read(Workspace workspace) {
        workspace.faults().add(Fault.status(503).nth(2));
        Caller caller = Caller.of(workspace);
        caller.get("/v1/task?limit=4");
        caller.get("/v1/task?limit=4&nextPage=4");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(workspace.journal()).readEveryPage());
        caller.get("/v1/task?limit=4&nextPage=4");
        assertThat(workspace.journal()).readEveryPage();
    }

    @Test
    void pages_of_sell_are_read_by_their_links(Workspace workspace) {
        Caller caller = Caller.of(workspace);
        caller.get("/v2/leads?per_page=2");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(workspace.journal()).readEveryPage())
                .withMessageContaining("#1 GET /v2/leads?per_page=2 -> 200 has a next page, 2, which was not read");
        caller.get("/v2/leads?page=2&per_page=2");
        assertThat(workspace.journal()).readEveryPage();
    }

    @Test
    void who_waits_as_long_as_told_honours_it(Workspace workspace) {
        workspace.faults().add(Fault.tooManyRequests(Duration.ofSeconds(7)).times(1));
        Caller caller = Caller.of(workspace);
        HttpResponse<String> refused = caller.get("/v1/task/1");
        new Caller(workspace, "another").get("/v1/task/1");
        caller.get("/v1/task");
        workspace
                .clock()
                .advance(Duration.ofSeconds(Long.parseLong(
                        refused.headers().firstValue("Retry-After").orElseThrow())));
        caller.get("/v1/task/1");

        assertThat(workspace.journal()).honouredRetryAfter();
    }

    @Test
    void who_comes_too_early_is_told(Workspace workspace) {
        workspace.faults().add(Fault.tooManyRequests(Duration.ofSeconds(7)).times(1));
        Caller caller = Caller.of(workspace);
        caller.get("/v1/task/1");
        workspace.clock().advance(Duration.ofSeconds(2));
        caller.get("/v1/task/2");

        fails(
                () -> assertThat(workspace.journal()).honouredRetryAfter(),
                "Expected the client in the journal of " + workspace
                        + " to wait for the time in Retry-After, but:\n" + """
                          #2 GET /v1/task/2 -> 200 came 2000 ms after\
                         #1 GET /v1/task/1 -> 429 [status 429, retry after 7 s (a rule says so)]
                        Wait so many seconds before the next request, on the clock that the workspace goes by.""");
    }

    @Test
    void a_limit_is_honoured_in_the_same_way(Workspace workspace) {
        workspace.faults().rateLimit(1, Duration.ofMinutes(1));
        Caller caller = Caller.of(workspace);
        caller.get("/v1/task");
        caller.get("/v1/task");
        assertThat(workspace.journal()).honouredRetryAfter();
        caller.get("/v1/task");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(workspace.journal()).honouredRetryAfter())
                .withMessageContaining("came 0 ms after #2 GET /v1/task -> 429");
    }

    @Test
    void who_sends_a_write_again_is_told_where_it_should_not(Workspace workspace) {
        workspace.faults().add(Fault.lostResponse().on("POST").times(1));
        Caller caller = Caller.of(workspace);
        createOrLose(caller);
        caller.post("/v1/task", TASK);

        assertThat(workspace).hasCount("task", 7);
        assertThat(workspace.journal()).retriedAfterLostResponse();
        fails(
                () -> assertThat(workspace.journal()).didNotRetryAfterLostResponse(),
                "Expected the client in the journal of " + workspace
                        + " not to repeat a write whose answer was lost, but:\n" + """
                          #2 POST /v1/task -> 200 repeats\
                         #1 POST /v1/task -> 200 [applied, and the response dropped (a rule says so)]
                        What was sent may have been done: look what became of it before sending it again.""");
    }

    @Test
    void who_looks_first_is_told_where_it_should_send_again(Workspace workspace) {
        workspace.faults().add(Fault.halfBody().on("POST").times(1));
        Caller caller = Caller.of(workspace);
        createOrLose(caller);
        caller.get("/v1/task");
        caller.post("/v1/task", "{\"title\": \"G\"}");

        assertThat(workspace.journal()).didNotRetryAfterLostResponse();
        fails(
                () -> assertThat(workspace.journal()).retriedAfterLostResponse(),
                "Expected the client in the journal of " + workspace
                        + " to repeat each write whose answer was lost, but:\n" + """
                          #1 POST /v1/task -> 200 [half a body (a rule says so)] was not sent again
                        Send it again until there is an answer.""");
    }

    @Test
    void where_no_answer_was_lost_none_was_repeated(Workspace workspace) {
        Caller.of(workspace).post("/v1/task", TASK);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(workspace.journal()).retriedAfterLostResponse())
                .withMessageContaining("the answer of no write was lost");
    }

    private static void createOrLose(Caller caller) {
        assertThatExceptionOfType(Caller.LostAnswer.class).isThrownBy(() -> caller.post("/v1/task", TASK));
    }

    @Test
    void a_few_records_are_read_one_by_one(Workspace workspace) {
        Caller caller = Caller.of(workspace);
        for (int id = 1; id <= 5; id++) {
            caller.get("/v1/task/" + id);
            caller.get("/v1/task/" + id);
        }
        caller.patch("/v1/task/1", "{\"status\": \"Complete\"}");
        caller.get("/v1/task/6");

        assertThat(workspace.journal()).avoidedNPlusOne();
    }

    @Test
    void many_records_are_read_with_a_list(Workspace workspace) {
        Caller caller = Caller.of(workspace);
        for (int id = 1; id <= 5; id++) {
            caller.get("/v1/task/" + id);
            caller.get("/v1/user/38");
            caller.get("/v1/task/" + id + "/message");
        }

        fails(
                () -> assertThat(workspace.journal()).avoidedNPlusOne(4),
                "Expected the client in the journal of " + workspace
                        + " to read no more than 4 records one by one, but:\n" + """
                          GET /v1/task/{id} was asked for 5 ids, from #1 GET /v1/task/1 -> 200 to #13 GET /v1/task/5 -> 200
                        Read them with one request for a list, filtered if need be.""");
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessage(message);
    }
}
