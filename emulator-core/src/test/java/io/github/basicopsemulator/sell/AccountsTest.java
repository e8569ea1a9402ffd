package io.github.basicopsemulator.sell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The account that users work in. */
class AccountsTest {

    private final Api api = new Api();

    @Test
    void the_account_has_the_attributes_of_the_official_clients() {
        Api.Answer self = api.get("/v2/accounts/self");

        assertThat(self.meta()).isEqualTo(Map.of("type", "account"));
        assertThat(self.done())
                .containsOnlyKeys(
                        "id", "name", "currency", "time_format", "timezone", "phone", "created_at", "updated_at");
        api.get("/v2/accounts/1").refusal("404 Not Found", "incorrect_path");
    }
}
