package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.project;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the emulator sends to itself: they reach inboxes and files, and nothing else of its control API. */
class SelfRequestsTest {

    private static final String CREATED = "basicops:project:created";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/_emulator/reset",
                "http://127.0.0.1:%d/w/other/_emulator/reset",
                "http://localhost:%d/_emulator/reset",
                "http://0.0.0.0:%d/_emulator/reset",
                "http://[::ffff:127.0.0.1]:%d/_emulator/reset",
                "http://127.0.0.1:%d/%%5Femulator/reset",
                "http://127.0.0.1:%d/v1/../_emulator/reset"
            })
    void webhook_to_the_control_api_is_held_back(String url) {
        try (Emulator emulator = Emulator.start()) {
            emulator.workspace("other");
            Workspace workspace = emulator.workspace();
            workspace.seed(webhook(URI.create(url.formatted(emulator.url().getPort())), CREATED));

            workspace.seed(project("P"));
            workspace.webhooks().settle();

            assertThat(workspace.webhooks().deliveries()).singleElement().satisfies(delivery -> {
                assertThat(delivery.outcome()).isEqualTo(Delivery.Outcome.BLOCKED_HOST);
                assertThat(delivery.failure()).contains("control API", "/_emulator/inbox/NAME");
            });
            assertThat(Http.get(workspace.url("/v1/project/1")).status()).isEqualTo(200);
        }
    }

    @Test
    void webhook_to_the_control_api_is_held_back_below_a_prefix() {
        try (Emulator emulator = Emulator.builder().pathPrefix("/mock").start()) {
            Workspace workspace = emulator.workspace();
            workspace.seed(
                    webhook(URI.create(emulator.url() + "/_emulator/reset"), CREATED),
                    webhook(workspace.inbox("a").url(), CREATED));

            workspace.seed(project("P"));
            workspace.webhooks().settle();

            assertThat(workspace.webhooks().deliveries())
                    .extracting(Delivery::outcome)
                    .containsExactlyInAnyOrder(Delivery.Outcome.BLOCKED_HOST, Delivery.Outcome.DELIVERED);
        }
    }

    @Test
    void fetched_url_does_not_lead_to_the_control_api() throws Exception {
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        try (Emulator emulator = Emulator.start()) {
            elsewhere.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Location", emulator.url() + "/_emulator/export");
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            });
            elsewhere.start();
            String redirecting = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/file";
            for (String url : List.of(
                    emulator.url() + "/_emulator/export",
                    emulator.url() + "/_emulator/inbox/a",
                    emulator.url().toString().replace("127.0.0.1", "localhost") + "/w/a/_emulator/export",
                    redirecting)) {
                Http.Answer response = Http.post(emulator.workspace().url("/v1/uploadurl"), "{'url': '" + url + "'}");

                assertThat(response.status()).isEqualTo(400);
                assertThat(response.message()).contains("control API");
            }
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void fetched_url_may_lead_to_an_emulated_api() {
        try (Emulator emulator = Emulator.start()) {
            Workspace workspace = emulator.workspace();
            String file = Http.post(workspace.url("/v1/upload"), "{'a': 1}")
                    .data()
                    .get("id")
                    .toString();
            String signed = Http.get(workspace.url("/v1/attachment/"
                            + file.replace("=", "%3D").replace("/", "%2F").replace("+", "%2B") + "/url"))
                    .data()
                    .get("url")
                    .toString();

            assertThat(Http.post(workspace.url("/v1/uploadurl"), "{'url': '" + signed + "'}")
                            .status())
                    .isEqualTo(200);
        }
    }
}
