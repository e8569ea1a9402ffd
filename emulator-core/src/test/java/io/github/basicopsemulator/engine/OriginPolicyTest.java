package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages and host names by which browsers may send requests. */
class OriginPolicyTest {

    private static final String BASE = "http://127.0.0.1:8080";
    private static final OriginPolicy NAMED =
            new OriginPolicy(List.of("emulator.test", "*.example.com"), Set.of("http://localhost:3000"));

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, true",
        "https://127.0.0.1:8080, false",
        "http://127.0.0.1:8081, false",
        "http://127.0.0.1, false",
        "http://localhost:3000, true",
        "https://localhost:3000, false",
        "http://evil.example, false",
        "null, false",
        "http:/, false",
        "'', false",
        "127.0.0.1:8080, false"
    })
    void page_is_accepted_only_of_own_and_named_origins(String origin, boolean isAccepted) {
        assertThat(check(NAMED, "Origin", origin).equals("accepted")).isEqualTo(isAccepted);
        assertThat(check(NAMED, "Origin", origin, "Sec-Fetch-Site", "cross-site")
                        .equals("accepted"))
                .isEqualTo(origin.equals("http://localhost:3000"));
    }

    @Test
    void scheme_of_the_connection_is_part_of_the_own_origin() {
        Request secure = new Request(
                "POST",
                "/v1/task",
                "",
                Headers.of("Host", "localhost:8080", "Origin", "https://localhost:8080"),
                new byte[0],
                "http://dev.example.com/mock",
                1,
                "https");

        assertThat(check(OriginPolicy.STRICT, secure)).isEqualTo("accepted");
    }

    @ParameterizedTest
    @CsvSource({"http://dev.example.com, true", "https://dev.example.com, false", "http://dev.example, false"})
    void origin_of_the_public_url_is_the_own(String origin, boolean isAccepted) {
        Headers headers = Headers.of("Host", "127.0.0.1:8080", "Origin", origin);
        Request request =
                new Request("GET", "/v1/task", "", headers, new byte[0], "http://dev.example.com/mock/w/a", 1, "http");

        assertThat(check(OriginPolicy.STRICT, request).equals("accepted")).isEqualTo(isAccepted);
    }

    @Test
    void page_without_an_origin_is_known_by_its_referer() {
        assertThat(check(NAMED, "Sec-Fetch-Site", "cross-site", "Referer", "http://localhost:3000/page"))
                .isEqualTo("accepted");
        assertThat(check(NAMED, "Sec-Fetch-Site", "cross-site", "Referer", "http://localhost:3000.evil.example/"))
                .contains("--cors-origin http://localhost:3000.evil.example");
        assertThat(check(NAMED, "Sec-Fetch-Site", "same-site")).contains("Sec-Fetch-Site: same-site");
        assertThat(check(NAMED, "Sec-Fetch-Site", "none")).isEqualTo("accepted");
    }

    @Test
    void browser_without_fetch_metadata_is_known_by_its_referer() {
        String agent = "Mozilla/5.0";
        assertThat(check(NAMED, "User-Agent", agent, "Referer", "http://evil.example/page"))
                .contains("Referer: http://evil.example", "--cors-origin http://evil.example");
        assertThat(check(NAMED, "User-Agent", agent, "Referer", BASE + "/_emulator/"))
                .isEqualTo("accepted");
        assertThat(check(NAMED, "User-Agent", agent, "Referer", "http://localhost:3000/"))
                .isEqualTo("accepted");
        assertThat(check(NAMED, "User-Agent", agent)).isEqualTo("accepted");
    }

    @Test
    void every_value_of_a_repeated_header_counts() {
        assertThat(check(NAMED, "Origin", BASE, "Origin", "http://evil.example"))
                .contains("Origin: http://evil.example");
        assertThat(check(NAMED, "Sec-Fetch-Site", "none", "Sec-Fetch-Site", "cross-site"))
                .contains("Sec-Fetch-Site: cross-site");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "localhost.:8080",
                "a.localhost",
                "127.0.0.1",
                "192.168.1.5:8080",
                "[::1]:8080",
                "emulator.test:8080",
                "api.example.com"
            })
    void browser_may_call_by_known_names(String host) {
        assertThat(checkHost(NAMED, host)).isEqualTo("accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rebound.test:8080", "example.com", "localhost.evil.example", "evilexample.com", "emulator"})
    void browser_may_not_call_by_other_names(String host) {
        assertThat(checkHost(NAMED, host))
                .contains("\"" + host + "\"")
                .contains("--allowed-host " + host.replaceFirst(":.*", ""));
    }

    @Test
    void star_is_for_every_page_and_every_name() {
        OriginPolicy all = new OriginPolicy(List.of(), Set.of("*"));

        assertThat(check(all, "Origin", "null", "Sec-Fetch-Site", "cross-site")).isEqualTo("accepted");
        assertThat(checkHost(all, "rebound.test")).isEqualTo("accepted");
    }

    @Test
    void advice_repeats_no_text_that_is_not_an_origin() {
        assertThat(check(NAMED, "Origin", "http://a;reboot")).contains("--cors-origin ORIGIN");
        assertThat(checkHost(NAMED, "a;reboot")).contains("--allowed-host NAME");
        assertThat(check(NAMED, "Origin", "http://" + "a".repeat(20_000))).hasSizeLessThan(1_000);
    }

    @Test
    void link_is_open_only_as_a_page_of_its_own() {
        Headers link =
                Headers.of("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document");
        Headers frame =
                Headers.of("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe");

        assertThat(OriginPolicy.isNavigation(request("GET", link))).isTrue();
        assertThat(OriginPolicy.isNavigation(request("POST", link))).isFalse();
        assertThat(OriginPolicy.isNavigation(request("GET", frame))).isFalse();
        assertThat(OriginPolicy.isNavigation(request("GET", Headers.of("Referer", "http://app.test/"))))
                .isTrue();
        assertThat(OriginPolicy.isNavigation(request("POST", Headers.of("Referer", "http://app.test/"))))
                .isFalse();
    }

    private static Request request(String method, Headers headers) {
        return new Request(method, "/v1/task", "", headers, new byte[0], BASE);
    }

    private static String checkHost(OriginPolicy policy, String host) {
        return check(policy, request("GET", Headers.of("Host", host, "User-Agent", "Mozilla/5.0")));
    }

    private static String check(OriginPolicy policy, String... headers) {
        String[] all = Stream.concat(Stream.of("Host", "127.0.0.1:8080"), Stream.of(headers))
                .toArray(String[]::new);
        return check(policy, request("GET", Headers.of(all)));
    }

    private static String check(OriginPolicy policy, Request request) {
        assertThat(OriginPolicy.isFromBrowser(request)).isTrue();
        try {
            policy.check(request, false);
            return "accepted";
        } catch (Problem refused) {
            assertThat(refused.kind()).isEqualTo(Problem.Kind.FORBIDDEN);
            return refused.getMessage();
        }
    }
}
