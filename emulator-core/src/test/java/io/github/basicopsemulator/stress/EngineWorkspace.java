package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.basicopsemulator.basicops.BasicOps;
import io.github.basicopsemulator.basicops.BasicOpsOptions;
import io.github.basicopsemulator.engine.ChangeHistory;
import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.ResourceRegistry;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.engine.TransportFault;
import io.github.basicopsemulator.engine.VirtualClock;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import io.github.basicopsemulator.fault.FaultEffect;
import io.github.basicopsemulator.fault.FaultRule;
import io.github.basicopsemulator.fault.FaultRules;
import io.github.basicopsemulator.fault.RateLimit;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.outbound.EgressPolicy;
import io.github.basicopsemulator.seed.SeedFile;
import io.github.basicopsemulator.seed.SeedLoader;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.webhook.DeliveryFaultRule;
import io.github.basicopsemulator.webhook.DeliveryMode;
import io.github.basicopsemulator.webhook.DeliveryResources;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.PayloadFormat;
import io.github.basicopsemulator.webhook.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A workspace without HTTP: the engine is called directly, and deliveries go to fake receivers. */
final class EngineWorkspace implements WorkspaceUnderTest {

    private static final int RECEIVERS = 3;
    private static final String BASE = "http://127.0.0.1:8080";
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(10);
    private static final Duration SOME_LATENCY = Duration.ofMillis(5);
    private static final long STOP_SECONDS = 5;

    private static final Surface SURFACE = new BasicOps(BasicOpsOptions.DEFAULT, new FakeReceivers());
    private static final Engine ENGINE = new Engine(List.of(SURFACE));
    private static final SeedLoader SEEDS = new SeedLoader(ENGINE, List.of(SURFACE));
    private static final Kind TASK =
            new ResourceRegistry(List.of(SURFACE)).find("task").kind();
    private static final State FRESH = fresh();

    private final MovableClock source = new MovableClock(WorkspaceStateMachine.START);
    private final FakeReceivers receivers = new FakeReceivers();
    private final DeliveryResources network =
            new DeliveryResources(receivers, EgressPolicy.inside(List.of("*")), Duration.ofSeconds(5), 1);
    private WorkspaceRuntime runtime = open();

    private static State fresh() {
        FakeReceivers nowhere = new FakeReceivers();
        try (DeliveryResources network =
                new DeliveryResources(nowhere, EgressPolicy.inside(List.of("*")), Duration.ofSeconds(5), 1)) {
            Clock clock = new MovableClock(WorkspaceStateMachine.START);
            WorkspaceRuntime runtime =
                    new WorkspaceRuntime("", past(ENGINE.fresh(1), clock), network, new ExchangeLog(0, 0));
            SEEDS.load(SeedFile.of(webhookSeeds()), runtime, BASE);
            return runtime.store().state();
        }
    }

    private static String webhookSeeds() {
        StringBuilder yaml = new StringBuilder("basicops:\n  webhooks:\n");
        for (int i = 0; i < RECEIVERS; i++) {
            yaml.append("    - name: r").append(i).append("\n      url: ").append(FakeReceivers.url(i));
            yaml.append("\n      events: basicops:task:created,basicops:task:updated\n");
        }
        return yaml.toString();
    }

    private static WorkspaceSnapshot past(State state, Clock clock) {
        return new WorkspaceSnapshot(
                state, new VirtualClock.Mode(clock), new DispatchSettings(PayloadFormat.DOCUMENTED));
    }

    private WorkspaceRuntime open() {
        return new WorkspaceRuntime("", past(FRESH, source), network, new ExchangeLog(JOURNAL, 16 << 20));
    }

    @Override
    public int webhooks() {
        return RECEIVERS;
    }

    @Override
    public boolean holdsResponses() {
        return false;
    }

    @Override
    public CompletableFuture<Response> request(String method, String path, String json, boolean hasToken) {
        Headers headers = hasToken ? Headers.of("Authorization", "Bearer any") : new Headers();
        if (!json.isEmpty()) {
            headers.add("Content-Type", "application/json");
        }
        io.github.basicopsemulator.engine.Response reply = ENGINE.handle(
                runtime, new Request(method, path, "", headers, json.getBytes(UTF_8), BASE, runtime.nextRequest()));
        reply.afterwards().run();
        TransportFault.Kind transportFault = reply.transportFault().kind();
        boolean lost = transportFault == TransportFault.Kind.RESET || transportFault == TransportFault.Kind.NO_REPLY;
        boolean whole = transportFault != TransportFault.Kind.HALF_BODY;
        String body = new String(reply.body(), UTF_8);
        return CompletableFuture.completedFuture(
                lost
                        ? Response.NONE
                        : new Response(reply.status(), whole ? body : body.substring(0, body.length() / 2), whole));
    }

    @Override
    public void seed(String yaml) {
        SEEDS.load(SeedFile.of(yaml), runtime, BASE);
    }

    @Override
    public Instant now() {
        return runtime.clock().instant();
    }

    @Override
    public Object state() {
        return runtime.store().state();
    }

    @Override
    public Observation observe() {
        return Observation.of(runtime, TASK);
    }

    @Override
    public void advance(Duration by) {
        runtime.advance(by);
    }

    @Override
    public void set(Instant at, Duration tick) {
        runtime.stand(at, tick);
    }

