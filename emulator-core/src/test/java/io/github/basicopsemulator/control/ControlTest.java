package io.github.basicopsemulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.json.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control API, as curl would use it. JSON is written with single quotes. */
class ControlTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Emulator emulator;

    private Workspace workspace;

    @BeforeAll
    static void start() {
        emulator = Emulator.builder().workspacesOnDemand().start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void make(TestInfo test) {
        workspace = emulator.newWorkspace(
                "t" + Integer.toHexString(test.getDisplayName().hashCode()));
    }

    @AfterEach
    void forget() {
        workspace.close();
    }

    @Test
    void it_is_there_and_serves() {
        assertThat(get("/_emulator/health")).isEqualTo(Map.of("status", "up"));
        assertThat(get("/_emulator/ready")).isEqualTo(Map.of("status", "ready"));
    }

    @Test
    void its_certificate_is_handed_out_where_it_has_one() {
        assertThat(refused("GET", "/_emulator/tls.pem", null, 404)).contains("--https");
        try (Emulator secure = Emulator.builder().https().start()) {
            assertThat(json("GET", secure.url() + "/_emulator/tls.pem", null).body())
                    .isEqualTo(secure.tlsCertificate());
        }
    }

    @Test
    void it_serves_the_schema_of_seed_files() {
        assertThat(Json.at(get("/_emulator/seed.schema.json"), "/properties/basicops"))
                .isNotNull();
    }

    @Test
    void its_own_document_is_valid_and_describes_every_route() throws Exception {
        SwaggerParseResult parsed = new OpenAPIV3Parser()
                .readContents(send("GET", "/_emulator/control.json", null).body());

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).hasSizeGreaterThan(30);
        parsed.getOpenAPI()
                .getPaths()
                .forEach((path, item) -> item.readOperations()
                        .forEach(operation ->
                                assertThat(operation.getDescription()).as(path).isNotBlank()));
    }

    @Test
    void a_workspace_is_made_shown_listed_and_forgotten() {
        Map<?, ?> made = ok("POST", "/_emulator/workspaces", "{'name':'made','ttl':'PT10M'}", 201);
        assertThat(made.get("url")).isEqualTo(emulator.url() + "/w/made");
        assertThat(made.get("ttl")).isEqualTo("PT10M");
        assertThat(refused("POST", "/_emulator/workspaces", "{'name':'made'}", 409))
                .contains("made");

        assertThat(get("/_emulator/workspaces/made")).isEqualTo(made);
        assertThat(names()).contains("", "made");
        ok("DELETE", "/_emulator/workspaces/made", null, 200);
        assertThat(names()).doesNotContain("made");
        assertThat(refused("DELETE", "/_emulator/workspaces/made", null, 404)).contains("\"made\"");
    }

    @Test
    void workspaces_are_listed_in_pages() {
        int before = emulator.workspaceCount();
        try (Workspace first = emulator.newWorkspace("zz-1");
                Workspace second = emulator.newWorkspace("zz-2")) {
            Map<?, ?> page = get("/_emulator/workspaces?limit=1&after=zz-");
            assertThat(page.get("next")).isEqualTo(first.name());
            assertThat(page.get("total")).isEqualTo(before + 2L);
            Map<?, ?> last = get("/_emulator/workspaces?limit=1&after=zz-1");
            assertThat(last.get("next")).isNull();
            assertThat(list(last, "workspaces")).hasSize(1);
            assertThat(last.toString()).contains(second.url().toString());
            assertThat(get("/_emulator/workspaces?limit=1").get("next")).isEqualTo("");
            for (String wrong : List.of("0", "1001", "x")) {
                assertThat(refused("GET", "/_emulator/workspaces?limit=" + wrong, null, 400))
                        .contains("?limit must be");
            }
        }
    }

    @Test
    void a_workspace_gets_a_name_when_none_is_sent_and_can_begin_as_another_is() {
        task("Copied");

        Map<?, ?> made = ok("POST", "/_emulator/workspaces", "{'like':'" + workspace.name() + "'}", 201);

        try (Workspace like = emulator.find((String) made.get("name")).orElseThrow()) {
            assertThat(like.records("task")).hasSize(1);
        }
    }

    @Test
    void what_is_refused_makes_no_workspace() {
        int before = emulator.workspaces().size();
        assertThat(refused("POST", "/_emulator/workspaces", "{'name':'a b'}", 400))
                .contains("\"a b\"");
        assertThat(refused("POST", "/_emulator/workspaces", "{'nme':'a','ttl':5}", 400))
                .contains("$.ttl must be a length of time", "but was 5", "$.nme is not a field here");
        assertThat(refused("POST", "/_emulator/workspaces", "{'ttl':'PT0S'}", 400))
                .contains("longer than zero");
        assertThat(refused("POST", "/_emulator/workspaces", "{'like':'nobody'}", 404))
                .contains("nobody");
        assertThat(emulator.workspaces()).hasSize(before);
    }

    @Test
    void a_seed_file_is_loaded_and_an_export_loads_the_same_again() {
        String seed = "basicops:\n  projects:\n  - title: Apollo\n    tasks:\n    - title: Launch\n";
        ok("POST", "/_emulator/seed", seed, 200);
        assertThat(workspace.records("task")).hasSize(1);
        String export = send("GET", "/_emulator/export", null).body();
        String json = send("GET", "/_emulator/export?format=json", null).body();

        ok("POST", "/_emulator/workspaces", "{'name':'again','seed':" + json + "}", 201);

        try (Workspace again = emulator.find("again").orElseThrow()) {
            assertThat(again.export()).isEqualTo(export);
        }
        assertThat(refused("POST", "/_emulator/seed", "", 400)).contains("empty");
        assertThat(refused("POST", "/_emulator/seed", "basicops:\n  projects:\n  - tilte: A\n", 400))
                .contains("tilte");
        assertThat(workspace.records("project")).hasSize(1);
    }

    @Test
    void a_seeded_webhook_can_lead_to_an_inbox_of_its_own_workspace_and_a_registered_one_cannot() {
        String webhook = "{'name':'n','events':'basicops:task:created','url':'/_emulator/inbox/own'}";
        ok("POST", "/_emulator/seed", "{'basicops':{'webhooks':[" + webhook + "]}}", 200);
        task("Told");

        assertThat(get("/_emulator/inbox/own/await?event=basicops:task:created").get("number"))
                .isEqualTo(1L);
        assertThat(send("POST", "/v1/webhook", webhook).statusCode()).isEqualTo(400);
        assertThat(refused(
                        "POST",
                        "/_emulator/seed",
                        "{'basicops':{'webhooks':[" + webhook.replace("inbox/own", "reset") + "]}}",
                        400))
                .contains("/_emulator/inbox/NAME");
    }

    @Test
    void the_default_workspace_is_not_forgotten() {
        assertThat(body(json("DELETE", emulator.url() + "/_emulator/workspace", null))
                        .get("error"))
                .asString()
                .contains("always there");
        assertThat(emulator.find("")).isPresent();
    }

    @Test
    void it_goes_back_to_a_snapshot_and_says_what_changed_since() {
        task("Before");
        ok("PUT", "/_emulator/snapshots/calm", null, 200);
        task("After");

        assertThat(send("GET", "/_emulator/changes?since=calm&format=text", null)
                        .body())
                .isEqualTo("+ task 2 \"After\"\n");
        Map<?, ?> change = (Map<?, ?>)
                list(get("/_emulator/changes?since=calm"), "changes").get(0);
        assertThat(Json.at(change, "/fields/title/to")).isEqualTo("After");
        assertThat(change.get("action")).isEqualTo("created");
        ok("POST", "/_emulator/rewind", "{'snapshot':'calm'}", 200);

        assertThat(workspace.records("task")).hasSize(1);
        assertThat(get("/_emulator/snapshots")).isEqualTo(Map.of("snapshots", List.of("calm")));
        assertThat(refused("POST", "/_emulator/rewind", "{'snapshot':'storm'}", 404))
                .contains("storm", "calm");
        assertThat(refused("POST", "/_emulator/rewind", "{}", 400)).contains("either a snapshot or a revision");
    }

    @Test
    void snapshots_without_a_name_get_one_that_is_free() {
        assertThat(ok("POST", "/_emulator/snapshots", null, 200)).isEqualTo(Map.of("snapshot", "snapshot-1"));
        assertThat(ok("POST", "/_emulator/snapshots", "{}", 200)).isEqualTo(Map.of("snapshot", "snapshot-2"));
    }

    @Test
    void it_looks_back_at_any_moment_and_goes_back_to_it() {
        task("One");
        long task = task("Two");
        send("PATCH", "/v1/task/" + task, "{'title':'Three'}");
        send("GET", "/v1/task/" + task, null);

        List<?> revisions = list(get("/_emulator/revisions"), "revisions");
        assertThat(revisions).hasSize(3);
        assertThat(Json.at(revisions.get(2), "/events/0")).isEqualTo("updated task " + task);
        assertThat(Json.at(revisions.get(2), "/request")).isEqualTo(3L);
        assertThat(Json.at(get("/_emulator/records/task?revision=2"), "/records/1/title"))
                .isEqualTo("Two");
        assertThat(list(get("/_emulator/records/task?revision=1"), "records")).hasSize(1);
        assertThat(send("GET", "/_emulator/changes?revision=1&format=text", null)
                        .body())
                .isEqualTo("+ task 2 \"Three\"\n");
        List<?> history = list(get("/_emulator/records/task/" + task + "/history"), "history");
        assertThat(history)
                .extracting(change -> Json.at(change, "/action") + " " + Json.at(change, "/record/title"))
                .containsExactly("created Two", "updated Three");

        ok("POST", "/_emulator/rewind", "{'revision':2}", 200);

        assertThat(Json.at(get("/_emulator/records/task/" + task), "/title")).isEqualTo("Two");
        assertThat(list(get("/_emulator/revisions"), "revisions")).hasSize(2);
        assertThat(refused("POST", "/_emulator/rewind", "{'revision':3}", 404)).contains("no revision 3");
        assertThat(refused("GET", "/_emulator/records/task?revision=9", null, 404))
                .contains("no revision 9");
        assertThat(refused("GET", "/_emulator/records/task?revision=x", null, 400))
                .contains("?revision", "\"x\"");
    }

    @Test
    void a_reset_leaves_nothing() {
        task("Gone");
        ok("POST", "/_emulator/reset", null, 200);
        assertThat(workspace.records("task")).isEmpty();
        assertThat(list(get("/_emulator/revisions"), "revisions")).isEmpty();
    }

    @Test
    void the_clock_stands_ticks_is_moved_and_goes_on() {
        Map<?, ?> stands = ok("PUT", "/_emulator/clock", "{'now':'2026-01-01T00:00:00Z','tick':'PT1S'}", 200);
        assertThat(stands).isEqualTo(Json.object("now", "2026-01-01T00:00:00Z", "standing", true, "tick", "PT1S"));
        task("Ticks");
        ok("POST", "/_emulator/clock/advance", "{'by':'PT2H'}", 200);
        assertThat(get("/_emulator/clock").get("now")).isEqualTo("2026-01-01T02:00:01Z");

        ok("PUT", "/_emulator/clock", "{'follow':'system'}", 200);
        assertThat(get("/_emulator/clock").get("standing")).isEqualTo(false);
        assertThat(refused("PUT", "/_emulator/clock", "{}", 400)).contains("either follow");
        assertThat(refused("POST", "/_emulator/clock/advance", "{}", 400)).contains("$.by is required");
        assertThat(refused("POST", "/_emulator/clock/advance", "{'by':'-PT1S'}", 400))
                .contains("not negative");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'status','status':503,'retryAfter':'PT5S'} | status 503, retry after 5 s on any method",
                "{'kind':'latency','latency':'PT0.1S','longest':'PT0.2S','onClock':true} | latency",
                "{'kind':'logNormalLatency','median':'PT0.1S','sigma':0.5} | latency",
                "{'kind':'reset','method':'POST','route':'/v1/task'} | connection reset on POST /v1/task",
                "{'kind':'emptyResponse','caller':38} | empty reply on any method, of user 38",
                "{'kind':'lostResponse','nth':2} | applied, and the response dropped on any method, request number 2",
                "{'kind':'halfBody','chance':0.5} | half a body on any method, with probability 0.5",
                "{'kind':'malformedJson','times':1} | malformed JSON on any method, once",
                "{'kind':'slowBody','time':'PT0.1S','method':'GET'} | a body over 100 ms on GET"
            })
    void every_fault_can_be_set(String fault, String line) {
        Map<?, ?> set = ok("POST", "/_emulator/faults", fault, 200);
        assertThat(Json.at(set, "/faults/0")).asString().contains(line);
        ok("DELETE", "/_emulator/faults", null, 200);
        assertThat(list(get("/_emulator/faults"), "faults")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'explosion'} | $.kind",
                "{'kind':'status'} | $.status is required for a status",
                "{'kind':'status','status':99999999999} | from 200 to 599",
                "{'kind':'latency'} | $.latency is required",
                "{'kind':'slowBody','time':'soon'} | $.time",
                "{'kind':'reset','route':'/v1/task'} | $.method is required where there is a route",
                "{'kind':'reset','nth':0} | counted from 1",
                "{'kind':'reset','chance':2} | from 0 to 1",
                "{'kind':'reset','often':2} | $.often is not a field here",
                "[] | must be a JSON object",
                "{ | not readable as JSON"
            })
    void a_fault_that_is_none_is_refused_in_words(String fault, String words) {
        assertThat(refused("POST", "/_emulator/faults", fault, 400)).contains(words);
        assertThat(list(get("/_emulator/faults"), "faults")).isEmpty();
    }

    @Test
    void a_fault_and_a_rate_limit_befall_requests() {
        ok("POST", "/_emulator/faults", "{'kind':'status','status':503,'times':1}", 200);
        assertThat(send("GET", "/v1/task", null).statusCode()).isEqualTo(503);
        assertThat(send("GET", "/v1/task", null).statusCode()).isEqualTo(200);

        ok("PUT", "/_emulator/faults/rate-limit", "{'requests':1,'window':'PT1M'}", 200);
        assertThat(send("GET", "/v1/task", null).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/v1/task", null).statusCode()).isEqualTo(429);
    }

    @Test
    void the_journal_shows_what_came_and_what_it_caused() {
        task("Seen");
        send("GET", "/v1/task/99", null);

        List<?> exchanges = list(get("/_emulator/journal"), "exchanges");
        assertThat(exchanges).hasSize(2);
        assertThat(Json.at(exchanges.get(0), "/events/0"))
                .isEqualTo(Json.object("action", "created", "kind", "task", "id", 1L));
        assertThat(Json.at(exchanges.get(0), "/curl"))
                .asString()
                .startsWith("curl -g ")
                .contains("Bearer ***");
        assertThat(Json.at(exchanges.get(0), "/java")).asString().contains("@BasicOpsEmulator", "post_v1_task");
        assertThat(Json.at(exchanges.get(1), "/problem")).asString().contains("no task");
        assertThat(list(get("/_emulator/journal?status=404&brief=true"), "exchanges"))
                .singleElement()
                .satisfies(brief ->
                        assertThat(((Map<?, ?>) brief).containsKey("curl")).isFalse());
        assertThat(list(get("/_emulator/journal?after=1&limit=5"), "exchanges")).hasSize(1);
        assertThat(list(get("/_emulator/journal?method=post&route=/v1/task"), "exchanges"))
                .hasSize(1);
        assertThat(get("/_emulator/journal/2")).isEqualTo(exchanges.get(1));
        assertThat(get("/_emulator/journal/await?method=POST&route=/v1/task")).isEqualTo(exchanges.get(0));
        assertThat(refused("GET", "/_emulator/journal/await?method=POST&route=/v1/note&timeout=PT0S", null, 504))
                .contains("no POST /v1/note", "#1 POST /v1/task");
        assertThat(refused("GET", "/_emulator/journal/7", null, 404)).contains("no exchange 7");
        assertThat(send("GET", "/_emulator/journal.har", null).body()).contains("\"log\"");
        assertThat(send("GET", "/_emulator/journal.sh", null).body()).contains("curl -g ");
        ok("DELETE", "/_emulator/journal", null, 200);
        assertThat(list(get("/_emulator/journal"), "exchanges")).isEmpty();
    }

    @Test
    void asking_how_things_are_changes_nothing_that_is_emulated() {
        get("/_emulator/journal");
        get("/_emulator/records");
        refused("GET", "/favicon.ico", null, 404);
        task("First");

        assertThat(workspace.requests()).isEqualTo(1);
        assertThat(Json.at(get("/_emulator/journal/1"), "/request")).isEqualTo(1L);
    }

    @Test
    void webhooks_are_awaited_settled_and_sent_once_more() {
        hook("inbox-a");
        task("Told");

        assertThat(get("/_emulator/webhooks/await?event=basicops:task:created").get("outcome"))
                .isEqualTo("delivered");
        ok("POST", "/_emulator/webhooks/settle", null, 200);
        Map<?, ?> delivery = (Map<?, ?>)
                list(get("/_emulator/webhooks/deliveries"), "deliveries").get(0);
        assertThat(delivery.get("request")).isEqualTo(2L);
        assertThat(ok("POST", "/_emulator/webhooks/deliver", "{'number':1}", 200)
                        .get("attempt"))
                .isEqualTo(2L);
        assertThat(list(get("/_emulator/inbox/inbox-a"), "received")).hasSize(2);
        assertThat(get("/_emulator/inbox/inbox-a/await?event=basicops:task:created")
                        .get("number"))
                .isEqualTo(1L);
        assertThat(refused("GET", "/_emulator/inbox/inbox-a/await?event=nothing&timeout=PT0S", null, 504))
                .contains("no nothing came");
        ok("DELETE", "/_emulator/inbox/inbox-a", null, 200);
        assertThat(list(get("/_emulator/inbox/inbox-a"), "received")).isEmpty();
        assertThat(refused("POST", "/_emulator/webhooks/deliver", "{'number':9}", 404))
                .contains("no delivery 9");
    }

    @Test
    void deliveries_are_held_delivered_and_dropped_by_hand() {
        ok("PUT", "/_emulator/webhooks", "{'mode':'held'}", 200);
        hook("inbox-b");
        task("One");
        task("Two");
        task("Three");

        assertThat(list(get("/_emulator/webhooks/held"), "deliveries")).hasSize(3);
        ok("POST", "/_emulator/webhooks/drop", "{'number':1}", 200);
        assertThat(ok("POST", "/_emulator/webhooks/deliver", null, 200).get("number"))
                .isEqualTo(2L);
        assertThat(list(ok("POST", "/_emulator/webhooks/deliver", "{'all':true}", 200), "deliveries"))
                .hasSize(1);
        assertThat(refused("POST", "/_emulator/webhooks/deliver", null, 409)).contains("no delivery is held");
        assertThat(refused("POST", "/_emulator/webhooks/drop", "{'number':1}", 400))
                .contains("not held");
    }

    @Test
    void retries_and_trouble_are_set_and_given_up_deliveries_listed() {
        Map<?, ?> set = ok(
                "PUT",
                "/_emulator/webhooks",
                "{'mode':'before_response','payload':'observed','retries':{'attempts':2,'backoff':'PT1S','factor':3,"
                        + "'atMost':'PT1M','jitter':0,'onlyOn':[503]},"
                        + "'faults':[{'kind':'drop','nth':2,'event':'basicops:task:created'},{'kind':'delay','delay':'PT1S','chance':0}]}",
                200);
        assertThat(Json.at(set, "/retries/attempts")).isEqualTo(2L);
        assertThat(Json.at(set, "/faults/0"))
                .isEqualTo("drop on basicops:task:created, number 2: triggered 0 times; 0 deliveries matched");
        hook("inbox-c");
        ok("PUT", "/_emulator/inbox/inbox-c/answers", "{'statuses':[503,503]}", 200);
        ok("PUT", "/_emulator/clock", "{'now':'2026-01-01T00:00:00Z'}", 200);
        task("Refused");
        ok("POST", "/_emulator/clock/advance", "{'by':'PT1S'}", 200);
        task("Dropped");

        assertThat(list(get("/_emulator/webhooks/dead"), "deliveries"))
                .singleElement()
                .satisfies(dead -> assertThat(Json.at(dead, "/attempt")).isEqualTo(2L));
        assertThat(list(get("/_emulator/webhooks/deliveries"), "deliveries"))
                .extracting(delivery -> Json.at(delivery, "/outcome"))
                .containsExactly("refused", "refused", "dropped");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'mode':'later'} | $.mode",
                "{'mode':'held','retries':{}} | $.retries.attempts is required",
                "{'mode':'held','retries':{'attempts':2,'onlyOn':['x']}} | $.retries.onlyOn must be an array of whole numbers",
                "{'mode':'held','retries':5} | $.retries must be an object",
                "{'mode':'held','faults':[{'kind':'drop'},{'kind':'delay'}]} | $.faults[1].delay is required",
                "{'mode':'held','faults':{}} | $.faults must be an array"
            })
    void rules_that_are_none_are_refused_and_none_of_them_set(String rules, String words) {
        assertThat(refused("PUT", "/_emulator/webhooks", rules, 400)).contains(words);
        assertThat(get("/_emulator/webhooks").get("mode")).isEqualTo("after_response");
    }

    @Test
    void records_of_all_vendors_are_counted_listed_changed_and_removed_as_by_somebody_else() {
        task("Mine");
        assertThat(list(get("/_emulator/records"), "kinds"))
                .contains(Json.object("kind", "task", "surface", "BasicOps", "count", 1L))
                .contains(Json.object("kind", "user", "surface", "BasicOps", "count", 2L))
                .anySatisfy(kind -> assertThat(Json.at(kind, "/kind")).isEqualTo("sell deal"))
                .anySatisfy(kind -> assertThat(Json.at(kind, "/kind")).isEqualTo("basecamp todo"));
        task("Other");
        Map<?, ?> page = get("/_emulator/records/task?limit=1&offset=1");
        assertThat(page.get("total")).isEqualTo(2L);
        assertThat(Json.at(page, "/records/0/title")).isEqualTo("Other");
        assertThat(get("/_emulator/records/sell%20account").get("total")).isEqualTo(1L);

        ok("PATCH", "/_emulator/records/user/38", "{'firstName':'Alexa'}", 200);
        assertThat(Json.at(get("/_emulator/records/user/38"), "/firstName")).isEqualTo("Alexa");
        ok("DELETE", "/_emulator/records/task/1", null, 200);
        assertThat(workspace.records("task")).hasSize(1);
        assertThat(refused("GET", "/_emulator/records/task/1", null, 404)).contains("no task 1");
        assertThat(refused("GET", "/_emulator/records/tusk", null, 404)).contains("no kind \"tusk\"");
        assertThat(refused("PATCH", "/_emulator/records/task/2", "{'status':'Odd'}", 400))
                .contains("Odd");
    }

    @Test
    void listeners_are_told_at_once_and_whenever_something_has_happened() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(workspace.url("/_emulator/live")).build();
        HttpResponse<InputStream> stream = CLIENT.send(request, BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(told(lines).get("journal")).isEqualTo(0L);
            task("Heard");
            Map<?, ?> news = told(lines);
            while (!Long.valueOf(1).equals(news.get("journal"))) {
                news = told(lines);
            }
            assertThat(news.get("revision")).isEqualTo(1L);
            ok("POST", "/_emulator/reset", null, 200);
            while (!Long.valueOf(1).equals(news.get("rewinds"))) {
                news = told(lines);
            }
            workspace.close();
            while (lines.readLine() != null) {
                // What was told last comes before the end.
            }
        }
    }

    private static Map<?, ?> told(BufferedReader lines) throws Exception {
        String line = lines.readLine();
        while (!line.startsWith("data: ")) {
            line = lines.readLine();
        }
        return (Map<?, ?>) Json.read(line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
    }

    private List<Object> names() {
        return list(get("/_emulator/workspaces"), "workspaces").stream()
                .<Object>map(one -> ((Map<?, ?>) one).get("name"))
                .toList();
    }

    private void hook(String inbox) {
        ok(
                "POST",
                "/v1/webhook",
                "{'name':'n','events':'basicops:task:created','url':'"
                        + workspace.inbox(inbox).url() + "'}",
                200);
    }

    private long task(String title) {
        return (Long) Json.at(ok("POST", "/v1/task", "{'title':'" + title + "'}", 200), "/data/id");
    }

    private Map<?, ?> get(String path) {
        return ok("GET", path, null, 200);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Map<?, ?> object, String name) {
        return (List<Object>) object.get(name);
    }

    private Map<?, ?> ok(String method, String path, String json, int status) {
        HttpResponse<String> reply = send(method, path, json);
        assertThat(reply.statusCode())
                .as(method + " " + path + ": " + reply.body())
                .isEqualTo(status);
        return body(reply);
    }

    private String refused(String method, String path, String json, int status) {
        return (String) ok(method, path, json, status).get("error");
    }

    private HttpResponse<String> send(String method, String path, String json) {
        return json(method, workspace.url() + path, json);
    }

    private static HttpResponse<String> json(String method, String url, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer any")
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.replace('\'', '"')));
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Map<?, ?> body(HttpResponse<String> reply) {
        try {
            return (Map<?, ?>) Json.read(reply.body().getBytes(StandardCharsets.UTF_8));
        } catch (Exception noJson) {
            throw new AssertionError(reply.body(), noJson);
        }
    }
}
