package io.github.basicopsemulator.field;

import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.objects;
import static io.github.basicopsemulator.field.Field.own;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.references;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading, completing and showing by one table with a field of every type. */
class FieldsTest {

    private static final Kind KIND = new Kind("thing");
    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09.010Z");

    private static final Fields FIELDS = Fields.of(
            KIND,
            id(),
            text("title").required(),
            text("notes"),
            whole("count"),
            flag("done").initially(false),
            moment("due"),
            choice("colour", List.of("Red", "Light Blue")).initially("Red"),
            reference("above", KIND, Fields.of(KIND, id(), text("title"))),
            reference("owner", KIND),
            references("team", KIND),
            objects("roles", text("name").required(), whole("id")),
            created("created"),
            updated("updated"),
            text("secret").hidden(),
            text("code").input(),
            text("source").readOnly());

    private final Store store = new Store(State.empty(1));
    private final List<FieldError> errors = new ArrayList<>();

    FieldsTest() {
        store.write(transaction -> transaction.add(FIELDS.layout(), Json.object("title", "first")));
    }

    @Test
    void every_type_reads_its_own_kind_of_value() throws MalformedJson {
        Changes changes = read("""
                {"title":"t","notes":"","count":-5,"done":true,"due":"2018-08-01","colour":"Light Blue",
                 "above":1,"owner":1,"team":[1,1],"roles":[{"name":"n","id":3,"more":1}],"code":"c"}""", true);

        assertThat(errors).isEmpty();
        assertThat(changes.values())
                .isEqualTo(Json.object(
                        "title",
                        "t",
                        "notes",
                        "",
                        "count",
                        -5L,
                        "done",
                        true,
                        "due",
                        Instant.parse("2018-08-01T00:00:00Z"),
                        "colour",
                        "Light Blue",
                        "above",
                        1L,
                        "owner",
                        1L,
                        "team",
                        List.of(1L),
                        "roles",
                        List.of(Json.object("name", "n", "id", 3L)),
                        "code",
                        "c"));
    }

    @Test
    void what_is_unknown_read_only_or_only_shown_is_passed_over() throws MalformedJson {
        Changes changes = read("""
                {"id":7,"source":"me","created":"no date","updated":null,"hobby":"chess"}""", false);

        assertThat(errors).isEmpty();
        assertThat(changes.isEmpty()).isTrue();
    }

    @Test
    void absent_is_not_null() throws MalformedJson {
        Changes changes = read("{\"notes\":null,\"count\":null}", false);

        assertThat(changes.has("notes")).isTrue();
        assertThat(changes.get("notes")).isNull();
        assertThat(changes.has("due")).isFalse();
        assertThat(changes.values()).containsOnlyKeys("notes", "count");
    }

    @Test
    void null_gives_a_field_its_initial_value_back() throws MalformedJson {
        Changes changes = read("{\"done\":null,\"colour\":null,\"team\":null,\"roles\":null,\"owner\":null}", false);

        assertThat(errors).isEmpty();
        assertThat(changes.values())
                .isEqualTo(Json.object(
                        "done", false, "colour", "Red", "owner", null, "team", List.of(), "roles", List.of()));
    }

    @Test
    void a_required_field_must_be_sent_when_something_is_made() throws MalformedJson {
        read("{}", true);

        assertThat(errors).containsExactly(new FieldError("$.title", Reason.MISSING, "is required, but was not sent"));
    }