    @Override
    public void follow(Source other) {
        runtime.follow(other.clock(source));
    }

    @Override
    public void moveSource(Duration by) {
        source.move(by);
    }

    @Override
    public void mode(WorkspaceModel.Mode mode) {
        runtime.dispatcher().rules(rules -> rules.with(DeliveryMode.valueOf(mode.name())));
    }

    @Override
    public void retries(int attempts, Duration backoff) {
        runtime.dispatcher()
                .rules(rules ->
                        rules.with(RetryPolicy.NONE.withAttempts(attempts).withBackoff(backoff, 2)));
    }

    @Override
    public void deliveryFault(WorkspaceModel.DeliveryFault deliveryFault, int nth, int times) {
        runtime.dispatcher()
                .rules(rules ->
                        rules.with(deliveryFault == null ? List.of() : List.of(rule(deliveryFault, nth, times))));
    }

    private static DeliveryFaultRule rule(WorkspaceModel.DeliveryFault deliveryFault, int nth, int times) {
        DeliveryFaultRule.Kind kind = switch (deliveryFault) {
            case DROP -> DeliveryFaultRule.Kind.DROP;
            case DUPLICATE -> DeliveryFaultRule.Kind.DUPLICATE;
            case DELAY -> DeliveryFaultRule.Kind.DELAY;
            case REORDER -> DeliveryFaultRule.Kind.REORDER;
            case CORRUPT -> DeliveryFaultRule.Kind.CORRUPT_SIGNATURE;
        };
        Duration delay = deliveryFault == WorkspaceModel.DeliveryFault.DELAY ? Duration.ofSeconds(10) : Duration.ZERO;
        return new DeliveryFaultRule(kind, null, null, nth, 1, times, delay, 0, 0);
    }

    @Override
    public void settle() {
        try {
            runtime.dispatcher().settle(SETTLE_LIMIT);
        } catch (TimeoutException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    @Override
    public void deliverNext() {
        runtime.dispatcher().deliverNext();
    }

    @Override
    public void deliverAll() {
        runtime.dispatcher().deliverHeld();
    }

    @Override
    public void deliverHeld(int index) {
        runtime.dispatcher()
                .deliver(runtime.dispatcher().dispatcherSnapshot().held().get(index));
    }

    @Override
    public void deliverAgain(int index) {
        runtime.dispatcher().deliver(runtime.dispatcher().attempts().get(index).queued());
    }

    @Override
    public void drop(int index) {
        runtime.dispatcher()
                .drop(runtime.dispatcher().dispatcherSnapshot().held().get(index));
    }

    @Override
    public void fault(WorkspaceModel.Fault fault, int times) {
        runtime.faults().add(List.of(new FaultRule(effect(fault), null, null, null, 0, 1, times, 0, 0)));
    }

    private static FaultEffect effect(WorkspaceModel.Fault fault) {
        return switch (fault) {
            case STATUS -> new FaultEffect.Status(WorkspaceModel.FAULT_STATUS, 0);
            case LATENCY -> FaultEffect.Latency.of(SOME_LATENCY);
            case LATENCY_ON_CLOCK ->
                new FaultEffect.Latency(
                        FaultEffect.Latency.Spread.UNIFORM,
                        WorkspaceModel.LATENCY_ON_CLOCK,
                        WorkspaceModel.LATENCY_ON_CLOCK,
                        0,
                        true);
            case RESET -> new FaultEffect.NoReply(true);
            case EMPTY_REPLY -> new FaultEffect.NoReply(false);
            case LOST_ANSWER -> new FaultEffect.LostAnswer();
            case HALF_BODY -> new FaultEffect.HalfBody();
            case MALFORMED_JSON -> new FaultEffect.MalformedJson();
            case SLOW_BODY -> new FaultEffect.SlowBody(SOME_LATENCY);
        };
    }

    @Override
    public void clearFaults() {
        runtime.faults().restore(FaultRules.Setting.NONE);
    }

    @Override
    public void rateLimit(int requests, Duration window) {
        runtime.faults().limit(new RateLimit(requests, window));
    }

    @Override
    public Saved snapshot() {
        WorkspaceSnapshot past = runtime.past();
        return new Saved(past, Observation.pending(past.dispatcherSnapshot()));
    }

    @Override
    public void rewind(Saved saved) {
        runtime.rewind((WorkspaceSnapshot) saved.snapshot());
    }

    @Override
    public boolean rewindTo(long revision) {
        ChangeHistory.Revision moment = runtime.revisions().find(revision);
        if (moment != null) {
            runtime.rewind(runtime.past(moment));
        }
        return moment != null;
    }

    @Override
    public void reset() {
        runtime.rewind(past(FRESH, source));
    }

    @Override
    public void reopen() {
        runtime.close();
        runtime = open();
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
        return 0;
    }

    @Override
    public void closeWorkspace() {
        runtime.close();
    }

    @Override
    public List<String> closeAndFindRemains() {
        List<String> remains = new ArrayList<>();
        network.timer().getQueue().forEach(task -> remains.add("a scheduled task: " + task));
        network.close();
        try {
            if (!network.threads().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)
                    || !network.timer().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                remains.add("threads: " + ServerThreads.busy());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return remains;
    }

    @Override
    public void close() {
        runtime.close();
        network.close();
    }
}
