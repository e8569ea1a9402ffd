package io.github.basicopsemulator.sell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Users, and who asks. */
class UsersTest {

    private final Api api = new Api();

    @Test
    void who_asks_is_shown_as_was_captured() {
        Api.Answer self = api.get("/v2/users/self");

        assertThat(self.meta()).isEqualTo(Map.of("type", "user"));
        assertThat(self.done())
                .containsOnlyKeys(
                        "id",
                        "name",
                        "email",
                        "phone_number",
                        "timezone",
                        "created_at",
                        "updated_at",
                        "confirmed",
                        "deleted_at",
                        "role",
                        "roles",
                        "status",
                        "invited",
                        "team_name",
                        "group",
                        "reports_to",
                        "confirmation_token",
                        "zendesk_user_id")
                .containsEntry("id", 1L)
                .containsEntry("status", "active");
        assertThat(api.get("/v2/users/1").body()).isEqualTo(self.body());
    }

    @Test
    void users_are_found_by_role_status_and_name() {
        assertThat(api.ids("/v2/users?role=admin&status=active&confirmed=true")).containsExactly(1L);
        assertThat(api.ids("/v2/users?role=user")).isEmpty();
        assertThat(api.ids("/v2/users?name=Sam%20Agent&ids=1")).containsExactly(1L);
        assertThat(api.ids("/v2/users?zendesk_user_ids=5,6")).isEmpty();
        api.get("/v2/users?role=king").badParameter();
    }

    @Test
    void nobody_writes_users() {
        api.post("/v2/users", "{'name': 'x'}").refusal("404 Not Found", "incorrect_path");
        api.put("/v2/users/self", "{'name': 'x'}").refusal("404 Not Found", "incorrect_path");
    }
}
