package io.github.basicopsemulator.basecamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of the three pages, one short check for each. */
class RulesTest {

    private final Api api = new Api();
    private long project;

    /** List 1 is in a client project. */
    @BeforeEach
    void a_list_in_a_client_project() {
        project = api.clientProject();
        api.create(in("/todolists.json"), "{'name': 'Launch list'}");
    }

    @Test
    void row_c1_a_file_is_sent_and_then_attached_and_its_bytes_survive() {
        byte[] bytes = {0, 1, (byte) 0xFF, '\n'};
        attach("{'token': '" + api.token("application/zip", bytes) + "', 'name': 'a.zip'}");

        Map<String, Object> file = api.show(in("/attachments/1.json"));
        assertThat(file).containsEntry("byte_size", 4L);
        assertThat(api.get(path(file.get("url"))).reply().body()).isEqualTo(bytes);
    }

    @Test
    void row_c2_the_content_type_is_the_one_that_was_sent() {
        attach("{'token': '" + api.token("application/json; charset=utf-8", new byte[1]) + "', 'name': 'a.txt'}");

        assertThat(api.show(in("/attachments/1.json")))
                .containsEntry("content_type", "application/json; charset=utf-8");
    }

    @Test
    void row_c3_a_file_is_attached_to_a_message_a_to_do_an_upload_or_a_comment() {
        api.create(in("/messages.json"), "{'subject': 'S', 'attachments': [" + api.file("a.txt") + "]}");
        todo("{'content': 'T', 'attachments': [" + api.file("b.txt") + "]}");
        attach(api.file("c.txt"));
        api.create(in("/todos/1/comments.json"), "{'content': 'C', 'attachments': [" + api.file("d.txt") + "]}");

        assertThat(api.list(in("/attachments.json?sort=oldest")))
                .extracting(file -> Api.part(file, "attachable").get("type"))
                .containsExactly("Message", "Todo", "Upload", "Comment");
    }

    @Test
    void row_c4_a_linked_attachment_says_where_it_is_and_has_no_url() {
        linked();

        assertThat(api.show(in("/attachments/1.json")).keySet())
                .containsExactly(
                        "id",
                        "name",
                        "byte_size",
                        "content_type",
                        "linked_source",
                        "linked_type",
                        "link_url",
                        "created_at",
                        "updated_at",
                        "private",
                        "trashed",
                        "tags",
                        "creator",
                        "attachable");
    }

