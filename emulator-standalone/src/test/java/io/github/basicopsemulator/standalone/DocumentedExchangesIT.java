package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays what the API reference documents against the jar, each exchange in a workspace where its ids exist. Every reply is
 * held against the reply that the reference prints, and against the OpenAPI document that the emulator itself serves.
 */
class DocumentedExchangesIT {

    /** How many curl commands the references print. */
    private static final Map<String, Integer> PRINTED = Map.of("BasicOps", 68, "Sell", 5, "Basecamp", 1);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "0123456789abcdef";
    private static final AtomicInteger WORKSPACES = new AtomicInteger();
    private static final Set<Exchange> REPLAYED = ConcurrentHashMap.newKeySet();
    private static final Set<Exchange> FAILED = ConcurrentHashMap.newKeySet();

    /** What the commands find in the folder they are sent from: the files that they name. */
    @TempDir
    private static Path folder;

    private static EmulatorProcess emulator;
    private static HttpServer elsewhere;
    private static Contract contract;
    private static List<Exchange> exchanges;

    @BeforeAll
    static void start() throws Exception {
        exchanges = Exchange.all();
        for (String name : List.of("testfile.png", "sample.png")) {
            BufferedImage picture = new BufferedImage(498, 304, BufferedImage.TYPE_INT_RGB);
            assertThat(ImageIO.write(picture, "png", folder.resolve(name).toFile()))
                    .isTrue();
        }
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/file.pdf", exchange -> {
            byte[] file = "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.ISO_8859_1);
            exchange.getResponseHeaders().set("Content-Type", "application/pdf");
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
            exchange.close();
        });
        elsewhere.start();
        emulator = EmulatorProcess.start("--token", TOKEN);
        HttpRequest document = HttpRequest.newBuilder(URI.create(emulator.url() + "/_emulator/openapi.json"))
                .build();
        contract = new Contract(HttpClient.newHttpClient()
                .send(document, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    @AfterAll
    static void end() {
        if (emulator != null) {
            emulator.close();
        }
        if (elsewhere != null) {
            elsewhere.stop(0);
        }
        REPLAYED.removeAll(FAILED);
        long printed = REPLAYED.stream().filter(Exchange::isOfTheReference).count();
        System.out.println("documented curl commands: " + printed + " of "
                + PRINTED.values().stream().mapToInt(Integer::intValue).sum());
        System.out.println("further documented exchanges: " + (REPLAYED.size() - printed) + " of "
                + exchanges.stream()
                        .filter(exchange -> !exchange.isOfTheReference())
                        .count());
    }

    @Test
    void every_curl_command_of_the_reference_is_there_once() {
        List<Exchange> printed =
                exchanges.stream().filter(Exchange::isOfTheReference).toList();

        PRINTED.forEach((vendor, count) -> assertThat(printed)
                .filteredOn(exchange -> exchange.vendor().equals(vendor))
                .hasSize(count));
        assertThat(printed).extracting(Exchange::place).doesNotHaveDuplicates();
        assertThat(exchanges).extracting(Exchange::title).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> every_reply_has_the_documented_shape() {
        return replayed(true, exchange -> {
            Preparation preparation = preparation();
            CurlCommand command = CurlCommand.parse(exchange.commandFor(preparation, TOKEN), folder);

            HttpResponse<String> reply = preparation.send(command);

            check(
                    exchange,
                    reply.statusCode(),
                    reply.headers().firstValue("Content-Type").orElse(""),
                    reply.body());
        });
    }

    @TestFactory
    Stream<DynamicTest> every_command_works_in_a_shell_with_curl_itself() {
        boolean installed = onPath("curl") && onPath("sh");
        if (!installed) {
            System.out.println("documented curl commands: not sent with curl itself, since there is none here");
        }
        return replayed(installed, exchange -> {
            Preparation preparation = preparation();
            String command = exchange.commandFor(preparation, TOKEN);

            String output = shell(command.replaceFirst(
                    "^curl (-v )?",
                    "curl --silent --show-error --max-time 10 --write-out '\\\\n%{http_code} %{content_type}' "));

            int end = output.lastIndexOf('\n');
            String body = output.substring(0, end);
            String[] statusAndType = output.substring(end + 1).split(" ", 2);
            check(exchange, Integer.parseInt(statusAndType[0]), statusAndType[1], body);
            preparation.check(
                    CurlCommand.parse(command, folder), Integer.parseInt(statusAndType[0]), statusAndType[1], body);
        });
    }

    private static Stream<DynamicTest> replayed(boolean possible, Replay replay) {
        return exchanges.stream()
                .map(exchange -> dynamicTest(exchange.title(), () -> {
                    assumeTrue(possible, "curl and a shell are not installed here");
                    try {
                        replay.of(exchange);
                        REPLAYED.add(exchange);
                    } catch (AssertionError | Exception failure) {
                        FAILED.add(exchange);
                        throw failure;
                    }
                }));
    }

    private static Preparation preparation() throws Exception {
        return new Preparation(
                URI.create(emulator.url() + "/w/exchange-" + WORKSPACES.incrementAndGet()),
                TOKEN,
                Files.readAllBytes(folder.resolve("sample.png")),
                URI.create("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/file.pdf"),
                contract);
    }

    private static void check(Exchange exchange, int status, String contentType, String body) throws Exception {
        assertThat(status).as(body).isEqualTo(exchange.status());
        if (exchange.fileType() != null) {
            assertThat(contentType).isEqualTo(exchange.fileType());
            assertThat(body).isNotEmpty();
            return;
        }
        if (exchange.reply() == null) {
            assertThat(body).isEmpty();
            return;
        }
        assertThat(contentType).startsWith("application/json");
        List<String> differences = new ArrayList<>();
        compare(exchange.reply(), List.of(JSON.readTree(body)), "$", differences);
        assertThat(differences).as(body).isEmpty();
    }

    /**
     * Compares what was replied with an example: each key of the example is there, with the same kind of value.
     *
     * @param actual everything that stands where the example stands, since the lists around it may hold many
     */
    private static void compare(JsonNode example, List<JsonNode> actual, String path, List<String> differences) {
        for (JsonNode node : actual) {
            if (node.getNodeType() != example.getNodeType()) {
                differences.add(path + " is " + kind(example) + ", but was " + node);
                return;
            }
        }
        if (example.isObject()) {
            example.properties().forEach(field -> {
                String below = path + "." + field.getKey();
                if (actual.stream().allMatch(node -> node.has(field.getKey()))) {
                    compare(
                            field.getValue(),
                            actual.stream()
                                    .map(node -> node.get(field.getKey()))
                                    .toList(),
                            below,
                            differences);
                } else {
                    differences.add(below + " is not there");
                }
            });
        } else if (example.isArray() && !example.isEmpty()) {
            List<JsonNode> elements = new ArrayList<>();
            actual.forEach(array -> array.forEach(elements::add));
            if (elements.isEmpty()) {
                differences.add(path + " has nothing in it to compare");
            }
            compare(example.get(0), elements, path + "[]", differences);
        }
    }

    private static String kind(JsonNode example) {
        return example.getNodeType() == JsonNodeType.STRING
                ? "text"
                : example.getNodeType().name().toLowerCase();
    }

    private static String shell(String command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("sh").directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("no_proxy", "*");
        Process process = builder.start();
        try {
            // Not as an argument, which would be in the encoding of wherever this runs.
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(output).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** A way of sending an exchange and checking its reply. */
    private interface Replay {
        void of(Exchange exchange) throws Exception;
    }
}
