package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client learns of itself at the root of the server. */
class AuthorizationTest {

    private final Api api = new Api();

    @Test
    void row_s24_an_account_is_where_its_href_leads() {
        Map<String, Object> authorization = api.send("GET", "/authorization.json", Api.headers("x"), new byte[0])
                .body();

        assertThat(authorization).containsEntry("expires_at", "2024-01-15T12:00:00.000Z");
        assertThat(Api.part(authorization, "identity"))
                .containsEntry("first_name", "Jason")
                .containsEntry("last_name", "Fried");
        assertThat(Api.parts(authorization, "accounts"))
                .singleElement()
                .satisfies(account -> assertThat(account)
                        .containsEntry("product", "bcx")
                        .containsEntry("id", 999_999_999L)
                        .containsEntry("href", Api.URL));
    }

    @Test
    void it_too_asks_for_credentials_and_a_user_agent() {
        api.send("GET", "/authorization.json", Headers.of(), new byte[0]).badRequest();
        api.send("GET", "/authorization.json", Headers.of("User-Agent", "x"), new byte[0])
                .refusal(401, "Unauthorized");
    }
}
