package io.github.basicopsemulator.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.field.Type.Refused;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values as they stand in a query, and bytes, which never come as JSON. */
class TypeTest {

    private static final Kind KIND = new Kind("thing");
    private static final State NOTHING = State.empty(1);

    @Test
    void a_query_gives_texts_and_every_type_makes_its_own_value_of_them() throws Refused {
        assertThat(new Type.Text().parse("x")).isEqualTo("x");
        assertThat(new Type.Whole().parse("-7")).isEqualTo(-7L);
        assertThat(new Type.Flag().parse("true")).isEqualTo(true);
        assertThat(new Type.Moment(ChronoUnit.MILLIS).parse("2018-08-01"))
                .isEqualTo(Instant.parse("2018-08-01T00:00:00Z"));
        assertThat(new Type.Choice(List.of("Red")).parse("Red")).isEqualTo("Red");
        assertThat(new Type.Reference(KIND, null).parse("404"))
                .as("an id need not exist")
                .isEqualTo(404L);
        assertThat(new Type.References(KIND).parse("404")).isEqualTo(404L);
    }

    @Test
    void a_text_that_can_be_no_such_value_is_refused() {
        refuses(new Type.Whole(), "1.5");
        refuses(new Type.Whole(), "9223372036854775808");
        refuses(new Type.Flag(), "yes");
        refuses(new Type.Flag(), "True");
        refuses(new Type.Moment(ChronoUnit.MILLIS), "soon");
        refuses(new Type.Choice(List.of("Red")), "red");
        refuses(new Type.Reference(KIND, null), "me");
        refuses(new Type.Reference(KIND, null), "99999999999999999999");
        refuses(new Type.References(KIND), "");
        refuses(new Type.Objects(List.of()), "x");
        refuses(new Type.Bytes(), "x");
    }

    @Test
    void a_decimal_comes_as_a_number_or_a_text_of_a_size_that_can_be_written_out() throws Refused {
        assertThat(new Type.Decimal().read(5L, NOTHING)).isEqualTo(new BigDecimal("5"));
        assertThat(new Type.Decimal().read(new BigDecimal("1000.25"), NOTHING)).isEqualTo(new BigDecimal("1000.25"));
        assertThat(new Type.Decimal().read("1000.0", NOTHING)).isEqualTo(new BigDecimal("1000.0"));
        assertThat(new Type.Decimal().parse("-7")).isEqualTo(new BigDecimal("-7"));
        for (Object wrong : List.of("x", "", true, List.of(), "1e400", "9".repeat(31), new BigDecimal("1e-400"))) {
            assertThatThrownBy(() -> new Type.Decimal().read(wrong, NOTHING)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void texts_are_a_list_of_texts_and_nothing_else() throws Refused {
        assertThat(new Type.Texts().read(List.of("a", "a"), NOTHING)).isEqualTo(List.of("a", "a"));
        assertThatThrownBy(() -> new Type.Texts().read("a", NOTHING)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new Type.Texts().read(List.of("a", 1L), NOTHING))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.at("$.tags"))
                                .isEqualTo(new FieldError("$.tags[1]", Reason.TYPE, "must be a text, but was 1")));
    }

    @Test
    void an_object_has_the_fields_of_its_table_or_any() throws Refused {
        Type nested = new Type.Nested(List.of(Field.text("city"), Field.text("country")));

        assertThat(nested.read(Map.of("city", "Rome", "other", 1L), NOTHING))
                .isEqualTo(Json.object("city", "Rome", "country", null));
        assertThatThrownBy(() -> nested.read(Map.of("city", 1L), NOTHING))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.at("$.address").path()).isEqualTo("$.address.city"));
        assertThat(new Type.Anything().read(Map.of("a", List.of(1L)), NOTHING)).isEqualTo(Map.of("a", List.of(1L)));
        for (Type type : List.of(nested, new Type.Anything())) {
            assertThatThrownBy(() -> type.read("x", NOTHING)).isInstanceOf(Refused.class);
            refuses(type, "x");
        }
        refuses(new Type.Texts(), "x");
    }

    @Test
    void a_moment_is_kept_as_precisely_as_was_asked_for() throws Refused {
        Type.Moment second = new Type.Moment(ChronoUnit.SECONDS);

        assertThat(second.read("2018-08-01T07:00:00.999Z", NOTHING)).isEqualTo(Instant.parse("2018-08-01T07:00:00Z"));
        assertThat(second.parse("2018-08-01T07:00:00.999Z")).isEqualTo(Instant.parse("2018-08-01T07:00:00Z"));
    }

    @Test
    void bytes_are_given_in_java_and_copied() throws Refused {
        byte[] given = {1, 2, 3};
        byte[] read = (byte[]) new Type.Bytes().read(given, State.empty(1));
        given[0] = 9;

        assertThat(read).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> new Type.Bytes().read("AQID", State.empty(1)))
                .isInstanceOf(Refused.class)
                .hasMessage("must be absent, but was \"AQID\"");
    }

    @Test
    void a_text_that_no_reply_could_carry_is_refused() {
        for (String text : List.of("a\0b", "\ud83d", "\ude00\ud83d")) {
            assertThatThrownBy(() -> new Type.Text().read(text, State.empty(1)))
                    .isInstanceOf(Refused.class)
                    .hasMessageStartingWith("must be a text that can be sent, but holds");
        }
    }

    @Test
    void a_list_that_was_read_cannot_be_changed() throws Refused {
        List<?> roles = (List<?>)
                new Type.Objects(List.of(Field.text("name"))).read(List.of(Map.of("name", "n")), State.empty(1));

        assertThatThrownBy(roles::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(((Map<?, ?>) roles.get(0))::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    private static void refuses(Type type, String text) {
        assertThatThrownBy(() -> type.parse(text)).isInstanceOf(Refused.class).hasMessageContaining("\"" + text + "\"");
    }
}
