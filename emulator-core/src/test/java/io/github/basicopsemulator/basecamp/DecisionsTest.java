package io.github.basicopsemulator.basecamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Quirk;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.testing.TestEngine;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was decided where the pages are silent: one short check for each row of the behaviour list. */
class DecisionsTest {

    private static final String AGENT = "Rapp (rapp@example.com)";

    private final Api api = new Api();
    private long project;

    /** List 1 and upload 1 are in a client project. */
    @BeforeEach
    void a_client_project() {
        project = api.clientProject();
        api.create(in("/todolists.json"), "{'name': 'L'}");
        upload("a.txt");
    }

    @Test
    void row_4_1_checks_have_an_order() {
        api.person("mary");
        String elsewhere = "/1/api/v1/nothing.xml";
        byte[] body = "{".getBytes(UTF_8);

        send("DELETE", elsewhere, Headers.of(), body).badRequest();
        send("DELETE", elsewhere, Headers.of("User-Agent", AGENT), body).refusal(401, "Unauthorized");
        send("DELETE", elsewhere, Api.headers("jason"), body).notFound();
        send("DELETE", Api.API + "/nothing.xml", Api.headers("jason"), body).refusal(415, "Unsupported Media Type");
        send("POST", Api.API + "/nothing.json", Api.headers("jason"), body).notFound();
        String hers = Api.API + in("/documents.json");
        send("POST", hers, Api.headers("mary"), body).refusal(415, "Unsupported Media Type");
        send("POST", hers, json(Api.headers("mary")), body).badRequest();
        send("POST", hers, json(Api.headers("mary")), "{}".getBytes(UTF_8)).notFound();
        api.post("/projects/" + project + "/accesses.json", "{'email_addresses': ['mary@example.com']}")
                .nothing();
        api.restrict(project);
        String file = Api.API + in("/attachments/1.json");
        send("PUT", file, json(Api.headers("mary")), "{\"name\": 5}".getBytes(UTF_8))
                .forbidden();
        api.put(in("/attachments/1.json"), "{'name': 5}").invalid("name");
    }

