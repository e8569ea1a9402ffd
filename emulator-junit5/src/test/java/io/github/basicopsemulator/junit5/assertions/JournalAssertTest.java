package io.github.basicopsemulator.junit5.assertions;

import static io.github.basicopsemulator.BasicOpsSeed.person;
import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.assertThat;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.request;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.Fault;
import io.github.basicopsemulator.Journal;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What assertions on a journal accept, and what they say when they fail. */
@BasicOpsEmulator
class JournalAssertTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void what_came_is_found(Workspace workspace) {
        workspace.seed(task("A"), task("B"));
        Caller caller = Caller.of(workspace);
        caller.patch("/v1/task/1", "{\"status\": \"Complete\", \"dueDate\": null, \"assignees\": [38]}");
        caller.patch("/v1/task/2", "{\"status\": \"Complete\", \"x\": {\"y\": 6}}");
        caller.get("/v1/task?status=On%20Hold&limit=2");

        assertThat(workspace.journal())
                .received("PATCH", "/v1/task/{id}")
                .received("patch", "/v1/task/2")
                .received(request("PATCH", "/v1/task/{id}")
                        .with("/status", "Complete")
                        .times(2))
                .received(
                        request("PATCH", "/v1/task/{id}").with("/dueDate", null).once())
                .received(request("PATCH", "/v1/task/{id}").without("/dueDate").once())
                .received(request("PATCH", "/v1/task/{id}")
                        .with("/assignees/0", 38)
                        .once())
                .received(request("PATCH", "/v1/task/{id}").answered(200).by(38).atLeast(2))
                .received(
                        request("PATCH", "/v1/task/{id}").with("/status", "New").never())
                .received(request("GET", "/v1/task")
                        .withQuery("status", "On Hold")
                        .withHeader("user-agent", "a test"))
                .received(request("PATCH", "/v1/task/2")
                        .with("/x", Map.of("y", 6))
                        .without("/x/z"))
                .received(request("GET", "/v1/task").without("/status"))
                .received(request("DELETE", "/v1/task/{id}").never())
                .hasNoRefusals();
    }

    @Test
    void assertion_on_a_secret_does_not_print_it(Workspace workspace) throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(workspace.url("/v1/task?token=hush"))
                                .header("Authorization", "Bearer hush")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"secret\": \"hush\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());

        assertThatThrownBy(() -> assertThat(workspace.journal())
                        .received(request("POST", "/v1/task")
                                .with("/secret", "hushed")
                                .withHeader("Authorization", "Bearer hushed")
                                .withQuery("token", "hushed")))
                .hasMessageContaining("header Authorization was \"Bearer ***\"")
                .hasMessageContaining("query token was \"***\"")
                .hasMessageContaining("/secret was \"***\"")
                .hasMessageNotContaining("hush");
    }

    @Test
    void who_is_turned_away_is_found_by_the_route_too(Workspace workspace) {
        workspace.seed(person("Ann", "Lee").token("secret"));
        workspace.faults().add(Fault.status(503).times(1));
        Caller.of(workspace).get("/v1/task/1");
        new Caller(workspace, "wrong").get("/v1/task/1");

        assertThat(workspace.journal())
                .received(request("GET", "/v1/task/{id}").answered(503).once())
                .received(request("GET", "/v1/task/{id}").answered(401).once());
    }

    @Test
    void what_did_not_come_is_told_with_what_came_nearest(Workspace workspace) {
        workspace.seed(task("A"));
        Caller caller = Caller.of(workspace);
        caller.get("/v1/task");
        caller.get("/v1/task/1");
        caller.post("/v1/task", "{\"status\": \"Complete\", \"title\": \"B\"}");
        caller.patch("/v1/task/1", "{\"title\": \"C\"}");
        caller.patch("/v1/task/1", "{\"status\": \"New\"}");

        fails(
                () -> assertThat(workspace.journal())
                        .received(request("PATCH", "/v1/task/{id}")
                                .with("/status", "Complete")
                                .answered(200)),
                "Expected the journal of " + workspace + " to have at least 1 PATCH /v1/task/{id}"
                        + " with /status \"Complete\", answered 200, but it has none\n" + """
                        Nearest:
                          #4 PATCH /v1/task/1 -> 200
                            but /status was not there
                          #5 PATCH /v1/task/1 -> 200
                            but /status was "New"
                          #2 GET /v1/task/1 -> 200
                            but method was GET, the body was no JSON
                        and 2 others""");
    }

    @Test
    void every_difference_is_told(Workspace workspace) {
        Caller.of(workspace).post("/v1/task?x=1&x=2", "{\"title\": \"B\", \"dueDate\": null}");

        fails(
                () -> assertThat(workspace.journal())
                        .received(request("POST", "/v1/project")
                                .with("/dueDate", "2024-01-02")
                                .without("/title")
                                .withHeader("X-Trace", "1")
                                .withHeader("User-Agent", "mine")
                                .withQuery("x", "3")
                                .withQuery("y", "4")
                                .answered(404)
                                .by(25)
                                .times(2)),
                "Expected the journal of " + workspace + " to have exactly 2 POST /v1/project"
                        + " with /dueDate \"2024-01-02\", without /title, with header X-Trace \"1\","
                        + " with header User-Agent \"mine\", with query x \"3\", with query y \"4\","
                        + " answered 404, by user 25, but it has none\n" + """
                        Nearest:
                          #1 POST /v1/task?x=1&x=2 -> 200
                            but path was /v1/task, /dueDate was null, /title was "B", header X-Trace was not there,\
                         header User-Agent was "a test", query x was "1,2", query y was not there,\
                         status was 200, user was 38""");
    }

    @Test
    void what_came_too_often_is_listed(Workspace workspace) {
        Caller caller = Caller.of(workspace);
        for (int i = 0; i < 5; i++) {
            caller.get("/v1/task");
        }

        fails(
                () -> assertThat(workspace.journal())
                        .received(request("GET", "/v1/task").never()),
                "Expected the journal of " + workspace + " to have no GET /v1/task, but it has 5:"
                        + "\n  #1 GET /v1/task -> 200\n  #2 GET /v1/task -> 200\n  #3 GET /v1/task -> 200"
                        + "\n  and 2 more");
    }

    @Test
    void what_came_too_seldom_is_listed_with_what_came_near(Workspace workspace) {
        Caller caller = Caller.of(workspace);
        caller.get("/v1/task");
        caller.get("/v1/project");

        fails(
                () -> assertThat(workspace.journal())
                        .received(request("GET", "/v1/task").times(2)),
                "Expected the journal of " + workspace + " to have exactly 2 GET /v1/task, but it has 1:\n" + """
                          #1 GET /v1/task -> 200
                        Nearest:
                          #2 GET /v1/project -> 200
                            but path was /v1/project""");
    }

    @Test
    void where_nothing_is_near_the_others_are_counted(Workspace workspace) {
        fails(
                () -> assertThat(workspace.journal()).received("POST", "/v1/task"),
                "Expected the journal of " + workspace + " to have at least 1 POST /v1/task, but it is empty");
        Caller.of(workspace).get("/v1/project");
        fails(
                () -> assertThat(workspace.journal()).received("POST", "/v1/task"),
                "Expected the journal of " + workspace + " to have at least 1 POST /v1/task, but it has none\n"
                        + "and 1 of other sorts");
    }

    @Test
    void refusals_are_told_with_their_reasons_and_faults_are_none(Workspace workspace) {
        workspace.faults().add(Fault.status(500).times(1));
        Caller caller = Caller.of(workspace);
        caller.get("/v1/task");
        assertThat(workspace.journal()).hasNoRefusals();
        caller.post("/v1/task", "{}");
        String reason = workspace.journal().exchanges().get(1).problem();

        fails(
                () -> assertThat(workspace.journal()).hasNoRefusals(),
                "Expected the journal of " + workspace + " to have no request that was refused, but it has 1:\n"
                        + "  #2 POST /v1/task -> 400: " + reason);
    }

    @Test
    void what_is_still_to_come_is_waited_for(Workspace workspace) {
        Caller caller = Caller.of(workspace);
        CompletableFuture<Void> soon = CompletableFuture.runAsync(() -> {
            caller.get("/v1/task?limit=1");
            caller.get("/v1/task?limit=2");
            caller.get("/v1/task?limit=1");
        });

        assertThat(workspace.journal())
                .eventually(Duration.ofSeconds(10))
                .received(request("GET", "/v1/task").withQuery("limit", "1").times(2))
                .received(request("GET", "/v1/task").withQuery("limit", "2").once())
                .received(request("GET", "/v1/project").never());
        soon.join();
    }

    @Test
    void what_does_not_come_in_time_fails(Workspace workspace) {
        Caller.of(workspace).get("/v1/task");

        fails(
                () -> assertThat(workspace.journal())
                        .eventually(SHORT)
                        .received(request("GET", "/v1/task").times(2)),
                "Expected the journal of " + workspace
                        + " to have exactly 2 GET /v1/task within 20 ms, but it has 1:\n  #1 GET /v1/task -> 200");
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("GET", "/v1/task").with("status", "New"))
                .withMessage("a JSON pointer begins with a slash, such as \"/status\", but this was \"status\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("GET", "/v1/task?limit=2"))
                .withMessage("a route has no query, but this was \"/v1/task?limit=2\": use withQuery(name, value)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("GET", "/v1/task").atLeast(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("GET", "/v1/task").times(-1));
    }

    @Test
    void no_journal_is_a_failure() {
        fails(() -> assertThat((Journal) null).received("GET", "/v1/task"), "Expected a journal, but it was null");
        fails(() -> assertThat((Journal) null).readEveryPage(), "Expected a journal, but it was null");
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessage(message);
    }
}
