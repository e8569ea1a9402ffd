package io.github.basicopsemulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may control the emulator, and who not. */
class GuardTest {

    private static final Guard HERE = Guard.at("127.0.0.1", null, List.of("emulator.test"));
    private static final Guard ANYWHERE = Guard.at("0.0.0.0", null, List.of());
    private static final Guard WITH_TOKEN = Guard.at("0.0.0.0", "s3cret", List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8080",
                "localhost:8080",
                "localhost",
                "a.localhost:1",
                "[::1]:8080",
                "[::1]",
                "LOCALHOST",
                "10.0.0.5:80",
                "emulator.test",
                "Emulator.Test:443",
                ""
            })
    void on_this_machine_it_answers_to_its_own_names(String host) {
        assertThat(ask(HERE, "POST", "/_emulator/reset", "Host", host)).isEqualTo("admitted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "xlocalhost"
            })
    void on_this_machine_it_answers_to_no_name_that_somebody_else_has_made(String host) {
        assertThat(ask(HERE, "GET", "/_emulator/health", "Host", host))
                .startsWith("FORBIDDEN")
                .contains(host);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, false",
        "null, false",
        "http://127.0.0.1:9090, false",
        "http://127.0.0.1:8080, true",
        "https://127.0.0.1:8080, false",
        "not an origin, false",
        "'', false"
    })
    void pages_are_answered_of_its_own_origin_only(String origin, boolean admitted) {
        assertThat(ask(HERE, "POST", "/_emulator/reset", "Host", "127.0.0.1:8080", "Origin", origin)
                        .equals("admitted"))
                .isEqualTo(admitted);
        assertThat(ask(HERE, "POST", "/_emulator/inbox/a", "Host", "127.0.0.1:8080", "Origin", origin)
                        .equals("admitted"))
                .isEqualTo(admitted);
    }

    @Test
    void what_browsers_say_of_where_a_request_comes_from_is_believed() {
        assertThat(ask(HERE, "GET", "/_emulator/records", "Sec-Fetch-Site", "cross-site"))
                .startsWith("FORBIDDEN");
        assertThat(ask(HERE, "GET", "/_emulator/records", "Sec-Fetch-Site", "same-site"))
                .startsWith("FORBIDDEN");
        assertThat(ask(HERE, "GET", "/_emulator/records", "Sec-Fetch-Site", "same-origin"))
                .isEqualTo("admitted");
        assertThat(ask(HERE, "GET", "/_emulator/records", "Sec-Fetch-Site", "none"))
                .isEqualTo("admitted");
    }

    @Test
    void a_link_elsewhere_may_lead_to_the_page_and_to_nothing_else() {
        String[] followed = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"
        };
        assertThat(ask(HERE, "GET", "/_emulator/", followed)).isEqualTo("admitted");
        assertThat(ask(HERE, "GET", "/_emulator/export", followed)).startsWith("FORBIDDEN");
        assertThat(ask(HERE, "POST", "/_emulator/", followed)).startsWith("FORBIDDEN");
        assertThat(ask(
                        HERE,
                        "GET",
                        "/_emulator/",
                        "Sec-Fetch-Site",
                        "cross-site",
                        "Sec-Fetch-Mode",
                        "navigate",
                        "Sec-Fetch-Dest",
                        "iframe"))
                .startsWith("FORBIDDEN");
    }

    @Test
    void elsewhere_nobody_may_without_a_control_token() {
        assertThat(ask(ANYWHERE, "GET", "/_emulator/records"))
                .startsWith("FORBIDDEN")
                .contains("--control-token");
        assertThat(ask(ANYWHERE, "GET", "/_emulator/inbox/a")).startsWith("FORBIDDEN");
        assertThat(ask(ANYWHERE, "GET", "/_emulator/health", "Host", "emulator:8080"))
                .isEqualTo("admitted");
        assertThat(ask(ANYWHERE, "POST", "/_emulator/inbox/a", "Host", "emulator:8080"))
                .isEqualTo("admitted");
    }

    @Test
    void elsewhere_who_has_the_token_may() {
        assertThat(ask(WITH_TOKEN, "GET", "/_emulator/records")).startsWith("UNAUTHORIZED");
        assertThat(ask(WITH_TOKEN, "GET", "/_emulator/records", "Authorization", "Bearer wrong"))
                .startsWith("UNAUTHORIZED");
        assertThat(ask(WITH_TOKEN, "GET", "/_emulator/records", "Authorization", "Bearer s3cret"))
                .isEqualTo("admitted");
    }

    @Test
    void a_token_is_asked_for_on_this_machine_too_where_there_is_one() {
        Guard guard = Guard.at("localhost", "s3cret", List.of());
        assertThat(ask(guard, "GET", "/_emulator/records")).startsWith("UNAUTHORIZED");
        assertThat(ask(guard, "GET", "/_emulator/ready")).isEqualTo("admitted");
    }

    private static String ask(Guard guard, String method, String path, String... headers) {
        try {
            guard.authenticate(
                    new Request(method, path, "", Headers.of(headers), new byte[0], "http://127.0.0.1:8080"));
            return "admitted";
        } catch (Problem refused) {
            return refused.kind() + ": " + refused.getMessage();
        }
    }
}