    @Test
    void row_4_2_errors_say_their_status_and_a_header_says_why() {
        Api.Answer unknown = api.get("/projects/99.json");
        assertThat(unknown.text())
                .isEqualTo("{\"status\":\"404\",\"error\":\"Not Found\"}")
                .hasSize(36);
        assertThat(unknown.header(Response.REASON)).contains("99");

        Api.Answer nobody = send("GET", Api.API + "/people.json", Headers.of("User-Agent", AGENT), new byte[0]);
        nobody.refusal(401, "Unauthorized");
        assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Basic realm=\"Basecamp\"");
    }

    @Test
    void row_4_3_a_file_has_any_content_type_but_not_none() {
        for (String type : List.of("application/json", "x", "multipart/form-data; boundary=x")) {
            api.token(type, "{".getBytes(UTF_8));
        }
        upload("{'token': '" + api.token("a/b", new byte[0]) + "', 'name': 'empty.txt'}", 201);
        assertThat(api.show(in("/attachments/2.json"))).containsEntry("byte_size", 0L);

        send("POST", Api.API + "/attachments.json", Api.headers("x"), new byte[1])
                .refusal(415, "Unsupported Media Type");
    }

    @Test
    void row_4_4_without_a_body_no_content_type_is_needed() {
        assertThat(send("PUT", Api.API + in(".json"), Api.headers("x"), new byte[0])
                        .status())
                .isEqualTo(200);
    }

    @Test
    void row_4_5_a_token_works_again_unless_an_option_says_otherwise() {
        String file = api.file("b.txt");
        upload(file, 201);
        upload(file, 201);
        assertThat(api.list(in("/attachments.json"))).hasSize(3);

        Api strict = new Api(new BasecampOptions(999_999_999, List.of(), true, ZoneOffset.UTC, false));
        String uploads = "/projects/" + strict.project() + "/uploads.json";
        String once = "{'attachments': [" + strict.file("b.txt") + "]}";
        strict.create(uploads, once);
        strict.post(uploads, once).invalid("attachments");
    }

    @Test
    void row_4_6_a_token_that_is_nobodys_stores_nothing() {
        Object before = api.state().find(Kinds.TODO, 1);
        for (String file : List.of("{'token': 'x', 'name': 'a.txt'}", "{'name': 'a.txt'}", "{}", "5", "null")) {
            String json = "{'content': 'T', 'attachments': [" + file + "]}";
            api.post(in("/todolists/1/todos.json"), json).invalid("attachments");
        }
        api.post(in("/todolists/1/todos.json"), "{'content': 'T', 'attachments': {}}")
                .invalid("attachments");
        assertThat(api.state().find(Kinds.TODO, 1)).isEqualTo(before).isNull();
    }

    @Test
    void row_4_7_a_name_needs_an_extension_when_a_file_is_attached_but_not_later() {
        String token = api.token("a/b", new byte[1]);
        for (String name : List.of("", " ", "a", ".txt", "a.", "a/b.txt", ".")) {
            upload("{'token': '" + token + "', 'name': '" + name + "'}", 422);
        }
        upload("{'token': '" + token + "'}", 422);
        upload("{'token': '" + token + "', 'name': 'a b.tar.gz'}", 201);

        assertThat(api.put(in("/attachments/1.json"), "{'name': 'plain'}").body())
                .containsEntry("name", "plain");
        assertThat(api.put(in("/attachments/1.json"), "{'name': ' '}").invalid("name"))
                .containsExactly("can't be blank");
    }

    @Test
    void row_4_8_a_token_does_not_expire() {
        String file = api.file("b.txt");
        api.passSeconds(365 * 24 * 3600);

        upload(file, 201);
    }

    @Test
    void row_4_9_an_upload_has_exactly_one_attachment() {
        for (String files : List.of("", "'attachments': []", "'attachments': [{}, {}]", "'attachments': null")) {
            api.post(in("/uploads.json"), "{" + files + "}").invalid("attachments");
        }
    }

    @Test
    void row_4_10_a_comment_in_the_trash_does_not_keep_an_upload() {
        api.create(in("/uploads/1/comments.json"), "{'content': 'C'}");
        api.delete(in("/comments/1.json")).nothing();
        api.delete(in("/attachments/1.json")).nothing();

        api.get(in("/uploads/1.json")).notFound();
    }

    @Test
    void row_4_11_anything_else_stays_without_its_attachments() {
        long message = api.create(in("/messages.json"), "{'subject': 'S', 'attachments': [" + api.file("b.txt") + "]}");
        api.delete(in("/attachments/2.json")).nothing();

        assertThat(api.show(in("/messages/" + message + ".json"))).containsEntry("attachments", List.of());
    }

    @Test
    void row_4_12_a_linked_attachment_is_deleted_as_any() {
        long message = api.create(in("/messages.json"), "{'subject': 'S'}");
        long file = api.load(
                Kinds.ATTACHMENT, "name", "N", "content_type", "a/b", "link_url", "http://x/", "message", message);

        api.delete(in("/attachments/" + file + ".json")).nothing();
    }

    @Test
    void row_4_13_pictures_and_pdf_have_thumbnails() {
        Map<String, String> extensions =
                Map.of("image/gif", "gif", "image/png", "png", "application/pdf", "png", "image/svg+xml", "svg");
        extensions.forEach((type, extension) -> {
            upload("{'token': '" + api.token(type, new byte[1]) + "', 'name': 'a.b'}", 201);
            String url = (String) api.list("/attachments.json").get(0).get("thumbnail_url");
            assertThat(url).endsWith("/thumbnail." + extension);
            assertThat(api.get(url.substring(TestEngine.BASE.length())).reply().body())
                    .hasSize(1);
        });
        upload("{'token': '" + api.token("application/zip", new byte[1]) + "', 'name': 'a.zip'}", 201);
        assertThat(api.list("/attachments.json").get(0)).doesNotContainKey("thumbnail_url");
    }

    @Test
    void row_4_14_a_key_is_for_life() {
        Object key = api.show(in("/attachments/1.json")).get("key");
        assertThat((String) key).matches("[0-9a-f]{40}");

        assertThat(api.put(in("/attachments/1.json"), "{'name': 'b.txt'}").body())
                .containsEntry("key", key);
    }

    @Test
    void row_4_15_attachments_have_a_bucket_in_the_list_of_all_projects_alone() {
        assertThat(api.list("/attachments.json").get(0)).containsKey("bucket");
        assertThat(api.list(in("/attachments.json")).get(0)).doesNotContainKey("bucket");
    }

    @Test
    void row_4_16_nobody_is_left_out_or_empty_and_is_taken_in_every_form() {
        for (String nobody : List.of("null", "{}", "{'id': null, 'type': 'Person'}")) {
            long id = todo("{'content': 'A', 'assignee': " + nobody + "}");
            assertThat(api.show(in("/todos/" + id + ".json"))).doesNotContainKey("assignee");
        }
        assertThat(api.list(in("/todos.json")).get(0)).doesNotContainKey("assignee");
        Map<String, Object> todos = Api.part(api.show(in("/todolists/1.json")), "todos");
        assertThat(Api.parts(todos, "remaining").get(0)).containsEntry("assignee", Map.of());
    }

    @Test
    void row_4_17_an_assignee_is_on_the_project() {
        String json = "{'content': 'A', 'assignee': {'id': %s, 'type': 'Person'}}";
        for (Object stranger : List.of(Api.DAVID, 5, "'x'")) {
            api.post(in("/todolists/1/todos.json"), json.formatted(stranger)).invalid("assignee");
        }
        api.post(in("/todolists/1/todos.json"), "{'content': 'A', 'assignee': {'id': 149087659}}")
                .badRequest();
        api.post(in("/todolists/1/todos.json"), "{'content': 'A', 'assignee': 149087659}")
                .badRequest();
    }

    @Test
    void row_4_18_due_since_includes_the_day_and_what_is_completed() {
        long done = todo("{'content': 'A', 'due_at': '2014-07-10'}");
        todo("{'content': 'B'}");
        api.put(in("/todos/" + done + ".json"), "{'completed': true}");

        assertThat(api.each(in("/todos.json?due_since=2014-07-10"), "id")).containsExactly(done);
        assertThat(api.list(in("/todos.json?due_since=2014-07-11"))).isEmpty();
        assertThat(api.list(in("/todos/remaining.json?due_since=2014-07-10"))).isEmpty();
        api.get(in("/todos.json?due_since=yesterday")).badRequest();
    }

    @Test
    void row_4_19_the_date_is_kept_as_it_is_written() {
        long id = todo("{'content': 'A', 'due_at': '2012-03-27T23:00:00-11:00', 'due_on': '2000-01-01'}");
        assertThat(api.show(in("/todos/" + id + ".json"))).containsEntry("due_on", "2012-03-27");

        assertThat(api.put(in("/todos/" + id + ".json"), "{'due_at': ''}").body())
                .containsEntry("due_at", null);
    }

    @Test
    void row_4_20_two_more_lists_of_to_dos_are_served() {
        todo("{'content': 'A'}");
        todo("{'content': 'B'}");
        api.delete(in("/todos/1.json")).nothing();

        assertThat(api.each(in("/todos/trashed.json"), "content")).containsExactly("A");
        assertThat(api.each("/todos.json", "content")).containsExactly("B");
        assertThat(Api.part(api.list("/todos.json").get(0), "todolist")).containsKey("bucket");
    }

    @Test
    void row_4_21_to_dos_come_by_list_and_position_and_completed_ones_last() {
        api.create(in("/todolists.json"), "{'name': 'M'}");
        api.put(in("/todolists/2.json"), "{'position': 1}");
        Stream.of("A", "B", "C", "D").forEach(content -> todo("{'content': '" + content + "'}"));
        api.create(in("/todolists/2/todos.json"), "{'content': 'E'}");
        api.put(in("/todos/1.json"), "{'completed': true}");
        api.passSeconds(1);
        api.put(in("/todos/2.json"), "{'completed': true}");

        assertThat(api.each(in("/todos.json"), "content")).containsExactly("E", "C", "D", "B", "A");
    }

    @Test
    void row_4_22_positions_are_those_of_what_remains() {
        Stream.of("A", "B", "C").forEach(content -> todo("{'content': '" + content + "'}"));
        api.put(in("/todos/1.json"), "{'completed': true, 'position': 3}");
        assertThat(api.show(in("/todos/1.json"))).containsEntry("position", 1L);
        assertThat(api.each(in("/todos/remaining.json"), "position")).containsExactly(1L, 2L);

        assertThat(api.put(in("/todos/1.json"), "{'completed': false}").body()).containsEntry("position", 3L);
        assertThat(api.put(in("/todos/1.json"), "{'position': '2'}").body()).containsEntry("position", 2L);
        for (String wrong : List.of("'x'", "1.5", "true", "[]", "''")) {
            api.put(in("/todos/1.json"), "{'position': " + wrong + "}").badRequest();
        }
        assertThat(api.show(in("/todos/" + todo("{'content': 'D', 'position': 99}") + ".json")))
                .containsEntry("position", 4L);
    }

    @Test
    void row_4_23_keys_that_mean_nothing_are_passed_over() {
        long id = todo("{'content': 'A', 'attachment_tokens': ['x'], 'trashed': true}");
        Map<String, Object> before = api.show(in("/todos/" + id + ".json"));

        assertThat(api.put(in("/todos/" + id + ".json"), "{'private': true, 'trashed': true, 'todolist_id': 7}")
                        .body())
                .isEqualTo(before);
    }

    @Test
    void row_4_24_what_is_blank_is_422() {
        for (String blank : List.of("''", "' '", "null")) {
            for (Map.Entry<String, String> where : Map.of(
                            "/todolists/1/todos.json", "content",
                            "/todolists.json", "name",
                            "/documents.json", "title",
                            "/messages.json", "subject",
                            "/uploads/1/comments.json", "content")
                    .entrySet()) {
                String json = "{'" + where.getValue() + "': " + blank + "}";
                assertThat(api.post(in(where.getKey()), json).invalid(where.getValue()))
                        .containsExactly("can't be blank");
            }
            assertThat(api.post("/projects.json", "{'name': " + blank + "}").text())
                    .isEqualTo("{\"name\":[\"can't be blank\"]}");
        }
        api.create(in("/documents.json"), "{'title': 'T', 'content': ''}");
    }

    @Test
    void row_4_25_attachments_in_an_update_come_to_those_that_are_there() {
        long id = todo("{'content': 'A', 'attachments': [" + api.file("b.txt") + "]}");

        Api.Answer updated = api.put(in("/todos/" + id + ".json"), "{'attachments': [" + api.file("c.txt") + "]}");
        assertThat(Api.parts(updated.body(), "attachments"))
                .extracting(file -> file.get("name"))
                .containsExactly("b.txt", "c.txt");
    }

    @Test
    void row_4_26_what_is_in_the_trash_is_not_found() {
        api.create(in("/todolists/1/todos.json"), "{'content': 'A'}");
        api.create(in("/documents.json"), "{'title': 'A'}");
        api.create(in("/messages.json"), "{'subject': 'A'}");
        for (String path : List.of("/todos/1.json", "/documents/1.json", "/messages/1.json", "/uploads/1.json")) {
            api.delete(in(path)).nothing();
            api.get(in(path)).notFound();
            api.put(in(path), "{}").notFound();
            api.delete(in(path)).notFound();
        }
        api.get(in("/attachments/1.json")).notFound();
        api.delete(in(".json")).nothing();
        api.get(in("/todolists/1.json")).notFound();
    }

    @Test
    void row_4_27_a_list_is_completed_when_nothing_remains_of_it() {
        assertThat(api.show(in("/todolists/1.json"))).containsEntry("completed", false);
        todo("{'content': 'A'}");
        assertThat(api.show(in("/todolists/1.json"))).containsEntry("completed", false);
        api.put(in("/todos/1.json"), "{'completed': true}");
        assertThat(api.show(in("/todolists/1.json"))).containsEntry("completed", true);
        assertThat(api.each(in("/todolists/completed.json"), "id")).containsExactly(1L);
        assertThat(api.list(in("/todolists.json"))).isEmpty();
    }

    @Test
    void row_4_28_everybody_on_a_project_may_delete_unless_a_seed_restricts_it() {
        long mary = api.person("mary");
        api.sendAs("mary", "DELETE", in("/uploads/1.json"), "").notFound();
        api.post(in("/accesses.json"), "{'ids': [" + mary + "]}").nothing();
        api.restrict(project);
        api.sendAs("mary", "DELETE", in("/uploads/1.json"), "").forbidden();
        api.sendAs("mary", "POST", in("/documents.json"), "{'title': 'Mine'}");
        api.sendAs("mary", "DELETE", in("/documents/1.json"), "").nothing();
        api.delete(in("/uploads/1.json")).nothing();

        long open = api.project();
        api.create("/projects/" + open + "/documents.json", "{'title': 'T'}");
        api.post("/projects/" + open + "/accesses.json", "{'ids': [" + mary + "]}")
                .nothing();
        api.sendAs("mary", "DELETE", "/projects/" + open + "/documents/2.json", "")
                .nothing();
    }

    @Test
    void row_4_29_a_client_finds_nothing_private() {
        long carl = api.person("carl");
        api.post(in("/client_accesses.json"), "{'ids': [" + carl + "]}").nothing();
        todo("{'content': 'A'}");
        api.create(in("/documents.json"), "{'title': 'T'}");
        Map<String, Object> before = api.sendAs("carl", "GET", in(".json"), "").body();
        assertThat(Api.part(before, "documents")).containsEntry("count", 1L);

        api.put(in("/todolists/1.json"), "{'private': true}");
        api.put(in("/documents/1.json"), "{'private': true}");

        for (String path :
                List.of("/todolists/1.json", "/todos/1.json", "/documents/1.json", "/todolists/1/todos.json")) {
            api.sendAs("carl", "GET", in(path), "").notFound();
        }
        for (String path : List.of("/todolists.json", "/todos.json", "/documents.json")) {
            assertThat(api.sendAs("carl", "GET", in(path), "").text()).isEqualTo("[]");
        }
        Map<String, Object> after = api.sendAs("carl", "GET", in(".json"), "").body();
        assertThat(Api.part(after, "documents")).containsEntry("count", 0L);
        assertThat(Api.part(after, "todolists")).containsEntry("remaining_count", 0L);
    }

    @Test
    void row_4_30_the_right_thing_in_the_wrong_project_is_not_found() {
        long other = api.project();

        assertThat(api.get("/projects/" + other + "/uploads/1.json").notFound()).contains("another project");
    }

    @Test
    void row_4_31_everything_but_projects_and_people_comes_in_pages_of_fifty() {
        for (int i = 0; i < 51; i++) {
            todo("{'content': 'A'}");
            api.create(in("/todolists.json"), "{'name': 'A'}");
            api.create(in("/documents.json"), "{'title': 'A'}");
            api.create("/projects.json", "{'name': 'A'}");
            api.post(in("/accesses.json"), "{'email_addresses': ['" + i + "@example.com']}");
        }

        for (String path : List.of("/todos.json", "/todolists.json", "/documents.json", "/accesses.json")) {
            assertThat(api.list(in(path))).as(path).hasSize(50);
            assertThat(api.list(in(path + "?page=2"))).as(path).hasSizeBetween(1, 2);
            assertThat(api.list(in(path + "?page=3"))).as(path).isEmpty();
        }
        assertThat(api.list("/documents.json?page=2")).hasSize(1);
        for (String path : List.of("/projects.json", "/people.json")) {
            assertThat(api.list(path)).hasSizeGreaterThan(50).isEqualTo(api.list(path + "?page=2"));
        }
    }

    @Test
    void row_4_32_what_is_no_page_is_the_first() {
        for (String page : List.of("0", "-1", "x", "", "1.5", "99999999999999999999", "1&per_page=0")) {
            assertThat(api.list(in("/attachments.json?page=" + page))).as(page).hasSize(1);
        }
    }

    @Test
    void row_4_33_an_unknown_order_is_the_default_and_ties_go_by_id() {
        upload("A.txt");
        upload("a.txt");

        assertThat(api.each(in("/attachments.json?sort=x"), "id")).containsExactly(3L, 2L, 1L);
        assertThat(api.each(in("/attachments.json?sort=az"), "id")).containsExactly(1L, 2L, 3L);
        assertThat(api.each(in("/attachments.json?sort=za"), "id")).containsExactly(3L, 2L, 1L);
        assertThat(api.each(in("/attachments.json?sort=smallest"), "id")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void row_4_34_renaming_does_not_make_an_attachment_newer() {
        api.passSeconds(1);
        upload("b.txt");
        api.passSeconds(1);
        api.put(in("/attachments/1.json"), "{'name': 'c.txt'}");

        assertThat(api.each(in("/attachments.json"), "id")).containsExactly(2L, 1L);
    }

    @Test
    void row_4_35_what_has_not_changed_is_not_sent_again() throws Exception {
        String path = in("/uploads/1.json");
        Api.Answer shown = api.get(path);
        String tag = shown.header("ETag");
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        assertThat(tag)
                .isEqualTo(
                        "\"" + HexFormat.of().formatHex(md5.digest(shown.reply().body())) + "\"");
        assertThat(shown.header("Cache-Control")).isEqualTo("max-age=0, private, must-revalidate");
        assertThat(shown.header("Last-Modified")).isEqualTo("Mon, 01 Jan 2024 12:00:00 GMT");

        for (String seen : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
            Api.Answer unchanged = api.get(path, "If-None-Match", seen);
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.header("ETag")).isEqualTo(tag);
        }
        String date = shown.header("Last-Modified");
        assertThat(api.get(path, "If-Modified-Since", date).status()).isEqualTo(200);
        api.passSeconds(1);
        assertThat(api.get(path, "If-Modified-Since", date).status()).isEqualTo(304);
        assertThat(api.get(path, "If-Modified-Since", date, "If-None-Match", "\"x\"")
                        .status())
                .isEqualTo(200);
        assertThat(api.get(path, "If-Modified-Since", "no date").status()).isEqualTo(200);

        api.create(in("/uploads/1/comments.json"), "{'content': 'C'}");
        assertThat(api.get(path, "If-Modified-Since", date).status()).isEqualTo(200);
        assertThat(api.get(path, "If-None-Match", tag).status()).isEqualTo(200);
        assertThat(api.get(
                                "/people.json",
                                "If-None-Match",
                                api.get("/people.json").header("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void row_4_36_requests_can_be_as_many_as_they_like() {
        for (int i = 0; i < 600; i++) {
            assertThat(api.get("/people/me.json").status()).isEqualTo(200);
        }
    }

    @Test
    void row_4_37_there_is_no_link_to_the_next_page() {
        String token = api.token("a/b", new byte[1]);
        for (int i = 0; i < 60; i++) {
            upload("{'token': '" + token + "', 'name': 'a.b'}", 201);
        }
        assertThat(api.get("/attachments.json").header("Link")).isEmpty();
        assertThat(api.get("/attachments.json").header("X-Total-Count")).isEmpty();
    }

    @Test
    void row_4_38_moments_have_milliseconds_and_are_in_utc_unless_an_option_says_otherwise() {
        api.passMillis(7);

        assertThat(api.post("/projects.json", "{'name': 'P'}").body())
                .containsEntry("created_at", "2024-01-01T12:00:00.007Z");

        ZoneId zone = ZoneId.of("America/Chicago");
        Api chicago = new Api(new BasecampOptions(999_999_999, List.of(), false, zone, false));
        assertThat(chicago.post("/projects.json", "{'name': 'P'}").body())
                .containsEntry("created_at", "2024-01-01T06:00:00.000-06:00");
        assertThat(chicago.get("/projects/1.json").header("Last-Modified")).isEqualTo("Mon, 01 Jan 2024 12:00:00 GMT");
    }

    @Test
    void row_4_39_another_account_is_not_found() {
        assertThat(send("GET", "/1/api/v1/people.json", Api.headers("x"), new byte[0])
                        .notFound())
                .contains("999999999");
        Api other = new Api(new BasecampOptions(7, List.of(), false, ZoneOffset.UTC, false));
        assertThat(other.send("GET", "/7/api/v1/people/me.json", Api.headers("x"), new byte[0])
                        .text())
                .contains("http://127.0.0.1:8080/7/api/v1/people/149087659/avatar.96.gif");
    }

    @Test
    void row_4_40_urls_lead_to_where_the_request_was_sent() {
        assertThat(api.list("/projects.json").get(0)).containsEntry("url", Api.URL + in(".json"));
    }

    @Test
    void row_4_41_a_document_shows_no_url_of_its_own() {
        assertThat(api.post(in("/documents.json"), "{'title': 'T'}").body())
                .doesNotContainKeys("url", "app_url", "bucket");
    }

    @Test
    void row_4_42_a_to_do_shows_its_comments() {
        todo("{'content': 'A'}");
        api.create(in("/todos/1/comments.json"), "{'content': 'C'}");

        Map<String, Object> todo = api.show(in("/todos/1.json"));
        assertThat(Api.parts(todo, "comments")).hasSize(1);
        assertThat(todo).containsEntry("comments_count", 1L);
    }

    @Test
    void row_4_43_who_creates_is_named_or_comments_subscribes() {
        long mary = api.person("mary");
        api.post(in("/accesses.json"), "{'ids': [" + mary + "]}").nothing();
        api.create(in("/messages.json"), "{'subject': 'S', 'subscribers': [" + Api.DAVID + "]}");
        api.sendAs("mary", "POST", in("/messages/1/comments.json"), "{'content': 'C'}");

        assertThat(Api.parts(api.show(in("/messages/1.json")), "subscribers"))
                .extracting(person -> person.get("id"))
                .containsExactly(Api.JASON, Api.DAVID, mary);
    }

    @Test
    void row_4_44_html_comes_back_as_it_was_sent() {
        assertThat(api.post(in("/documents.json"), "{'title': '<b>', 'content': 'Do<br>&amp;<script>'}")
                        .body())
                .containsEntry("content", "Do<br>&amp;<script>");
    }

    @Test
    void row_4_45_a_method_that_a_path_does_not_take_is_not_found() {
        assertThat(api.send("PATCH", in("/uploads/1.json"), "{}").notFound()).contains("PATCH");
        api.delete("/people.json").notFound();
    }

    @Test
    void row_4_46_a_declared_token_is_a_bearer_or_a_password() {
        api.person("mary");

        for (String header : List.of("Bearer mary", "Basic YW55Om1hcnk=", "bearer mary")) {
            assertThat(as(header).body()).containsEntry("name", "mary");
        }
        for (String header : List.of("Bearer x", "Basic YW55Ong=", "Basic ???", "Digest x", "")) {
            as(header).refusal(401, "Unauthorized");
        }
        assertThat(new Api().get("/people/me.json").body()).containsEntry("name", "Jason Fried");
    }

    @Test
    void row_4_47_a_path_without_its_ending_is_415() {
        for (String path : List.of("/projects", "/projects.xml", "/projects/1", "/projects.json/")) {
            assertThat(api.get(path).refusal(415, "Unsupported Media Type")).contains(".json");
        }
    }

    @Test
    void row_4_48_an_empty_body_lacks_what_is_required() {
        assertThat(api.post(in("/documents.json"), "").invalid("title")).containsExactly("can't be blank");
    }

    @Test
    void row_4_49_a_comments_attachment_leads_to_what_was_commented_on() {
        long comment = api.create(
                in("/uploads/1/comments.json"), "{'content': 'C', 'attachments': [" + api.file("b.txt") + "]}");

        assertThat(Api.part(api.show(in("/attachments/2.json")), "attachable"))
                .containsEntry("id", comment)
                .containsEntry("type", "Comment")
                .containsEntry("url", Api.URL + in("/uploads/1.json"));
    }

    @Test
    void row_4_50_comments_on_messages_and_uploads_are_private_with_them() {
        api.create(in("/messages.json"), "{'subject': 'S', 'private': true}");

        assertThat(api.post(in("/messages/1/comments.json"), "{'content': 'C'}").body())
                .containsEntry("private", true);
        assertThat(api.post(in("/uploads/1/comments.json"), "{'content': 'C'}").body())
                .containsEntry("private", false);
    }

    @Test
    void every_rule_and_every_decision_has_its_row_and_its_test() {
        List<String> tests = Stream.of(DecisionsTest.class, RulesTest.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .map(method -> method.getName())
                .toList();

        assertThat(Quirks.ALL).hasSize(42 + 50).extracting(Quirk::id).doesNotHaveDuplicates();
        assertThat(Quirks.ALL)
                .allSatisfy(quirk -> assertThat(tests)
                        .anyMatch(name -> name.startsWith("row_"
                                + quirk.id().toLowerCase(java.util.Locale.ROOT).replace('.', '_') + "_")));
    }

    private Api.Answer as(String authorization) {
        return send(
                "GET",
                Api.API + "/people/me.json",
                Headers.of("User-Agent", AGENT, "Authorization", authorization),
                new byte[0]);
    }

    private Api.Answer send(String method, String path, Headers headers, byte[] body) {
        return api.send(method, path, headers, body);
    }

    private static Headers json(Headers headers) {
        return headers.add("Content-Type", "application/json");
    }

    private long todo(String json) {
        return api.create(in("/todolists/1/todos.json"), json);
    }

    private void upload(String name) {
        upload(api.file(name), 201);
    }

    private void upload(String file, int status) {
        Api.Answer answer = api.post(in("/uploads.json"), "{'attachments': [" + file + "]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private String in(String path) {
        return "/projects/" + project + path;
    }
}
