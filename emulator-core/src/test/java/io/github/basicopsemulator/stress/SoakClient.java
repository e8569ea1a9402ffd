package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** A client that does all that clients and tests do, in workspaces that it shares with others. Used by one thread. */
final class SoakClient implements Runnable {

    /** What a workspace is for. */
    enum Purpose {
        /** No webhooks, no faults. */
        PLAIN,
        /** Webhooks to receivers of all kinds, with retries. */
        WEBHOOKS,
        /** Webhooks that arrive before the response. */
        BEFORE_RESPONSE,
        /** Faults. */
        FAULTS
    }

    static final int WORKSPACES = 16;

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MAX_UPLOAD_BYTES = 16 << 10;
    private static final int MAX_KNOWN_IDS = 20;
    private static final String COMMON = "Authorization: Bearer any\r\nUser-Agent: Soak (soak@example.com)\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final List<String> READS = List.of(
            "/_emulator/health",
            "/_emulator/journal?limit=5",
            "/_emulator/journal.har",
            "/_emulator/changes",
            "/_emulator/records",
            "/_emulator/records/task?limit=5",
            "/_emulator/revisions",
            "/_emulator/webhooks/deliveries",
            "/_emulator/webhooks/dead",
            "/_emulator/faults",
            "/_emulator/clock",
            "/_emulator/inbox/all",
            "/_emulator/export",
            "/_emulator/workspaces");
    private static final List<String> FAULTS = List.of(
            "{'kind':'status','status':503,'chance':0.2,'times':20}",
            "{'kind':'latency','latency':'PT0.005S','longest':'PT0.05S','chance':0.3,'times':20}",
            "{'kind':'slowBody','time':'PT0.05S','chance':0.2,'times':20}",
            "{'kind':'reset','times':3}",
            "{'kind':'emptyResponse','times':3}",
            "{'kind':'lostResponse','times':3}",
            "{'kind':'halfBody','times':3}",
            "{'kind':'malformedJson','times':3}");

    private final KeepAliveClient client;
    private final List<DocumentedOperation> operations;
    private final List<String> receivers;
    private final SoakFigures figures;
    private final BooleanSupplier ends;
    private final Random random;
    private final int number;
    private final Map<String, List<Long>> made = new LinkedHashMap<>();
    private int temporary;
    /** The request before, on the same connection. */
    private String previous = "none";

    SoakClient(
            URI server,
            List<DocumentedOperation> operations,
            List<String> receivers,
            SoakFigures figures,
            BooleanSupplier ends,
            int number) {
        this.client = new KeepAliveClient(server, LIMIT);
        this.operations = operations;
        this.receivers = receivers;
        this.figures = figures;
        this.ends = ends;
        this.random = new Random(number);
        this.number = number;
    }

    static String workspace(int index) {
        return "/w/soak-" + index;
    }

    static Purpose purpose(int index) {
        return Purpose.values()[index % Purpose.values().length];
    }

    /** Makes all workspaces, with what each is for. */
    void makeWorkspaces() {
        for (int i = 0; i < WORKSPACES; i++) {
            control(i, "POST", "/_emulator/workspaces", "{'name':'soak-" + i + "'}", false);
            furnish(i);
        }
    }

    private void furnish(int index) {
        List<String> urls = switch (purpose(index)) {
            case WEBHOOKS -> receivers;
            case BEFORE_RESPONSE -> List.of("/_emulator/inbox/all", receivers.get(0));
            default -> List.of("/_emulator/inbox/all");
        };
        StringBuilder yaml = new StringBuilder("basicops:\n  webhooks:\n");
        for (String url : urls) {
            yaml.append("    - name: soak\n      url: ").append(url);
            yaml.append("\n      events: basicops:task:created,basicops:task:updated,basicops:project:created\n");
        }
        request(
                index,
                "POST",
                workspace(index) + "/_emulator/seed",
                "",
                yaml.toString().getBytes(UTF_8));
        String mode = purpose(index) == Purpose.BEFORE_RESPONSE ? "before_response" : "after_response";
        control(
                index,
                "PUT",
                "/_emulator/webhooks",
                "{'mode':'" + mode + "','retries':{'attempts':3,'backoff':'PT0.5S'}}",
                true);
        control(index, "PUT", "/_emulator/snapshots/base", "{}", true);
    }

    @Override
    public void run() {
        try (client) {
            while (!ends.getAsBoolean()) {
                act(random.nextInt(WORKSPACES), random.nextInt(100));
            }
        } catch (IOException | RuntimeException e) {
            figures.failure("client " + number + " has ended: " + e);
        }
    }

    private void act(int index, int chance) {
        if (chance < 70) {
            operation(index);
        } else if (chance < 80) {
            control(index, "GET", one(READS), "", true);
        } else if (chance < 85) {
            file(index);
        } else if (chance < 90) {
            set(index);
        } else if (chance < 93) {
            rewind(index);
        } else if (chance < 95) {
            temporaryWorkspace();
        } else if (chance < 98) {
            disconnect(index);
        } else {
            await(index);
        }
    }

    private void operation(int index) {
        int surface = random.nextInt(3);
        DocumentedOperation operation = one(operations);
        for (int i = 0; operation.surface() != surface && i < 10; i++) {
            operation = one(operations);
        }
        byte[] body = operation.body(random, made);
        String headers = operation.takesBytes()
                ? "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=\"f.txt\"\r\n"
                : operation.schema() == null ? "" : JSON;
        KeepAliveClient.Response response = request(
                index, operation.method(), workspace(index) + operation.path(random, made, false), headers, body);
        if (response != null && response.status() < 300 && operation.method().equals("POST")) {
            Long id = DocumentedOperation.id(response.body());
            if (id != null) {
                List<Long> known = made.computeIfAbsent(operation.collection(), any -> new ArrayList<>());
                known.add(id);
                if (known.size() > MAX_KNOWN_IDS) {
                    known.remove(0);
                }
            }
        }
    }

    /** Uploads a file, attaches it to a task, reads both, and deletes the task. */
    private void file(int index) {
        byte[] content = new byte[1 + random.nextInt(MAX_UPLOAD_BYTES)];
        String base = workspace(index);
        KeepAliveClient.Response uploaded = request(
                index,
                "POST",
                base + "/v1/upload",
                "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"f.bin\"\r\n",
                content);
        String id = uploaded == null ? null : text(uploaded, "\"id\":\"");
        if (id == null) {
            return;
        }
        KeepAliveClient.Response task =
                request(index, "POST", base + "/v1/task", JSON, json("{'title':'T','attachments':['" + id + "']}"));
        Long number = task == null ? null : DocumentedOperation.id(task.body());
        if (number != null) {
            request(index, "GET", base + "/v1/task/" + number + "/attachments/" + id, "", new byte[0]);
            request(index, "DELETE", base + "/v1/task/" + number, "", new byte[0]);
        }
    }

    private static String text(KeepAliveClient.Response response, String before) {
        String body = new String(response.body(), ISO_8859_1);
        int begins = body.indexOf(before) + before.length();
        return begins < before.length() ? null : body.substring(begins, body.indexOf('"', begins));
    }

    /** Changes the clock, faults or webhooks. A hanging receiver would hold the clock, so that stays in those workspaces. */
    private void set(int index) {
        boolean hangs = purpose(index) == Purpose.WEBHOOKS;
        int choice = random.nextInt(hangs ? 2 : 5);
        switch (choice) {
            case 0 -> control(index, "POST", "/_emulator/webhooks/deliver", "{'all':true}", true);
            case 1 -> control(index, "PUT", "/_emulator/faults/rate-limit", "{'requests':500,'window':'PT1S'}", true);
            case 2 -> control(index, "POST", "/_emulator/clock/advance", "{'by':'PT10S'}", true);
            case 3 -> control(index, "PUT", "/_emulator/clock", "{'follow':'system'}", true);
            default -> fault(index);
        }
    }

    private void fault(int index) {
        if (purpose(index) != Purpose.FAULTS || random.nextInt(4) == 0) {
            control(index, "DELETE", "/_emulator/faults", "", true);
        } else {
            control(index, "POST", "/_emulator/faults", one(FAULTS), true);
        }
    }

    private void rewind(int index) {
        if (random.nextInt(4) > 0) {
            control(index, "POST", "/_emulator/rewind", "{'snapshot':'base'}", true);
        } else {
            control(index, "POST", "/_emulator/reset", "", true);
            furnish(index);
        }
    }

    private void temporaryWorkspace() {
        String name = "client-" + number + "-" + temporary;
        temporary++;
        control(0, "POST", "/_emulator/workspaces", "{'name':'" + name + "','like':'soak-0'}", false);
        for (int i = 0; i < 5; i++) {
            request(0, "POST", "/w/" + name + "/v1/task", JSON, json("{'title':'T'}"));
        }
        control(0, "DELETE", "/_emulator/workspaces/" + name, "", false);
    }

    private void disconnect(int index) {
        String base = workspace(index);
        try {
            switch (random.nextInt(4)) {
                case 0 -> client.abandon("GET", base + "/v1/task", COMMON, 0, new byte[0]);
                case 1 -> client.abandon("POST", base + "/v1/task", COMMON + JSON, 100, json("{'title':"));
                case 2 -> client.abandonResponse("GET", base + "/_emulator/live", COMMON);
                default ->
                    client.abandon(
                            "GET",
                            base + "/_emulator/journal/await?method=GET&route=/v1/note&timeout=PT2S",
                            COMMON,
                            0,
                            new byte[0]);
            }
        } catch (IOException e) {
            failed(index, "a request that is given up", e);
        }
    }

    private void await(int index) {
        switch (random.nextInt(3)) {
            case 0 ->
                control(index, "GET", "/_emulator/journal/await?method=GET&route=/v1/task&timeout=PT0.05S", "", true);
            case 1 ->
                control(
                        index,
                        "GET",
                        "/_emulator/webhooks/await?event=basicops:task:created&timeout=PT0.05S",
                        "",
                        true);
            default -> control(index, "POST", "/_emulator/webhooks/settle", "{'timeout':'PT0.05S'}", true);
        }
    }

    private void control(int index, String method, String path, String json, boolean inWorkspace) {
        request(index, method, (inWorkspace ? workspace(index) : "") + path, json.isEmpty() ? "" : JSON, json(json));
    }

    private KeepAliveClient.Response request(int index, String method, String path, String headers, byte[] body) {
        long began = System.nanoTime();
        try {
            KeepAliveClient.Response response = client.send(method, path, COMMON + headers, body);
            previous = method + " " + path + " with " + response.status();
            figures.answered(System.nanoTime() - began, response.status() < 300);
            if (response.status() >= 500) {
                error(method + " " + path, path.contains("/_emulator/"), response);
            }
            return response;
        } catch (IOException e) {
            failed(index, method + " " + path + " after " + previous, e);
            previous = "none";
            return null;
        }
    }

    private void error(String request, boolean isControl, KeepAliveClient.Response response) {
        String body = new String(response.body(), UTF_8);
        boolean isFault = (response.head() + body).contains("fault on purpose");
        if (isFault || (isControl && response.status() == 504)) {
            figures.expectedError();
        } else {
            figures.failure(request + " was answered " + response.status() + " "
                    + body.substring(0, Math.min(500, body.length())));
        }
    }

    private void failed(int index, String request, IOException e) {
        boolean isUnexpected = e instanceof ConnectException || e instanceof SocketTimeoutException;
        if (isUnexpected || purpose(index) != Purpose.FAULTS) {
            figures.failure(request + ": " + e);
        } else {
            figures.brokenOnPurpose();
        }
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
