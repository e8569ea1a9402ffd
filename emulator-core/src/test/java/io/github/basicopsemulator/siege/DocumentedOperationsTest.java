package io.github.basicopsemulator.siege;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.control.Contract;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever knows no more of the three APIs than the served OpenAPI document finds no fault with them.
 *
 * <p>No 5xx, no reply of another shape, no success for what was deleted or never made, no change by what was refused, and
 * nothing without a token or with one that was not declared.
 */
class DocumentedOperationsTest {

    private static final String TOKEN = "declared";
    private static final String NEVER = "987654321";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Emulator emulator;
    private static Contract contract;
    private static final List<Operation> OPERATIONS = new ArrayList<>();

    private Workspace workspace;
    private Random random;
    /** What was made, by the path that made it. */
    private final Map<String, List<Long>> made = new LinkedHashMap<>();

    private final Set<String> deleted = new LinkedHashSet<>();
    private final List<String> story = new ArrayList<>();

    private record Operation(String method, String path, Map<?, ?> description) {

        /** JSON Schema of the body, or null where it takes no JSON. */
        Map<?, ?> schema() {
            Object content = description.get("requestBody") instanceof Map<?, ?> body ? body.get("content") : null;
            Object json = content instanceof Map<?, ?> types ? types.get("application/json") : null;
            return json instanceof Map<?, ?> type ? (Map<?, ?>) type.get("schema") : null;
        }

        boolean takesBytes() {
            return description.containsKey("requestBody") && schema() == null;
        }

        /** Whether it is for whoever has no token yet, or a URL that is a key itself. */
        boolean isOpen() {
            return path.startsWith("/oauth") || path.matches(".*/(signed|avatar.96.gif|original.gif)");
        }

        /** Which of the three it is of. */
        int surface() {
            return path.startsWith("/v1") || path.startsWith("/oauth/") ? 0 : path.matches("/v2.*|/oauth2.*") ? 1 : 2;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        emulator = Emulator.builder().token(TOKEN).start();
        HttpResponse<byte[]> document = CLIENT.send(
                HttpRequest.newBuilder(emulator.workspace().url("/_emulator/openapi.json"))
                        .build(),
                BodyHandlers.ofByteArray());
        contract = new Contract(document.body());
        contract.paths()
                .forEach((path, operations) -> ((Map<?, ?>) operations).forEach((method, description) -> {
                    // What the emulator would fetch, and pages for people, are tested elsewhere.
                    if (!path.equals("/v1/uploadurl") && !path.equals("/oauth/auth")) {
                        OPERATIONS.add(new Operation(
                                method.toString().toUpperCase(Locale.ROOT), path, (Map<?, ?>) description));
                    }
                }));
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void operations_in_any_order_show_no_fault(long seed) throws Exception {
        perform(seed, 250);
    }

    @Tag("long")
    @RepeatedTest(200)
    void operations_in_many_orders_show_no_fault() throws Exception {
        perform(new Random().nextLong(), 500);
    }

    private void perform(long seed, int times) throws Exception {
        assertThat(OPERATIONS).hasSizeGreaterThan(130);
        random = new Random(seed);
        try (Workspace own = emulator.workspace("siege-" + Long.toHexString(seed))) {
            workspace = own;
            List<Operation> some = OPERATIONS.stream()
                    .filter(operation -> operation.surface() == Math.floorMod(seed, 3))
                    .toList();
            for (Operation operation : some) {
                for (int i = 0; i < 2 && operation.method().equals("POST"); i++) {
                    step(operation);
                }
            }
            for (int i = 0; i < times; i++) {
                step(chosen(some));
            }
            int worked =
                    (int) story.stream().filter(line -> line.contains(" -> 20")).count();
            assertThat(worked).as("operations that worked").isGreaterThan(times / 5);
        } catch (AssertionError fault) {
            int from = Math.max(0, story.size() - 12);
            throw new AssertionError(
                    "seed " + seed + ", the last calls:\n  " + String.join("\n  ", story.subList(from, story.size())),
                    fault);
        }
    }

    private void step(Operation operation) throws Exception {
        boolean never = operation.path().contains("{id}") && random.nextInt(12) == 0;
        String path = path(operation, never);
        byte[] body = body(operation);
        Snapshot before = workspace.snapshot();
        if (random.nextInt(8) == 0 && !operation.isOpen()) {
            stranger(operation, path, body, before);
        }
        HttpResponse<byte[]> reply = send(operation, path, body, "Bearer " + TOKEN);
        check(operation, path, reply, before);
        boolean worked = reply.statusCode() < 300;
        assertThat(worked && never).as("success for what was never made").isFalse();
        assertThat(worked && deleted.contains(path) && !revives(operation))
                .as("success for what was deleted")
                .isFalse();
        if (worked) {
            remember(operation, path, reply);
        }
    }

    /** Something else is taken for a deletion more often than not, so that something is left. */
    private Operation chosen(List<Operation> operations) {
        Operation operation = one(operations);
        return operation.method().equals("DELETE") && random.nextInt(3) > 0 ? one(operations) : operation;
    }

    private String path(Operation operation, boolean never) {
        StringBuilder path = new StringBuilder();
        String parent = "";
        for (String segment : operation.path().substring(1).split("/")) {
            String name = segment.replaceFirst("^\\{(.*)}.*$", "$1");
            String value = segment.contains("{") ? value(name, parent, never) : "";
            path.append('/').append(segment.contains("{") ? segment.replace("{" + name + "}", value) : segment);
            parent = segment.replace(".json", "");
        }
        return path.toString();
    }

    private String value(String name, String parent, boolean never) {
        if (name.equals("account")) {
            return "999999999";
        }
        if (name.equals("id") && never) {
            return (parent.matches("message|reply") ? "d" + parent.charAt(0) : "") + NEVER;
        }
        List<Long> known = made.getOrDefault(collection(name, parent), List.of());
        String number = known.isEmpty() || random.nextInt(10) == 0
                ? String.valueOf(1 + random.nextInt(3))
                : String.valueOf(one(known));
        return switch (parent) {
            case "message" -> "dm" + number;
            case "reply" -> "dr" + number;
            case "dependency" -> "dep-" + number;
            case "user" -> random.nextBoolean() ? "38" : "25";
            default -> number;
        };
    }

    private static String collection(String name, String parent) {
        return switch (name) {
            case "project" -> "projects";
            case "list" -> "todolists";
            default -> parent;
        };
    }

    private byte[] body(Operation operation) {
        if (operation.takesBytes()) {
            return "content".getBytes(UTF_8);
        }
        if (operation.schema() == null) {
            return new byte[0];
        }
        return Json.write(new Suggestions(random, made).value("", operation.schema()));
    }

    /** Who has no token, or one that nobody declared, gets nothing and changes nothing. */
    private void stranger(Operation operation, String path, byte[] body, Snapshot before) throws Exception {
        String token = random.nextBoolean() ? "Bearer undeclared" : "";
        HttpResponse<byte[]> reply = send(operation, path, body, token);
        check(operation, path, reply, before);
        assertThat(reply.statusCode()).as("access with the token \"%s\"", token).isIn(401, 403);
    }

    private HttpResponse<byte[]> send(Operation operation, String path, byte[] body, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(workspace.url() + path))
                .method(operation.method(), BodyPublishers.ofByteArray(body))
                .header("User-Agent", "Siege (siege@example.com)");
        if (operation.takesBytes()) {
            request.header("Content-Type", "text/plain")
                    .header("Content-Disposition", "attachment; filename=\"f.txt\"");
        } else if (operation.schema() != null) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        HttpResponse<byte[]> reply = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        story.add(operation.method() + " " + path + " " + shown(body) + (token.isEmpty() ? " (no token)" : "")
                + (token.endsWith("undeclared") ? " (undeclared token)" : "") + " -> " + reply.statusCode() + " "
                + shown(reply.body()));
        return reply;
    }

