package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.testing.Chance.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.testing.Chance;
import io.github.basicopsemulator.testing.Chance.Step;
import io.github.basicopsemulator.testing.Consistency;
import io.github.basicopsemulator.testing.RoundTrip;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever requests came before, what a workspace shows fits together. */
class RandomSequencesTest {

    private static final List<String> LISTED = List.of("project", "section", "task", "timetracking", "note");
    private static final List<Route> ROUTES = EveryRouteTest.routes()
            .filter(route -> !route.path().endsWith("/uploadurl"))
            .toList();

    private Api api = new Api();
    private final List<String> files = new ArrayList<>(List.of("none"));
    private final List<String> webhooks = new ArrayList<>(List.of("none"));

    @Property(seed = "7", tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void what_is_shown_fits_together_after_any_requests(@ForAll("sequences") List<Step> steps) {
        api = new Api();
        files.retainAll(List.of("none"));
        webhooks.retainAll(List.of("none"));
        api.create("/v1/project", "{'title': 'P', 'isTemplate': true}");
        api.create("/v1/project", "{'title': 'Q'}");
        api.create("/v1/section", "{'name': 'S', 'project': 1}");
        api.create("/v1/section", "{'name': 'T', 'project': 2}");
        api.create("/v1/task", "{'title': 'T', 'section': 1}");
        api.create("/v1/task", "{'title': 'U', 'section': 2, 'parent': 1}");
        api.create("/v1/timetracking", "{'task': 1}");
        api.create("/v1/note", "{'name': 'N'}");
        api.create("/v1/groupchat", "{}");
        api.create("/v1/channel", "{'name': 'C'}");
        api.post("/v1/task/1/message", "{'message': 'M'}");
        api.post("/v1/message/dm1/reply", "{'message': 'R'}");
        for (Step step : steps) {
            take(step);
            lists();
            together();
        }
        Consistency.assertKeptBytesHold(api.bench());
        RoundTrip.assertComesBack(api.bench());
        oneByOne();
        filters();
        putBack();
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        return Chance.sequences(ROUTES);
    }

    private void take(Step step) {
        Random random = new Random(step.randomness());
        Route route = step.route();
        String body = route.takes() == Route.Takes.NOTHING ? "" : body(route, random);
        State before = api.state();
        Api.Answer answer = api.send(route.method(), path(route, random), body);
        String seen = step + " " + body + " was answered " + answer.status() + " " + answer.text();
        assertThat(answer.status()).as(seen).isLessThan(500);
        if (answer.status() != 200) {
            assertThat(answer.body()).as(seen).containsOnlyKeys("success", "error", "message");
            assertThat(api.state()).as(seen).isSameAs(before);
        } else if (route.path().equals("/v1/webhook") && route.method().equals("POST")) {
            webhooks.add(answer.data().get("EId").toString());
        } else if (route.takes() == Route.Takes.BYTES) {
            files.add(answer.data().get("id").toString());
        }
        api.passHours(random.nextInt(30));
    }

    private String path(Route route, Random random) {
        String number = String.valueOf(1 + random.nextInt(4));
        String id = switch (route.segments().get(1)) {
            case "user" -> random.nextBoolean() ? "38" : "25";
            case "message" -> "dm" + number;
            case "reply" -> "dr" + number;
            case "dependency" -> "dep-" + number;
            case "webhook" -> one(webhooks, random);
            default -> number;
        };
        return route.path()
                .replace("{id}", id)
                .replace("{file}", one(files, random))
                .replace("{size}", "small")
                .replace("{picture}", "x");
    }

    private String body(Route route, Random random) {
        if (route.takes() == Route.Takes.BYTES) {
            return random.nextBoolean()
                    ? "content"
                    : "{'cloudType': 1, 'cloudId': 'x', 'fileName': 'f', 'contentType': 'a/b'}";
        }
        Resource resource = api.bench().resource(route);
        if (!route.path().endsWith("/bulk")) {
            return object(resource, random);
        }
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String item = object(resource, random);
            String id = item.equals("{}") ? "{'id': 1" : "{'id': " + (1 + random.nextInt(3)) + ", ";
            items.add(random.nextBoolean() ? item : item.equals("{}") ? id + "}" : id + item.substring(1));
        }
        return "{'items': [" + String.join(", ", items) + "]}";
    }

