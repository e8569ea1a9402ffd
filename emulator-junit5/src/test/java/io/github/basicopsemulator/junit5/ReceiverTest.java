package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.basicopsemulator.Delivery;
import io.github.basicopsemulator.WebhookSignature;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A receiver of webhooks that checks signatures, as the documents show one. */
@BasicOpsEmulator
class ReceiverTest {

    @Test
    void a_receiver_checks_the_signature(Workspace basicops) throws IOException {
        String secret = "whisper";
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String signature = exchange.getRequestHeaders()
                    .getFirst(WebhookSignature.standard().header());
            boolean genuine = WebhookSignature.standard().matches(secret, body, signature);
            exchange.sendResponseHeaders(genuine ? 204 : 401, -1);
            exchange.close();
        });
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try {
            basicops.seed(
                    webhook(url, "basicops:task:created").secret(secret),
                    webhook(url, "basicops:task:created").secret("guess"));
            basicops.seed(task("A"));
            basicops.webhooks().settle();
            assertThat(basicops.webhooks().deliveries())
                    .extracting(Delivery::status)
                    .containsExactlyInAnyOrder(204, 401);
        } finally {
            server.stop(0);
        }
    }
}
