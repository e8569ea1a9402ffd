package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Comments, as the page on them has them. */
class CommentsTest {

    private final Api api = new Api();
    private String project = "";

    @BeforeEach
    void one_of_each() {
        project = "/projects/" + api.project();
        api.create(project + "/messages.json", "{'subject': 'S'}");
        api.create(project + "/todolists.json", "{'name': 'L'}");
        api.create(project + "/todolists/1/todos.json", "{'content': 'T'}");
        api.create(project + "/uploads.json", "{'attachments': [" + api.file("logo.png") + "]}");
        api.create(project + "/documents.json", "{'title': 'D'}");
    }

    @Test
    void row_s16_the_documented_example_runs_on_all_that_can_be_commented_on() {
        for (String section : List.of("messages", "todolists", "todos", "uploads", "documents")) {
            String path = project + "/" + section + "/1";
            Api.Answer created = api.post(path + "/comments.json", "{'content': 'I like it'}");

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.header("Location")).isEmpty();
            assertThat(created.body().keySet())
                    .containsExactly(
                            "id",
                            "content",
                            "created_at",
                            "updated_at",
                            "private",
                            "trashed",
                            "attachments",
                            "creator",
                            "topic_url",
                            "topic_app_url");
            assertThat(created.body()).containsEntry("topic_url", Api.URL + path + ".json");
            assertThat(Api.parts(api.show(path + ".json"), "comments"))
                    .extracting(comment -> comment.get("content"))
                    .containsExactly("I like it");
        }
    }

    @Test
    void row_s18_a_comment_in_the_trash_is_shown_no_more() {
        api.create(project + "/todos/1/comments.json", "{'content': 'C'}");
        api.delete(project + "/comments/1.json").nothing();

        assertThat(api.show(project + "/todos/1.json")).containsEntry("comments_count", 0L);
        api.delete(project + "/comments/1.json").notFound();
    }

    @Test
    void a_comment_changes_what_it_is_on() {
        api.passSeconds(60);
        api.create(project + "/documents/1/comments.json", "{'content': 'C'}");

        assertThat(api.show(project + "/documents/1.json")).containsEntry("updated_at", "2024-01-01T12:01:00.000Z");
    }
}
