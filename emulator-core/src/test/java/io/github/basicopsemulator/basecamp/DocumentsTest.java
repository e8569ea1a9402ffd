package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents, as the page on them has them: rows E18 to E23. */
class DocumentsTest {

    private final Api api = new Api();
    private long project;

    @BeforeEach
    void a_project() {
        project = api.project();
    }

    @Test
    void the_documented_example_runs() {
        Api.Answer created = api.post(in("/documents.json"), """
                {
                  'title': 'Very important business notes',
                  'content': 'The TPS report is due on Monday morning!'
                }""");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(Api.URL + in("/documents/1.json"));

        Api.Answer updated = api.put(in("/documents/1.json"), """
                {
                  'title': 'Really, super duper important business notes',
                  'content': 'Now I want the report by SUNDAY!'
                }""");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.body().keySet())
                .containsExactly(
                        "id",
                        "title",
                        "content",
                        "created_at",
                        "updated_at",
                        "private",
                        "trashed",
                        "last_updater",
                        "creator",
                        "comments",
                        "subscribers");
        assertThat(updated.body())
                .containsEntry("content", "Now I want the report by SUNDAY!")
                .containsEntry("last_updater", Map.of("id", Api.JASON, "name", "Jason Fried"))
                .containsEntry("subscribers", List.of(Map.of("id", Api.JASON, "name", "Jason Fried")));
    }

    @Test
    void row_e18_the_documents_of_a_project() {
        long id = document("Manifesto");
        api.create("/projects/" + api.project() + "/documents.json", "{'title': 'Elsewhere'}");

        assertThat(api.list(in("/documents.json"))).singleElement().satisfies(document -> {
            assertThat(document.keySet())
                    .containsExactly("id", "title", "created_at", "updated_at", "url", "app_url", "private", "trashed");
            assertThat(document).containsEntry("id", id).containsEntry("title", "Manifesto");
        });
    }

    @Test
    void row_e19_the_documents_of_all_projects_have_a_bucket() {
        document("Manifesto");

        assertThat(api.list("/documents.json"))
                .singleElement()
                .satisfies(document -> assertThat(document.get("bucket"))
                        .isEqualTo(Map.of(
                                "type",
                                "Project",
                                "id",
                                project,
                                "name",
                                "BCX",
                                "color",
                                "3185c5",
                                "url",
                                Api.URL + in(".json"),
                                "app_url",
                                "http://127.0.0.1:8080/999999999" + in(""))));
    }

    @Test
    void row_e20_one_document_with_all_comments() {
        long id = document("Manifesto");
        api.post(in("/documents/" + id + "/comments.json"), "{'content': 'I think there should be more sass to it.'}");

        Map<String, Object> document = api.show(in("/documents/" + id + ".json"));

        assertThat(Api.parts(document, "comments").get(0).keySet())
                .containsExactly(
                        "id", "content", "created_at", "updated_at", "private", "trashed", "attachments", "creator");
        api.get(in("/documents/99.json")).notFound();
    }

    @Test
    void row_e21_a_document_is_created() {
        Api.Answer created = api.post(in("/documents.json"), "{'title': 'T', 'content': 'C'}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body()).isEqualTo(api.show(in("/documents/1.json")));
        assertThat(api.post(in("/documents.json"), "{'content': 'C'}").invalid("title"))
                .containsExactly("can't be blank");
    }

    @Test
    void row_e22_a_document_is_updated() {
        long id = document("Manifesto");

        assertThat(api.put(in("/documents/" + id + ".json"), "{'content': 'C'}").body())
                .isEqualTo(api.show(in("/documents/" + id + ".json")))
                .containsEntry("title", "Manifesto")
                .containsEntry("content", "C");
    }

    @Test
    void row_e23_a_document_is_deleted() {
        long id = document("Manifesto");

        api.delete(in("/documents/" + id + ".json")).nothing();
        api.get(in("/documents/" + id + ".json")).notFound();
        assertThat(api.list(in("/documents.json"))).isEmpty();
    }

    private long document(String title) {
        return api.create(in("/documents.json"), "{'title': '" + title + "'}");
    }

    private String in(String path) {
        return "/projects/" + project + path;
    }
}
