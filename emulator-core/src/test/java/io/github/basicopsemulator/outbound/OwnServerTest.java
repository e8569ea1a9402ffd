package io.github.basicopsemulator.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of the emulator itself that would reach its control API. */
class OwnServerTest {

    private final OwnServer own = new OwnServer("https://dev.example.com/mock");

    OwnServerTest() {
        own.listensAt(8080);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_emulator",
                "/_emulator/reset",
                "/w/a/_emulator/reset",
                "/mock/_emulator/reset",
                "/%5Femulator/reset",
                "/%5f%65mulator/reset",
                "/x/../_emulator/reset",
                "/_emulator/inbox",
                "/_emulator/inbox/../reset",
                "/_emulator/inbox/a%2F..%2F..%2Freset",
                "/_emulator/inbox/a/%2e%2e/%2e%2e/reset",
                "/w/_emulator/_emulator/reset",
                "/_emulator;a=b/reset",
                "//_emulator/reset"
            })
    void path_to_the_control_api_is_refused(String path) {
        assertThat(refusal("POST", "http://127.0.0.1:8080" + path, "127.0.0.1"))
                .contains("control API")
                .contains(path);
        assertThat(refusal("GET", "http://127.0.0.1:8080" + path, "127.0.0.1")).contains("control API");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.0.0.2, true",
        "127.255.255.254, true",
        "0.0.0.0, true",
        "::1, true",
        "::, true",
        "::ffff:127.0.0.1, true",
        "::127.0.0.1, true",
        "64:ff9b::7f00:1, true",
        "192.0.2.1, false"
    })
    void address_of_this_machine_is_the_own(String address, boolean isOwn) {
        assertThat(refusal("POST", "http://any.test:8080/_emulator/reset", address)
                        .isEmpty())
                .isEqualTo(!isOwn);
    }

    @Test
    void address_of_an_interface_is_the_own() throws UnknownHostException {
        String address = InetAddress.getLocalHost().getHostAddress();

        assertThat(refusal("POST", "http://any.test:8080/_emulator/reset", address))
                .contains(address);
    }

    @Test
    void public_url_is_the_own_wherever_its_proxy_is() {
        assertThat(refusal("POST", "https://Dev.Example.com/mock/_emulator/reset", "192.0.2.1"))
                .contains("control API");
        assertThat(refusal("POST", "https://dev.example.com:444/mock/_emulator/reset", "192.0.2.1"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://dev.example.com/mock, https://dev.example.com./_emulator/reset,          203.0.113.7",
        "https://dev.example.com./,    https://DEV.example.com:443/_emulator/reset,       203.0.113.7",
        "http://[2001:db8::7]:81,      http://[2001:0db8:0:0::7]:81/_emulator/reset,      2001:db8::7",
        "http://[2001:db8::7]:81,      http://name.test:81/_emulator/reset,               2001:db8::7",
        "http://203.0.113.7:81,        http://name.test:81/_emulator/reset,               203.0.113.7"
    })
    void other_spelling_of_the_public_url_is_the_own(String publicUrl, String url, String address) {
        OwnServer server = new OwnServer(publicUrl);
        server.listensAt(8080);

        assertThat(refusal(server, "GET", url, address)).contains("control API");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_emulator/inbox/a",
                "/w/a/_emulator/inbox/b",
                "/mock/w/a/_emulator/inbox/b?x=/_emulator/reset",
                "/v1/task",
                "/emulator",
                "/",
                ""
            })
    void inboxes_and_emulated_apis_are_reached(String path) {
        assertThat(refusal("POST", "http://127.0.0.1:8080" + path, "127.0.0.1")).isEmpty();
    }

    @Test
    void inbox_is_not_read() {
        assertThat(refusal("GET", "http://127.0.0.1:8080/_emulator/inbox/a", "127.0.0.1"))
                .contains("GET");
    }

    @Test
    void another_server_of_this_machine_is_reached() {
        assertThat(refusal("POST", "http://127.0.0.1:8081/_emulator/reset", "127.0.0.1"))
                .isEmpty();
        assertThat(refusal("POST", "http://127.0.0.1/_emulator/reset", "127.0.0.1"))
                .isEmpty();
    }

    private String refusal(String method, String url, String address) {
        return refusal(own, method, url, address);
    }

    private static String refusal(OwnServer own, String method, String url, String address) {
        try {
            Target target = new Target(URI.create(url), InetAddress.getByName(address));
            own.refuseControl(new OutboundRequest(target, method, Map.of(), new byte[0], Duration.ofSeconds(1), 0));
            return "";
        } catch (EgressDeniedException refused) {
            return String.valueOf(refused.getMessage());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
