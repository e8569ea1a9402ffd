package io.github.basicopsemulator.field;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.field.Type.Refused;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
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
        assertThat(new Type.AnyObject().read(Map.of("a", List.of(1L)), NOTHING)).isEqualTo(Map.of("a", List.of(1L)));
        for (Type type : List.of(nested, new Type.AnyObject())) {
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

    @Test
    void what_is_written_for_a_seed_file_is_restored() throws Refused {
        for (Object bytes : List.of(new byte[] {'a', '\n', '\t'}, new byte[] {(byte) 0xC3, (byte) 0xA9}, new byte[0])) {
            assertThat(new Type.Bytes().write(bytes)).isEqualTo(new String((byte[]) bytes, UTF_8));
        }
        assertThat(new Type.Bytes().write(new byte[] {'a', 0})).isEqualTo(Json.object("base64", "YQA="));
        assertThat(new Type.Bytes().write(new byte[] {(byte) 0xFF})).isEqualTo(Json.object("base64", "/w=="));
        assertThat(new Type.Decimal().write(new BigDecimal("-10.50"))).isEqualTo(new BigDecimal("-10.50"));
        assertThat(new Type.Decimal().write(new BigDecimal("1E+3"))).isEqualTo("1E+3");
        assertThat(new Type.Whole().restore(new Type.Whole().write(7L))).isEqualTo(7L);
        assertThat(new Type.Reference(KIND, null).restore(7L))
                .as("it need not be there yet")
                .isEqualTo(7L);
        assertThat(new Type.References(KIND).restore(List.of(7L, 8L))).isEqualTo(List.of(7L, 8L));
        assertThat(KEYS.restore(List.of(7L))).isEqualTo(List.of(7L));
        assertThat(new Type.Custom(Json.object("type", "array")).restore(List.of("a")))
                .isEqualTo(List.of("a"));
        assertThat(new Type.Custom(Json.object("type", "string")).restore("a")).isEqualTo("a");
    }

    @Test
    void what_was_not_written_so_is_not_restored() {
        for (Type ids : List.of(new Type.References(KIND), KEYS)) {
            assertThatThrownBy(() -> ids.restore(List.of(7L, "8")))
                    .hasMessage("must be an array of ids of a thing, but was an array of 2");
            assertThatThrownBy(() -> ids.restore(7L)).hasMessage("must be an array of ids of a thing, but was 7");
        }
        assertThatThrownBy(() -> new Type.Reference(KIND, null).restore("7"))
                .hasMessage("must be the id of a thing, a whole number, but was \"7\"");
        assertThatThrownBy(() -> new Type.Custom(Json.object("type", "array")).restore("a"))
                .hasMessage("must be an array of texts, but was \"a\"");
        assertThatThrownBy(() -> new Type.Custom(Json.object("type", "string")).restore(List.of("a")))
                .hasMessage("must be a text, but was an array of 1");
    }

    @Test
    void kinds_are_spoken_of_as_in_english() {
        assertThat(List.of("task", "attachment", "event", "item", "office", "user").stream()
                        .map(Kind::new)
                        .map(Type::a))
                .containsExactly("a task", "an attachment", "an event", "an item", "an office", "a user");
    }

    @Test
    void a_length_of_time_is_not_negative_nor_beyond_all_measure() throws Refused {
        Type.Span span = new Type.Span();

        assertThat(span.read("PT10S", NOTHING)).isEqualTo(Duration.ofSeconds(10));
        assertThat(span.parse("PT0S")).isEqualTo(Duration.ZERO);
        assertThat(span.restore(span.write(Duration.ofHours(26)).toString())).isEqualTo(Duration.ofHours(26));
        assertThat(span.show(Duration.ofHours(26), LOOK)).isEqualTo("PT26H");
        for (String wrong : List.of("PT-1S", "10 s", "", "PT9223372036854775808S")) {
            refuses(span, wrong);
        }
        assertThatThrownBy(() -> span.read(10L, NOTHING)).hasMessageContaining("must be a length of time such as");
    }

    @Test
    void a_decimal_has_at_most_thirty_digits() throws Refused {
        String longest = "9".repeat(30);
        assertThat(new Type.Decimal().parse(longest)).isEqualTo(new BigDecimal(longest));
        assertThat(new Type.Decimal().parse("1e30")).isEqualTo(new BigDecimal("1e30"));
        assertThat(new Type.Decimal().parse("1e-30")).isEqualTo(new BigDecimal("1e-30"));
        for (String longer : List.of(longest + "9", "1e31", "1e-31")) {
            assertThatThrownBy(() -> new Type.Decimal().parse(longer))
                    .hasMessageStartingWith("must be a number of at most 30 digits, but was");
        }
    }

    @Test
    void others_are_named_by_their_keys_each_once_and_shown_as_objects() throws Refused {
        Store store = new Store(State.empty(1));
        store.write(transaction -> transaction.add(TABLE.layout(), Json.object("key", "ann")));
        store.write(transaction -> transaction.add(TABLE.layout(), Json.object("key", "bob")));

        assertThat(KEYS.read(List.of("BOB", "ann", "Bob"), store.state())).isEqualTo(List.of(2L, 1L));
        assertThat(new Type.References(KIND).read(List.of(2L, 1L, 2L), store.state()))
                .isEqualTo(List.of(2L, 1L));
        assertThat(KEYS.show(List.of(2L, 99L), new RenderContext(store.state(), "", Instant::toString, Instant.EPOCH)))
                .isEqualTo(List.of(Json.object("key", "bob")));
        assertRefused(
                KEYS,
                List.of("ann", "eve"),
                store,
                "$[1]",
                Reason.VALUE,
                "must be the id of a thing that exists, but was \"eve\"");
        assertRefused(
                KEYS, List.of(1L), store, "$[0]", Reason.TYPE, "must be the id of a thing that exists, but was 1");
        assertRefused(KEYS, "ann", store, "$", Reason.TYPE, "must be an array of ids of a thing, but was \"ann\"");
        refuses(KEYS, "ann");
    }

    @Test
    void a_reference_is_shown_as_an_id_or_as_an_object_while_there_is_one() {
        Store store = new Store(State.empty(1));
        store.write(transaction -> transaction.add(TABLE.layout(), Json.object("key", "ann")));
        RenderContext look = new RenderContext(store.state(), "", Instant::toString, Instant.EPOCH);

        assertThat(new Type.Reference(KIND, null).show(99L, look)).isEqualTo(99L);
        assertThat(new Type.Reference(KIND, TABLE).show(1L, look)).isEqualTo(Json.object("key", "ann"));
        assertThat(new Type.Reference(KIND, TABLE).show(99L, look)).isNull();
    }

    @Test
    void of_an_object_inside_a_list_blank_is_as_good_as_nothing() {
        Type people = new Type.Objects(List.of(Field.text("name").required()));

        assertRefused(
                people,
                List.of(Map.of()),
                new Store(NOTHING),
                "$[0].name",
                Reason.MISSING,
                "is required, but was not sent");
        assertRefused(
                people,
                List.of(Map.of("name", " ")),
                new Store(NOTHING),
                "$[0].name",
                Reason.MISSING,
                "is required, but was \" \"");
    }

    private static void assertRefused(Type type, Object json, Store store, String path, Reason reason, String message) {
        assertThatThrownBy(() -> type.read(json, store.state()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.at("$")).isEqualTo(new FieldError(path, reason, message)));
    }

    @Test
    void every_type_describes_what_replies_clients_and_seed_files_have() {
        Map<String, Object> text = Json.object("type", "string");
        Map<String, Object> id = Json.object("type", "integer", "format", "int64");
        Map<String, Object> key = Json.object(
                "type",
                "object",
                "properties",
                Json.object("key", Json.object("type", List.of("string", "null"))),
                "required",
                List.of("key"),
                "additionalProperties",
                false);
        Map<String, Object> keySent = Json.object(
                "type", "object", "properties", Json.object("key", Json.object("type", List.of("string", "null"))));

        describes(new Type.Span(), Json.object("type", "string", "format", "duration"), null);
        describes(new Type.Decimal(), Json.object("type", "number"), Json.object("type", List.of("number", "string")));
        describes(new Type.Choice(List.of("a", "b")), Json.object("type", "string", "enum", List.of("a", "b")), null);
        describes(new Type.Reference(KIND, null), id, null);
        describes(new Type.Reference(KIND, TABLE), key, id);
        describes(new Type.References(KIND), Json.object("type", "array", "items", id), null);
        describes(KEYS, Json.object("type", "array", "items", key), Json.object("type", "array", "items", text));
        describes(
                new Type.Objects(TABLE.all()),
                Json.object("type", "array", "items", key),
                Json.object("type", "array", "items", keySent));
        describes(new Type.Nested(TABLE.all()), key, keySent);
        describes(new Type.Texts(), Json.object("type", "array", "items", text), null);
        describes(new Type.AnyObject(), Json.object("type", "object"), null);
        describes(new Type.Bytes(), Json.object("type", "string", "contentEncoding", "base64"), null);
        assertThat(new Type.Text().seedSchema()).isEqualTo(text);
        assertThat(new Type.Moment(ChronoUnit.MILLIS)
                        .seedSchema()
                        .get("pattern")
                        .toString())
                .satisfies(pattern -> {
                    assertThat("2018-08-01").matches(pattern);
                    assertThat("2018-08-01T07:00:00.000Z").matches(pattern);
                    assertThat("2018-08-01 07:00").doesNotMatch(pattern);
                });
        assertThat(new Type.Bytes().seedSchema())
                .containsEntry("type", List.of("string", "object"))
                .containsEntry("maxProperties", 1);
    }

    private static void describes(Type type, Map<String, Object> shown, Map<String, Object> sent) {
        assertThat(type.schema()).isEqualTo(shown);
        assertThat(type.inputSchema()).isEqualTo(sent == null ? shown : sent);
    }

    private static final Fields TABLE = Fields.of(KIND, Field.text("key").indexed());
    private static final Type KEYS = new Type.KeyReferences(KIND, "key", sent -> sent.toLowerCase(Locale.ROOT), TABLE);
    private static final RenderContext LOOK = new RenderContext(NOTHING, "", Instant::toString, Instant.EPOCH);
}
