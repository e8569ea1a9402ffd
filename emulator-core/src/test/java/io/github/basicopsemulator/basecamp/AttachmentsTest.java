package io.github.basicopsemulator.basecamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.testing.TestEngine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attachments, as the page on them has them: rows E1 to E6. */
class AttachmentsTest {

    private static final List<String> KEYS = List.of(
            "id",
            "key",
            "name",
            "byte_size",
            "content_type",
            "created_at",
            "updated_at",
            "url",
            "app_url",
            "thumbnail_url",
            "private",
            "trashed",
            "tags",
            "creator",
            "attachable");

    private final Api api = new Api();
    private long project;

    @BeforeEach
    void a_project() {
        project = api.project();
    }

    @Test
    void the_documented_example_runs() {
        String token = api.token("image/gif", "GIF89a".getBytes(UTF_8));
        assertThat(token).matches("6592a940-[0-9a-f]{40}");
        long upload = api.create(
                in("/uploads.json"), "{'attachments': [{'token': '" + token + "', 'name': 'bearwave.gif'}]}");
        api.post(in("/attachments/1/tags.json"), "{'name': 'favorite gifs'}").nothing();

        Map<String, Object> file = api.show(in("/attachments/1.json"));

        assertThat(file.keySet()).containsExactlyElementsOf(KEYS);
        assertThat(file)
                .containsEntry("name", "bearwave.gif")
                .containsEntry("byte_size", 6L)
                .containsEntry("content_type", "image/gif")
                .containsEntry("private", false)
                .containsEntry("tags", List.of("favorite gifs"))
                .containsEntry("url", Api.URL + in("/attachments/1/" + file.get("key") + "/original/bearwave.gif"))
                .containsEntry(
                        "thumbnail_url",
                        TestEngine.BASE + Api.ACCOUNT + in("/attachments/1/" + file.get("key") + "/thumbnail.gif"));
        assertThat(Api.part(file, "creator")).containsOnlyKeys("id", "name", "avatar_url", "fullsize_avatar_url");
        assertThat(file.get("attachable"))
                .isEqualTo(Map.of(
                        "id",
                        upload,
                        "type",
                        "Upload",
                        "url",
                        Api.URL + in("/uploads/" + upload + ".json"),
                        "app_url",
                        "http://127.0.0.1:8080/999999999" + in("/uploads/" + upload)));
    }

    @Test
    void row_e1_a_file_is_received_for_a_token_and_is_in_no_list() {
        Api.Answer answer = api.send(
                "POST",
                Api.API + "/attachments.json",
                Api.headers("x").add("Content-Type", "image/png"),
                "bytes".getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).containsOnlyKeys("token");
        assertThat(api.list("/attachments.json")).isEmpty();
    }

    @Test
    void row_e2_one_attachment() {
        attach("a.txt");

        assertThat(api.show(in("/attachments/1.json"))).containsEntry("name", "a.txt");
        api.get(in("/attachments/2.json")).notFound();
    }

    @Test
    void row_e3_the_attachments_of_a_project() {
        attach("a.txt");
        long other = api.project();

        assertThat(api.list(in("/attachments.json"))).containsExactly(api.show(in("/attachments/1.json")));
        assertThat(api.list("/projects/" + other + "/attachments.json")).isEmpty();
    }

    @Test
    void row_e4_the_attachments_of_all_projects_have_a_bucket() {
        attach("a.txt");

        assertThat(api.list("/attachments.json")).singleElement().satisfies(file -> {
            assertThat(Api.part(file, "bucket")).containsEntry("id", project);
            assertThat(file).containsEntry("name", "a.txt");
        });
    }

    @Test
    void row_e5_an_attachment_is_renamed() {
        attach("a.txt");

        Api.Answer renamed = api.put(in("/attachments/1.json"), "{'name': 'TPS report.pdf'}");

        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.body())
                .isEqualTo(api.show(in("/attachments/1.json")))
                .containsEntry("name", "TPS report.pdf");
        assertThat((String) renamed.body().get("url")).endsWith("/original/TPS%20report.pdf");
    }

    @Test
    void row_e6_an_attachment_is_deleted() {
        attach("a.txt");

        api.delete(in("/attachments/1.json")).nothing();
        api.get(in("/attachments/1.json")).notFound();
        assertThat(api.list(in("/attachments.json"))).isEmpty();
    }

    @Test
    void the_file_itself_is_where_its_url_leads() {
        attach("a b.txt");
        Map<String, Object> file = api.show(in("/attachments/1.json"));
        String path = file.get("url").toString().substring(Api.URL.length());

        Api.Answer content = api.get(path);

        assertThat(content.text()).isEqualTo("a b.txt");
        assertThat(content.header("Content-Type")).isEqualTo("text/plain");
        api.get(path.replace(file.get("key").toString(), "other")).notFound();
    }

    @Test
    void row_s25_tags_come_and_go() {
        attach("a.txt");
        api.post(in("/attachments/1/tags.json"), "{'name': 'one'}").nothing();
        api.post(in("/attachments/1/tags.json"), "{'name': 'v1.0'}").nothing();
        api.post(in("/attachments/1/tags.json"), "{'name': 'one'}").nothing();
        assertThat(api.show(in("/attachments/1.json"))).containsEntry("tags", List.of("one", "v1.0"));

        api.delete(in("/attachments/1/tags/v1.0.json")).nothing();
        assertThat(api.show(in("/attachments/1.json"))).containsEntry("tags", List.of("one"));
        api.delete(in("/attachments/1/tags/v1.0.json")).notFound();
        api.post(in("/attachments/1/tags.json"), "{'name': ' '}").invalid("name");
    }

    private void attach(String name) {
        api.create(in("/uploads.json"), "{'attachments': [" + api.file(name) + "]}");
    }

    private String in(String path) {
        return "/projects/" + project + path;
    }
}
