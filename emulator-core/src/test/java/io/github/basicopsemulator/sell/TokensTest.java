package io.github.basicopsemulator.sell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Access tokens: for a code, for a password, and for a refresh token. */
class TokensTest {

    private static final Headers CLIENT = Headers.of(
            "User-Agent",
            "Zapier",
            "Authorization",
            "Basic aWQ6c2VjcmV0",
            "Content-Type",
            "application/x-www-form-urlencoded");

    private final Api api = new Api();

    @Test
    void a_code_is_exchanged_as_a_client_of_the_real_service_does() {
        Map<String, Object> tokens = exchange("code=abc&grant_type=authorization_code");

        assertThat(tokens)
                .containsOnlyKeys("access_token", "token_type", "expires_in", "refresh_token", "scope")
                .containsEntry("token_type", "bearer")
                .containsEntry("expires_in", 3600L)
                .containsEntry("scope", "read write profile");
        assertThat((String) tokens.get("access_token")).matches("\\S{64}");
        assertThat(self(tokens).done()).containsEntry("id", 1L);
    }

    @Test
    void a_token_lives_an_hour_and_its_refresh_token_works_once() {
        Map<String, Object> tokens = exchange("username=x&password=y&grant_type=password");
        api.passSeconds(3599);
        assertThat(self(tokens).status()).isEqualTo(200);
        api.passSeconds(1);
        self(tokens).refusal("401 Unauthorized", "unauthorized");

        String refresh = "grant_type=refresh_token&refresh_token=" + tokens.get("refresh_token");
        assertThat(self(exchange(refresh)).status()).isEqualTo(200);
        assertThat(api.send("POST", "/oauth2/token", CLIENT, refresh.getBytes(UTF_8))
                        .body())
                .containsEntry("error", "invalid_grant");
    }

    @Test
    void a_password_is_that_of_the_user_with_the_address() {
        assertThat(self(exchange("username=SAM.AGENT@example.com&password=y&grant_type=password"))
                        .done())
                .containsEntry("email", "sam.agent@example.com");
    }

    @Test
    void what_is_not_whole_is_refused() {
        for (String form : List.of(
                "",
                "grant_type=implicit",
                "grant_type=authorization_code",
                "grant_type=password&username=x",
                "grant_type=refresh_token",
                "grant_type=refresh_token&refresh_token=x")) {
            Api.Answer answer = api.send("POST", "/oauth2/token", CLIENT, form.getBytes(UTF_8));
            assertThat(answer.status()).as(form).isEqualTo(400);
            assertThat(answer.body()).as(form).containsOnlyKeys("error", "error_description");
        }
        assertThat(api.send("POST", "/oauth2/token", Api.headers(), "{}".getBytes(UTF_8))
                        .status())
                .isEqualTo(400);
        api.get("/oauth2/authorize").refusal("404 Not Found", "incorrect_path");
    }

    @Test
    void the_scope_is_what_was_asked_for_of_what_there_is() {
        assertThat(exchange("code=a&grant_type=authorization_code&scope=read%20sync"))
                .containsEntry("scope", "read");
    }

    private Map<String, Object> exchange(String form) {
        Api.Answer answer = api.send("POST", "/oauth2/token", CLIENT, form.getBytes(UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private Api.Answer self(Map<String, Object> tokens) {
        return api.send("GET", "/v2/users/self", api.headersWith((String) tokens.get("access_token")), new byte[0]);
    }
}