    @Test
    void row_c5_the_url_of_an_attachable_leads_to_it() {
        row_c3_a_file_is_attached_to_a_message_a_to_do_an_upload_or_a_comment();

        for (Map<String, Object> file : api.list(in("/attachments.json"))) {
            assertThat(api.get(path(Api.part(file, "attachable").get("url"))).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void row_c6_there_are_fifty_attachments_a_page() {
        many(120);

        assertThat(pages(in("/attachments.json?page="))).containsExactly(50, 50, 20, 0);
        assertThat(pages("/attachments.json?page=")).containsExactly(50, 50, 20, 0);
    }

    @Test
    void row_c7_attachments_are_sorted_by_name_size_or_age() {
        for (String name : List.of("bb.txt", "A.txt", "ccc.txt")) {
            api.passSeconds(1);
            attach(api.file(name));
        }

        assertThat(names("?sort=az")).containsExactly("A.txt", "bb.txt", "ccc.txt");
        assertThat(names("?sort=za")).containsExactly("ccc.txt", "bb.txt", "A.txt");
        assertThat(names("?sort=smallest")).containsExactly("A.txt", "bb.txt", "ccc.txt");
        assertThat(names("?sort=biggest")).containsExactly("ccc.txt", "bb.txt", "A.txt");
        assertThat(names("?sort=oldest")).containsExactly("bb.txt", "A.txt", "ccc.txt");
        assertThat(names("?sort=newest")).containsExactly("ccc.txt", "A.txt", "bb.txt");
        assertThat(names("")).isEqualTo(names("?sort=newest"));
    }

    @Test
    void row_c8_page_and_sort_go_together() {
        many(60);

        assertThat(api.each("/attachments.json?page=2&sort=oldest", "id"))
                .containsExactly(51L, 52L, 53L, 54L, 55L, 56L, 57L, 58L, 59L, 60L);
    }

    @Test
    void row_c9_renaming_answers_the_attachment_with_its_new_name() {
        attach(api.file("a.txt"));

        Api.Answer answer = api.put(in("/attachments/1.json"), "{'name': 'b.txt'}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).containsEntry("name", "b.txt");
    }

    @Test
    void row_c10_renaming_without_permission_is_403() {
        attach(api.file("a.txt"));
        restrictedTo("mary");

        api.sendAs("mary", "PUT", in("/attachments/1.json"), "{'name': 'b.txt'}")
                .forbidden();
        assertThat(api.show(in("/attachments/1.json"))).containsEntry("name", "a.txt");
    }

    @Test
    void row_c11_renaming_a_linked_attachment_is_400() {
        linked();

        assertThat(api.put(in("/attachments/1.json"), "{'name': 'b.txt'}").badRequest())
                .contains("linked");
    }

    @Test
    void row_c12_deleting_an_attachment_answers_nothing() {
        attach(api.file("a.txt"));

        api.delete(in("/attachments/1.json")).nothing();
    }

    @Test
    void row_c13_deleting_an_attachment_without_access_is_403() {
        attach(api.file("a.txt"));
        restrictedTo("mary");

        api.sendAs("mary", "DELETE", in("/attachments/1.json"), "").forbidden();
    }

    @Test
    void row_c14_an_upload_without_comments_goes_with_its_attachment() {
        attach(api.file("a.txt"));
        api.delete(in("/attachments/1.json")).nothing();

        api.get(in("/uploads/1.json")).notFound();
    }

    @Test
    void row_c15_an_upload_with_comments_stays() {
        attach(api.file("a.txt"));
        api.create(in("/uploads/1/comments.json"), "{'content': 'C'}");
        api.delete(in("/attachments/1.json")).nothing();

        assertThat(api.show(in("/uploads/1.json"))).containsEntry("attachments", List.of());
    }

    @Test
    void row_c16_an_attachment_is_private_when_what_it_is_attached_to_is() {
        api.create(
                in("/messages.json"), "{'subject': 'S', 'private': true, 'attachments': [" + api.file("a.txt") + "]}");
        assertThat(api.show(in("/attachments/1.json"))).containsEntry("private", true);

        api.put(in("/messages/1.json"), "{'private': false}");
        assertThat(api.show(in("/attachments/1.json"))).containsEntry("private", false);
    }

    @Test
    void row_c17_completed_and_remaining_split_the_whole() {
        three();
        api.put(in("/todos/2.json"), "{'completed': true}");

        for (String where : List.of(in("/todos"), in("/todolists/1/todos"))) {
            assertThat(api.each(where + ".json", "id")).containsExactly(1L, 3L, 2L);
            assertThat(api.each(where + "/remaining.json", "id")).containsExactly(1L, 3L);
            assertThat(api.each(where + "/completed.json", "id")).containsExactly(2L);
        }
    }

    @Test
    void row_c18_due_since_keeps_what_is_due_from_that_day_on() {
        todo("{'content': 'A', 'due_at': '2014-07-09'}");
        todo("{'content': 'B', 'due_at': '2014-07-10'}");
        todo("{'content': 'C', 'due_at': '2014-12-01'}");
        todo("{'content': 'D'}");

        assertThat(api.each(in("/todos.json?due_since=2014-07-10"), "content")).containsExactly("B", "C");
    }

    @Test
    void row_c19_what_is_in_the_trash_is_in_no_other_list() {
        three();
        api.put(in("/todos/2.json"), "{'completed': true}");
        api.delete(in("/todos/1.json")).nothing();
        api.delete(in("/todos/2.json")).nothing();

        assertThat(api.each(in("/todolists/1/todos/trashed.json"), "id")).containsExactlyInAnyOrder(1L, 2L);
        for (String where : List.of(in("/todos"), in("/todolists/1/todos"))) {
            assertThat(api.each(where + ".json", "id")).containsExactly(3L);
            assertThat(api.each(where + "/remaining.json", "id")).containsExactly(3L);
            assertThat(api.list(where + "/completed.json")).isEmpty();
        }
    }

    @Test
    void row_c20_a_list_shows_to_do_lists_and_one_to_do_its_attachments_and_subscribers() {
        three();

        assertThat(api.list(in("/todos.json")).get(0))
                .containsKey("todolist")
                .doesNotContainKeys("attachments", "subscribers");
        assertThat(api.show(in("/todos/1.json")))
                .containsKeys("attachments", "subscribers")
                .doesNotContainKey("todolist");
    }

    @Test
    void row_c21_a_to_do_is_created_with_a_location() {
        Api.Answer created = api.post(in("/todolists/1/todos.json"), "{'content': 'A'}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(api.show(path(created.header("Location")))).isEqualTo(created.body());
    }

    @Test
    void row_c22_due_at_takes_a_date_with_or_without_a_time_and_is_a_date() {
        for (String due : List.of("2012-03-27", "2012-03-27T16:00:00-05:00", "2012-03-27T23:59:59Z")) {
            long id = todo("{'content': 'A', 'due_at': '" + due + "'}");
            assertThat(api.show(in("/todos/" + id + ".json")))
                    .containsEntry("due_at", "2012-03-27")
                    .containsEntry("due_on", "2012-03-27");
        }
    }

    @Test
    void row_c23_a_due_at_in_a_wrong_format_is_400() {
        three();
        for (String due : List.of("'tomorrow'", "'2012-02-30'", "5", "[]", "{}", "true", "'27.3.2012'")) {
            String json = "{'content': 'A', 'due_at': " + due + "}";
            assertThat(api.post(in("/todolists/1/todos.json"), json).badRequest())
                    .contains("due_at");
            assertThat(api.put(in("/todos/1.json"), json).badRequest()).contains("due_at");
        }
        assertThat(api.show(in("/todos/1.json"))).containsEntry("due_at", null);
    }

    @Test
    void row_c24_an_assignee_of_another_type_is_400() {
        three();
        for (String type : List.of("'Company'", "'person'", "5", "null")) {
            String json = "{'content': 'A', 'assignee': {'id': 149087659, 'type': " + type + "}}";
            assertThat(api.post(in("/todolists/1/todos.json"), json).badRequest())
                    .contains("Person");
            assertThat(api.put(in("/todos/1.json"), json).badRequest()).contains("Person");
        }
    }

    @Test
    void row_c25_a_to_do_takes_several_attachments() {
        long id = todo("{'content': 'A', 'attachments': [" + api.file("cover_page.pdf") + ", "
                + api.file("final_draft.pdf") + "]}");

        assertThat(Api.parts(api.show(in("/todos/" + id + ".json")), "attachments"))
                .extracting(file -> file.get("name"))
                .containsExactly("cover_page.pdf", "final_draft.pdf");
    }

    @Test
    void row_c26_completed_checks_and_unchecks() {
        three();

        Api.Answer checked = api.put(in("/todos/1.json"), "{'completed': true}");
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.body())
                .containsEntry("completed", true)
                .containsEntry("completed_at", "2024-01-01T12:00:00.000Z")
                .containsEntry("completer", Map.of("id", Api.JASON, "name", "Jason Fried"));
        assertThat(api.put(in("/todos/1.json"), "{'completed': false}").body())
                .containsEntry("completed", false)
                .containsEntry("completed_at", false)
                .doesNotContainKey("completer");
    }

    @Test
    void row_c27_null_clears_and_what_is_not_sent_stays() {
        String assigned = "'assignee': {'id': 149087659, 'type': 'Person'}";
        long id = todo("{'content': 'A', 'due_at': '2012-03-27', " + assigned + "}");

        assertThat(api.put(in("/todos/" + id + ".json"), "{'content': 'B'}").body())
                .containsEntry("due_at", "2012-03-27")
                .containsKey("assignee");
        assertThat(api.put(in("/todos/" + id + ".json"), "{'due_at': null}").body())
                .containsEntry("due_at", null)
                .containsKey("assignee");
        assertThat(api.put(in("/todos/" + id + ".json"), "{'assignee': null}").body())
                .doesNotContainKey("assignee");
    }

    @Test
    void row_c28_a_position_moves_a_to_do_and_renumbers_the_others() {
        three();

        assertThat(api.put(in("/todos/3.json"), "{'position': 1}").body()).containsEntry("position", 1L);
        assertThat(api.each(in("/todos.json"), "id")).containsExactly(3L, 1L, 2L);
        assertThat(api.each(in("/todos.json"), "position")).containsExactly(1L, 2L, 3L);
        api.put(in("/todos/3.json"), "{'position': 2}");
        assertThat(api.each(in("/todos.json"), "id")).containsExactly(1L, 3L, 2L);
    }

    @Test
    void row_c29_a_position_out_of_bounds_is_the_bottom() {
        three();
        for (String position : List.of("4", "0", "-1", "99", "99999999999999999999")) {
            assertThat(api.put(in("/todos/1.json"), "{'position': " + position + "}")
                            .body())
                    .containsEntry("position", 3L);
            api.put(in("/todos/1.json"), "{'position': 1}");
        }
    }

    @Test
    void row_c30_a_to_do_is_deleted_by_who_has_access() {
        three();
        restrictedTo("mary");

        api.sendAs("mary", "DELETE", in("/todos/1.json"), "").forbidden();
        api.delete(in("/todos/1.json")).nothing();
    }

    @Test
    void row_c31_to_dos_are_private_with_their_list() {
        three();
        assertThat(api.each(in("/todos.json"), "private")).containsOnly(false);

        api.put(in("/todolists/1.json"), "{'private': true}");
        assertThat(api.each(in("/todos.json"), "private")).containsOnly(true);
        api.put(in("/todolists/1.json"), "{'private': false}");
        assertThat(api.each(in("/todos.json"), "private")).containsOnly(false);
    }

    @Test
    void row_c32_comments_on_to_dos_are_private_with_the_list() {
        three();
        api.create(in("/todos/1/comments.json"), "{'content': 'C'}");
        api.put(in("/todolists/1.json"), "{'private': true}");

        assertThat(Api.parts(api.show(in("/todos/1.json")), "comments").get(0)).containsEntry("private", true);
    }

    @Test
    void row_c33_the_last_write_wins() {
        long id = document("A");
        api.person("mary");
        api.post(in("/accesses.json"), "{'email_addresses': ['mary@example.com']}")
                .nothing();

        api.put(in("/documents/" + id + ".json"), "{'content': 'one'}");
        api.sendAs("mary", "PUT", in("/documents/" + id + ".json"), "{'content': 'two'}");

        assertThat(api.show(in("/documents/" + id + ".json"))).containsEntry("content", "two");
    }

    @Test
    void row_c34_documents_are_listed_of_one_project_and_of_all() {
        document("A");
        api.create("/projects/" + api.project() + "/documents.json", "{'title': 'B'}");

        assertThat(api.each(in("/documents.json"), "title")).containsExactly("A");
        assertThat(api.each("/documents.json?sort=az", "title")).containsExactly("A", "B");
    }

    @Test
    void row_c35_only_the_list_of_all_projects_has_a_bucket() {
        document("A");

        assertThat(api.list("/documents.json").get(0)).containsKey("bucket");
        assertThat(api.list(in("/documents.json")).get(0)).doesNotContainKey("bucket");
    }

    @Test
    void row_c36_documents_are_sorted_by_title_or_latest_update() {
        for (String title : List.of("b", "A", "c")) {
            document(title);
            api.passSeconds(1);
        }
        api.put(in("/documents/1.json"), "{'content': 'new'}");

        for (String documents : List.of(in("/documents.json"), "/documents.json")) {
            assertThat(api.each(documents + "?sort=az", "title")).containsExactly("A", "b", "c");
            assertThat(api.each(documents + "?sort=za", "title")).containsExactly("c", "b", "A");
            assertThat(api.each(documents + "?sort=newest", "title")).containsExactly("b", "c", "A");
            assertThat(api.each(documents + "?sort=oldest", "title")).containsExactly("A", "c", "b");
            assertThat(api.each(documents, "title")).containsExactly("b", "c", "A");
        }
    }

    @Test
    void row_c37_a_document_shows_its_comments_and_its_people() {
        long id = document("A");
        api.create(in("/documents/" + id + "/comments.json"), "{'content': 'One'}");
        api.create(in("/documents/" + id + "/comments.json"), "{'content': 'Two'}");

        Map<String, Object> document = api.show(in("/documents/" + id + ".json"));
        assertThat(Api.parts(document, "comments"))
                .extracting(comment -> comment.get("content"))
                .containsExactly("One", "Two");
        assertThat(document).containsKeys("last_updater", "creator", "subscribers");
    }

    @Test
    void row_c38_a_document_is_created_with_a_location() {
        Api.Answer created = api.post(in("/documents.json"), "{'title': 'A', 'content': 'B'}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(api.show(path(created.header("Location")))).isEqualTo(created.body());
    }

    @Test
    void row_c39_an_update_says_who_and_when() {
        long id = document("A");
        long mary = api.person("mary");
        api.post(in("/accesses.json"), "{'ids': [" + mary + "]}").nothing();
        api.passSeconds(60);

        Api.Answer updated = api.sendAs("mary", "PUT", in("/documents/" + id + ".json"), "{'content': 'C'}");

        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.body())
                .containsEntry("updated_at", "2024-01-01T12:01:00.000Z")
                .containsEntry("created_at", "2024-01-01T12:00:00.000Z")
                .containsEntry("last_updater", Map.of("id", mary, "name", "mary"));
    }

    @Test
    void row_c40_a_document_is_deleted_by_who_has_access() {
        long id = document("A");
        restrictedTo("mary");

        api.sendAs("mary", "DELETE", in("/documents/" + id + ".json"), "").forbidden();
        api.delete(in("/documents/" + id + ".json")).nothing();
    }

    @Test
    void row_c41_private_hides_a_document_from_clients_and_reveals_it() {
        long id = api.create(in("/documents.json"), "{'title': 'A', 'private': true}");
        String path = in("/documents/" + id + ".json");
        client("carl");

        assertThat(api.show(path)).containsEntry("private", true);
        api.sendAs("carl", "GET", path, "").notFound();
        api.put(path, "{'private': false}");
        assertThat(api.sendAs("carl", "GET", path, "").status()).isEqualTo(200);
    }

    @Test
    void row_c42_comments_on_a_document_follow_its_privacy() {
        long id = document("A");
        api.create(in("/documents/" + id + "/comments.json"), "{'content': 'One'}");
        api.put(in("/documents/" + id + ".json"), "{'private': true}");

        assertThat(Api.parts(api.show(in("/documents/" + id + ".json")), "comments")
                        .get(0))
                .containsEntry("private", true);
    }

    private void three() {
        Stream.of("A", "B", "C").forEach(content -> todo("{'content': '" + content + "'}"));
    }

    private long todo(String json) {
        return api.create(in("/todolists/1/todos.json"), json);
    }

    private long document(String title) {
        return api.create(in("/documents.json"), "{'title': '" + title + "'}");
    }

    private void attach(String file) {
        api.create(in("/uploads.json"), "{'attachments': [" + file + "]}");
    }

    private void many(int count) {
        String token = api.token("text/plain", "x".getBytes(UTF_8));
        for (int i = 1; i <= count; i++) {
            attach("{'token': '" + token + "', 'name': '" + i + ".txt'}");
        }
    }

    /** Attachment 1 is a document that is elsewhere. */
    private void linked() {
        long message = api.create(in("/messages.json"), "{'subject': 'S'}");
        api.load(
                Kinds.ATTACHMENT,
                "name",
                "Business ponderings",
                "content_type",
                "application/vnd.google-apps.document",
                "linked_source",
                "google",
                "linked_type",
                "document",
                "link_url",
                "https://docs.google.com/document/d/1",
                "message",
                message);
    }

    /** What others made is from here on only for admins, of whom this person is none. */
    private void restrictedTo(String name) {
        api.restrict(project);
        long person = api.person(name);
        api.post(in("/accesses.json"), "{'ids': [" + person + "]}").nothing();
    }

    private void client(String name) {
        long person = api.person(name);
        api.post(in("/client_accesses.json"), "{'ids': [" + person + "]}").nothing();
    }

    private List<Object> names(String query) {
        return api.each(in("/attachments.json" + query), "name");
    }

    private List<Integer> pages(String path) {
        return Stream.of(1, 2, 3, 4).map(page -> api.list(path + page).size()).toList();
    }

    private static String path(Object url) {
        return url.toString().substring(Api.URL.length());
    }

    private String in(String path) {
        return "/projects/" + project + path;
    }
}
