package io.github.basicopsemulator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.control.Contract;
import io.github.basicopsemulator.control.Control;
import io.github.basicopsemulator.control.Guard;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.engine.TransportFault;
import io.github.basicopsemulator.engine.VirtualClock;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.FakeTransport;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A surface with one workspace and no socket; the clock stands still unless it is set. */
public final class TestEngine {

    public static final String BASE = "http://127.0.0.1:8080";

    /** Every reply to any test is held against the document that describes it. */
    private static final Map<Object, Contract> CONTRACTS = new ConcurrentHashMap<>();

    private final Surface surface;
    private final Engine engine;
    private final FakeTransport post = new FakeTransport();
    private final WorkspaceRuntime runtime;
    private final Contract contract;
    private Instant now;
    private long requests;

    /** Serves a surface that was made with these options. */
    public TestEngine(Surface surface, Object options, Instant start) {
        this.surface = surface;
        this.now = start;
        this.engine = new Engine(List.of(
                surface, new Control(List.of(surface), TestEngine::noDoor, Guard.at("127.0.0.1", null, List.of()))));
        this.runtime = new WorkspaceRuntime(
                "",
                new WorkspaceSnapshot(
                        engine.fresh(1),
                        new VirtualClock.Mode(new StandingClock()),
                        new DispatchSettings(PayloadFormat.DOCUMENTED)),
                post.network(),
                new ExchangeLog(1_000, 16 << 20));
        Request document = new Request("GET", "/_emulator/openapi.json", "", Headers.of(), new byte[0], BASE);
        this.contract = CONTRACTS.computeIfAbsent(
                options, any -> new Contract(engine.handle(runtime, document).body()));
    }

    public Surface surface() {
        return surface;
    }

    private static Emulator noDoor() {
        throw new IllegalStateException("there is no emulator behind a bench");
    }

    public State state() {
        return runtime.store().state();
    }

    /** Puts an earlier state back. */
    public void put(State state) {
        runtime.store().put(state, () -> {});
    }

    /** The network that subscribers are told over, which ends in this test. */
    public FakeTransport post() {
        return post;
    }

    public WorkspaceRuntime runtime() {
        return runtime;
    }

    public Engine engine() {
        return engine;
    }

    public Instant now() {
        return now;
    }

    public Instant pass(long millis) {
        now = now.plusMillis(millis);
        return now;
    }

    /** Does something as a seed would. */
    public <T> T execute(Function<Call, T> work) {
        return engine.execute(runtime, surface, surface.seeder(), BASE, work);
    }

    /** Sends a request; {@code path} may have a query. */
    public Response send(String method, String path, Headers headers, byte[] body) {
        String[] parts = path.split("\\?", 2);
        requests++;
        Response reply = engine.handle(
                runtime,
                new Request(method, parts[0], parts.length == 2 ? parts[1] : "", headers, body, BASE, requests));
        if (reply.deferred() != null) {
            reply = reply.deferred().reply().join();
        }
        if (reply.held() != null && reply.transportFault() == TransportFault.NONE) {
            reply.held().join();
        }
        reply.afterwards().run();
        contract.check(
                method,
                parts[0],
                reply.status(),
                reply.headers().first("Content-Type").orElse(""),
                reply.body());
        return reply;
    }

    /** The resource that a route is of. */
    public Resource resource(Route route) {
        return surface.resources().stream()
                .filter(each ->
                        each.routes().stream().anyMatch(own -> own.toString().equals(route.toString())))
                .findFirst()
                .orElseThrow();
    }

    public List<Resource> resources() {
        return surface.resources();
    }

    /** A look at what is there now. */
    public RenderContext view() {
        return surface.view(state(), BASE, 0, now);
    }

    public List<Event> events() {
        return runtime.events().events();
    }

    /** What was told so far, in short: {@code created task 1}. */
    public List<String> told() {
        return events().stream()
                .map(event -> event.action().name().toLowerCase(Locale.ROOT) + " " + event.entity())
                .toList();
    }

    /** Reads JSON that is written with single quotes. */
    public static Map<String, Object> json(String text) {
        return object(text.replace('\'', '"').getBytes(UTF_8));
    }

    /** Reads a JSON object. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(byte[] json) {
        try {
            return (Map<String, Object>) Json.read(json);
        } catch (MalformedJson malformed) {
            throw new AssertionError(new String(json, UTF_8), malformed);
        }
    }

    private final class StandingClock extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
