package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays what the API reference documents against the jar, each exchange in a workspace where its ids exist. */
class DocumentedExchangesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String TOKEN = "0123456789abcdef";
    private static final AtomicInteger WORKSPACES = new AtomicInteger();
    private static final AtomicInteger REPLAYED = new AtomicInteger();

    private static EmulatorProcess emulator;
    private static List<Exchange> exchanges;

    @BeforeAll
    static void start() throws Exception {
        exchanges = Exchange.all();
        emulator = EmulatorProcess.start("--token", TOKEN);
    }

    @AfterAll
    static void end() {
        emulator.close();
        System.out.println("documented exchanges: " + REPLAYED + " of " + exchanges.size());
    }

    @TestFactory
    Stream<DynamicTest> every_reply_has_the_documented_shape() {
        return exchanges.stream()
                .map(exchange -> dynamicTest(exchange.title(), () -> {
                    CurlCommand command = CurlCommand.parse(exchange.commandFor(preparedWorkspace(), TOKEN));

                    HttpResponse<String> reply = CLIENT.send(command.request(), HttpResponse.BodyHandlers.ofString());

                    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
                    assertThat(reply.headers().firstValue("Content-Type").orElse(""))
                            .startsWith("application/json");
                    List<String> differences = new ArrayList<>();
                    compare(exchange.reply(), List.of(JSON.readTree(reply.body())), "$", differences);
                    assertThat(differences).as(reply.body()).isEmpty();
                    REPLAYED.incrementAndGet();
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_command_works_in_a_shell_with_curl_itself() {
        boolean installed = onPath("curl") && onPath("sh");
        if (!installed) {
            System.out.println("documented exchanges: not sent with curl itself, since there is none here");
        }
        return exchanges.stream()
                .map(exchange -> dynamicTest(exchange.title(), () -> {
                    assumeTrue(installed, "curl and a shell are not installed here");

                    List<String> output = shell(exchange.commandFor(preparedWorkspace(), TOKEN)
                            + " --silent --show-error --max-time 10 --write-out '\\n%{http_code}'");

                    String body = String.join("\n", output.subList(0, output.size() - 1));
                    assertThat(output.get(output.size() - 1)).as(body).isEqualTo("200");
                    assertThat(JSON.readTree(body).path("success")).isEqualTo(JSON.readTree("true"));
                }));
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

    /**
     * Makes a workspace in which the ids of the reference exist: projects up to 200, the last but one a template and the
     * last archived; sections up to 200, half of them in project 6 and half in project 123; tasks up to 400, of them 200 in
     * project 6, 100 in project 123, 100 under task 123, and the last of them archived.
     */
    private static URI preparedWorkspace() throws Exception {
        URI workspace = URI.create(emulator.url() + "/w/exchange-" + WORKSPACES.incrementAndGet());
        IntFunction<String> project =
                id -> ("{\"title\": \"Corporate website\", \"description\": \"Define our presence.\","
                                + "\"owner\": 38, \"team\": [38, 25], \"dueDate\": \"2018-08-01T07:00:00.000Z\","
                                + "\"startDate\": \"2018-01-01T07:00:00.000Z\", \"isTemplate\": %s, \"archived\": %s}")
                        .formatted(id == 199, id == 200);
        IntFunction<String> section =
                id -> "{\"name\": \"Q1\", \"endDate\": \"2018-03-31T07:00:00.000Z\", \"project\": %d}"
                        .formatted(id <= 100 ? 6 : 123);
        IntFunction<String> task = id -> ("{\"title\": \"Organization of corporate website\", \"assignee\": 38,"
                        + "\"description\": \"All of it.\", \"dueDate\": \"2018-08-01T07:00:00.000Z\","
                        + "\"status\": \"Accepted\", \"section\": %d, \"parent\": %s, \"archived\": %s}")
                .formatted(id > 200 && id <= 300 ? 101 : 1, id > 300 ? "123" : "null", id == 400);
        create(workspace, "project", 200, project);
        create(workspace, "section", 200, section);
        create(workspace, "task", 400, task);
        return workspace;
    }

    private static void create(URI workspace, String kind, int count, IntFunction<String> item) throws Exception {
        for (int first = 1; first <= count; first += 100) {
            String items = IntStream.range(first, first + 100).mapToObj(item).collect(Collectors.joining(","));
            CurlCommand bulk = new CurlCommand(
                    "POST",
                    URI.create(workspace + "/v1/" + kind + "/bulk"),
                    Map.of("Authorization", "Bearer " + TOKEN, "Content-Type", "application/json"),
                    "{\"items\": [" + items + "]}");
            HttpResponse<String> reply = CLIENT.send(bulk.request(), HttpResponse.BodyHandlers.ofString());
            assertThat(JSON.readTree(reply.body()).at("/data/created/99").asInt())
                    .as(reply.body())
                    .isEqualTo(first + 99);
        }
    }

    private static List<String> shell(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
        builder.environment().put("no_proxy", "*");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(output).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
