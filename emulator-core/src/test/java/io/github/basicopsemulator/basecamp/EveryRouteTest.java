package io.github.basicopsemulator.basecamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.store.State;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of every route of Basecamp, and of every field table. */
class EveryRouteTest {

    private static final byte[] NOTHING = {};

    private final Furniture furniture = new Furniture();
    private final Api api = furniture.api();

    @ParameterizedTest
    @MethodSource("guarded")
    void a_request_needs_a_user_agent_credentials_the_account_and_the_ending(Route route) {
        State before = api.state();
        String path = furniture.path(route, "");
        Headers agent = Headers.of("User-Agent", "x");
        api.send(route.method(), path, Headers.of("Authorization", "Bearer x"), NOTHING)
                .badRequest();
        api.send(route.method(), path, agent, NOTHING).refusal(401, "Unauthorized");
        api.send(route.method(), path.replace("999999999", "7"), Api.headers("x"), NOTHING)
                .notFound();
        if (path.endsWith(".json")) {
            api.send(route.method(), path.replaceAll("json$", "xml"), Api.headers("x"), NOTHING)
                    .refusal(415, "Unsupported Media Type");
        }
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void whatever_is_read_has_an_etag_and_is_not_sent_twice(Route route) {
        if (!route.method().equals("GET")) {
            return;
        }
        Api.Answer first = api.send("GET", furniture.path(route, ""), Api.headers("x"), NOTHING);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        Headers seen = Api.headers("x").add("If-None-Match", first.header("ETag"));

        assertThat(api.send("GET", furniture.path(route, ""), seen, NOTHING).status())
                .isEqualTo(304);
        assertThat(api.send("HEAD", furniture.path(route, ""), seen, NOTHING).status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @MethodSource("inProjects")
    void who_has_no_access_to_a_project_finds_nothing_in_it(Route route) {
        api.person("mary");
        State before = api.state();
        String path = furniture.path(route, "");
        String body = route.takes() == Route.Takes.OBJECT ? "{}" : "";

        api.sendAs("mary", route.method(), path, body).notFound();
        assertThat(api.state()).isSameAs(before);
    }

    @ParameterizedTest
    @MethodSource("resources")
    void a_name_is_shown_once_and_written_once(Resource resource) {
        List<Field> fields = resource.fields().all();

        assertThat(fields.stream().filter(field -> field.isWritten(true)).map(Field::name))
                .doesNotHaveDuplicates();
        assertThat(fields.stream()
                        .filter(field -> !field.is(Field.Trait.HIDDEN))
                        .map(Field::name))
                .doesNotHaveDuplicates();
        assertThat(resource.kind().toString()).startsWith("basecamp ");
    }

    static List<Resource> resources() {
        return new Basecamp(BasecampOptions.DEFAULT).resources();
    }

    static Stream<Route> routes() {
        return resources().stream().flatMap(resource -> resource.routes().stream());
    }

    static Stream<Route> guarded() {
        return routes().filter(
                        route -> !route.path().endsWith(".gif") && route.path().startsWith("/{account}"));
    }

    static Stream<Route> inProjects() {
        return routes().filter(route -> route.path().contains("{project}"));
    }
}
