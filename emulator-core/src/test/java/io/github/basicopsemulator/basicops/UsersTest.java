package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, whom the API reads and never writes. */
class UsersTest {

    private final Api api = new Api();

    @Test
    void the_documented_example_runs() {
        assertThat(api.get("/v1/user/25").body()).isEqualTo(Api.json("""
                        {'success': true, 'data': {'id': 25, 'firstName': 'Tim', 'lastName': 'Dalton',
                         'email': 'tim@testco.com', 'roles': [{'name': 'User Administrator', 'id': 14}],
                         'picture': 'BASE/v1/user/25/picture/PjS6Bj7ZiKra1tL54rpuKw%3D%3D/download'}}""".replace("BASE", Api.BASE)));
        assertThat(api.show("/v1/user/me"))
                .isEqualTo(api.show("/v1/user/38"))
                .containsEntry("firstName", "Alex")
                .containsEntry("lastName", "Jackson")
                .containsEntry("email", "alex@testco.com")
                .containsEntry("roles", List.of());
        assertThat(api.get("/v1/user").list()).containsExactly(api.show("/v1/user/38"), api.show("/v1/user/25"));
    }

    @Test
    void me_is_whose_token_it_is() {
        Api other = new Api(new BasicOpsOptions("https://app.basicops.com", Map.of("any", 25L)));

        assertThat(other.show("/v1/user/me")).containsEntry("firstName", "Tim");
    }

    @ParameterizedTest
    @CsvSource({
        "name=Tim%20Dalton, 25",
        "name=tim+dalton,   25",
        "name=%20Tim%20Dalton%20, 25",
        "email=alex@testco.com, 38",
        "email=ALEX%40testco.com, 38",
        "name=Tim%20Dalton&email=tim@testco.com, 25"
    })
    void one_is_found_by_name_or_address(String query, long id) {
        assertThat(api.ids("/v1/user?" + query)).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=Tim",
                "name=Dalton",
                "name=",
                "email=",
                "email=tim",
                "name=Tim%20Dalton&email=alex@testco.com"
            })
    void half_a_name_finds_nobody(String query) {
        assertThat(api.ids("/v1/user?" + query)).isEmpty();
    }

    @Test
    void users_are_filtered_by_their_dates() {
        assertThat(api.ids("/v1/user?created=2018-01-01")).containsExactly(38L, 25L);
        assertThat(api.ids("/v1/user?created.from=2018-01-02")).isEmpty();
        assertThat(api.ids("/v1/user?updated.to=2018-01-01T08:00:00Z")).containsExactly(38L, 25L);
    }

    @Test
    void a_picture_is_a_png_behind_its_url() {
        for (long id : new long[] {25, 38}) {
            String url = (String) api.show("/v1/user/" + id).get("picture");
            Api.Answer picture = api.get(url.substring(Api.BASE.length()));

            assertThat(picture.status()).isEqualTo(200);
            assertThat(picture.header("Content-Type")).isEqualTo("image/png");
            assertThat(picture.reply().body())
                    .startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')
                    .endsWith('I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/user/38/picture/PjS6Bj7ZiKra1tL54rpuKw%3D%3D/download",
                "/v1/user/38/picture/x/download",
                "/v1/user/99/picture/PjS6Bj7ZiKra1tL54rpuKw%3D%3D/download"
            })
    void a_picture_of_somebody_else_is_not_there(String path) {
        api.get(path).refusal(404, "not_found");
    }

    @Test
    void the_id_of_a_picture_may_come_raw() {
        assertThat(api.get("/v1/user/38/picture/mB1Wqsr7DjnvhagZeIag0w==/download")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"POST, /v1/user", "PATCH, /v1/user/38", "PUT, /v1/user/38", "DELETE, /v1/user/38", "PATCH, /v1/user/me"
    })
    void nobody_writes_users(String method, String path) {
        api.send(method, path, "{'firstName': 'X'}").refusal(405, "method_not_allowed");
    }
}
