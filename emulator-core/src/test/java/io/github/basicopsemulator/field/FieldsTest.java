package io.github.basicopsemulator.field;

import static io.github.basicopsemulator.field.Field.bytes;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

    private RenderContext view(String base) {
        return new RenderContext(store.state(), base, Iso8601::millis, Instant.EPOCH);
    }

    @Test
    void another_form_has_the_fields_it_names_in_its_own_order() {
        Entity thing =
                store.write(transaction -> transaction.add(FIELDS.layout(), Json.object("title", "T", "secret", "s")));
        RenderContext view = new RenderContext(store.state(), "", Instant::toString, NOW);

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
        assertThat(both.json(thing, new RenderContext(store.state(), "", Instant::toString, NOW)))
                .isEqualTo(Json.object("files", 7L));
    }

    @Test
    void only_a_seed_can_give_what_is_seeded() {
        Fields fields = Fields.of(KIND, text("title"), text("author").seeded().required());
        Map<String, Object> given = Json.object("title", "T", "author", "A");

        assertThat(fields.read(given, store.state(), true, "$", errors).values())
                .containsOnlyKeys("title");
        assertThat(fields.load(given, store.state(), errors).values()).containsOnlyKeys("title", "author");
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

        counting.show(thing, new RenderContext(store.state(), "", Instant::toString, NOW));

        assertThat(thing.kept()).isNull();
    }

    @Test
    void what_is_recorded_of_an_entity_restores_it_and_leaves_out_what_is_initial() {
        Entity thing =
                add(Json.object("title", "t", "done", false, "colour", null, "due", NOW, "above", 1L, "secret", "s"));
        thing = store.write(transaction -> transaction.change(
                transaction.find(KIND, 2), Json.object("team", List.of(1L), "roles", List.of(), "created", NOW)));

        Map<String, Object> record = FIELDS.record(thing);
        assertThat(record)
                .isEqualTo(Json.object(
                        "title",
                        "t",
                        "due",
                        "2024-05-06T07:08:09.010Z",
                        "colour",
                        null,
                        "above",
                        1L,
                        "team",
                        List.of(1L),
                        "created",
                        "2024-05-06T07:08:09.010Z",
                        "secret",
                        "s"));
        assertThat(FIELDS.restore(record, errors)).isEqualTo(thing.values());
        assertThat(errors).isEmpty();
    }

    @Test
    void a_record_that_says_nothing_restores_what_is_initial_but_must_have_what_is_required() {
        assertThat(FIELDS.restore(Json.object("count", "five"), errors))
                .containsEntry("done", false)
                .containsEntry("team", List.of())
                .containsEntry("notes", null)
                .doesNotContainKeys("title", "count", "id", "code");
        assertThat(errors)
                .extracting(error -> error.path() + " " + error.reason())
                .containsExactly("$.title MISSING", "$.count TYPE");
    }

    @Test
    void a_moment_is_restored_as_precisely_as_it_is_kept() {
        Fields clocks = Fields.of(new Kind("clock"), moment("set").toTheSecond());

        assertThat(clocks.restore(Json.object("set", "2024-05-06T07:08:09.010Z"), errors))
                .isEqualTo(Json.object("set", Instant.parse("2024-05-06T07:08:09Z")));
    }

    @Test
    void what_an_entity_refers_to_must_be_there_unless_it_may_come_later() {
        Fields links = Fields.of(
                KIND,
                reference("above", KIND),
                reference("below", KIND),
                reference("next", KIND).deferred(),
                reference("none", KIND),
                references("team", KIND));
        Store linked = new Store(State.empty(1));
        Entity link = linked.write(transaction -> transaction.add(
                links.layout(), Json.object("above", 1L, "below", 98L, "next", 99L, "team", List.of(97L))));

        links.checkReferences(link, linked.state(), errors);

        assertThat(errors)
                .containsExactly(
                        new FieldError("$.below", Reason.VALUE, "must be the id of a thing that exists, but was 98"));
    }

    @Test
    void a_seed_can_give_every_name_that_is_stored_or_sent_once() {
        Fields both = Fields.of(
                KIND,
                id(),
                text("files").sent(),
                text("files"),
                text("tags"),
                text("tags").sent(),
                text("code").input());

        assertThat(both.seedable()).extracting(Field::name).containsExactly("files", "tags", "code");
        assertThat(both.seedable()).extracting(Field::stored).containsExactly(true, true, false);
    }

    @Test
    void a_seed_gives_what_clients_cannot_write_and_that_stands() {
        Fields fields = Fields.of(
                KIND,
                text("title"),
                text("source").readOnly(),
                created("made").toTheSecond(),
                own("shape", Json.object("type", "array")),
                text("kind").readOnly(),
                text("kind").sent());
        Changes loaded = fields.load(
                Json.object(
                        "title",
                        "t",
                        "source",
                        "S",
                        "made",
                        "2024-05-06T07:08:09.010Z",
                        "shape",
                        List.of("x"),
                        "kind",
                        "k"),
                store.state(),
                errors);

        assertThat(errors).isEmpty();
        assertThat(loaded.get("shape")).isEqualTo(List.of("x"));
        assertThat(fields.fixed(loaded))
                .isEqualTo(Json.object("source", "S", "made", Instant.parse("2024-05-06T07:08:09Z")));
        assertThat(fields.fixed(fields.load(Json.object("source", null), store.state(), errors)))
                .isEqualTo(Json.object("source", null));
    }

    @Test
    void a_seed_is_told_what_is_wrong_with_that_which_clients_cannot_write() {
        Fields fields = Fields.of(
                KIND,
                text("source").readOnly(),
                own("tags", Json.object("type", "array")),
                own("note", Json.object("type", "string")));
        fields.load(Json.object("source", 5L, "tags", List.of(1L), "note", List.of()), store.state(), errors);

        assertThat(errors)
                .containsExactly(
                        new FieldError("$.source", Reason.TYPE, "must be a text, but was 5"),
                        new FieldError("$.tags", Reason.TYPE, "must be an array of texts, but was an array of 1"),
                        new FieldError("$.note", Reason.TYPE, "must be a text, but was an array of 0"));
    }

    @Test
    void a_seed_may_name_whatever_the_table_has_and_nothing_else() {
        FIELDS.refuseUnknown(Json.object("secret", "s", "code", "c", "id", 1L, "hobby", "chess"), errors);

        assertThat(errors).containsExactly(new FieldError("$.hobby", Reason.UNKNOWN, "is not a field here"));
    }

    @Test
    void what_is_only_sent_is_known_although_no_reply_shows_it() {
        FIELDS.refuseUnknown(Json.object("code", "c"), "$", errors);

        assertThat(errors).isEmpty();
    }

    @Test
    void an_entity_to_be_is_refused_without_what_it_must_have() {
        Fields fields = Fields.of(
                KIND,
                id(),
                text("title").required(),
                text("notes"),
                text("code").required().input());

        fields.refuseIncomplete(Json.object("notes", null), errors);
        assertThat(errors).containsExactly(new FieldError("$.title", Reason.MISSING, "is required, but is not given"));
        errors.clear();
        fields.refuseIncomplete(Json.object("title", "t"), errors);
        assertThat(errors).isEmpty();
    }

    @Test
    void everything_of_an_entity_can_be_shown_also_what_replies_hide() {
        Entity thing = store.write(transaction -> transaction.add(STORED.layout(), STORED_VALUES));

        assertThat(STORED.everything(thing, view("http://a")))
                .isEqualTo(Json.object(
                        "id",
                        thing.id(),
                        "above",
                        Json.object("id", 1L),
                        "made",
                        "2024-05-06T07:08:09.010Z",
                        "token",
                        "abc",
                        "note",
                        null));
    }

    @Test
    void what_is_stored_can_be_shown_plainly_without_secrets() {
        Entity thing = store.write(transaction -> transaction.add(STORED.layout(), STORED_VALUES));

        assertThat(STORED.plain(thing, moment -> "at " + moment))
                .isEqualTo(Json.object(
                        "above",
                        1L,
                        "made",
                        "at 2024-05-06T07:08:09.010Z",
                        "token",
                        "***",
                        "note",
                        null,
                        "one",
                        "1 byte",
                        "two",
                        "2 bytes"));
    }

    private static final Fields STORED = Fields.of(
            KIND,
            id(),
            reference("above", KIND, Fields.of(KIND, id())),
            moment("made"),
            text("token").hidden().secret(),
            text("note").hidden(),
            bytes("one"),
            bytes("two"),
            text("code").input());

    private static final Map<String, Object> STORED_VALUES =
            Json.object("above", 1L, "made", NOW, "token", "abc", "one", new byte[1], "two", new byte[2]);

    @Test
    void what_is_null_can_be_left_out_of_replies() {
        Fields fields = Fields.of(
                KIND, text("a").omittedWhenNull(), text("b"), text("c").hidden());
        Entity empty = store.write(transaction -> transaction.add(fields.layout(), Json.object("c", "c")));
        Entity full = store.write(transaction -> transaction.add(fields.layout(), Json.object("a", "a", "b", "b")));

        assertThat(fields.json(empty, view("http://a"))).isEqualTo(Json.object("b", null));
        assertThat(fields.json(full, view("http://a"))).isEqualTo(Json.object("a", "a", "b", "b"));
    }

    @Test
    void the_fields_that_differ_are_named_and_stamps_only_where_nothing_else_does() {
        Fields fields = Fields.of(KIND, text("a"), text("b"), bytes("content"), updated("changed"));
        Entity first = store.write(
                transaction -> transaction.add(fields.layout(), Json.object("a", "a", "content", new byte[] {1})));
        Entity second = changed(first, Json.object("b", "b", "content", new byte[] {1}, "changed", NOW));
        Entity third = changed(second, Json.object("changed", NOW.plusSeconds(1)));

        assertThat(fields.differing(first, second)).containsExactly("b");
        assertThat(fields.differing(second, third)).containsExactly("changed");
        assertThat(fields.differing(first, third)).containsExactly("b");
        assertThat(fields.differing(third, third)).isEmpty();
    }

    private Entity changed(Entity entity, Map<String, Object> changes) {
        return store.write(transaction -> transaction.change(entity, changes));
    }

    private static final Fields DESCRIBED = Fields.of(
            KIND,
            id(),
            text("title").required(),
            text("note"),
            flag("done").initially(false),
            choice("colour", List.of("Red", "Blue")),
            own("either", Json.object("type", List.of("string", "number"))).omittedWhenNull(),
            text("secret").hidden(),
            text("code").required().input(),
            text("author").seeded(),
            bytes("content"),
            updated("changed"));

    @Test
    void what_replies_show_is_described() {
        Map<String, Object> text = Json.object("type", "string");
        Map<String, Object> textOrNull = Json.object("type", List.of("string", "null"));
        assertThat(DESCRIBED.schema())
                .isEqualTo(Json.object(
                        "type",
                        "object",
                        "properties",
                        Json.object(
                                "id",
                                Json.object("type", "integer", "format", "int64"),
                                "title",
                                text,
                                "note",
                                textOrNull,
                                "done",
                                Json.object("type", "boolean"),
                                "colour",
                                Json.object(
                                        "type", List.of("string", "null"), "enum", Arrays.asList("Red", "Blue", null)),
                                "either",
                                Json.object("type", List.of("string", "number")),
                                "author",
                                textOrNull,
                                "changed",
                                Json.object("type", "string", "format", "date-time")),
                        "required",
                        List.of("id", "title", "note", "done", "colour", "author", "changed"),
                        "additionalProperties",
                        false));
    }

    @Test
    void what_clients_send_is_described_and_a_change_requires_nothing() {
        Map<String, Object> text = Json.object("type", "string");
        Map<String, Object> changing = Json.object(
                "title",
                text,
                "note",
                Json.object("type", List.of("string", "null")),
                "done",
                Json.object("type", List.of("boolean", "null")),
                "colour",
                Json.object("type", List.of("string", "null"), "enum", Arrays.asList("Red", "Blue", null)),
                "either",
                Json.object("type", List.of("string", "number", "null")),
                "secret",
                Json.object("type", List.of("string", "null")));
        Map<String, Object> creating = new LinkedHashMap<>(changing);
        creating.put("code", text);

        assertThat(DESCRIBED.inputSchema(false)).isEqualTo(Json.object("type", "object", "properties", changing));
        assertThat(DESCRIBED.inputSchema(true))
                .isEqualTo(Json.object("type", "object", "properties", creating, "required", List.of("title", "code")));
    }

    @Test
    void a_table_can_be_continued() {
        assertThat(DESCRIBED.plus(text("more"), text("most")).all())
                .extracting(Field::name)
                .startsWith("id", "title")
                .endsWith("changed", "more", "most");
    }

    @Test
    void the_number_that_says_who_reads_decides_for_that_reader_alone() {
        Fields fields = Fields.of(KIND, whole("reader").shown((entity, view) -> view.reader()));
        Entity thing = store.write(transaction -> transaction.add(fields.layout(), Json.object()));
        RenderContext view = new RenderContext(store.state(), "http://a", Instant::toString, 7, NOW);

        assertThat(new String(fields.show(thing, view).bytes(), UTF_8)).isEqualTo("{\"reader\":7}");
        assertThat(thing.kept()).isNull();
        assertThat(view.url("/x")).isEqualTo("http://a/x");
    }

    @Test
    void bytes_that_show_what_is_not_there_are_not_kept_since_it_may_come() {
        Entity loose = add(Json.object("title", "t", "above", 99L));
        RenderContext view = view("http://a");
        FIELDS.show(loose, view);
        assertThat(loose.kept()).isNull();

        Entity whole = add(Json.object("title", "t", "above", 1L));
        FIELDS.show(whole, view);
        assertThat(whole.kept()).as("the next one in the same look").isNotNull();
        assertThat(whole.kept().shows())
                .containsExactly(store.state().find(KIND, 1).version());
        Entity alone = add(Json.object("title", "t"));
        FIELDS.show(alone, view);
        assertThat(alone.kept().shows()).isEmpty();
    }

    @Test
    void changes_can_be_asked_for_and_made_other_changes() {
        Changes changes = Changes.of(Json.object("n", 5L, "t", "text", "d", Duration.ofHours(1), "none", null));

        assertThat(changes.number("n")).isEqualTo(5);
        assertThat(changes.text("t")).isEqualTo("text");
        assertThat(changes.span("d")).isEqualTo(Duration.ofHours(1));
        assertThat(changes.number("absent")).isNull();
        assertThat(changes.without("n").values()).containsOnlyKeys("t", "d", "none");
        assertThat(changes.with("n", 6L).number("n")).isEqualTo(6);
        assertThat(changes.withDefault("none", "x").get("none"))
                .as("null was asked for")
                .isNull();
        assertThat(changes.withDefault("more", "x").get("more")).isEqualTo("x");
        assertThat(changes.isEmpty()).isFalse();
        assertThat(Changes.of(Json.object()).isEmpty()).isTrue();
    }

    @Test
    void of_two_fields_of_one_name_a_form_shows_the_one_that_is_not_hidden() {
        Field stored = text("files").hidden();
        Field shown = whole("files").shown((entity, view) -> 7L);
        for (Fields both : List.of(Fields.of(KIND, stored, shown), Fields.of(KIND, shown, stored))) {
            Entity thing = store.write(transaction -> transaction.add(both.layout(), Json.object("files", "x")));

            assertThat(both.form("files").json(thing, view("http://a"))).isEqualTo(Json.object("files", 7L));
        }
    }
}
