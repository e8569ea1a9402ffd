package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.basicopsemulator.json.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which route answers a path. */
class RouterTest {

    private final Router router = router(
            "GET /user/{id}",
            "GET /user/me",
            "GET /user",
            "DELETE /user/{id}",
            "POST /user/bulk",
            "GET /user/{id}/picture/{picture}",
            "GET /user/me/friends",
            "GET /{any}/{id}/friends",
            "GET /file/{name}",
            "GET /file/{name}.json",
            "GET /file/all.json",
            "GET /file/{name}/part.json");

    @ParameterizedTest
    @CsvSource({
        "GET,    /user,                GET /user",
        "GET,    /user/7,              GET /user/{id}",
        "GET,    /user/me,             GET /user/me",
        "GET,    /user/mee,            GET /user/{id}",
        "GET,    /user/me/friends,     GET /user/me/friends",
        "GET,    /user/7/friends,      GET /{any}/{id}/friends",
        "GET,    /user/me/picture/1,   'GET /user/{id}/picture/{picture}'",
        "HEAD,   /user/7,              GET /user/{id}",
        "DELETE, /user/me,             DELETE /user/{id}",
        "GET,    /user/bulk,           GET /user/{id}",
        "POST,   /user/bulk,           POST /user/bulk",
        "GET,    /file/7.json,         'GET /file/{name}.json'",
        "GET,    /file/all.json,       GET /file/all.json",
        "GET,    /file/7.xml,          GET /file/{name}",
        "GET,    /file/.json,          GET /file/{name}",
        "GET,    /file/7.json/part.json, 'GET /file/{name}/part.json'"
    })
    void a_literal_wins_over_a_parameter_where_it_has_the_method(String method, String path, String route) {
        assertThat(router.match(method, path).route()).hasToString(route);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/users", "/user/", "/user//picture/1", "/user/7/", "/user/7/x", "/User/7", "//user"})
    void a_path_that_nothing_serves_is_not_there(String path) {
        assertThat(problem("GET", path).kind()).isEqualTo(Problem.Kind.NO_SUCH_PATH);
    }

    @Test
    void a_path_with_other_methods_says_which() {
        Problem problem = problem("PUT", "/user/bulk");

        assertThat(problem.kind()).isEqualTo(Problem.Kind.METHOD_NOT_ALLOWED);
        assertThat(problem.allowed()).containsExactly("DELETE", "GET", "POST");
        assertThat(problem("PATCH", "/user").allowed()).containsExactly("GET");
        assertThat(problem("get", "/user").kind())
                .as("methods are case-sensitive")
                .isEqualTo(Problem.Kind.METHOD_NOT_ALLOWED);
    }

    @Test
    void parameters_are_decoded_after_the_path_is_split() {
        Router.Match match = router.match("GET", "/user/a%2Fb/picture/x+y%3D%2B");

        assertThat(match.parameters())
                .containsEntry("id", "a/b")
                .containsEntry("picture", "x+y=+")
                .hasSize(2);
    }

    @Test
    void what_stands_behind_a_parameter_is_no_part_of_it() {
        assertThat(router.match("GET", "/file/a.json.json").parameters()).containsEntry("name", "a.json");
        assertThat(router.match("GET", "/file/a%2Ejson").parameters()).containsEntry("name", "a.json");
    }

    @Test
    void a_broken_escape_in_a_parameter_is_malformed() {
        assertThat(problem("GET", "/user/%zz").kind()).isEqualTo(Problem.Kind.MALFORMED);
    }

    @Test
    void what_a_body_is_taken_for_is_known_before_it_is_read() {
        assertThat(router.takes("POST", "/user/bulk")).isEqualTo(Route.Takes.OBJECT);
        assertThat(router.takes("GET", "/user/7")).isEqualTo(Route.Takes.NOTHING);
        assertThat(router.takes("POST", "/nowhere")).isEqualTo(Route.Takes.NOTHING);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /a/{x},     GET /a/{y}",
        "GET /a,         GET /a",
        "GET /{x}/b,     GET /a/{y}",
        "GET /a/{x}/c,   GET /a/b/{y}",
        "GET /a/{x}.b,   GET /a/{y}.b",
        "GET /a/{x}.b/c, GET /a/b.b/{y}"
    })
    void two_routes_that_could_both_win_refuse_to_start(String one, String other) {
        assertThatIllegalStateException()
                .isThrownBy(() -> router(one, other))
                .withMessage("Two routes could both answer one request: " + one + " and " + other);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /a/{x},   POST /a/{y}",
        "GET /a/{x},   GET /a/b",
        "GET /a/{x},   GET /b/{x}",
        "GET /a/{x},   GET /a/{x}.b",
        "GET /a/{x}.c, GET /a/{x}.b",
        "GET /a/{x},   GET /a/{x}/{y}",
        "GET /{x}/{y}, GET /{x}/b",
        "GET /{x}/b/c, GET /a/{y}/d"
    })
    void routes_that_some_segment_tells_apart_may_stand_together(String one, String other) {
        assertThat(router(one, other)).isNotNull();
    }

    private Problem problem(String method, String path) {
        return catchThrowableOfType(Problem.class, () -> router.match(method, path));
    }

    private static Router router(String... routes) {
        List<Route> all = Stream.of(routes).map(RouterTest::route).toList();
        return new Router(all);
    }

    private static Route route(String methodAndPath) {
        String[] parts = methodAndPath.split(" ");
        java.util.function.Function<Call, Response> action = call -> Response.json(200, Json.object());
        return switch (parts[0]) {
            case "GET" -> Route.get(parts[1], action);
            case "POST" -> Route.post(parts[1], action);
            case "DELETE" -> Route.delete(parts[1], action);
            default -> throw new IllegalArgumentException(methodAndPath);
        };
    }

    @Test
    void a_path_that_differs_little_is_suggested() {
        Router projects = router("GET /v1/project/{id}", "GET /v1/project", "GET /v1/task/{id}/tasks");

        assertThatThrownBy(() -> projects.match("GET", "/v1/projects"))
                .hasMessageContaining("Did you mean /v1/project?");
        assertThatThrownBy(() -> projects.match("GET", "/v1/task/2/taks"))
                .hasMessageContaining("Did you mean /v1/task/{id}/tasks?");
        assertThatThrownBy(() -> projects.match("GET", "/something/else/altogether"))
                .hasMessageEndingWith("is not a path of this API.");
    }

    @Test
    void the_nearest_path_is_suggested_as_far_as_a_third_of_what_was_sent_may_be_wrong() {
        Router two = router("GET /abcdef", "GET /abcxyz");

        assertThatThrownBy(() -> two.match("GET", "/abcxye")).hasMessageEndingWith("Did you mean /abcxyz?");
        assertThatThrownBy(() -> two.match("GET", "/abcd")).hasMessageEndingWith("is not a path of this API.");
        assertThatThrownBy(() -> two.match("GET", "/abcd__")).hasMessageEndingWith("Did you mean /abcdef?");
        assertThatThrownBy(() -> two.match("GET", "/abc___")).hasMessageEndingWith("is not a path of this API.");
        assertThatThrownBy(() -> router("GET /a").match("GET", "/ax"))
                .hasMessageEndingWith("is not a path of this API.");
    }

    @Test
    void whatever_stands_for_a_parameter_is_no_mistake() {
        Router pictures = router("GET /user/{id}/picture/{picture}");

        assertThatThrownBy(() -> pictures.match("GET", "/user/a-very-long-id/pictures/another-very-long-id"))
                .hasMessageEndingWith("Did you mean /user/{id}/picture/{picture}?");
    }

    @Test
    void nothing_is_suggested_for_what_is_longer_than_any_path() {
        Router one = router("GET /user/{id}/picture");
        String longest = "u".repeat(200 - "user//pictures".length());

        assertThatThrownBy(() -> one.match("GET", "/user/" + longest + "/pictures"))
                .hasMessageContaining("Did you mean");
        assertThatThrownBy(() -> one.match("GET", "/user/" + longest + "u/pictures"))
                .hasMessageEndingWith("is not a path of this API.");
    }
}