    @Test
    void a_required_field_may_be_left_out_of_a_change() throws MalformedJson {
        read("{}", false);

        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"null", "''", "' '", "'\\t\\n'"})
    void a_required_field_is_never_null_nor_blank(String value) throws MalformedJson {
        read("{\"title\":" + (value.equals("null") ? value : "\"" + value + "\"") + "}", false);

        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo("$.title");
            assertThat(error.reason()).isEqualTo(Reason.BLANK);
            assertThat(error.message()).startsWith("is required and cannot be");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "notes  | 5                     | TYPE  | must be a text, but was 5",
                "notes  | {}                    | TYPE  | must be a text, but was an object",
                "notes  | []                    | TYPE  | must be a text, but was an array of 0",
                "count  | \"5\"                 | TYPE  | must be a whole number, but was \"5\"",
                "count  | 5.0                   | TYPE  | must be a whole number, but was 5.0",
                "count  | true                  | TYPE  | must be a whole number, but was true",
                "count  | 9223372036854775808   | VALUE | must be a whole number of at most 64 bits, but was 9223372036854775808",
                "done   | \"true\"              | TYPE  | must be true or false, but was \"true\"",
                "done   | 1                     | TYPE  | must be true or false, but was 1",
                "due    | 1533106800000         | TYPE  | must be a date such as",
                "due    | \"tomorrow\"          | VALUE | but was \"tomorrow\"",
                "due    | \"10000-01-01\"       | VALUE | of the years 0001 to 9999",
                "colour | \"red\"               | VALUE | must be one of \"Red\", \"Light Blue\", but was \"red\"",
                "colour | 3                     | TYPE  | must be one of \"Red\", \"Light Blue\", but was 3",
                "owner  | 99                    | VALUE | must be the id of a thing that exists, but was 99",
                "owner  | -1                    | VALUE | must be the id of a thing that exists, but was -1",
                "owner  | 1.0                   | VALUE | must be the id of a thing that exists, but was 1.0",
                "owner  | 99999999999999999999  | VALUE | must be the id of a thing that exists",
                "owner  | \"1\"                 | TYPE  | must be the id of a thing, a whole number, but was \"1\"",
                "owner  | {\"id\":1}            | TYPE  | must be the id of a thing, a whole number, but was an object",
                "team   | 1                     | TYPE  | must be an array of ids of a thing, but was 1",
                "roles  | {}                    | TYPE  | must be an array of objects, but was an object"
            })
    void a_value_of_another_kind_is_refused_in_words(String field, String value, Reason reason, String message)
            throws MalformedJson {
        read("{\"" + field + "\":" + value + "}", false);

        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo("$." + field);
            assertThat(error.reason()).isEqualTo(reason);
            assertThat(error.message()).contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "team  | [1,99]                   | $.team[1]       | VALUE",
                "team  | [\"1\"]                  | $.team[0]       | TYPE",
                "team  | [null]                   | $.team[0]       | TYPE",
                "roles | [{\"name\":\"a\"},7]     | $.roles[1]      | TYPE",
                "roles | [{\"id\":1}]             | $.roles[0].name | MISSING",
                "roles | [{\"name\":5}]           | $.roles[0].name | TYPE",
                "roles | [{\"name\":\"a\",\"id\":\"x\"}] | $.roles[0].id | TYPE"
            })
    void what_is_wrong_inside_a_list_has_a_path_of_its_own(String field, String value, String path, Reason reason)
            throws MalformedJson {
        read("{\"" + field + "\":" + value + "}", false);

        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo(path);
            assertThat(error.reason()).isEqualTo(reason);
        });
    }

    @Test
    void all_that_is_wrong_is_said_at_once_in_the_order_of_the_table() throws MalformedJson {
        read("{\"team\":[5],\"count\":\"x\",\"colour\":\"Pink\",\"due\":0}", true);

        assertThat(errors)
                .extracting(FieldError::path)
                .containsExactly("$.title", "$.count", "$.due", "$.colour", "$.team[0]");
    }

    @Test
    void a_new_entity_gets_initial_values_and_both_moments() throws MalformedJson {
        Map<String, Object> values = FIELDS.complete(read("{\"title\":\"t\",\"code\":\"c\"}", true), NOW, true);

        assertThat(values)
                .isEqualTo(Json.object(
                        "title", "t", "done", false, "colour", "Red", "team", List.of(), "roles", List.of(), "created",
                        NOW, "updated", NOW));
    }

    @Test
    void a_change_moves_only_the_moment_of_change() throws MalformedJson {
        Map<String, Object> values = FIELDS.complete(read("{\"notes\":\"n\"}", false), NOW, false);

        assertThat(values).isEqualTo(Json.object("notes", "n", "updated", NOW));
    }

    @Test
    void an_entity_is_shown_in_the_order_of_the_table_without_what_is_hidden() throws MalformedJson {
        Entity thing = add(Json.object("title", "t", "above", 1L, "due", NOW, "secret", "s", "team", List.of(1L)));

        Map<String, Object> json = FIELDS.json(thing, view("http://a"));

        assertThat(new ArrayList<>(json.keySet()))
                .containsExactly(
                        "id", "title", "notes", "count", "done", "due", "colour", "above", "owner", "team", "roles",
                        "created", "updated", "source");
        assertThat(json)
                .containsEntry("id", 2L)
                .containsEntry("due", "2024-05-06T07:08:09.010Z")
                .containsEntry("above", Json.object("id", 1L, "title", "first"))
                .containsEntry("team", List.of(1L))
                .containsEntry("notes", null);
    }

    @Test
    void bytes_are_kept_until_something_they_show_changes() {
        Entity thing = add(Json.object("title", "t", "above", 1L));
        byte[] first = FIELDS.show(thing, view("http://a")).bytes();

        assertThat(FIELDS.show(thing, view("http://a")).bytes()).isSameAs(first);
        assertThat(FIELDS.show(thing, view("http://b")).bytes()).isNotSameAs(first);

        Entity above = store.state().find(KIND, 1);
        store.write(transaction -> transaction.change(above, Json.object("title", "renamed")));
        assertThat(new String(FIELDS.show(thing, view("http://a")).bytes(), UTF_8))
                .contains("renamed");
    }

    @Test
    void bytes_that_depend_on_the_time_are_not_kept() {
        Fields clocks = Fields.of(
                new Kind("clock"), text("name"), moment("shows").shown((clock, view) -> view.moment(view.now())));
        Entity clock = store.write(transaction -> transaction.add(clocks.layout(), Json.object("name", "c")));

        assertThat(clocks.show(clock, view("http://a")).bytes())
                .isEqualTo("{\"name\":\"c\",\"shows\":\"1970-01-01T00:00:00.000Z\"}".getBytes(UTF_8));
        assertThat(clock.kept()).isNull();
    }

    @Test
    void moments_that_are_kept_to_the_second_are_stored_so() {
        Fields clocks = Fields.of(
                new Kind("clock"),
                moment("set").toTheSecond(),
                Field.created("made").toTheSecond());

        assertThat(clocks.complete(Changes.of(Json.object("set", NOW)), NOW, true))
                .isEqualTo(Json.object(
                        "set", Instant.parse("2024-05-06T07:08:09Z"), "made", Instant.parse("2024-05-06T07:08:09Z")));
    }

    @Test
    void names_that_no_reply_shows_can_be_refused() {
        FIELDS.refuseUnknown(Json.object("title", "t", "id", 1L, "secret", "s", "other", null), "$", errors);

        assertThat(errors)
                .extracting(error -> error.path() + " " + error.reason())
                .containsExactly("$.secret UNKNOWN", "$.other UNKNOWN");
    }

    @Test
    void two_fields_of_one_name_are_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Fields.of(KIND, text("a"), whole("a")))
                .withMessage("thing has two fields named a");
    }

    @SuppressWarnings("unchecked")
    private Changes read(String json, boolean creating) throws MalformedJson {
        Map<String, Object> body = (Map<String, Object>) Json.read(json.getBytes(UTF_8));
        return FIELDS.read(body, store.state(), creating, "$", errors);
    }

    private Entity add(Map<String, Object> values) {
        return store.write(transaction -> transaction.add(FIELDS.layout(), values));
    }

    private View view(String base) {
        return new View(store.state(), base, Moments::millis, Instant.EPOCH);
    }

    @Test
    void another_form_has_the_fields_it_names_in_its_own_order() {
        Entity thing =
                store.write(transaction -> transaction.add(FIELDS.layout(), Json.object("title", "T", "secret", "s")));
        View view = new View(store.state(), "", Instant::toString, NOW);

        assertThat(FIELDS.form("secret", "id", "title").json(thing, view))
                .isEqualTo(Json.object("secret", "s", "id", thing.id(), "title", "T"));
        assertThatIllegalStateException().isThrownBy(() -> FIELDS.form("code")).withMessage("thing shows no code");
    }

    @Test
    void what_is_sent_under_a_name_can_be_shown_as_something_else() {
        Fields both = Fields.of(
                KIND,
                own("files", Json.object("type", "array")).sent(),
                whole("files").required().shown((entity, view) -> 7L));
        Entity thing = store.write(transaction -> transaction.add(both.layout(), Json.object()));

        for (boolean creating : new boolean[] {true, false}) {
            Changes changes = both.read(Json.object("files", List.of("x")), store.state(), creating, "$", errors);
            assertThat(changes.get("files")).isEqualTo(List.of("x"));
            assertThat(both.complete(changes, NOW, creating)).isEmpty();
        }
        assertThat(both.json(thing, new View(store.state(), "", Instant::toString, NOW)))
                .isEqualTo(Json.object("files", 7L));
    }

    @Test
    void only_a_seed_can_give_what_is_seeded() {
        Fields fields = Fields.of(KIND, text("title"), text("author").seeded().required());
        Map<String, Object> given = Json.object("title", "T", "author", "A");

        assertThat(fields.read(given, store.state(), true, "$", errors).values())
                .containsOnlyKeys("title");
        assertThat(fields.plant(given, store.state(), errors).values()).containsOnlyKeys("title", "author");
        assertThat(errors).isEmpty();
    }

    @Test
    void what_is_shown_with_the_help_of_all_entities_is_not_kept() {
        Fields counting = Fields.of(KIND, whole("all").shown((entity, view) -> {
            long count = 0;
            for (Entity each : view.entities().all(KIND)) {
                count += each.id() > 0 ? 1 : 0;
            }
            return count;
        }));
        Entity thing = store.write(transaction -> transaction.add(counting.layout(), Json.object()));

        counting.show(thing, new View(store.state(), "", Instant::toString, NOW));

        assertThat(thing.kept()).isNull();
    }
}
