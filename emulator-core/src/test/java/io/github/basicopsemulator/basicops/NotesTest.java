package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notes: free text, and the minutes of meetings. */
class NotesTest {

    private final Api api = new Api();

    @BeforeEach
    void two_projects() {
        api.create("/v1/project", "{'title': 'Website'}");
        api.create("/v1/project", "{'title': 'Other'}");
    }

    @Test
    void the_documented_example_runs() {
        assertThat(api.post("/v1/note", "{'name': 'Next release', 'project': 1, 'content': '...'}")
                        .body())
                .isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 1, 'viewUrl': 'https://app.basicops.com/note/1',
                         'bounceUrl': 'https://app.basicops.com/bounce/note/1'}}"""));
        assertThat(api.get("/v1/note/1").text()).isEqualTo("""
                {"success":true,"data":{"id":1,"name":"Next release","content":"...","attachments":[]}}""");
        assertThat(api.get("/v1/note").list()).containsExactly(api.show("/v1/note/1"));
        assertThat(api.get("/v1/project/1/notes").list()).containsExactly(api.show("/v1/note/1"));

        // The example sends "state" where it means "content".
        api.done(api.patch("/v1/note/1", "{'name': 'Released', 'project': 2, 'state': '...'}"));
        assertThat(api.show("/v1/note/1")).containsEntry("name", "Released").containsEntry("content", "...");
        assertThat(api.ids("/v1/project/1/notes")).isEmpty();
        assertThat(api.ids("/v1/project/2/notes")).containsExactly(1L);

        assertThat(api.show("/v1/note/1/link")).containsOnly(Map.entry("url", "https://app.basicops.com/note/1"));
        assertThat(api.delete("/v1/note/1").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'statusKind': 2, 'status': 'Released deleted', 'activities': [1]}}"""));
        api.get("/v1/note/1").refusal(404, "not_found");
    }

    @Test
    void the_documented_meeting_runs() {
        long id = api.create("/v1/note", """
                {'name': 'Next release', 'startTime': '2024-09-03T18:30:00.000Z', 'endTime': '2024-09-03T19:10:00.000Z',
                 'summary': 'The summary',
                 'actionItems': [{'title': 'first action item', 'addAsTask': true},
                  {'title': 'second action item', 'addAsTask': false}],
                 'participants': [{'firstName': 'John', 'lastName': 'Doe', 'email': 'john@doe.com'},
                  {'firstName': 'Jane', 'lastName': 'Doe', 'email': 'jane@doe.com'}],
                 'project': 1, 'content': '...'}""");

        assertThat(api.show("/v1/note/" + id))
                .containsOnlyKeys("id", "name", "content", "attachments")
                .containsEntry(
                        "content",
                        "...<p><b>Time:</b> 2024-09-03 18:30 to 19:10 UTC</p><p><b>Summary:</b> The summary</p>"
                                + "<p><b>Participants:</b></p>"
                                + "<ul><li>John Doe (john@doe.com)</li><li>Jane Doe (jane@doe.com)</li></ul>"
                                + "<p><b>Action items:</b></p><ul>"
                                + "<li><span class=\"task-link record-link\" _tableid=\"3936\" _id=\"1\">"
                                + "first action item</span></li>"
                                + "<li>second action item</li></ul>");
        assertThat(api.show("/v1/task/1"))
                .containsEntry("title", "first action item")
                .containsEntry("status", "New");
        assertThat(api.ids("/v1/project/1/tasks")).containsExactly(1L);
        assertThat(api.told()).contains("created task 1", "created note 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'startTime': '2024-09-03T18:30:00Z' | <p><b>Time:</b> 2024-09-03 18:30 UTC</p>",
                "'endTime': '2024-09-03T18:30:00Z' | <p><b>Time:</b> until 2024-09-03 18:30 UTC</p>",
                "'startTime': '2024-09-03T23:30:00Z', 'endTime': '2024-09-04T00:10:00Z' | <p><b>Time:</b> 2024-09-03 23:30 to 2024-09-04 00:10 UTC</p>",
                "'startTime': '2024-09-03T20:30:00+02:00', 'endTime': '2024-09-03T21:10:00+02:00' | <p><b>Time:</b> 2024-09-03 18:30 to 19:10 UTC</p>",
                "'summary': 'S' | <p><b>Summary:</b> S</p>",
                "'participants': [{'firstName': 'J'}] | <p><b>Participants:</b></p><ul><li>J</li></ul>",
                "'participants': [{'email': 'j@d.com'}] | <p><b>Participants:</b></p><ul><li>(j@d.com)</li></ul>",
                "'actionItems': [{'title': 'A'}], 'participants': [] | <p><b>Action items:</b></p><ul><li>A</li></ul>"
            })
    void any_part_of_the_meeting_form_may_come_alone(String fields, String content) {
        api.create("/v1/note", "{'name': 'N', " + fields + "}");

        assertThat(api.show("/v1/note/1")).containsEntry("content", content);
    }

    @Test
    void what_is_said_of_a_meeting_is_text_and_comes_escaped_while_content_is_html_and_stays() {
        api.create("/v1/note", """
                {'name': '<b>N</b>', 'content': '<p>a &amp; b</p>', 'summary': '<script>x</script> & y',
                 'actionItems': [{'title': '<i>1</i>', 'addAsTask': true}, {'title': '2 < 3'}],
                 'participants': [{'firstName': '<J>', 'lastName': '&', 'email': 'a<b>@c'}]}""");

        assertThat(api.show("/v1/note/1"))
                .containsEntry("name", "<b>N</b>")
                .containsEntry(
                        "content",
                        "<p>a &amp; b</p><p><b>Summary:</b> &lt;script&gt;x&lt;/script&gt; &amp; y</p>"
                                + "<p><b>Participants:</b></p><ul><li>&lt;J&gt; &amp; (a&lt;b&gt;@c)</li></ul>"
                                + "<p><b>Action items:</b></p><ul>"
                                + "<li><span class=\"task-link record-link\" _tableid=\"3936\" _id=\"1\">"
                                + "&lt;i&gt;1&lt;/i&gt;</span></li><li>2 &lt; 3</li></ul>");
        assertThat(api.show("/v1/task/1"))
                .as("a title is no HTML")
                .containsEntry("title", "<i>1</i>")
                .containsEntry("project", null);
    }

    @Test
    void content_comes_back_byte_by_byte() {
        String content = "<p>é 😀 👩‍👩‍👧 &amp; </p><pre>a\\n\\tb</pre>";
        api.create("/v1/note", "{'name': 'N', 'content': '" + content + "'}");

        byte[] expected = ("\"content\":\"" + content + "\"").getBytes(UTF_8);
        assertThat(api.get("/v1/note/1").reply().body()).containsSequence(expected);
    }

    @Test
    void only_a_new_note_is_told_of_a_meeting() {
        api.create("/v1/note", "{'name': 'N', 'content': 'c'}");
        api.done(api.patch("/v1/note/1", """
                {'summary': 'S', 'actionItems': [{'title': 'A', 'addAsTask': true}]}"""));

        assertThat(api.show("/v1/note/1")).containsEntry("content", "c");
        assertThat(api.ids("/v1/task")).isEmpty();
    }

    @Test
    void a_note_needs_a_name_and_nothing_else() {
        api.create("/v1/note", "{'name': 'N'}");

        assertThat(api.get("/v1/note/1").text())
                .isEqualTo("{\"success\":true,\"data\":{\"id\":1,\"name\":\"N\",\"content\":null,\"attachments\":[]}}");
        assertThat(api.ids("/v1/note")).containsExactly(1L);
        assertThat(api.ids("/v1/project/1/notes")).isEmpty();
    }

    @Test
    void no_file_comes_into_a_note_over_the_api() {
        String file = api.upload("a.txt", new byte[] {1});
        api.create("/v1/note", "{'name': 'N', 'attachments': ['" + file + "']}");
        api.done(api.patch("/v1/note/1", "{'name': 'M', 'attachments': ['" + file + "']}"));

        assertThat(api.show("/v1/note/1")).containsEntry("attachments", List.of());
        api.create("/v1/task", "{'title': 'still unused', 'attachments': ['" + file + "']}");
    }

    @Test
    void null_clears_what_is_optional() {
        api.create("/v1/note", "{'name': 'N', 'content': 'c', 'project': 1}");
        api.done(api.patch("/v1/note/1", "{'content': null, 'project': null}"));

        assertThat(api.show("/v1/note/1")).containsEntry("content", null);
        assertThat(api.ids("/v1/project/1/notes")).isEmpty();
        assertThat(api.ids("/v1/note")).containsExactly(1L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                     | $.name is required, but was not sent",
                "{'name': ' '}                          | $.name is required and cannot be blank",
                "{'name': 'N', 'project': 99}           | $.project must be the id of a project that exists, but was 99",
                "{'name': 'N', 'content': 1}            | $.content must be a text, but was 1",
                "{'name': 'N', 'startTime': 'x'}        | $.startTime must be a date",
                "{'name': 'N', 'actionItems': {}}       | $.actionItems must be an array of objects, but was an object",
                "{'name': 'N', 'actionItems': ['A']}    | $.actionItems[0] must be an object, but was \"A\"",
                "{'name': 'N', 'actionItems': [{'title': 'A'}, {}]} | $.actionItems[1].title is required, but was not sent",
                "{'name': 'N', 'actionItems': [{'title': 'A', 'addAsTask': 1}]} | $.actionItems[0].addAsTask must be true or false",
                "{'name': 'N', 'participants': [{'email': 1}]} | $.participants[0].email must be a text"
            })
    void what_cannot_be_stored_is_refused_naming_the_field(String json, String message) {
        State before = api.state();

        assertThat(api.post("/v1/note", json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void a_refused_meeting_leaves_no_tasks_behind() {
        State before = api.state();
        api.post("/v1/note/bulk", """
                {'items': [{'name': 'N', 'actionItems': [{'title': 'A', 'addAsTask': true}]},
                 {'name': 'M', 'project': 99}]}""").refusal();

        assertThat(api.state()).isSameAs(before);
        assertThat(api.told()).doesNotContain("created task 1");
    }

    @Test
    void many_notes_are_saved_at_once() {
        api.create("/v1/note", "{'name': 'old', 'content': 'c'}");

        assertThat(api.post("/v1/note/bulk", """
                        {'items': [{'name': 'Note A', 'project': 1, 'summary': 'S'}, {'id': 1, 'name': 'new'}]}""").text())
                .isEqualTo("{\"success\":true,\"data\":{\"created\":[2],\"updated\":[1]}}");
        assertThat(api.show("/v1/note/1")).containsEntry("name", "new").containsEntry("content", "c");
        assertThat(api.show("/v1/note/2")).containsEntry("content", "<p><b>Summary:</b> S</p>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "created.from=2024-01-01T13:00:00Z | [2]",
                "updated.to=2024-01-01T12:30:00Z   | [1]",
                "created=2024-01-01                | [1, 2]",
                "project=2                         | [1, 2]",
                "name=nobody                       | [1, 2]"
            })
    void notes_are_filtered_by_their_dates_and_nothing_else(String query, String expected) {
        api.create("/v1/note", "{'name': 'N', 'project': 1}");
        api.passHours(1);
        api.create("/v1/note", "{'name': 'M'}");

        assertThat(api.ids("/v1/note?" + query)).hasToString(expected);
    }

    @Test
    void notes_go_with_their_project() {
        api.create("/v1/note", "{'name': 'N', 'project': 1}");
        api.create("/v1/note", "{'name': 'M', 'project': 2}");
        api.create("/v1/note", "{'name': 'personal'}");
        int before = api.told().size();

        api.delete("/v1/project/1");

        assertThat(api.ids("/v1/note")).containsExactly(2L, 3L);
        assertThat(api.told().subList(before, api.told().size())).containsExactly("removed project 1");
    }

    @Test
    void a_note_keeps_its_text_when_the_task_in_it_is_deleted_and_the_task_outlives_the_note() {
        api.create("/v1/note", "{'name': 'N', 'actionItems': [{'title': 'A', 'addAsTask': true}]}");
        api.create("/v1/note", "{'name': 'M', 'actionItems': [{'title': 'B', 'addAsTask': true}]}");
        Map<String, Object> note = api.show("/v1/note/1");

        api.delete("/v1/task/1");
        api.delete("/v1/note/2");

        assertThat(api.show("/v1/note/1")).isEqualTo(note);
        assertThat(api.ids("/v1/task")).containsExactly(2L);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/note/99",
        "PATCH, /v1/note/99",
        "DELETE, /v1/note/99",
        "GET, /v1/note/99/link",
        "GET, /v1/project/99/notes"
    })
    void what_is_not_there_is_not_found(String method, String path) {
        api.send(method, path, method.equals("PATCH") ? "{'name': 'N'}" : "").refusal(404, "not_found");
    }

    @Test
    void an_action_item_needs_a_title() {
        assertThat(api.post("/v1/note", "{'name': 'N', 'actionItems': [{'title': ' ', 'addAsTask': true}]}")
                        .refusal())
                .contains("$.actionItems[0].title is required, but was \" \"");
        assertThat(api.ids("/v1/task")).isEmpty();
    }

    @Test
    void what_shapes_only_a_new_note_is_no_change() {
        api.create("/v1/note", "{'name': 'N'}");
        int told = api.told().size();
        api.passHours(1);

        api.done(api.patch("/v1/note/1", "{'summary': 'S'}"));

        assertThat(api.told()).hasSize(told);
    }
}
