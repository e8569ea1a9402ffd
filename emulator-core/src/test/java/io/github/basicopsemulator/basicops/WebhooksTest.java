package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks: how they are registered, changed and found. */
class WebhooksTest {

    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    private static final String EVENTS = "basicops:task:created,basicops:task:updated,basicops:project:deleted";
    private static final String PLAIN =
            "{'name': 'W', 'url': 'https://server.com/hook', 'events': 'basicops:task:created'}";

    private final Api api = new Api();

    @BeforeEach
    void a_section_in_a_project() {
        api.create("/v1/project", "{'title': 'P'}");
        api.create("/v1/section", "{'name': 'S', 'project': 1}");
    }

    @Test
    void the_documented_example_runs() {
        Map<String, Object> made =
                api.post("/v1/webhook", """
                        {'name': 'my first webhook via rest', 'url': 'https://server.com/hook', 'events': 'EVENTS',
                         'project': 1, 'section': 1, 'excludeDetails': false, 'signing': 'provided',
                         'secret': '<your-secret>'}""".replace("EVENTS", EVENTS)).data();
        String key = (String) made.get("EId");
        assertThat(key).matches(UUID);
        assertThat(made)
                .containsExactlyEntriesOf(Api.json("""
                        {'Id': 1, 'CompanyId': 2, 'UserId': 38, 'EId': 'KEY', 'Name': 'my first webhook via rest',
                         'Url': 'https://server.com/hook', 'Events': 'EVENTS', 'project': 1, 'section': 1,
                         'ExcludeDetails': false}""".replace("KEY", key).replace("EVENTS", EVENTS)));

        Map<String, Object> changed =
                api.put("/v1/webhook/" + key, """
                        {'name': 'my first webhook via rest', 'url': 'https://my.company.com/webhooks',
                         'events': 'EVENTS', 'excludeDetails': false, 'signing': 'none'}""".replace("EVENTS", EVENTS)).data();
        assertThat(changed)
                .as("the project, which was not sent, stays")
                .containsExactlyEntriesOf(Api.json("""
                        {'Id': 1, 'CompanyId': 2, 'UserId': 38, 'EId': 'KEY', 'Name': 'my first webhook via rest',
                         'Url': 'https://my.company.com/webhooks', 'Events': 'EVENTS', 'project': 1, 'section': 1,
                         'ExcludeDetails': false}""".replace("KEY", key).replace("EVENTS", EVENTS)));
        assertThat(api.show("/v1/webhook/" + key)).isEqualTo(changed);
        assertThat(api.get("/v1/webhook").list()).containsExactly(changed);

        api.done(api.delete("/v1/webhook/" + key));
        api.get("/v1/webhook/" + key).refusal(404, "not_found");
        assertThat(api.get("/v1/webhook").list()).isEmpty();
    }

    @Test
    void project_and_section_are_shown_only_where_there_are_some() {
        String key = register(PLAIN);

        assertThat(new ArrayList<>(api.show("/v1/webhook/" + key).keySet()))
                .containsExactly("Id", "CompanyId", "UserId", "EId", "Name", "Url", "Events", "ExcludeDetails");
        api.put("/v1/webhook/" + key, "{'project': 1}");
        assertThat(api.show("/v1/webhook/" + key)).containsEntry("project", 1L).doesNotContainKey("section");
        api.put("/v1/webhook/" + key, "{'project': null}");
        assertThat(api.show("/v1/webhook/" + key)).doesNotContainKey("project");
    }

