package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages, as the page on them has them. */
class MessagesTest {

    private final Api api = new Api();

    @Test
    void row_s11_the_documented_example_runs() {
        String messages = "/projects/" + api.project() + "/messages";
        Api.Answer created = api.post(messages + ".json", """
                {
                  'subject': 'Kickoff',
                  'content': 'Let us get started',
                  'subscribers': [127326141, 149087659],
                  'new_subscriber_emails': ['x@example.com']
                }""");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(Api.URL + messages + "/1.json");
        assertThat(created.body().keySet())
                .containsExactly(
                        "id",
                        "subject",
                        "created_at",
                        "updated_at",
                        "content",
                        "private",
                        "trashed",
                        "creator",
                        "comments",
                        "subscribers",
                        "attachments");
        assertThat(Api.parts(created.body(), "subscribers"))
                .extracting(person -> person.get("id"))
                .containsExactly(Api.JASON, Api.DAVID);
        api.post(messages + ".json", "{'subject': 'S', 'subscribers': [5]}").invalid("subscribers");
    }

    @Test
    void row_s12_one_message() {
        String messages = "/projects/" + api.project() + "/messages";
        Api.Answer created = api.post(messages + ".json", "{'subject': 'S'}");

        assertThat(api.show(messages + "/1.json")).isEqualTo(created.body());
        api.get(messages + "/2.json").notFound();
    }

    @Test
    void row_s13_a_message_is_updated() {
        String messages = "/projects/" + api.project() + "/messages";
        api.create(messages + ".json", "{'subject': 'S', 'content': 'C'}");

        assertThat(api.put(messages + "/1.json", "{'subject': 'T'}").body())
                .isEqualTo(api.show(messages + "/1.json"))
                .containsEntry("subject", "T")
                .containsEntry("content", "C");
    }
}
