package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.basicopsemulator.engine.ResponseSpec.Shape;
import io.github.basicopsemulator.engine.Route.Takes;
import io.github.basicopsemulator.field.FieldError;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is known of a route before it is asked, and of a request that it refuses. */
class RouteTest {

    private final Function<Call, Response> action = call -> Response.empty(204);

    @Test
    void the_method_and_the_path_say_what_is_usual() {
        assertThat(List.of(
                        Route.get("/a/{id}", action),
                        Route.get("/a", action),
                        Route.post("/a", action),
                        Route.patch("/a/{id}", action),
                        Route.put("/a/{id}", action),
                        Route.delete("/a/{id}", action)))
                .extracting(route -> route.answer().form(), Route::takes, Route::writes)
                .containsExactly(
                        tuple(Shape.SHOWN, Takes.NOTHING, false),
                        tuple(Shape.LISTED, Takes.NOTHING, false),
                        tuple(Shape.CREATED, Takes.OBJECT, true),
                        tuple(Shape.UPDATED, Takes.OBJECT, true),
                        tuple(Shape.UPDATED, Takes.OBJECT, true),
                        tuple(Shape.REMOVED, Takes.NOTHING, true));
    }

    @Test
    void what_is_not_usual_is_said_and_the_rest_stays() {
        Route route = Route.post("/a", action)
                .reading()
                .takingBytes()
                .answering(ResponseSpec.NOTHING)
                .after(call -> "prepared")
                .documented(7, "L12");

        assertThat(route.writes()).isFalse();
        assertThat(route.writing().writes()).isTrue();
        assertThat(route.takes()).isEqualTo(Takes.BYTES);
        assertThat(route.answer()).isEqualTo(ResponseSpec.NOTHING);
        assertThat(route.preparation()).isNotNull();
        assertThat(route.row()).isEqualTo("7");
        assertThat(route.evidence()).isEqualTo(new Evidence(Evidence.Mark.DOCUMENTED, "L12"));
        assertThat(route).hasToString("POST /a");
        assertThat(route.observed(8, "a recording").evidence())
                .isEqualTo(new Evidence(Evidence.Mark.OBSERVED, "a recording"));
        assertThat(route.assumed("9", "it must be so").evidence())
                .isEqualTo(new Evidence(Evidence.Mark.ASSUMED, "it must be so"));
    }

    @Test
    void a_problem_of_a_part_is_told_at_its_place_in_the_whole() {
        Problem part = Problem.invalid("$.name", "is too long");

        assertThat(part.under("$.items[2]").errors())
                .containsExactly(new FieldError("$.items[2].name", FieldError.Reason.VALUE, "is too long"));
        assertThat(part.under("$.items[2]")).hasMessage("$.items[2].name is too long.");
        Problem whole = Problem.notFound("There is none.");
        assertThat(whole.under("$.items[2]")).isSameAs(whole);
    }

    @Test
    void a_problem_with_several_fields_names_them_all() {
        assertThat(Problem.invalid(List.of(
                        new FieldError("$.a", FieldError.Reason.TYPE, "must be a text"),
                        new FieldError("$.b", FieldError.Reason.VALUE, "is no date"))))
                .hasMessage("$.a must be a text; $.b is no date.");
    }
}