    @Test
    void a_generated_secret_is_told_once_and_never_again() {
        Map<String, Object> made = api.post("/v1/webhook", PLAIN.replace("}", ", 'signing': 'generate'}"))
                .data();
        assertThat((String) made.get("Secret")).matches("[0-9a-f]{64}");
        String key = (String) made.get("EId");

        for (Api.Answer answer : List.of(
                api.get("/v1/webhook/" + key),
                api.get("/v1/webhook"),
                api.put("/v1/webhook/" + key, "{'name': 'X', 'signing': 'generate'}"))) {
            assertThat(answer.text()).doesNotContainIgnoringCase("secret").doesNotContainIgnoringCase("signing");
        }
        assertThat(api.state().find(Webhooks.KIND, 1).get("secret"))
                .as("it is not drawn again")
                .isEqualTo(made.get("Secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'signing': 'none'", "'signing': null", "'signing': 'provided', 'secret': 's'", "'secret': 's'"})
    void no_other_secret_is_ever_told(String signing) {
        assertThat(api.post("/v1/webhook", PLAIN.replace("}", ", " + signing + "}"))
                        .text())
                .contains("\"success\":true")
                .doesNotContainIgnoringCase("secret")
                .doesNotContainIgnoringCase("signing");
    }

    @Test
    void every_webhook_has_keys_of_its_own() {
        Map<String, Object> one = api.post("/v1/webhook", PLAIN.replace("}", ", 'signing': 'generate'}"))
                .data();
        Map<String, Object> two = api.post("/v1/webhook", PLAIN.replace("}", ", 'signing': 'generate'}"))
                .data();

        assertThat(one.get("EId")).isNotEqualTo(two.get("EId"));
        assertThat(one.get("Secret")).isNotEqualTo(two.get("Secret"));
        assertThat(two).containsEntry("Id", 2L);
    }

    @Test
    void put_changes_only_what_it_names() {
        String key = register(PLAIN.replace("}", ", 'excludeDetails': true, 'section': 1}"));
        Map<String, Object> expected = api.show("/v1/webhook/" + key);
        expected.put("Url", "http://127.0.0.1:9/x");

        assertThat(api.put("/v1/webhook/" + key, "{'url': 'http://127.0.0.1:9/x'}")
                        .data())
                .isEqualTo(expected);
        assertThat(api.put("/v1/webhook/" + key, "{}").data()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "basicops:task:created",
                "basicops:project:updated",
                "basicops:section:deleted",
                "basicops:note:created",
                "basicops:user:updated",
                "basicops:task:created, basicops:note:deleted"
            })
    void the_documented_events_are_taken_and_shown_as_they_were_sent(String events) {
        String key = register(PLAIN.replace("basicops:task:created", events));

        assertThat(api.show("/v1/webhook/" + key)).containsEntry("Events", events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name': null                     | $.name is required and cannot be null",
                "'name': ''                       | $.name is required and cannot be blank",
                "'url': null                      | $.url is required and cannot be null",
                "'url': 'server.com/hook'         | $.url must be an absolute http or https URL, but was \"server.com/hook\"",
                "'url': 'ftp://server.com/hook'   | $.url must be an absolute http or https URL",
                "'url': 'http:///hook'            | $.url must be an absolute http or https URL",
                "'url': 'http://a b/'             | $.url must be an absolute http or https URL",
                "'events': null                   | $.events is required and cannot be null",
                "'events': ''                     | $.events is required and cannot be blank",
                "'events': ['basicops:task:created'] | $.events must be a text, but was an array of 1",
                "'events': 'task:created'         | but had \"task:created\"",
                "'events': 'basicops.task.created' | but had \"basicops.task.created\"",
                "'events': 'basicops:task:moved'  | but had \"basicops:task:moved\"",
                "'events': 'basicops:message:created' | but had \"basicops:message:created\"",
                "'events': 'basicops:task:created:x' | but had \"basicops:task:created:x\"",
                "'events': 'basicops:task:created,' | but had \"\"",
                "'events': 'Basicops:Task:Created' | but had \"Basicops:Task:Created\"",
                "'project': 99                    | $.project must be the id of a project that exists, but was 99",
                "'section': 99                    | $.section must be the id of a section that exists, but was 99",
                "'excludeDetails': 'no'           | $.excludeDetails must be true or false",
                "'signing': 'sha256'              | $.signing must be one of \"none\", \"generate\", \"provided\"",
                "'signing': 'provided'            | $.secret is required where signing is \"provided\"",
                "'signing': 'provided', 'secret': '' | $.secret is required where signing is \"provided\"",
                "'signing': 'provided', 'secret': null | $.secret is required where signing is \"provided\""
            })
    void what_makes_no_sense_is_refused_whether_posted_or_put(String field, String message) {
        String key = register(PLAIN);
        State before = api.state();
        String name = field.substring(0, field.indexOf(':'));
        StringBuilder json = new StringBuilder("{");
        for (String pair : PLAIN.substring(1, PLAIN.length() - 1).split(", ")) {
            json.append(pair.startsWith(name) ? "" : pair + ", ");
        }

        assertThat(api.post("/v1/webhook", json + field + "}").refusal()).contains(message);
        assertThat(api.put("/v1/webhook/" + key, "{" + field + "}").refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void name_url_and_events_are_required() {
        assertThat(api.post("/v1/webhook", "{}").refusal())
                .contains("$.name is required", "$.url is required", "$.events is required");
    }

    @Test
    void a_webhook_is_found_by_its_eid_and_by_nothing_else() {
        String key = register(PLAIN);

        for (String other : List.of("1", key.toUpperCase(Locale.ROOT), "7f646881-2f1d-4266-a071-cbd3b0b0bfca")) {
            api.get("/v1/webhook/" + other).refusal(404, "not_found");
            api.put("/v1/webhook/" + other, "{'name': 'X'}").refusal(404, "not_found");
            api.delete("/v1/webhook/" + other).refusal(404, "not_found");
        }
        api.patch("/v1/webhook/" + key, "{'name': 'X'}").refusal(405, "method_not_allowed");
    }

    @Test
    void webhooks_go_with_the_project_or_the_section_they_are_for() {
        register(PLAIN.replace("}", ", 'project': 1}"));
        register(PLAIN.replace("}", ", 'section': 1}"));
        String everywhere = register(PLAIN);
        api.delete("/v1/section/1");
        assertThat(api.get("/v1/webhook").list()).hasSize(2);

        api.delete("/v1/project/1");
        assertThat(api.get("/v1/webhook").list()).containsExactly(api.show("/v1/webhook/" + everywhere));
    }

    private String register(String json) {
        Api.Answer answer = api.post("/v1/webhook", json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return (String) answer.data().get("EId");
    }
}
