package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Evidence;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.store.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of every route of BasicOps, and of every field that a client can write. */
class EveryRouteTest {

    private static final byte[] NOTHING = {};

    private final Api api = new Api();

    private final Map<String, String> ids = new HashMap<>(Map.of("user", "38"));

    /** One record of each kind, so that every path with the id 1 leads somewhere. */
    @BeforeEach
    void one_of_each() {
        api.create("/v1/project", "{'title': 'P'}");
        api.create("/v1/section", "{'name': 'S', 'project': 1}");
        api.create("/v1/task", "{'title': 'T', 'section': 1}");
        api.create("/v1/task", "{'title': 'U'}");
        api.create("/v1/timetracking", "{'task': 1}");
        api.create("/v1/note", "{'name': 'N'}");
        api.create("/v1/chat", "{'user': 25}");
        api.create("/v1/groupchat", "{}");
        api.create("/v1/channel", "{'name': 'C'}");
        api.post("/v1/task/1/dependency", "{'dependsOnTask': 2}");
        api.post("/v1/task/1/message", "{'message': 'M'}");
        api.post("/v1/message/dm1/reply", "{'message': 'R'}");
        String webhook = "{'name': 'W', 'url': 'http://127.0.0.1/hook', 'events': 'basicops:task:created'}";
        ids.put("webhook", api.post("/v1/webhook", webhook).data().get("EId").toString());
        ids.put(
                "file",
                api.post("/v1/task/1/attachments", "'content'").data().get("id").toString());
        ids.putAll(Map.of("message", "dm1", "reply", "dr1", "dependency", "dep-1"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void without_a_token_nobody_is_let_in(Route route) {
        State before = api.state();

        api.send(route.method(), path(route, "1"), Headers.of(), NOTHING).refusal(401, "unauthorized");
        api.send(route.method(), path(route, "nothing"), Headers.of("Content-Type", "text/plain"), "{".getBytes(UTF_8))
                .refusal(401, "unauthorized");
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @MethodSource("routesWithAnId")
    void an_id_that_nothing_has_is_not_found(Route route) {
        State before = api.state();
        List<String> ids = List.of(
                "99",
                "0",
                "-1",
                "x",
                "1.0",
                "1e0",
                "0x1",
                "null",
                "%20",
                "1%20",
                "1%2F",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999999999999999",
                "%F0%9F%98%80",
                "..",
                "'%22%3B--");

        for (String id : ids) {
            String valid = route.path().contains("/review/request") ? "{'reviewers': [38]}" : "{}";
            String body = takesObject(route) ? valid : "";
            api.send(route.method(), path(route, id), body).refusal(404, "not_found");
            assertThat(api.send(route.method(), path(route, "%00"), body).status())
                    .isEqualTo(404);
        }
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @MethodSource("routesWithAnId")
    void a_broken_escape_in_the_path_is_refused(Route route) {
        for (String id : List.of("%", "%zz", "%C3", "%FF")) {
            api.send(route.method(), path(route, id), takesObject(route) ? "{}" : "")
                    .refusal();
        }
    }

    @ParameterizedTest
    @MethodSource("routesThatTakeAnObject")
    void what_is_no_json_object_is_refused_and_nothing_is_stored(Route route) {
        State before = api.state();
        int told = api.told().size();
        List<String> bodies = List.of(
                "{",
                "}",
                "x",
                "{\"title\":}",
                "{\"title\":\"a\",}",
                "{'title':'a'}",
                "{\"title\":\"a\"} {}",
                "\u0000",
                " ",
                "[]",
                "[{\"title\":\"a\",\"name\":\"a\"}]",
                "5",
                "\"text\"",
                "true",
                "null",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "{\"title\":\"a\\u0000\"}",
                "{\"unknown\":\"\\ud83d\"}",
                "{\"\\ude00\":1}",
                "[".repeat(1000) + "]".repeat(1000),
                "{\"a\":".repeat(1000) + "1" + "}".repeat(1000),
                "{\"folder\":1e99999999999}",
                "{\"title\":\"a\nb\"}",
                "\ufeff\ufeff{}");

        for (String body : bodies) {
            send(route, "application/json", body.getBytes(UTF_8)).refusal();
        }
        send(route, "application/json", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'})
                .refusal();
        assertThat(api.state()).isSameAs(before);
        assertThat(api.told()).hasSize(told);
    }

    @ParameterizedTest
    @MethodSource("routesThatTakeAnObject")
    void a_body_that_does_not_say_it_is_json_is_refused(Route route) {
        State before = api.state();
        byte[] body = "{\"title\":\"a\",\"name\":\"a\",\"items\":[],\"reviewers\":[38]}".getBytes(UTF_8);

        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml", "json", "")) {
            assertThat(send(route, type, body).refusal()).contains("Content-Type: application/json");
        }
        assertThat(api.send(route.method(), path(route, "1"), Headers.of("Authorization", "Bearer x"), body)
                        .refusal())
                .contains("there was no Content-Type");
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @MethodSource("routesThatTakeNothing")
    void a_body_that_nobody_asked_for_is_passed_over(Route route) {
        assertThat(send(route, "application/json", "{".getBytes(UTF_8)).status())
                .isIn(200, 404);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void every_reply_is_in_the_envelope(Route route) {
        Api.Answer answer = api.send(route.method(), path(route, "1"), takesObject(route) ? "{}" : "");

        if (!isFile(route)) {
            assertThat(answer.body()).containsEntry("success", answer.status() == 200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        }
    }

    @ParameterizedTest
    @MethodSource("writableFields")
    void a_value_of_another_type_is_refused_for_every_field(Resource resource, Field field) {
        State before = api.state();

        for (String wrong : wrong(field.type())) {
            String named = "{'" + field.name() + "': " + wrong + "}";
            for (Route route : written(resource)) {
                if (field.name().equals("reviewers") && route.path().endsWith("/submit")) {
                    continue; // A submission has no reviewers, and passes them over.
                }
                if (field.is(Trait.CREATE_ONLY) && route.method().equals("PATCH")) {
                    continue; // It only shapes what is new.
                }
                boolean bulk = route.path().endsWith("/bulk");
                String json = bulk ? "{'items': [" + named + "]}" : named;
                String place = bulk ? "$.items[0]." : "$.";
                assertThat(api.send(route.method(), path(route, "1"), json).refusal())
                        .as(route + " " + json)
                        .contains(place + field.name());
            }
        }
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @MethodSource("writableFields")
    void null_is_taken_for_every_field_but_a_required_one(Resource resource, Field field) {
        for (Route route : written(resource)) {
            if (!route.method().equals("PATCH")) {
                continue;
            }
            Api.Answer answer = api.send("PATCH", path(route, "1"), "{'" + field.name() + "': null}");
            if (field.is(Trait.REQUIRED)) {
                assertThat(answer.refusal()).contains("$." + field.name() + " is required and cannot be null");
            } else {
                api.done(answer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void what_a_client_cannot_write_it_cannot_write(Resource resource) {
        for (Route route : written(resource)) {
            boolean shown = resource.routes().stream()
                    .anyMatch(other -> other.toString().equals("GET " + route.path()));
            if (!route.method().equals("PATCH") || !shown) {
                continue;
            }
            Map<String, Object> before = api.show(path(route, "1"));
            api.done(api.send("PATCH", path(route, "1"), """
                    {'id': 77, 'created': '2000-01-01', 'updated': '2000-01-01', 'viewUrl': 5}"""));
            assertThat(api.show(path(route, "1"))).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void a_field_is_named_once_and_a_route_says_where_it_is_documented(Resource resource) {
        assertThat(resource.fields().all()).extracting(Field::name).doesNotHaveDuplicates();
        assertThat(resource.routes())
                .filteredOn(route ->
                        route.path().startsWith("/v1/") && route.evidence().mark() == Evidence.Mark.DOCUMENTED)
                .allSatisfy(route -> assertThat(route.evidence().source()).matches("L\\d+"));
    }

    @Test
    void all_92_paths_are_served_and_no_other() throws IOException {
        List<String> all = java.nio.file.Files.readAllLines(Path.of("src", "test", "resources", "basicops-routes.txt"));

        assertThat(all).hasSize(92);
        assertThat(routes().map(Route::toString)).containsExactlyInAnyOrderElementsOf(all);
    }

    static List<Resource> resources() {
        return new Api().surface().resources();
    }

    static Stream<Route> routes() {
        return resources().stream()
                .flatMap(resource -> resource.routes().stream())
                .filter(route ->
                        route.path().startsWith("/v1/") && !route.path().endsWith("/signed"));
    }

    static Stream<Route> routesWithAnId() {
        return routes().filter(route -> route.path().contains("{id}"));
    }

    static Stream<Route> routesThatTakeAnObject() {
        return routes().filter(EveryRouteTest::takesObject);
    }

    static Stream<Route> routesThatTakeNothing() {
        return routes().filter(route -> !takesObject(route));
    }

    static List<Object[]> writableFields() {
        List<Object[]> fields = new ArrayList<>();
        for (Resource resource : resources()) {
            for (Field field : resource.fields().all()) {
                boolean ofFile = resource.kind() == Files.KIND;
                if (!ofFile && !field.is(Trait.READ_ONLY) && !written(resource).isEmpty()) {
                    fields.add(new Object[] {resource, field});
                }
            }
        }
        return fields;
    }

    private static boolean takesObject(Route route) {
        return route.takes() == Route.Takes.OBJECT;
    }

    private static List<Route> written(Resource resource) {
        return resource.routes().stream().filter(EveryRouteTest::takesObject).toList();
    }

    /** JSON that is never a value of the type. */
    private static List<String> wrong(Type type) {
        Map<Class<? extends Type>, List<String>> fitting = new LinkedHashMap<>();
        fitting.put(Type.Text.class, List.of("'x'"));
        fitting.put(Type.Flag.class, List.of("true"));
        fitting.put(Type.Whole.class, List.of("5"));
        fitting.put(Type.References.class, List.of("[]"));
        fitting.put(Type.Objects.class, List.of("[]"));
        fitting.put(Type.KeyReferences.class, List.of("[]"));
        List<String> wrong = new ArrayList<>(
                List.of("'x'", "true", "5", "1.5", "99999999999999999999", "[]", "[[]]", "{}", "[null]", "{'id': 1}"));
        wrong.removeAll(fitting.getOrDefault(type.getClass(), List.of()));
        return wrong;
    }

    private Api.Answer send(Route route, String type, byte[] body) {
        return api.send(
                route.method(), path(route, "1"), Headers.of("Authorization", "Bearer x", "Content-Type", type), body);
    }

    /** What a route answers with that is no JSON of the usual kind. */
    private static boolean isFile(Route route) {
        return route.path().endsWith("/download")
                || route.path().contains("/thumbnail/")
                || route.path().endsWith("/attachments/{file}");
    }

    private String path(Route route, String id) {
        String kind = route.segments().get(1);
        return route.path()
                .replace("{id}", id.equals("1") ? ids.getOrDefault(kind, "1") : id)
                .replace("{file}", ids.get("file"))
                .replace("{size}", "small")
                .replace("{picture}", "x");
    }
}
