package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accesses, as the page on them has them. */
class AccessesTest {

    private final Api api = new Api();
    private String project = "";

    @BeforeEach
    void a_client_project() {
        project = "/projects/" + api.clientProject();
    }

    @Test
    void row_s19_the_documented_example_runs() {
        assertThat(api.list(project + "/accesses.json"))
                .singleElement()
                .satisfies(person ->
                        assertThat(person).containsEntry("name", "Jason Fried").containsEntry("is_client", false));
    }

    @Test
    void row_s20_people_are_let_in_by_id_and_by_address() {
        api.post(project + "/accesses.json", "{'ids': [127326141], 'email_addresses': ['new@example.com']}")
                .nothing();
        api.post(project + "/client_accesses.json", "{'email_addresses': ['client@example.com']}")
                .nothing();
        api.post(project + "/accesses.json", "{'email_addresses': ['new@example.com']}")
                .nothing();

        assertThat(api.each(project + "/accesses.json", "email_address"))
                .containsExactly("jason@basecamp.com", "david@basecamp.com", "new@example.com", "client@example.com");
        assertThat(api.each(project + "/accesses.json", "is_client")).containsExactly(false, false, false, true);
        assertThat(api.list("/people.json")).hasSize(4);
    }

    @Test
    void nobody_is_let_in_where_one_is_nobody() {
        api.post(project + "/accesses.json", "{'ids': [127326141, 5]}").invalid("ids");
        api.post(project + "/accesses.json", "{'ids': 5}").invalid("ids");
        api.post(project + "/accesses.json", "{'email_addresses': ['x']}").invalid("email_addresses");
        api.post("/projects/" + api.project() + "/client_accesses.json", "{'ids': [127326141]}")
                .invalid("base");

        assertThat(api.list(project + "/accesses.json")).hasSize(1);
    }
}