    private String object(Resource resource, Random random) {
        return Chance.object(resource, random, this::value);
    }

    private String value(Field field, Random random) {
        Type type = field.type();
        if (field.name().equals("url")) {
            return "'http://127.0.0.1/'";
        } else if (field.name().equals("events")) {
            return "'basicops:task:created'";
        } else if (type instanceof Type.Reference reference) {
            return reference.kind() == Users.KIND ? one(List.of("25", "38"), random) : "" + (1 + random.nextInt(5));
        } else if (type instanceof Type.References) {
            return one(List.of("[]", "[38]", "[25, 38, 25]"), random);
        } else if (type instanceof Type.KeyReferences) {
            return "['" + one(files, random) + "']";
        } else if (type instanceof Type.Objects) {
            return "[{'title': 'Do', 'addAsTask': " + random.nextBoolean() + ", 'firstName': 'A'}]";
        }
        return Chance.plain(type, random);
    }

    /** The bytes of all lists; reading them keeps bytes beside every record. */
    private List<String> lists() {
        return LISTED.stream()
                .flatMap(kind -> List.of("/v1/" + kind, "/v1/" + kind + "?archived=true").stream())
                .map(path -> api.get(path).text())
                .toList();
    }

    /** No reference leads to nothing, and a section is in its task's project. */
    private void together() {
        Consistency.assertNoReferenceLeadsToNothing(api.bench());
        State state = api.state();
        for (Entity task : state.all(Tasks.KIND)) {
            Long section = task.number("section");
            if (section != null) {
                assertThat(Objects.requireNonNull(state.find(Sections.KIND, section))
                                .get("project"))
                        .as(task.toString())
                        .isEqualTo(task.get("project"));
            }
        }
    }

    private void oneByOne() {
        for (String kind : LISTED) {
            for (Map<String, Object> record : all(kind)) {
                assertThat(api.show("/v1/" + kind + "/" + record.get("id"))).isEqualTo(record);
            }
        }
    }

    private List<Map<String, Object>> all(String kind) {
        return api.get("/v1/" + kind).list();
    }

    /** A filter gives those records of the whole list that have the value, in the same order. */
    private void filters() {
        for (Resource resource : api.surface().resources()) {
            String kind = resource.kind().toString();
            if (!LISTED.contains(kind)) {
                continue;
            }
            List<Map<String, Object>> all = all(kind);
            for (Field field : resource.fields().all()) {
                if (field.is(Trait.FILTERED) && !field.is(Trait.HIDDEN)) {
                    Set<Object> values = new LinkedHashSet<>();
                    all.forEach(record -> values.add(plain(record.get(field.name()))));
                    for (Object value : values) {
                        String query =
                                "?" + field.name() + "=" + String.valueOf(value).replace(" ", "%20");
                        boolean noMoment = value == null && field.type() instanceof Type.Moment;
                        if (!noMoment) {
                            assertThat(api.get("/v1/" + kind + query).list())
                                    .as(kind + query)
                                    .isEqualTo(all.stream()
                                            .filter(record -> Objects.equals(plain(record.get(field.name())), value))
                                            .toList());
                        }
                    }
                }
            }
        }
    }

    private static Object plain(Object shown) {
        return shown instanceof Map<?, ?> record ? record.get("id") : shown;
    }

    private void putBack() {
        List<String> before = lists();
        State state = api.state();
        for (int id = 1; id < 4; id++) {
            api.patch("/v1/project/" + id, "{'title': 'Changed'}");
            api.patch("/v1/task/" + id, "{'title': 'Changed', 'section': null}");
        }
        api.delete("/v1/project/1");
        lists();
        api.put(state);
        List<String> after = lists();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).isEqualTo(before.get(i));
        }
    }
}
