package io.github.basicopsemulator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.seed.SeedFile;
import io.github.basicopsemulator.seed.SeedLoader;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a world comes back, when it is written as a seed file and planted elsewhere, as what it was. */
public final class RoundTrip {

    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");

    private final Surface surface;
    private final WorkspaceRuntime before;
    private final WorkspaceRuntime after;
    private final Engine engine;
    private final SeedLoader seedLoader;

    private RoundTrip(TestEngine bench) {
        this.surface = bench.surface();
        this.before = bench.runtime();
        this.engine = bench.engine();
        this.seedLoader = new SeedLoader(engine, List.of(surface));
        this.after = new WorkspaceRuntime(
                "",
                new WorkspaceSnapshot(
                        engine.fresh(99), before.clock().setting(), new DispatchSettings(PayloadFormat.DOCUMENTED)),
                bench.post().network(),
                new ExchangeLog(0, 0));
    }

    /** Writes what is there in both forms, plants it elsewhere, and compares. */
    public static void assertComesBack(TestEngine bench) {
        RoundTrip trip = new RoundTrip(bench);
        String yaml = trip.yaml(trip.before);
        trip.seedLoader.load(SeedFile.of(yaml), trip.after, TestEngine.BASE);
        trip.assertSameRecords();
        // All replies to all requests that read take long; those of one world in ten are looked at.
        if (Math.floorMod(yaml.hashCode(), 10) == 0) {
            trip.assertSameReplies();
        }
        assertThat(trip.yaml(trip.after)).isEqualTo(yaml);
        trip.seedLoader.load(
                SeedFile.of(new String(Json.pretty(trip.seedLoader.export(trip.before)), UTF_8)), trip.after, "");
        assertThat(trip.yaml(trip.after)).isEqualTo(yaml);
        assertThat(trip.after.events().events()).isEmpty();
    }

    private String yaml(WorkspaceRuntime runtime) {
        return new String(Json.yaml(seedLoader.export(runtime)), UTF_8);
    }

    private void assertSameRecords() {
        assertThat(after.store().state().sequence())
                .isEqualTo(before.store().state().sequence());
        assertThat(after.store().state().randomness())
                .isEqualTo(before.store().state().randomness());
        for (Resource resource : surface.resources()) {
            assertThat(values(resource, after)).usingRecursiveComparison().isEqualTo(values(resource, before));
            assertThat(after.store().state().nextId(resource.kind()))
                    .as("next " + resource.kind())
                    .isEqualTo(before.store().state().nextId(resource.kind()));
        }
    }

    private void assertSameReplies() {
        for (Resource resource : surface.resources()) {
            for (Route route : resource.routes()) {
                if (route.method().equals("GET")) {
                    paths(route).forEach(this::assertSame);
                }
            }
        }
    }

    private static Map<Long, Map<String, Object>> values(Resource resource, WorkspaceRuntime runtime) {
        Map<Long, Map<String, Object>> values = new LinkedHashMap<>();
        for (Entity entity : runtime.store().state().all(resource.kind())) {
            values.put(entity.id(), entity.values());
        }
        return values;
    }

    private void assertSame(String path) {
        Response one = get(path, before);
        Response other = get(path, after);
        assertThat(other.status()).as(path).isEqualTo(one.status());
        assertThat(other.body()).as(path).isEqualTo(one.body());
    }

    private Response get(String path, WorkspaceRuntime runtime) {
        Headers headers = Headers.of("Authorization", "Bearer any", "User-Agent", "test");
        return engine.handle(runtime, new Request("GET", path, "", headers, new byte[0], TestEngine.BASE, 1));
    }

    private List<String> paths(Route route) {
        List<String> paths = new ArrayList<>(List.of(route.path()));
        while (PARAMETER.matcher(paths.get(0)).find()) {
            List<String> more = new ArrayList<>();
            for (String path : paths) {
                String parameter = PARAMETER
                        .matcher(path)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group();
                values(parameter).forEach(value -> more.add(path.replace(parameter, value)));
            }
            paths = more;
        }
        return paths;
    }

    private Set<String> values(String parameter) {
        return switch (parameter) {
            case "{account}" -> Set.of(surface.basePath().substring(1).replaceFirst("/.*", ""));
            case "{size}" -> Set.of("small");
            case "{thumbnail}" -> Set.of("thumbnail.png");
            case "{file}", "{key}" -> stored("key");
            case "{picture}" -> stored("pictureId");
            case "{name}" -> stored("name");
            default -> ids();
        };
    }

    private Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>(stored("key"));
        for (Resource resource : surface.resources()) {
            for (Entity entity : before.store().state().all(resource.kind())) {
                if (entity.id() < 4 || entity.id() > 20) {
                    ids.add(String.valueOf(resource.ids().show(entity.id())));
                }
            }
        }
        return ids;
    }

    private Set<String> stored(String field) {
        Set<String> values = new LinkedHashSet<>(Set.of("none"));
        for (Resource resource : surface.resources()) {
            if (resource.fields().layout().has(field)) {
                for (Entity entity : before.store().state().all(resource.kind())) {
                    if (values.size() < 4 && entity.get(field) != null) {
                        values.add(entity.get(field).toString().replaceAll("[^A-Za-z0-9._-]", ""));
                        values.add(URLEncoder.encode(entity.get(field).toString(), UTF_8));
                    }
                }
            }
        }
        return values;
    }
}
