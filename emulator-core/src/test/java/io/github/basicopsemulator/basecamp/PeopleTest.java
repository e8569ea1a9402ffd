package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People, as the page on them has them. */
class PeopleTest {

    private final Api api = new Api();

    @Test
    void row_s1_the_documented_example_runs() {
        Map<String, Object> me = api.show("/people/me.json");

        assertThat(me.keySet())
                .containsExactly(
                        "id",
                        "identity_id",
                        "name",
                        "email_address",
                        "admin",
                        "trashed",
                        "avatar_url",
                        "fullsize_avatar_url",
                        "created_at",
                        "updated_at",
                        "events",
                        "assigned_todos");
        assertThat(me)
                .containsEntry("id", 149_087_659L)
                .containsEntry("name", "Jason Fried")
                .containsEntry("email_address", "jason@basecamp.com")
                .containsEntry("admin", true);
    }

    @Test
    void row_s2_everybody_is_listed_every_time() {
        assertThat(api.each("/people.json", "name")).containsExactly("David Heinemeier Hansson", "Jason Fried");
        assertThat(api.list("/people.json").get(1).keySet())
                .containsExactly(
                        "id",
                        "identity_id",
                        "name",
                        "email_address",
                        "admin",
                        "trashed",
                        "avatar_url",
                        "fullsize_avatar_url",
                        "created_at",
                        "updated_at",
                        "url",
                        "app_url");
        assertThat(api.list("/people.json").get(1))
                .containsEntry("url", Api.URL + "/people/149087659-jason-fried.json");
        assertThat(api.list("/people.json?page=2")).hasSize(2);
    }

    @Test
    void row_s23_a_person_is_found_by_id_with_or_without_a_name_behind_it() {
        assertThat(api.show("/people/149087659-jason-fried.json"))
                .isEqualTo(api.show("/people/149087659.json"))
                .isEqualTo(api.show("/people/me.json"));
        api.get("/people/1.json").notFound();
        api.get("/people/jason.json").notFound();
    }

    @Test
    void pictures_are_where_their_urls_lead_for_anybody() {
        for (String url : List.of("avatar_url", "fullsize_avatar_url")) {
            String path = api.show("/people/me.json").get(url).toString().substring(Api.URL.length());
            Api.Answer picture = api.send("GET", Api.API + path, Headers.of(), new byte[0]);
            assertThat(picture.header("Content-Type")).isEqualTo("image/gif");
            assertThat(picture.text()).startsWith("GIF89a");
        }
    }

    @Test
    void what_somebody_has_to_do_is_counted() {
        long project = api.project();
        api.create("/projects/" + project + "/todolists.json", "{'name': 'L'}");
        String json = "{'content': 'T', 'assignee': {'id': 149087659, 'type': 'Person'}}";
        api.create("/projects/" + project + "/todolists/1/todos.json", json);
        api.create("/projects/" + project + "/todolists/1/todos.json", json);
        api.put("/projects/" + project + "/todos/1.json", "{'completed': true}");

        assertThat(Api.part(api.show("/people/me.json"), "assigned_todos")).containsEntry("count", 1L);
    }
}
