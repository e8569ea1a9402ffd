package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Fault;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Webhooks;
import io.github.basicopsemulator.Webhooks.DeliveryFault;
import io.github.basicopsemulator.Webhooks.Retries;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.WorkspaceInternals;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.store.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A workspace of a running emulator: requests and deliveries go over HTTP, all else through the Java API. */
final class HttpWorkspace implements WorkspaceUnderTest {

    private static final int RECEIVERS = 3;
    private static final String NAME = "machine";
    private static final String INBOX = "all";
    private static final Duration TIMEOUT = Duration.ofMillis(100);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);
    private static final Duration SOME_LATENCY = Duration.ofMillis(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

    private final Set<Thread> threadsBefore = ServerThreads.all();
    private final MovableClock source = new MovableClock(WorkspaceStateMachine.START);
    private final SocketReceivers receivers = new SocketReceivers();
    private final Emulator emulator = Emulator.builder()
            .clock(source)
            .webhookTimeout(TIMEOUT)
            .journal(JOURNAL, 16 << 20)
            .seed(webhookSeeds())
            .start();
    private Workspace workspace = emulator.workspace(NAME);

    private String webhookSeeds() {
        StringBuilder yaml = new StringBuilder("basicops:\n  webhooks:\n");
        for (int i = 0; i < RECEIVERS; i++) {
            yaml.append(webhookSeed("r" + i, receivers.url(i)));
        }
        return yaml + webhookSeed(INBOX, "/_emulator/inbox/" + INBOX);
    }

    private static String webhookSeed(String name, String url) {
        return "    - name: " + name + "\n      url: " + url
                + "\n      events: basicops:task:created,basicops:task:updated\n";
    }

    @Override
    public int webhooks() {
        return RECEIVERS + 1;
    }

    @Override
    public boolean holdsResponses() {
        return true;
    }

    @Override
    public CompletableFuture<Response> request(String method, String path, String json, boolean hasToken) {
        String head = method + " " + workspace.url(path).getPath() + " HTTP/1.1\r\nHost: "
                + workspace.url().getAuthority() + "\r\nConnection: close\r\n"
                + (hasToken ? "Authorization: Bearer any\r\n" : "")
                + (json.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n")
                + "\r\n";
        CompletableFuture<Response> response = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        response.complete(exchange(head + json));
                    } catch (IOException | RuntimeException e) {
                        response.completeExceptionally(e);
                    }
                },
                "client");
        thread.setDaemon(true);
        thread.start();
        return response;
    }

    private Response exchange(String request) throws IOException {
        try (Socket socket = new Socket(emulator.url().getHost(), emulator.url().getPort())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String reply = untilEnd(socket.getInputStream());
            Matcher status = STATUS.matcher(reply);
            Matcher length = LENGTH.matcher(reply);
            if (!status.lookingAt() || !length.find()) {
                return Response.NONE;
            }
            String body = reply.substring(reply.indexOf("\r\n\r\n") + 4);
            return new Response(
                    Integer.parseInt(status.group(1)), body, body.length() == Integer.parseInt(length.group(1)));
        }
    }

    private static String untilEnd(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException ignored) {
            // The connection was reset.
        }
        return all.toString(ISO_8859_1);
    }

    @Override
    public void seed(String yaml) {
        workspace.seed(yaml);
    }

    @Override
    public Instant now() {
        return workspace.clock().instant();
    }

    @Override
    public Object state() {
        return runtime().store().state();
    }

    @Override
    public Observation observe() {
        return Observation.of(runtime(), task());
    }

    private WorkspaceRuntime runtime() {
        return WorkspaceInternals.runtime(workspace);
    }

    private Kind task() {
        return WorkspaceInternals.kind(emulator, "task");
    }

    @Override
    public void advance(Duration by) {
        workspace.clock().advance(by);
    }

    @Override
    public void set(Instant at, Duration tick) {
        workspace.clock().set(at, tick);
    }

    @Override
    public void follow(Source other) {
        workspace.clock().follow(other.clock(source));
    }

    @Override
    public void moveSource(Duration by) {
        source.move(by);
    }

    @Override
    public void mode(WorkspaceModel.Mode mode) {
        workspace.webhooks().mode(Webhooks.Mode.valueOf(mode.name()));
    }

    @Override
    public void retries(int attempts, Duration backoff) {
        workspace.webhooks().retries(Retries.attempts(attempts).backoff(backoff, 2));
    }

    @Override
    public void deliveryFault(WorkspaceModel.DeliveryFault deliveryFault, int nth, int times) {
        if (deliveryFault == null) {
            workspace.webhooks().faults();
            return;
        }
        DeliveryFault rule = switch (deliveryFault) {
            case DROP -> DeliveryFault.drop();
            case DUPLICATE -> DeliveryFault.duplicate();
            case DELAY -> DeliveryFault.delay(Duration.ofSeconds(10));
            case REORDER -> DeliveryFault.reorder();
            case CORRUPT -> DeliveryFault.corruptSignature();
        };
        DeliveryFault numbered = nth == 0 ? rule : rule.nth(nth);
        workspace.webhooks().faults(times == 0 ? numbered : numbered.times(times));
    }

    @Override
    public void settle() {
        workspace.webhooks().settle(SETTLE_LIMIT);
    }

    @Override
    public void deliverNext() {
        if (!workspace.webhooks().held().isEmpty()) {
            workspace.webhooks().deliverNext();
        }
    }

    @Override
    public void deliverAll() {
        workspace.webhooks().deliverAll();
    }

    @Override
    public void deliverHeld(int index) {
        workspace.webhooks().deliver(workspace.webhooks().held().get(index));
    }

    @Override
    public void deliverAgain(int index) {
        workspace.webhooks().deliver(workspace.webhooks().deliveries().get(index));
    }

    @Override
    public void drop(int index) {
        workspace.webhooks().drop(workspace.webhooks().held().get(index));
    }

    @Override
    public void fault(WorkspaceModel.Fault fault, int times) {
        Fault rule = switch (fault) {
            case STATUS -> Fault.status(WorkspaceModel.FAULT_STATUS);
            case LATENCY -> Fault.latency(SOME_LATENCY);
            case LATENCY_ON_CLOCK ->
                Fault.latency(WorkspaceModel.LATENCY_ON_CLOCK).onWorkspaceClock();
            case RESET -> Fault.reset();
            case EMPTY_REPLY -> Fault.emptyResponse();
            case LOST_ANSWER -> Fault.lostResponse();
            case HALF_BODY -> Fault.halfBody();
            case MALFORMED_JSON -> Fault.malformedJson();
            case SLOW_BODY -> Fault.slowBody(SOME_LATENCY);
        };
        workspace.faults().add(rule.times(times));
    }

    @Override
    public void clearFaults() {
        workspace.faults().clear();
    }

    @Override
    public void rateLimit(int requests, Duration window) {
        workspace.faults().rateLimit(requests, window);
    }

    @Override
    public Saved snapshot() {
        Snapshot snapshot = workspace.snapshot();
        return new Saved(
                snapshot, Observation.pending(WorkspaceInternals.past(snapshot).dispatcherSnapshot()));
    }

    @Override
    public void rewind(Saved saved) {
        workspace.rewind((Snapshot) saved.snapshot());
    }

    @Override
    public boolean rewindTo(long revision) {
        Optional<Snapshot> snapshot = workspace.revision(revision);
        snapshot.ifPresent(workspace::rewind);
        return snapshot.isPresent();
    }

    @Override
    public void reset() {
        workspace.reset();
    }

    @Override
    public void reopen() {
        workspace.close();
        workspace = emulator.workspace(NAME);
    }

    @Override
    public void behaviour(int receiver, Behaviour behaviour) {
        receivers.behaviour(receiver % RECEIVERS, behaviour);
    }

    @Override
    public List<Arrival> arrivals() {
        return receivers.arrivals();
    }

    @Override
    public int inboxMessages() {
        return workspace.inbox(INBOX).received().size();
    }

    @Override
    public void closeWorkspace() {
        workspace.close();
    }

    @Override
    public List<String> closeAndFindRemains() {
        List<String> remains = new ArrayList<>();
        if (WorkspaceInternals.scheduledTasks(emulator) > 0) {
            remains.add("scheduled tasks: " + WorkspaceInternals.scheduledTasks(emulator));
        }
        emulator.close();
        if (!ServerThreads.await(() -> ServerThreads.startedSince(threadsBefore).isEmpty(), STOP_LIMIT)) {
            remains.add("threads: " + ServerThreads.startedSince(threadsBefore));
        }
        if (!ServerThreads.await(() -> receivers.openConnections() == 0, STOP_LIMIT)) {
            remains.add("connections to receivers: " + receivers.openConnections());
        }
        return remains;
    }

    @Override
    public void close() {
        try {
            emulator.close();
        } finally {
            receivers.close();
        }
    }
}
