package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Projects, as the page on them has them. */
class ProjectsTest {

    private final Api api = new Api();

    @Test
    void row_s4_the_documented_example_runs() {
        Api.Answer created = api.post("/projects.json", """
                {
                  'name': 'This is my new project!',
                  'description': 'It is going to run real smooth'
                }""");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(Api.URL + "/projects/1.json");
        assertThat(created.body()).containsEntry("name", "This is my new project!");
        assertThat(api.post("/projects.json", "{}").text()).isEqualTo("{\"name\":[\"can't be blank\"]}");
    }

    @Test
    void row_s3_the_active_projects_are_listed_every_time() {
        api.project();
        api.create("/projects.json", "{'name': 'Old', 'archived': true}");

        assertThat(api.list("/projects.json").get(0).keySet())
                .containsExactly(
                        "id",
                        "name",
                        "description",
                        "updated_at",
                        "url",
                        "app_url",
                        "template",
                        "archived",
                        "starred",
                        "trashed",
                        "draft",
                        "is_client_project",
                        "color");
        assertThat(api.each("/projects.json", "name")).containsExactly("BCX");
    }

    @Test
    void row_s5_a_project_shows_how_much_is_in_it() {
        long project = api.project();
        String in = "/projects/" + project;
        api.create(in + "/documents.json", "{'title': 'D'}");
        api.create(in + "/documents/1/comments.json", "{'content': 'C'}");
        api.create(in + "/messages.json", "{'subject': 'S'}");
        api.create(in + "/todolists.json", "{'name': 'L'}");

        Map<String, Object> shown = api.show(in + ".json");

        assertThat(shown.keySet())
                .containsExactly(
                        "id",
                        "name",
                        "description",
                        "archived",
                        "created_at",
                        "updated_at",
                        "template",
                        "starred",
                        "trashed",
                        "draft",
                        "is_client_project",
                        "color",
                        "creator",
                        "accesses",
                        "attachments",
                        "calendar_events",
                        "documents",
                        "topics",
                        "todolists");
        assertThat(Api.part(shown, "documents"))
                .containsEntry("count", 1L)
                .containsEntry("url", Api.URL + in + "/documents.json");
        assertThat(Api.part(shown, "topics")).containsEntry("count", 2L);
        assertThat(Api.part(shown, "accesses")).containsEntry("count", 1L);
        assertThat(Api.part(shown, "todolists"))
                .containsOnlyKeys("remaining_count", "completed_count", "updated_at", "url", "app_url")
                .containsEntry("remaining_count", 1L);
    }

    @Test
    void row_s6_a_project_is_updated() {
        long project = api.project();
        String path = "/projects/" + project + ".json";

        assertThat(api.put(path, "{'name': 'New', 'is_client_project': true}").body())
                .isEqualTo(api.show(path))
                .containsEntry("name", "New")
                .containsEntry("is_client_project", true);
    }

    @Test
    void row_s21_a_project_in_the_trash_is_gone_with_all_that_is_in_it() {
        long project = api.project();
        api.create("/projects/" + project + "/documents.json", "{'title': 'D'}");
        api.delete("/projects/" + project + ".json").nothing();

        api.get("/projects/" + project + ".json").notFound();
        api.get("/projects/" + project + "/documents/1.json").notFound();
        assertThat(api.list("/projects.json")).isEmpty();
        assertThat(api.list("/documents.json")).isEmpty();
    }

    @Test
    void row_s26_archived_projects_have_a_list_of_their_own() {
        long project = api.project();
        api.put("/projects/" + project + ".json", "{'archived': true}");

        assertThat(api.each("/projects/archived.json", "id")).containsExactly(project);
        assertThat(api.list("/projects.json")).isEmpty();
        assertThat(api.get("/projects/" + project + ".json").status()).isEqualTo(200);
    }

    @Test
    void what_is_private_stays_so_when_a_project_loses_its_clients() {
        long project = api.clientProject();
        String in = "/projects/" + project;
        api.create(in + "/documents.json", "{'title': 'D', 'private': true}");
        api.put(in + ".json", "{'is_client_project': false}");

        assertThat(api.show(in + "/documents/1.json")).containsEntry("private", true);
        for (String json : List.of(
                "documents {'title': 'E', 'private': true}",
                "todolists {'name': 'E', 'private': true}",
                "messages {'subject': 'E', 'private': true}")) {
            String[] parts = json.split(" ", 2);
            api.post(in + "/" + parts[0] + ".json", parts[1]).invalid("private");
        }
    }

    @Test
    void a_project_that_one_has_no_access_to_is_not_there() {
        long project = api.project();
        api.person("mary");

        api.sendAs("mary", "GET", "/projects/" + project + ".json", "").notFound();
        assertThat(api.sendAs("mary", "GET", "/projects.json", "").list()).isEmpty();
    }
}
