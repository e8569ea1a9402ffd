package io.github.basicopsemulator.standalone;

import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Inbox;
import io.github.basicopsemulator.Workspace;
import java.awt.image.BufferedImage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that is documented, done twice with the same seed and clock: the same bytes come back, and go to webhooks. */
class SameTwiceIT {

    private static final String TOKEN = "0123456789abcdef";
    private static final Instant NOON = Instant.parse("2018-07-01T12:00:00Z");
    private static final String[] EVENTS = Stream.of("task", "project", "section", "note", "user")
            .flatMap(collection ->
                    Stream.of("created", "updated", "deleted").map(action -> "basicops:" + collection + ":" + action))
            .toArray(String[]::new);

    @TempDir
    private Path folder;

    @Test
    void the_same_walk_twice_is_the_same_byte_by_byte() throws Exception {
        for (String name : List.of("testfile.png", "sample.png")) {
            BufferedImage picture = new BufferedImage(498, 304, BufferedImage.TYPE_INT_RGB);
            assertThat(ImageIO.write(picture, "png", folder.resolve(name).toFile()))
                    .isTrue();
        }
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/file.pdf", exchange -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("%PDF".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        elsewhere.start();
        try (Emulator emulator =
                Emulator.builder().token(TOKEN).randomSeed(2018).start()) {
            URI file = URI.create("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/file.pdf");

            List<String> first = walk(emulator, file);
            List<String> second = walk(emulator, file);

            assertThat(first.size()).isGreaterThan(100);
            for (int i = 0; i < first.size(); i++) {
                assertThat(second.get(i)).isEqualTo(first.get(i));
            }
            assertThat(second.size()).isEqualTo(first.size());
            assertThat(first.stream().filter(line -> line.contains("basicops:task:created")))
                    .isNotEmpty();
        } finally {
            elsewhere.stop(0);
        }
    }

    /** Does every documented exchange in a workspace of its own, and returns all that came back and all that was told. */
    private List<String> walk(Emulator emulator, URI file) throws Exception {
        List<String> bytes = new ArrayList<>();
        Contract contract = contract(emulator);
        int number = 0;
        for (Exchange exchange : Exchange.all()) {
            try (Workspace workspace = emulator.workspace("exchange-" + ++number)) {
                workspace.clock().set(NOON, Duration.ofSeconds(1));
                Inbox inbox = workspace.inbox("all");
                Preparation preparation = new Preparation(
                        workspace.url(), TOKEN, Files.readAllBytes(folder.resolve("sample.png")), file, contract);
                CurlCommand command = CurlCommand.parse(exchange.commandFor(preparation, TOKEN), folder);
                workspace.seed(webhook(inbox.url(), EVENTS).secret("hush"));
                bytes.add(exchange.title() + "\n" + text(preparation.send(command)));
                workspace.webhooks().settle();
                inbox.received().forEach(message -> bytes.add(text(message)));
            }
        }
        return bytes;
    }

    private static String text(HttpResponse<String> reply) {
        return reply.statusCode() + "\n" + new TreeMap<>(reply.headers().map()) + "\n" + reply.body();
    }

    private static String text(Inbox.Message message) {
        return message.at() + " " + message.header("X-BasicOps-Signature") + "\n" + message.text();
    }

    private static Contract contract(Emulator emulator) throws Exception {
        HttpRequest document = HttpRequest.newBuilder(emulator.workspace().url("/_emulator/openapi.json"))
                .build();
        return new Contract(HttpClient.newHttpClient()
                .send(document, HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
