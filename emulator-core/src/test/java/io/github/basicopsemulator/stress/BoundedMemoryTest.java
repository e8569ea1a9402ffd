package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.basecamp.Basecamp;
import io.github.basicopsemulator.basecamp.BasecampOptions;
import io.github.basicopsemulator.basicops.BasicOps;
import io.github.basicopsemulator.basicops.BasicOpsOptions;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.engine.VirtualClock;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import io.github.basicopsemulator.http.JettyHttpTransport;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.outbound.EgressPolicy;
import io.github.basicopsemulator.outbound.HttpTransport;
import io.github.basicopsemulator.outbound.OutboundRequest;
import io.github.basicopsemulator.sell.Sell;
import io.github.basicopsemulator.sell.SellOptions;
import io.github.basicopsemulator.store.CachedJson;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.EntityDiff;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.testing.Heap;
import io.github.basicopsemulator.testing.TestEngine;
import io.github.basicopsemulator.webhook.DeliveryResources;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.FakeTransport;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is written, replaced and removed, the heap in use stays close to what is stored. */
class BoundedMemoryTest {

    private static final long MOST = 64L << 20;
    private static final String BASE = "http://127.0.0.1:8080";
    private static final Instant NOW = Instant.parse("2024-01-01T12:00:00Z");

    /** Routes that make a record, with its fields; {@code *} is a long text, {@code #} a number of its own. */
    private static final Map<String, String> MAKES = new LinkedHashMap<>();

    static {
        MAKES.put("/v1/project", "{'title': 'P', 'description': '*'}");
        MAKES.put("/v1/section", "{'name': '*', 'project': 1}");
        MAKES.put("/v1/task", "{'title': 'T', 'project': 1, 'description': '*'}");
        MAKES.put("/v1/task/{id}/attachments", "");
        MAKES.put("/v1/task/{id}/dependency", "{'dependsOnTask': 2, 'type': 'finish-to-start'}");
        MAKES.put("/v1/timetracking", "{'task': 1, 'description': '*'}");
        MAKES.put("/v1/note", "{'name': 'N', 'content': '*'}");
        MAKES.put("/v1/chat", "{'user': 25}");
        MAKES.put("/v1/groupchat", "{'name': '*'}");
        MAKES.put("/v1/channel", "{'name': '*'}");
        MAKES.put("/v1/task/{id}/message", "{'message': '*'}");
        MAKES.put("/v1/project/{id}/message", "{'message': '*'}");
        MAKES.put("/v1/chat/{id}/message", "{'message': '*'}");
        MAKES.put("/v1/groupchat/{id}/message", "{'message': '*'}");
        MAKES.put("/v1/channel/{id}/message", "{'message': '*'}");
        MAKES.put("/v1/message/{id}/reply", "{'message': '*'}");
        MAKES.put("/v1/webhook", "{'name': '*', 'url': 'http://127.0.0.1:1/', 'events': 'basicops:project:created'}");
        MAKES.put("/v1/upload", "");
        MAKES.put("/v2/tasks", "{'content': '*'}");
        MAKES.put("/v2/leads", "{'last_name': 'L#', 'description': '*'}");
        MAKES.put("/v2/contacts", "{'last_name': 'L#', 'description': '*'}");
        MAKES.put("/v2/deals", "{'name': 'D#', 'contact_id': 1}");
        MAKES.put("/v2/lead_sources", "{'name': 'S#*'}");
        String in = "/{account}/api/v1/";
        MAKES.put(in + "projects.json", "{'name': 'P', 'description': '*'}");
        MAKES.put(in + "attachments.json", "");
        MAKES.put(in + "projects/{project}/todolists.json", "{'name': 'L', 'description': '*'}");
        MAKES.put(in + "projects/{project}/todolists/{list}/todos.json", "{'content': '*'}");
        MAKES.put(in + "projects/{project}/documents.json", "{'title': 'D', 'content': '*'}");
        MAKES.put(in + "projects/{project}/messages.json", "{'subject': 'M', 'content': '*'}");
        MAKES.put(in + "projects/{project}/uploads.json", "{'content': '*', 'attachments': [FILE]}");
        for (String kind : List.of("messages", "todos", "todolists", "uploads", "documents")) {
            MAKES.put(in + "projects/{project}/" + kind + "/{id}/comments.json", "{'content': '*'}");
        }
    }

    /** Replies of another form, or that make nothing of a size. */
    private static final Set<String> OTHERS = Set.of("/v1/uploadurl");

    private final List<Surface> surfaces = List.of(
            new BasicOps(BasicOpsOptions.DEFAULT, new JettyHttpTransport()),
            new Sell(SellOptions.DEFAULT),
            new Basecamp(BasecampOptions.DEFAULT));
    private final Engine engine = new Engine(surfaces);
    private WorkspaceRuntime runtime = runtime(0);
    private Random random = new Random(1);
    private int number;

    @Test
    void every_route_that_creates_a_record_is_tried() {
        Set<String> missing = new TreeSet<>();
        for (Surface surface : surfaces) {
            for (Resource resource : surface.resources()) {
                for (Route route : resource.routes()) {
                    if (route.method().equals("POST") && route.answer().form() == ResponseSpec.Shape.CREATED) {
                        missing.add(route.path());
                    }
                }
            }
        }
        missing.removeAll(MAKES.keySet());
        missing.removeAll(OTHERS);

        assertThat(missing).isEmpty();
    }

