package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.control.Contract;
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
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Emulator emulator;
    private static Contract contract;
    private static final List<DocumentedOperation> OPERATIONS = new ArrayList<>();

    private Workspace workspace;
    private Random random;
    /** What was made, by the path that made it. */
    private final Map<String, List<Long>> made = new LinkedHashMap<>();

    private final Set<String> deleted = new LinkedHashSet<>();
    private final List<String> story = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        emulator = Emulator.builder().token(TOKEN).start();
        HttpResponse<byte[]> document = CLIENT.send(
                HttpRequest.newBuilder(emulator.workspace().url("/_emulator/openapi.json"))
                        .build(),
                BodyHandlers.ofByteArray());
        contract = new Contract(document.body());
        OPERATIONS.addAll(DocumentedOperation.all(contract));
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
            List<DocumentedOperation> some = OPERATIONS.stream()
                    .filter(operation -> operation.surface() == Math.floorMod(seed, 3))
                    .toList();
            for (DocumentedOperation operation : some) {
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

    private void step(DocumentedOperation operation) throws Exception {
        boolean never = operation.path().contains("{id}") && random.nextInt(12) == 0;
        String path = operation.path(random, made, never);
        byte[] body = operation.body(random, made);
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
    private DocumentedOperation chosen(List<DocumentedOperation> operations) {
        DocumentedOperation operation = one(operations);
        return operation.method().equals("DELETE") && random.nextInt(3) > 0 ? one(operations) : operation;
    }

    /** Who has no token, or one that nobody declared, gets nothing and changes nothing. */
    private void stranger(DocumentedOperation operation, String path, byte[] body, Snapshot before) throws Exception {
        String token = random.nextBoolean() ? "Bearer undeclared" : "";
        HttpResponse<byte[]> reply = send(operation, path, body, token);
        check(operation, path, reply, before);
        assertThat(reply.statusCode()).as("access with the token \"%s\"", token).isIn(401, 403);
    }

    private HttpResponse<byte[]> send(DocumentedOperation operation, String path, byte[] body, String token)
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

    private void check(DocumentedOperation operation, String path, HttpResponse<byte[]> reply, Snapshot before) {
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
    private static boolean revives(DocumentedOperation operation) {
        return operation.path().startsWith("/{account}") && !operation.method().equals("DELETE");
    }

    private void remember(DocumentedOperation operation, String path, HttpResponse<byte[]> reply) {
        if (operation.method().equals("DELETE")) {
            deleted.add(path);
            return;
        }
        if (!operation.method().equals("POST")) {
            return;
        }
        Long id = DocumentedOperation.id(reply.body());
        if (id != null) {
            made.computeIfAbsent(operation.collection(), any -> new ArrayList<>())
                    .add(id);
            deleted.remove(path + "/" + id);
        }
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
