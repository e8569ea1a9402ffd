package io.github.basicopsemulator.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts of every kind, held against both reaches; names are looked up in a table of the test's own. */
class EgressPolicyTest {

    private static final Map<String, List<String>> TABLE = Map.ofEntries(
            Map.entry("localhost", List.of("127.0.0.1", "::1")),
            Map.entry("service", List.of("172.18.0.3")),
            Map.entry("far", List.of("93.184.216.34")),
            Map.entry("app.local", List.of("192.168.1.7")),
            Map.entry("a.b.internal", List.of("10.1.2.3")),
            Map.entry("x.localhost", List.of("127.0.0.1")),
            Map.entry("example.com", List.of("93.184.216.34")),
            Map.entry("a.example.com", List.of("93.184.216.35")),
            Map.entry("a.b.example.com", List.of("93.184.216.36")),
            Map.entry("notexample.com", List.of("93.184.216.37")),
            Map.entry("inside.example.org", List.of("10.0.0.5")),
            Map.entry("two.example.org", List.of("93.184.216.38", "10.0.0.5")),
            Map.entry("rebinding.internal", List.of("10.0.0.5", "169.254.169.254")),
            Map.entry("metadata.internal", List.of("169.254.169.254")),
            Map.entry("alibaba", List.of("100.100.100.200")),
            Map.entry("aws6", List.of("fd00:ec2::254")),
            Map.entry("link6", List.of("fe80::1")),
            Map.entry("nat64", List.of("64:ff9b::a9fe:a9fe")),
            Map.entry("nat64inside.example.org", List.of("64:ff9b::a00:1")),
            Map.entry("mapped", List.of("::ffff:169.254.169.254")),
            Map.entry("compatible", List.of("::169.254.169.254")),
            Map.entry("2130706433", List.of("127.0.0.1")),
            Map.entry("0x7f000001", List.of("127.0.0.1")),
            Map.entry("2852039166", List.of("169.254.169.254")),
            Map.entry("0177.0.0.1", List.of("177.0.0.1")));