    private static String shown(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private void check(Operation operation, String path, HttpResponse<byte[]> reply, Snapshot before) {
        int status = reply.statusCode();
        assertThat(status).as("status").isLessThan(500);
        contract.check(
                operation.method(),
                path,
                status,
                reply.headers().firstValue("Content-Type").orElse(""),
                reply.body());
        if (status >= 400 || operation.method().equals("GET")) {
            assertThat(workspace.changesSince(before).all())
                    .as("changes by what was refused or only read")
                    .isEmpty();
        }
    }

    /** A trashed thing of Basecamp is shown, and put back by an update; that is documented. */
    private static boolean revives(Operation operation) {
        return operation.path().startsWith("/{account}") && !operation.method().equals("DELETE");
    }

    private void remember(Operation operation, String path, HttpResponse<byte[]> reply) {
        if (operation.method().equals("DELETE")) {
            deleted.add(path);
            return;
        }
        if (!operation.method().equals("POST")) {
            return;
        }
        Long id = id(reply.body());
        if (id != null) {
            String[] segments = operation.path().split("/");
            made.computeIfAbsent(segments[segments.length - 1].replace(".json", ""), any -> new ArrayList<>())
                    .add(id);
            deleted.remove(path + "/" + id);
        }
    }

    /** The id in a reply, by itself or below {@code data}, with or without a prefix. */
    private static Long id(byte[] body) {
        try {
            Object json = body.length == 0 ? null : Json.read(body);
            Object inside =
                    json instanceof Map<?, ?> object && object.get("data") instanceof Map<?, ?> data ? data : json;
            Object id = inside instanceof Map<?, ?> object ? object.get("id") : null;
            return id instanceof Long number
                    ? number
                    : id instanceof String text && text.matches("\\D{2,4}\\d+")
                            ? Long.valueOf(text.replaceAll("\\D", ""))
                            : null;
        } catch (MalformedJson noJson) {
            return null;
        }
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
