package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Uploads, as the page on them has them. */
class UploadsTest {

    private final Api api = new Api();

    @Test
    void row_s14_the_documented_example_runs() {
        String uploads = "/projects/" + api.project() + "/uploads";
        Api.Answer created =
                api.post(uploads + ".json", "{'content': 'Logo', 'attachments': [" + api.file("logo.png") + "]}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(Api.URL + uploads + "/1.json");
        assertThat(created.body().keySet())
                .containsExactly(
                        "id",
                        "created_at",
                        "updated_at",
                        "content",
                        "private",
                        "trashed",
                        "attachments",
                        "comments",
                        "subscribers");
        assertThat(Api.parts(created.body(), "attachments").get(0).keySet())
                .containsExactly(
                        "id", "key", "name", "byte_size", "content_type", "created_at", "url", "app_url", "creator");
    }

    @Test
    void row_s15_an_upload_is_gone_with_its_only_file() {
        String project = "/projects/" + api.project();
        api.create(project + "/uploads.json", "{'attachments': [" + api.file("logo.png") + "]}");
        assertThat(api.show(project + "/uploads/1.json")).containsEntry("content", "");

        api.delete(project + "/attachments/1.json").nothing();
        api.get(project + "/uploads/1.json").notFound();
    }

    @Test
    void row_s17_the_url_of_an_attachment_gives_the_file() {
        String project = "/projects/" + api.project();
        api.create(project + "/uploads.json", "{'attachments': [" + api.file("logo.png") + "]}");

        String url = (String) api.show(project + "/attachments/1.json").get("url");
        assertThat(api.get(url.substring(Api.URL.length())).text()).isEqualTo("logo.png");
    }
}