    private final List<String> lookedUp = new ArrayList<>();
    private final EgressPolicy inside = EgressPolicy.inside(List.of(), this::lookUp);

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,          127.0.0.1",
        "127.255.255.254,    127.255.255.254",
        "10.0.0.1,           10.0.0.1",
        "172.16.0.1,         172.16.0.1",
        "172.31.255.255,     172.31.255.255",
        "192.168.0.1,        192.168.0.1",
        "0.0.0.0,            0.0.0.0",
        "[::1],              0:0:0:0:0:0:0:1",
        "[::],               0:0:0:0:0:0:0:0",
        "[fd12:3456::1],     fd12:3456:0:0:0:0:0:1",
        "[fc00::1],          fc00:0:0:0:0:0:0:1",
        "[::ffff:127.0.0.1], 127.0.0.1"
    })
    void addresses_of_this_machine_and_of_private_networks_are_inside(String host, String address) throws Exception {
        Target target = inside.check("http://" + host + ":8080/hook?a=b");

        assertThat(target.uri()).hasToString("http://" + host + ":8080/hook?a=b");
        assertThat(target.address().getHostAddress()).isEqualTo(address);
        assertThat(lookedUp).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,    127.0.0.1",
        "LocalHost,    127.0.0.1",
        "localhost.,   127.0.0.1",
        "service,      172.18.0.3",
        "SERVICE.,     172.18.0.3",
        "far,          93.184.216.34",
        "app.local,    192.168.1.7",
        "App.Local.,   192.168.1.7",
        "a.b.internal, 10.1.2.3",
        "x.localhost,  127.0.0.1"
    })
    void names_of_local_networks_are_inside_and_looked_up_once(String host, String address) throws Exception {
        assertThat(inside.check("https://" + host + "/hook").address().getHostAddress())
                .isEqualTo(address);
        assertThat(lookedUp).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "93.184.216.34",
                "8.8.8.8",
                "172.15.255.255",
                "172.32.0.1",
                "192.169.0.1",
                "11.0.0.1",
                "126.255.255.255",
                "[2001:db8::1]",
                "[fe00::1]",
                "[64:ff9b::808:808]",
                "[::ffff:8.8.8.8]",
                "evil.com.local.example",
                "notlocal.locals",
                "xinternal.example",
                "127.0.0.1.example.com",
                "localhost.example.com",
                "2130706433",
                "2852039166",
                "0x7f000001",
                "0X7F000001",
                "0177.0.0.1",
                "127.0.0.01",
                "0"
            })
    void all_else_is_outside_and_not_even_looked_up(String host) {
        assertThatThrownBy(() -> inside.check("http://" + host + ":8080/"))
                .isInstanceOf(EgressDeniedException.class)
                .hasMessageStartingWith("must lead to a loopback or private address, a name without a dot or one under"
                        + " .local, .internal or .localhost, but \"")
                .hasMessageContaining("Emulator.builder().webhooksTo(\"")
                .hasMessageContaining("or --webhooks-to ");
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void what_is_barred_is_told_with_how_to_allow_it() {
        assertThatThrownBy(() -> inside.check("http://Server.com/hook"))
                .hasMessage("must lead to a loopback or private address, a name without a dot or one under .local,"
                        + " .internal or .localhost, but \"server.com\" is none of these; to allow it, say"
                        + " Emulator.builder().webhooksTo(\"server.com\"), or --webhooks-to server.com on the command"
                        + " line");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com,   example.com,     true",
        "Example.COM.,  example.com,     true",
        "example.com,   EXAMPLE.com.,    true",
        "example.com,   a.example.com,   false",
        "*.example.com, a.example.com,   true",
        "*.example.com, a.b.example.com, true",
        "*.Example.com, A.EXAMPLE.COM.,  true",
        "*.example.com, example.com,     false",
        "*.example.com, notexample.com,  false",
        "*,             example.com,     true",
        "*,             8.8.8.8,         true",
        "*,             [2001:db8::1],   true",
        "*,             2130706433,      true",
        "8.8.8.8,       8.8.8.8,         true",
        "8.8.8.8,       8.8.8.9,         false",
        "2001:db8::1,   [2001:db8::1],   true",
        "[2001:db8::1], [2001:DB8::1],   true",
        "*.8.8,         8.8.8.8,         false"
    })
    void more_can_be_allowed(String allowed, String host, boolean passes) throws Exception {
        EgressPolicy reach = EgressPolicy.inside(List.of("other.example", allowed), this::lookUp);

        if (passes) {
            assertThat(reach.check("http://" + host + "/").uri().getHost()).isEqualTo(host);
        } else {
            assertThatThrownBy(() -> reach.check("http://" + host + "/")).isInstanceOf(EgressDeniedException.class);
            assertThat(lookedUp).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "http://example.com", "example.com:80", "a*.com", "**", "*.", "a b", "-", "user@host"})
    void an_allowance_that_is_no_host_is_refused(String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EgressPolicy.inside(List.of(allowed)))
                .withMessageContaining("but this was \"" + allowed + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "100.100.100.200",
                "[fe80::1]",
                "[febf::1]",
                "[fd00:ec2::254]",
                "[::ffff:169.254.169.254]",
                "[::ffff:a9fe:a9fe]",
                "[::169.254.169.254]",
                "[64:ff9b::a9fe:a9fe]",
                "[64:ff9b::6464:64c8]",
                "metadata.internal",
                "rebinding.internal",
                "alibaba",
                "aws6",
                "link6",
                "nat64",
                "mapped",
                "compatible",
                "2852039166"
            })
    void where_clouds_keep_their_secrets_is_barred_whatever_is_allowed(String host) {
        List<EgressPolicy> reaches = List.of(
                EgressPolicy.inside(List.of("*", host), this::lookUp),
                EgressPolicy.anywhere(true, this::lookUp),
                EgressPolicy.anywhere(false, this::lookUp));
        for (EgressPolicy reach : reaches) {
            assertThatThrownBy(() -> reach.check("http://" + host + "/latest/meta-data/"))
                    .isInstanceOf(EgressDeniedException.class)
                    .hasMessageStartingWith(
                            "must not lead to a link-local address or to one where a cloud has its metadata, but "
                                    + host + " is at ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "[::1]",
                "0.0.0.0",
                "10.0.0.1",
                "[fd00::1]",
                "service",
                "2130706433",
                "0x7f000001",
                "inside.example.org",
                "two.example.org",
                "nat64inside.example.org",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]"
            })
    void private_places_are_within_reach_of_anywhere_only_where_they_are_wanted(String host) throws Exception {
        assertThat(EgressPolicy.anywhere(true, this::lookUp).check("http://" + host + "/"))
                .isNotNull();
        assertThatThrownBy(() -> EgressPolicy.anywhere(false, this::lookUp).check("http://" + host + "/"))
                .isInstanceOf(EgressDeniedException.class)
                .hasMessageStartingWith("must lead to a public host (--fetch-only-public), but " + host + " is at ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "8.8.8.8", "[2606:4700::1111]", "far", "0177.0.0.1", "[64:ff9b::808:808]"})
    void public_places_are_within_reach_of_anywhere(String host) throws Exception {
        assertThat(EgressPolicy.anywhere(false, this::lookUp).check("http://" + host + "/"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://localhost/     | must be an absolute http or https URL, but was",
                "file:///etc/passwd   | must be an absolute http or https URL, but was",
                "//localhost/         | must be an absolute http or https URL, but was",
                "/hook                | must be an absolute http or https URL, but was",
                "localhost:8080       | must be an absolute http or https URL, but was",
                "http:localhost       | must be an absolute http or https URL, but was",
                "http:///hook         | must be an absolute http or https URL, but was",
                "http://              | must be an absolute http or https URL, but was",
                "''                   | must be an absolute http or https URL, but was",
                "http://a b/          | must be an absolute http or https URL, but was",
                "http://u:p@localhost | must have no user and no password in it",
                "http://u@127.0.0.1/  | must have no user and no password in it",
                "http://@localhost/   | must have no user and no password in it",
                "http://a@b@c/        | must",
                "http://127.1/        | must have a valid name or address for its host, but has \"127.1\"",
                "http://127.0.0.256/  | must have a valid name or address for its host, but has \"127.0.0.256\"",
                "http://my_host/      | must have a valid name or address for its host, but has \"my_host\"",
                "http://u:p/x@host/   | must have a valid name or address for its host, but has \"u:…\"",
                "http://:8080/        | must have a valid name or address for its host, but has \":8080\"",
                "http://nowhere/      | must lead to a host that exists, but nowhere is unknown"
            })
    void what_is_no_url_to_call_is_barred(String url, String message) {
        for (EgressPolicy reach :
                List.of(EgressPolicy.inside(List.of("*"), this::lookUp), EgressPolicy.anywhere(true, this::lookUp))) {
            assertThatThrownBy(() -> reach.check(url))
                    .isInstanceOf(EgressDeniedException.class)
                    .hasMessageStartingWith(message);
        }
    }

    @Test
    void the_scheme_may_be_in_any_case() throws Exception {
        assertThat(inside.check("HTTPS://localhost/").uri()).hasToString("HTTPS://localhost/");
    }

    @Test
    void a_name_that_leads_elsewhere_the_next_time_is_asked_for_only_once() throws Exception {
        List<String> answers = new ArrayList<>(List.of("127.0.0.1", "169.254.169.254"));
        EgressPolicy reach =
                EgressPolicy.inside(List.of(), host -> new InetAddress[] {InetAddress.getByName(answers.remove(0))});

        assertThat(reach.check("http://rebinds.internal/").address().getHostAddress())
                .isEqualTo("127.0.0.1");
        assertThat(answers).containsExactly("169.254.169.254");
        assertThatThrownBy(() -> reach.check("http://rebinds.internal/")).hasMessageStartingWith("must not lead to");
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        lookedUp.add(host);
        List<String> addresses = TABLE.get(host);
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        return addresses.stream().map(EgressPolicyTest::address).toArray(InetAddress[]::new);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException never) {
            throw new AssertionError(never);
        }
    }
}
