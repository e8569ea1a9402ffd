package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs that replies have, behind proxies, prefixes and public names. */
class NetworkTest {

    private static final Pattern PICTURE = Pattern.compile("\"picture\":\"([^\"]*)/v1/user/38/");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: api.example                 | http://api.example",
                "Host: API.example:80              | http://API.example:80",
                "Host: my_service:8080             | http://my_service:8080",
                "Host: [::1]:8080                  | http://[::1]:8080",
                "Host: [::1]                       | http://[::1]",
            })
    void urls_begin_with_the_host_that_the_client_asked_for(String host, String base) {
        try (Emulator emulator = Emulator.start()) {
            assertThat(base(emulator, "", host)).isEqualTo(base);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: a b",
                "Host: a\"b",
                "Host: <a>",
                "Host: a/b",
                "Host: a:b",
                "Host: a:99999",
                "Host: ",
                "Host: a\r\nHost: b"
            })
    void a_host_that_is_none_is_a_400_or_passed_over_and_never_shown(String host) {
        try (Emulator emulator = Emulator.start()) {
            String reply = RawClient.get(emulator.url(), "/v1/user/me", host);

            assertThat(reply)
                    .matches(text -> text.startsWith("HTTP/1.1 400 ")
                            ? text.contains("\"error\":\"bad_request\"")
                            : text.startsWith("HTTP/1.1 200 ") && text.contains(emulator.url() + "/v1/user/38/"));
        }
    }

    @Test
    void a_client_that_names_no_host_gets_the_address_that_it_reached() {
        try (Emulator emulator = Emulator.start()) {
            String reply =
                    RawClient.send(emulator.url(), "GET /v1/user/me HTTP/1.0\r\nAuthorization: Bearer any\r\n\r\n");

            assertThat(base(reply)).isEqualTo(emulator.url().toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Forwarded: proto=https;host=api.example                          | https://api.example",
                "Forwarded: for=192.0.2.60; x-1=y; Proto=HTTPS ; by=x; host=\"api.example:8443\" | https://api.example:8443",
                "Forwarded: for=\"[2001:db8::1]:4711\";host=\"[::1]:9\", for=b;host=other | http://[::1]:9",
                "Forwarded: for=a, proto=https;host=second                        | http://HERE",
                "Forwarded: host=standard#X-Forwarded-Host: older                 | http://standard",
                "Forwarded: proto=https#X-Forwarded-Host: older                   | https://older",
                "X-Forwarded-Proto: https#X-Forwarded-Host: api.example#X-Forwarded-Port: 443 | https://api.example",
                "X-Forwarded-Host: api.example#X-Forwarded-Port: 443              | http://api.example:443",
                "X-Forwarded-Proto: https#X-Forwarded-Port: 8443                  | https://LOCAL:8443",
                "X-Forwarded-Host: [::1]#X-Forwarded-Port: 8443                   | http://[::1]:8443",
                "X-Forwarded-Prefix: /mock/                                       | http://HERE/mock",
                "X-Forwarded-Prefix: /                                            | http://HERE",
            })
    void forwarded_headers_say_what_the_client_asked_for(String headers, String base) {
        try (Emulator emulator = Emulator.builder().trustForwardedHeaders().start()) {
            URI url = emulator.url();

            assertThat(base(emulator, "", headers.split("#")))
                    .isEqualTo(base.replace("HERE", url.getAuthority()).replace("LOCAL", url.getHost()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: ",
                "Forwarded: nothing",
                "Forwarded: host=a b",
                "Forwarded: host=\"unclosed",
                "Forwarded: host=\"a\\\"b\"",
                "Forwarded: host=<a>;proto=gopher",
                "Forwarded: ;;;,,,===",
                "X-Forwarded-Host: a/b",
                "X-Forwarded-Host: ,a",
                "X-Forwarded-Proto: gopher",
                "X-Forwarded-Port: 0",
                "X-Forwarded-Port: x",
                "X-Forwarded-Port: -1",
                "X-Forwarded-Prefix: mock",
                "X-Forwarded-Prefix: /a b",
                "X-Forwarded-Prefix: //evil.example",
                "X-Forwarded-Prefix: /..",
                "X-Forwarded-Prefix: /.",
                "X-Forwarded-Prefix: /mock/../admin",
                "X-Forwarded-Prefix: /mock/./",
                "X-Forwarded-Prefix: /\"><script>"
            })
    void what_is_not_readable_in_a_forwarded_header_is_passed_over(String header) {
        try (Emulator emulator = Emulator.builder().trustForwardedHeaders().start()) {
            assertThat(base(emulator, "", header)).isEqualTo(emulator.url().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded: host=\"", "X-Forwarded-Prefix: /", "X-Forwarded-Host: "})
    void a_long_forwarded_header_is_passed_over_as_well(String start) {
        try (Emulator emulator = Emulator.builder().trustForwardedHeaders().start()) {
            assertThat(base(emulator, "", start + "a/".repeat(10_000)))
                    .isEqualTo(emulator.url().toString());
            assertThat(base(emulator, "", start + "\\a".repeat(10_000)))
                    .isEqualTo(emulator.url().toString());
            assertThat(base(emulator, "", start + "a=b;".repeat(5_000)))
                    .isEqualTo(emulator.url().toString());
        }
    }

    @Test
    void prefix_of_many_slashes_is_read_in_linear_time() {
        try (Emulator emulator = Emulator.builder().trustForwardedHeaders().start()) {
            base(emulator, "");

            assertTimeout(Duration.ofSeconds(3), () -> {
                for (int i = 0; i < 20; i++) {
                    base(emulator, "", "X-Forwarded-Prefix: " + "/".repeat(31_000) + "a");
                }
            });
        }
    }

    @Test
    void forwarded_headers_mean_nothing_unless_told_so() {
        try (Emulator emulator = Emulator.start()) {
            assertThat(base(emulator, "", "Forwarded: proto=https;host=api.example", "X-Forwarded-Prefix: /mock"))
                    .isEqualTo(emulator.url().toString());
        }
    }

    @Test
    void below_a_path_prefix_everything_is_as_without_it() {
        try (Emulator emulator = Emulator.builder().pathPrefix("/mock/").start()) {
            Workspace other = emulator.workspace("other");

            assertThat(emulator.url().getPath()).isEqualTo("/mock");
            assertThat(other.url().getPath()).isEqualTo("/mock/w/other");
            assertThat(base(emulator, "/mock")).isEqualTo(emulator.url().toString());
            assertThat(base(emulator, "/mock/w/other")).isEqualTo(other.url().toString());
            assertThat(RawClient.get(emulator.url(), "/mock/_emulator/health")).startsWith("HTTP/1.1 200 ");
            assertThat(RawClient.get(emulator.url(), "/mock"))
                    .startsWith("HTTP/1.1 404 ")
                    .doesNotContain("path prefix");
            assertThat(other.journal().exchanges()).extracting(Exchange::path).containsExactly("/v1/user/me");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/user/me",
                "/mocks/v1/user/me",
                "/Mock/v1/user/me",
                "/w/other/v1/user/me",
                "/mock%2Fv1/user/me"
            })
    void outside_the_path_prefix_is_a_404_that_says_so(String path) {
        try (Emulator emulator =
                Emulator.builder().pathPrefix("/mock").workspacesOnDemand().start()) {
            String reply = RawClient.get(emulator.url(), path);

            assertThat(reply)
                    .startsWith("HTTP/1.1 404 ")
                    .contains("\"error\":\"not_found\"", "outside /mock, the path prefix", "was for " + path + ".");
            assertThat(emulator.workspace().journal().exchanges()).isEmpty();
        }
    }

    @Test
    void what_a_proxy_took_off_stands_before_the_path_prefix() {
        try (Emulator emulator =
                Emulator.builder().pathPrefix("/mock").trustForwardedHeaders().start()) {
            assertThat(base(emulator, "/mock", "X-Forwarded-Prefix: /dev", "X-Forwarded-Host: api.example"))
                    .isEqualTo("http://api.example/dev/mock");
        }
    }

    @Test
    void a_public_url_is_what_urls_begin_with_whatever_clients_and_proxies_say() {
        try (Emulator emulator = Emulator.builder()
                .publicUrl("https://dev.example.com/mock/")
                .trustForwardedHeaders()
                .start()) {
            Workspace other = emulator.workspace("other");

            assertThat(base(emulator, "", "Host: api.example", "Forwarded: host=proxy"))
                    .isEqualTo("https://dev.example.com/mock");
            assertThat(base(emulator, "/w/other")).isEqualTo("https://dev.example.com/mock/w/other");
            assertThat(emulator.url().getHost()).isEqualTo("127.0.0.1");
            assertThat(emulator.publicUrl()).hasToString("https://dev.example.com/mock");
            assertThat(other.publicUrl()).hasToString("https://dev.example.com/mock/w/other");
            assertThat(other.inbox("a").url()).hasToString("https://dev.example.com/mock/w/other/_emulator/inbox/a");
            assertThat(other.records("user").get(0).get("picture").toString()).startsWith(other.publicUrl() + "/v1/");
        }
    }

    @Test
    void without_a_public_url_the_local_one_is_public() {
        try (Emulator emulator = Emulator.start()) {
            assertThat(emulator.publicUrl()).isEqualTo(emulator.url());
            assertThat(emulator.workspace("a").publicUrl())
                    .isEqualTo(emulator.workspace("a").url());
        }
    }

    @Test
    void a_page_that_asks_leads_to_the_public_url() {
        try (Emulator emulator = Emulator.builder()
                .publicUrl("https://dev.example.com")
                .pathPrefix("/mock")
                .start()) {
            String page = RawClient.get(
                    emulator.url(),
                    "/mock/oauth/auth?client_id=a&response_type=code&redirect_uri=http://localhost/back&state=1",
                    "Accept: text/html");

            assertThat(page).contains("https://dev.example.com/oauth/auth");
        }
    }

    @Test
    void webhooks_may_lead_to_the_host_of_the_public_url() {
        Options named = new Options();
        named.webhookHosts.add("a.example");
        named.publicUrl = "https://dev.example.com:8443/mock";
        assertThat(named.webhookHosts()).containsExactly("a.example", "dev.example.com");

        Options numbered = new Options();
        numbered.publicUrl = "https://[2001:db8::1]";
        assertThat(numbered.webhookHosts()).containsExactly("2001:db8::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]"})
    void it_listens_on_ipv6_loopback(String host) {
        assumeTrue(hasIpv6(), "this machine has no ::1");
        try (Emulator emulator = Emulator.builder().host(host).start()) {
            assertThat(emulator.url().toString()).matches("http://\\[::1]:\\d+");
            assertThat(base(emulator, "")).isEqualTo(emulator.url().toString());
            assertThat(Http.get(emulator.workspace("a").url("/v1/user/me")).status())
                    .isEqualTo(200);
            assertThat(base(RawClient.send(
                            emulator.url(), "GET /v1/user/me HTTP/1.0\r\nAuthorization: Bearer any\r\n\r\n")))
                    .isEqualTo(emulator.url().toString());
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    /** What the URLs in a reply begin with. */
    private static String base(Emulator emulator, String prefix, String... headers) {
        return base(RawClient.get(emulator.url(), prefix + "/v1/user/me", headers));
    }

    private static String base(String reply) {
        Matcher picture = PICTURE.matcher(reply);
        assertThat(picture.find()).as(reply).isTrue();
        return picture.group(1);
    }
}