    @Property(seed = "7", tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void the_heap_is_bounded_with_a_journal(@ForAll long seed) {
        assertBounded(1_000, seed, 2_000, 200_000);
    }

    @Property(seed = "7", tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void the_heap_is_bounded_without_a_journal(@ForAll long seed) {
        assertBounded(0, seed, 2_000, 200_000);
    }

    @Tag("long")
    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void the_heap_is_bounded_after_many_large_changes(@ForAll long seed) {
        assertBounded(seed % 2 == 0 ? 0 : 1_000, seed, 5_000, 800_000);
    }

    private void assertBounded(int journaled, long seed, int times, int largest) {
        runtime = runtime(journaled);
        random = new Random(seed);
        furnish();
        long before = Heap.used() - live();
        List<String> routes = List.copyOf(MAKES.keySet());
        int made = 0;
        for (int i = 0; i < times; i++) {
            made += turn(routes.get(random.nextInt(routes.size())), largest) ? 1 : 0;
        }

        assertThat(made).as("turns that made something").isGreaterThan(times * 9 / 10);
        assertThat(Heap.used() - live() - before).isLessThan(MOST);
    }

    /** Makes a record, shows and replaces it, and mostly removes it. Returns whether it was made. */
    private boolean turn(String route, int largest) {
        State before = runtime.store().state();
        Map<String, Object> object = object(route, largest);
        boolean made = make(route, object).status() < 300;
        for (Surface surface : surfaces) {
            for (Resource resource : surface.resources()) {
                for (EntityDiff diff : runtime.store().state().alteredSince(before, resource.kind())) {
                    if (diff.before() == null) {
                        replace(surface, resource, diff.newest().id(), object(route, largest));
                        if (random.nextInt(20) > 0) {
                            remove(surface, resource.kind(), diff.newest().id());
                        }
                    }
                }
            }
        }
        return made;
    }

    private void replace(Surface surface, Resource resource, long id, Map<String, Object> object) {
        if (object.isEmpty()) {
            return;
        }
        try {
            execute(surface, call -> {
                Entity entity = call.entities().find(resource.kind(), id);
                return entity == null ? null : resource.change(entity, resource.read(object, false, "$", call), call);
            });
        } catch (Problem unchangeable) {
            assertThat(unchangeable.getMessage()).isNotBlank();
        }
    }

    private void remove(Surface surface, Kind kind, long id) {
        execute(surface, call -> {
            Entity entity = call.entities().find(kind, id);
            if (entity != null) {
                call.resource(kind).drop(entity, call);
            }
            return entity;
        });
    }

    private <T> void execute(Surface surface, Function<Call, T> work) {
        engine.execute(runtime, surface, surface.seeder(), BASE, work);
    }

    /** The fields of a new record; none for a route that takes bytes. */
    private Map<String, Object> object(String route, int largest) {
        String written = MAKES.get(route);
        if (written.isEmpty()) {
            return Map.of();
        }
        String text = "x".repeat(1 + random.nextInt(largest));
        number++;
        Map<String, Object> object = TestEngine.json(written.replace("FILE", written.contains("FILE") ? file() : ""));
        object.replaceAll((name, value) -> value instanceof String field
                ? field.replace("#", String.valueOf(number)).replace("*", text)
                : value);
        return object;
    }

    private String file() {
        byte[] reply = make("/{account}/api/v1/attachments.json", Map.of()).body();
        return "{'token': '" + TestEngine.object(reply).get("token") + "', 'name': 'a.txt'}";
    }

    private void furnish() {
        for (String route : MAKES.keySet()) {
            for (int i = 0; i < (route.equals("/v1/task") ? 2 : 1); i++) {
                assertThat(make(route, object(route, 10)).status()).as(route).isLessThan(300);
            }
        }
    }

    private Response make(String route, Map<String, Object> object) {
        String path = route.replace("{account}", "999999999")
                .replace("{project}", "1")
                .replace("{list}", "1")
                .replace("message/{id}", "message/dm1")
                .replace("{id}", "1");
        boolean isSell = route.startsWith("/v2");
        Headers headers = Headers.of(
                "Authorization",
                "Bearer any",
                "User-Agent",
                "Tests (tests@example.com)",
                "Content-Type",
                object.isEmpty() ? "text/plain" : "application/json");
        byte[] body = object.isEmpty()
                ? new byte[1 + random.nextInt(100_000)]
                : Json.write(isSell ? Map.of("data", object) : object);
        if (object.isEmpty()) {
            headers.add("Content-Disposition", "attachment; filename=\"a.txt\"");
        }
        Response reply = engine.handle(runtime, new Request("POST", path, "", headers, body, BASE));
        reply.afterwards().run();
        assertThat(reply.status())
                .as(() -> route + " " + new String(reply.body(), UTF_8))
                .isLessThan(500);
        return reply;
    }

    /** The bytes of what is stored, and of the replies that are cached beside it. */
    private long live() {
        State state = runtime.store().state();
        long live = state.bytes();
        for (Surface surface : surfaces) {
            for (Resource resource : surface.resources()) {
                for (Entity entity : state.all(resource.kind())) {
                    CachedJson kept = entity.kept();
                    live += kept == null ? 0 : kept.bytes().length;
                }
            }
        }
        return live;
    }

    private WorkspaceRuntime runtime(int journaled) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        WorkspaceSnapshot past = new WorkspaceSnapshot(
                engine.fresh(1), new VirtualClock.Mode(clock), new DispatchSettings(PayloadFormat.DOCUMENTED));
        DeliveryResources network =
                new DeliveryResources(new Forgetful(), EgressPolicy.inside(List.of("*")), Duration.ofSeconds(5), 1);
        return new WorkspaceRuntime("", past, network, new ExchangeLog(journaled, 16 << 20));
    }

    /** Answers every delivery, and keeps none. */
    private static final class Forgetful implements HttpTransport {

        @Override
        public CompletableFuture<io.github.basicopsemulator.outbound.OutboundResponse> send(OutboundRequest request) {
            return FakeTransport.answer(204);
        }

        @Override
        public void close() {}
    }
}
