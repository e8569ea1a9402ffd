package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.basicopsemulator.Emulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The inspector in a browser, as its user sees it. Leaves pictures in target/screenshots. */
class InspectorIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARKUP = "<img src=nowhere onerror=window.broken=1>";
    private static final List<String> PARTS =
            List.of("requests", "data", "webhooks", "clock", "faults", "snapshots", "coverage", "workspaces");
    private static final Set<String> CONTROLS = Set.of(
            "button", "link", "tab", "textbox", "searchbox", "combobox", "slider", "spinbutton", "checkbox", "listbox");

    private static EmulatorProcess emulator;
    private static Chromium browser;

    /** The base URL of this test's own workspace. */
    private String base = "";

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start();
        emulator = EmulatorProcess.start();
    }

    @AfterAll
    static void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (emulator != null) {
            emulator.close();
        }
    }

    @BeforeEach
    void ownWorkspace(TestInfo test) {
        base = emulator.url() + "/w/"
                + test.getTestMethod().orElseThrow().getName().replace('_', '-')
                + Math.abs(test.getDisplayName().hashCode());
    }

    @Test
    void a_request_appears_as_it_comes_with_all_that_it_caused() throws Exception {
        Tab tab = open("");
        tab.untilSeen("No request yet");
        tab.untilSeen(base + "/v1/user/me");
        tab.screenshot("requests-none");
        webhook();

        post("/v1/task", "{\"title\": \"Order fuel\", \"project\": " + project() + "}");
        tab.until("document.querySelectorAll('.requests li').length === 3");
        tab.click(".requests li");

        tab.untilSeen("created task 1");
        tab.untilSeen("basicops:task:created");
        tab.untilSeen("Order fuel");
        tab.screenshot("request");
        post("/v1/task", "{\"title\": 7}");
        tab.untilSeen("4 requests");
        tab.click(".requests li");
        tab.untilSeen("Problem:");
    }

    @Test
    void a_request_is_copied_as_curl_and_as_a_test() throws Exception {
        get("/v1/user/me");
        Tab tab = open("");
        tab.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }");
        tab.click(".requests li");

        tab.press("Copy as curl");
        tab.until("window.copied.startsWith('curl ') && window.copied.includes('/v1/user/me')");
        tab.press("Copy as a Java test");

        tab.until("window.copied.includes('@Test')");
    }

    @Test
    void requests_are_filtered() throws Exception {
        get("/v1/user/me");
        get("/v1/task/12345");
        project();
        Tab tab = open("");
        tab.untilSeen("3 requests");

        tab.key("/");
        tab.type("12345");

        tab.untilSeen("1 of 3 requests");
        assertThat(tab.evaluate("document.querySelectorAll('.requests li').length")
                        .asInt())
                .isOne();
    }

    @Test
    void what_the_server_says_is_text_and_never_markup() throws Exception {
        post("/v1/task", JSON.writeValueAsString(JSON.createObjectNode().put("title", MARKUP)));
        Tab tab = open("#/data/task/1");
        tab.untilSeen(MARKUP);
        tab.click("[role=tab]");
        tab.click(".requests li");
        tab.until("document.querySelector('#panel-requests .detail').innerText.includes(" + Tab.quoted(MARKUP) + ")");

        assertThat(tab.evaluate("document.querySelectorAll('main img').length").asInt())
                .isZero();
        assertThat(tab.evaluate("window.broken === undefined").asBoolean()).isTrue();
    }

    @Test
    void a_record_is_shown_with_its_history() throws Exception {
        post("/v1/task", "{\"title\": \"Order fuel\"}");
        send("PATCH", "/v1/task/1", "{\"status\": \"Complete\"}");
        post(
                "/v2/tasks",
                "{\"data\": {\"content\": \"Contact Tom\", \"resource_type\": \"lead\", \"resource_id\": 1}}");
        Tab tab = open("#/data/task");
        tab.untilSeen("sell task");
        tab.untilSeen("basecamp person");

        tab.click("#panel-data tbody a");

        tab.untilSeen("updated");
        tab.until("document.querySelector('.history del').textContent === 'New'");
        tab.until("document.querySelector('.history ins').textContent === 'Complete'");
        tab.screenshot("record");
    }

    @Test
    void a_record_that_never_was_is_told_from_one_that_is_gone() throws Exception {
        post("/v1/task", "{\"title\": \"Order fuel\"}");
        send("DELETE", "/_emulator/records/task/1", null);

        Tab tab = open("#/data/task/99999");
        tab.untilSeen("There is no task 99999.");
        assertThat(tab.evaluate("document.querySelector('#panel-data .detail h3') === null")
                        .asBoolean())
                .isTrue();

        tab.evaluate("location.hash = '#/data/task/1'");
        tab.untilSeen("It is not there any more.");
        tab.until("document.querySelector('#panel-data .history').innerText.includes('removed')");
    }

    @Test
    void a_record_is_shown_beside_the_page_that_it_is_on() throws Exception {
        post(
                "/v1/task/bulk",
                IntStream.range(0, 100)
                        .mapToObj(n -> "{\"title\": \"T\"}")
                        .collect(Collectors.joining(",", "{\"items\": [", "]}")));

        Tab tab = open("#/data/task/77");

        tab.untilSeen("51 to 100 of 100");
        tab.until("document.querySelector('#panel-data tr.chosen').dataset.id === '77'");
    }

    @Test
    void an_address_that_leads_nowhere_is_corrected() throws Exception {
        Tab tab = open("");

        tab.evaluate("location.hash = '#/nonsense'");

        tab.until("location.hash === '#/requests' && !document.getElementById('panel-requests').hidden");
    }

    @Test
    void a_record_whose_id_has_a_form_of_its_own_is_found() throws Exception {
        post("/v1/task", "{\"title\": \"Order fuel\"}");
        post("/v1/task/1/message", "{\"message\": \"Which fuel?\"}");
        Tab tab = open("#/data/message");

        tab.click("#panel-data tbody a");

        tab.until("document.querySelector('#panel-data .detail .code').innerText.includes('\"dm1\"')");
        tab.until("document.querySelector('#panel-data .history').innerText.includes('created')");
    }

    @Test
    void a_seed_is_loaded_and_a_wrong_one_is_explained() throws Exception {
        Tab tab = open("#/snapshots");
        tab.untilSeen("No snapshot yet");
        tab.click("#panel-snapshots textarea");
        tab.type("basicops:\n  projects:\n    - title: Apollo\n      nonsense: 1\n");
        tab.press("Load seed");
        tab.until("document.querySelector('#panel-snapshots form .error').textContent.includes('nonsense')");

        tab.evaluate(
                "document.querySelector('#panel-snapshots textarea').value = 'basicops:\\n  projects:\\n    - title: Apollo\\n'");
        tab.press("Load seed");

        tab.untilSeen("+ project 1 \"Apollo\"");
    }

    @Test
    void a_delivery_is_sent_once_more() throws Exception {
        webhook();
        post("/v1/task", "{\"title\": \"Order fuel\"}");
        Tab tab = open("#/webhooks");
        tab.until("document.querySelector('.deliveries li .status')?.textContent.startsWith('delivered')");
        tab.click(".deliveries li");

        tab.press("Redeliver");

        tab.until("document.querySelectorAll('.deliveries li').length === 2");
        assertThat(get("/_emulator/inbox/test").get("received")).hasSize(2);
        tab.screenshot("delivery");
    }

    @Test
    void held_deliveries_are_let_go_or_dropped() throws Exception {
        webhook();
        Tab tab = open("#/webhooks");
        tab.untilSeen("Nothing was delivered yet");
        send("PUT", "/_emulator/webhooks", "{\"mode\": \"held\"}");
        post("/v1/task", "{\"title\": \"One\"}");
        post("/v1/task", "{\"title\": \"Two\"}");
        tab.untilSeen("Deliver all held (2)");
        tab.click(".deliveries li");

        tab.press("Drop");
        tab.untilSeen("Deliver all held (1)");
        tab.press("Deliver all held");

        tab.until(
                "[...document.querySelectorAll('.deliveries .status')].some((each) => each.textContent.startsWith('delivered'))");
        assertThat(get("/_emulator/inbox/test").get("received")).hasSize(1);
    }

    @Test
    void one_looks_back_and_goes_back() throws Exception {
        post("/v1/task", "{\"title\": \"Kept\"}");
        post("/v1/task", "{\"title\": \"Undone\"}");
        Tab tab = open("#/data/task");
        tab.untilSeen("Undone");
        // The timeline is filled by a request of its own.
        tab.untilSeen("Now, after 2 changes");
        tab.evaluate("document.querySelector('.timeline input').focus()");

        tab.key("ArrowLeft");

        tab.untilSeen("You are looking at the past");
        tab.until("!document.querySelector('#panel-data tbody').innerText.includes('Undone')");
        assertThat(get("/_emulator/records/task").get("total").asInt()).isEqualTo(2);
        tab.until("/^#.data.task\\?revision=\\d+$/.test(location.hash)");
        tab.screenshot("looking-back");
        tab.reload();
        tab.untilSeen("You are looking at the past");
        tab.untilSeen("Kept");
        tab.until("!document.querySelector('#panel-data tbody').innerText.includes('Undone')");
        tab.press("Webhooks");
        tab.until("document.getElementById('banner').hidden");
        tab.until("document.getElementById('tab-data').title === 'Data shows the past'");
        tab.press("Data");
        tab.untilSeen("You are looking at the past");
        tab.press("Rewind to here");
        tab.click("dialog button.danger");
        tab.until("document.getElementById('banner').hidden && !document.querySelector('dialog')");
        tab.until("location.hash === '#/data'");
        assertThat(get("/_emulator/records/task").get("total").asInt()).isOne();
    }

    @Test
    void the_theme_is_turned_and_remembered() throws Exception {
        project();
        Tab tab = open("");
        tab.systemTheme("light");
        tab.until(background() + " > 200");

        tab.press("Dark");

        tab.until(background() + " < 60");
        tab.reload();
        tab.until(background() + " < 60");
        tab.until("document.querySelectorAll('.requests li').length === 1");
        tab.screenshot("requests-dark");
        tab.key("t");
        tab.until(background() + " > 200");
    }

    @Test
    void time_passes_by_a_button() throws Exception {
        send("PUT", "/_emulator/clock", "{\"now\": \"2026-01-01T00:00:00Z\"}");
        Tab tab = open("#/clock");
        tab.untilSeen("Frozen");

        tab.press("+1 h");
        tab.untilSeen("2026-01-01 01:00:00");
        tab.press("+1 d");

        tab.untilSeen("2026-01-02 01:00:00");
        assertThat(get("/_emulator/clock").get("now").asText()).startsWith("2026-01-02T01:00:00");
        tab.screenshot("clock");
    }

    @Test
    void a_fault_is_switched_on_and_off() throws Exception {
        Tab tab = open("#/faults");
        tab.untilSeen("No active faults.");

        tab.press("503 once");
        tab.until("document.querySelectorAll('#panel-faults .lines li').length === 1");
        assertThat(status("GET", "/v1/user/me", null)).isEqualTo(503);
        assertThat(status("GET", "/v1/user/me", null)).isEqualTo(200);
        tab.screenshot("faults");
        tab.press("Clear all");

        tab.untilSeen("No active faults.");
        assertThat(get("/_emulator/faults").get("faults")).isEmpty();
    }

    @Test
    void a_snapshot_is_taken_and_gone_back_to() throws Exception {
        Tab tab = open("#/snapshots");
        tab.untilSeen("No snapshot yet");
        tab.key("/");
        tab.type("before");
        tab.key("Enter");
        tab.untilSeen("Rewind to it");
        post("/v1/task", "{\"title\": \"Undone\"}");
        tab.untilSeen("+ task 1 \"Undone\"");
        tab.screenshot("snapshots");

        tab.press("Rewind to it");

        tab.untilSeen("Back at before");
        assertThat(get("/_emulator/records/task").get("total").asInt()).isZero();
    }

    @Test
    void what_is_refused_is_said_beside_the_button() throws Exception {
        Tab tab = open("#/faults");
        tab.untilSeen("Custom fault");
        tab.evaluate("document.querySelector('[name=status]').min = ''");
        tab.evaluate("document.querySelector('[name=status]').value = '7'");

        tab.press("Add this fault");

        tab.until("document.querySelector('#panel-faults form .error').textContent.includes('7')");
    }

    @Test
    void workspaces_are_made_and_deleted() throws Exception {
        Tab tab = open("#/workspaces");
        String name = "made-" + base.hashCode();
        tab.untilSeen("the default workspace");
        tab.key("/");
        tab.type(name);

        tab.press("Make a workspace");
        tab.until("[...document.querySelectorAll('tbody th')].some((each) => each.textContent === " + Tab.quoted(name)
                + ")");
        tab.click("[aria-label='Delete " + name + "']");
        tab.click("dialog button.danger");

        tab.until("![...document.querySelectorAll('tbody th')].some((each) => each.textContent === " + Tab.quoted(name)
                + ")");
    }

    @Test
    void coverage_is_searched() throws Exception {
        Tab tab = open("#/coverage");
        tab.untilSeen("/v1/task/{id}/review/request");

        tab.key("/");
        tab.type("bulk");

        tab.until(
                "[...document.querySelectorAll('#panel-coverage tbody tr')].every((each) => /bulk/i.test(each.textContent))");
        tab.screenshot("coverage");
    }

    @Test
    void everything_is_reached_by_keys() throws Exception {
        project();
        get("/v1/user/me");
        Tab tab = open("");
        tab.untilSeen("2 requests");

        tab.key("2");
        tab.until("location.hash === '#/data' && document.activeElement.id === 'tab-data'");
        tab.key("ArrowLeft");
        tab.until("location.hash === '#/requests' && document.activeElement.id === 'tab-requests'");
        tab.evaluate("document.querySelector('.requests li').focus()");
        tab.key("ArrowDown");
        tab.until("location.hash === '#/requests/1' && document.activeElement.dataset.number === '1'");
        tab.key("Escape");
        tab.until("location.hash === '#/requests' && !document.querySelector('.requests [aria-selected=true]')");
        tab.key("1");
        tab.until("document.activeElement.id === 'tab-requests'");
        tab.key("ArrowDown");
        tab.until("location.hash === '#/requests/2' && document.activeElement.dataset.number === '2'");
        tab.key("/");
        tab.until("document.activeElement.matches('[data-filter]')");
        tab.key("ArrowDown");
        tab.until("document.activeElement.dataset.number === '2'");
        tab.key("2");
        tab.until("document.querySelector('#panel-data tbody a')");
        tab.key("ArrowDown");
        tab.until(
                "location.hash.startsWith('#/data/') && document.activeElement.closest('#panel-data tbody tr.chosen')");
        tab.key("?");
        tab.untilSeen("through a list");
        tab.key("Escape");
        tab.until("!document.querySelector('dialog')");
    }

    @Test
    void keys_that_follow_each_other_at_once_are_each_for_what_the_one_before_opened() throws Exception {
        project();
        get("/v1/user/me");
        Tab tab = open("#/data");
        tab.until("document.querySelector('#panel-data tbody a')");
        tab.key("1");
        tab.untilSeen("2 requests");

        atOnce(tab, "ArrowDown", "ArrowDown", "Escape", "1", "ArrowDown");
        tab.until("location.hash === '#/requests/2' && document.activeElement.dataset.number === '2'");

        atOnce(tab, "2", "ArrowDown");
        tab.until("location.hash === '#/data/project/1'");
        tab.until("document.activeElement.closest('#panel-data tbody tr.chosen')");

        atOnce(tab, "Escape", "2", "ArrowDown");
        tab.until("location.hash === '#/data/project/1'");

        tab.evaluate("history.back()");
        tab.until("location.hash === '#/data' && document.querySelector('#panel-data').checkVisibility()");
    }

    private static void atOnce(Tab tab, String... keys) throws Exception {
        tab.evaluate("""
                %s.forEach((key) =>
                  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})))""".formatted(new ObjectMapper().writeValueAsString(keys)));
    }

    @Test
    void ten_thousand_records_are_shown_by_the_page() throws Exception {
        for (int i = 0; i < 100; i++) {
            post(
                    "/v1/task/bulk",
                    IntStream.range(0, 100)
                            .mapToObj(n -> "{\"title\": \"T\"}")
                            .collect(Collectors.joining(",", "{\"items\": [", "]}")));
        }
        Tab tab = open("#/data/task");
        tab.untilSeen("10,000 records");

        tab.press("Next");

        tab.untilSeen("51 to 100 of 10,000");
        assertThat(tab.evaluate("document.querySelectorAll('#panel-data tbody tr').length")
                        .asInt())
                .isEqualTo(50);
    }

    @Test
    void it_says_when_the_emulator_is_gone_and_when_it_is_back() throws Exception {
        int port;
        Tab tab;
        try (Emulator first = Emulator.builder().start()) {
            port = first.url().getPort();
            tab = browser.open(first.workspace().url("/_emulator/"));
            tab.untilSeen("Live");
        }
        tab.untilSeen("Disconnected");
        try (Emulator again = Emulator.builder().port(port).start()) {
            assertThat(again.url().getPort()).isEqualTo(port);
            tab.untilSeen("Live");
        }
    }

    @Test
    void a_control_token_is_asked_for_and_kept_for_the_tab() throws Exception {
        try (Emulator guarded = Emulator.builder().controlToken("a-secret").start()) {
            Tab tab = browser.open(guarded.workspace().url("/_emulator/"));
            tab.untilSeen("A control token is needed");
            tab.type("wrong");
            tab.key("Enter");
            tab.untilSeen("Another token is needed");

            tab.type("a-secret");
            tab.key("Enter");

            tab.untilSeen("No request yet");
            tab.untilSeen("Live");
            tab.reload();
            tab.untilSeen("Live");
        }
    }

    @Test
    void where_nobody_may_see_anything_it_says_why_and_shows_nothing_else() throws Exception {
        try (Emulator open = Emulator.builder().host("0.0.0.0").start()) {
            Tab tab = browser.open(URI.create("http://127.0.0.1:" + open.url().getPort() + "/_emulator/"));

            tab.untilSeen("start it with --control-token TOKEN");

            assertThat(tab.evaluate("document.body.innerText").asText())
                    .doesNotContain("Disconnected")
                    .doesNotContain("Filter");
            tab.screenshot("closed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void every_control_has_a_name_and_every_text_stands_out(String theme) throws Exception {
        furnish();
        Tab tab = open("");
        tab.systemTheme(theme);
        for (String part : PARTS) {
            show(tab, part);
            List<String> nameless = new ArrayList<>();
            for (JsonNode node : tab.accessibility()) {
                String role = node.at("/role/value").asText();
                boolean named = !node.at("/name/value").asText().isBlank();
                if (CONTROLS.contains(role) && !node.path("ignored").asBoolean() && !named) {
                    nameless.add(role + " " + node.get("properties"));
                }
            }
            assertThat(nameless).as(part).isEmpty();
            tab.untilStill(); // half way to another theme, texts do not stand out
            assertThat(tab.evaluate(FAINT)).as(part).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void it_fits_a_phone(String theme) throws Exception {
        furnish();
        Tab tab = open("");
        tab.systemTheme(theme);
        for (String part : PARTS) {
            for (int width : List.of(360, 390)) {
                tab.resize(width, 800);
                show(tab, part);
                assertThat(tab.evaluate("document.scrollingElement.scrollWidth").asInt())
                        .as(part)
                        .isLessThanOrEqualTo(width);
            }
            tab.screenshot("phone-" + theme + "-" + part);
        }
    }

    @Test
    void pictures_are_taken_of_every_part() throws Exception {
        furnish();
        Tab tab = open("");
        for (String theme : List.of("light", "dark")) {
            tab.systemTheme(theme);
            for (String part : PARTS) {
                show(tab, part);
                tab.screenshot("desktop-" + theme + "-" + part);
            }
        }
        assertThat(tab.evaluate("document.querySelectorAll('.error').length").asInt())
                .isZero();
    }

    /** Texts whose contrast to what is behind them is below 4.5, as WCAG asks of texts of this size. */
    private static final String FAINT = """
            (() => {
              const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
              const light = (colour) => {
                const [r, g, b] = numbers(colour).map((c) => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
                return .2126 * r + .7152 * g + .0722 * b;
              };
              const behind = (element) => {
                for (let each = element; each; each = each.parentElement) {
                  const colour = getComputedStyle(each).backgroundColor;
                  if (numbers(colour).length === 3 || numbers(colour)[3] > 0) return colour;
                }
                return 'rgb(255, 255, 255)';
              };
              const faint = new Set();
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const element = texts.currentNode.parentElement;
                const seen = texts.currentNode.data.trim() && element.checkVisibility() && !element.closest('noscript, option, .unseen, :disabled');
                if (seen) {
                  const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
                  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                  if (ratio < 4.5) faint.add(`${texts.currentNode.data.trim().slice(0, 30)}: ${ratio.toFixed(2)}`);
                }
              }
              return [...faint];
            })()""";

    private static String background() {
        return "Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])";
    }

    private Tab open(String place) throws Exception {
        Tab tab = browser.open(URI.create(base + "/_emulator/" + place));
        tab.untilSeen("Live");
        return tab;
    }

    /** Goes to a part and opens the first thing in it. */
    private static void show(Tab tab, String part) throws Exception {
        String open = switch (part) {
            case "requests" -> "requests/2";
            case "data" -> "data/task/1";
            case "webhooks" -> "webhooks/1/1";
            default -> part;
        };
        tab.evaluate("location.hash = '#/" + open + "'");
        tab.until("!document.getElementById('panel-" + part + "').hidden");
        tab.until(
                switch (part) {
                    case "requests" -> "document.querySelector('#panel-requests .detail h2')";
                    case "data" -> "document.querySelector('#panel-data .detail .history')";
                    case "webhooks" -> "document.querySelector('#panel-webhooks .detail h2')";
                    case "clock" -> "document.querySelector('#panel-clock .now time')";
                    case "faults" -> "document.querySelector('#panel-faults .empty')";
                    case "snapshots" -> "document.querySelector('#panel-snapshots .lines .created')";
                    default -> "document.querySelector('#panel-" + part + " tbody tr')";
                });
    }

    /** A workspace in which every part has something to show. */
    private void furnish() throws Exception {
        webhook();
        int project = project();
        for (String title : List.of("Order fuel", "Call Tom about the contract", "Review the security checklist")) {
            post("/v1/task", "{\"title\": \"" + title + "\", \"project\": " + project + ", \"assignee\": 38}");
        }
        send("PATCH", "/v1/task/1", "{\"status\": \"In Progress\", \"dueDate\": \"2027-01-15\"}");
        get("/v1/task/99");
        post(
                "/v2/tasks",
                "{\"data\": {\"content\": \"Contact Tom\", \"resource_type\": \"lead\", \"resource_id\": 1}}");
        send("PUT", "/_emulator/snapshots/before%20the%20import", "{}");
        send("POST", "/_emulator/webhooks/settle", "{}");
    }

    private int project() throws Exception {
        return post("/v1/project", "{\"title\": \"Apollo\"}").at("/data/id").asInt();
    }

    private void webhook() throws Exception {
        post(
                "/v1/webhook",
                "{\"name\": \"told\", \"events\": \"basicops:task:created\", \"url\": \"" + base
                        + "/_emulator/inbox/test\"}");
    }

    private JsonNode get(String path) throws Exception {
        return send("GET", path, null);
    }

    private JsonNode post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        return JSON.readTree(CLIENT.send(request(method, path, body), BodyHandlers.ofString())
                .body());
    }

    private int status(String method, String path, String body) throws Exception {
        return CLIENT.send(request(method, path, body), BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer any")
                .header("Content-Type", "application/json")
                .header("User-Agent", "inspector test")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }
}
