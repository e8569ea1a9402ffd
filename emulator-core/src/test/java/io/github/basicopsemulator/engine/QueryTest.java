package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands behind the question mark. */
class QueryTest {

    @Test
    void names_and_values_keep_their_order_and_repeat() {
        Query query = Query.parse("b=1&a=2&b=3&c&d=&e=f=g");

        assertThat(query.names()).containsExactly("b", "a", "c", "d", "e");
        assertThat(query.all("b")).containsExactly("1", "3");
        assertThat(query.first("b")).contains("1");
        assertThat(query.first("c")).contains("");
        assertThat(query.first("d")).contains("");
        assertThat(query.first("e")).contains("f=g");
        assertThat(query.first("z")).isEmpty();
        assertThat(query.all("z")).isEmpty();
    }

    @Test
    void a_plus_is_a_space_and_an_encoded_one_is_not() {
        assertThat(Query.parse("name=Tim+Dalton").first("name")).contains("Tim Dalton");
        assertThat(Query.parse("name=Tim%20Dalton").first("name")).contains("Tim Dalton");
        assertThat(Query.parse("a=1%2B2").first("a")).contains("1+2");
        assertThat(Query.parse("na%6De=x").first("name")).contains("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "&&", "=x", "=", "&=&"})
    void nothing_named_is_nothing(String text) {
        assertThat(Query.parse(text).names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%zz", "%=1", "a=1&b=%C3"})
    void a_broken_escape_is_a_problem(String text) {
        assertThatThrownBy(() -> Query.parse(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.MALFORMED));
    }
}
