package io.github.basicopsemulator.field;

import static io.github.basicopsemulator.field.Field.anything;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.decimal;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.keys;
import static io.github.basicopsemulator.field.Field.moment;
import static io.github.basicopsemulator.field.Field.object;
import static io.github.basicopsemulator.field.Field.objects;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.references;
import static io.github.basicopsemulator.field.Field.span;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.texts;
import static io.github.basicopsemulator.field.Field.whole;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.basicopsemulator.json.Document;
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
import java.util.Objects;

/** Any JSON, by a table with a field of every type that clients can write. */
class FieldsFuzz {

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
            moment("day").toTheSecond(),
            span("long"),
            decimal("cost"),
            choice("colour", List.of("Red", "Light Blue")).initially("Red"),
            reference("owner", KIND),
            references("team", KIND),
            keys("tags", KIND, "title", String::strip, Fields.of(KIND, id(), text("title"))),
            objects("roles", text("name").required(), whole("id"), decimal("share")),
            texts("words"),
            object("place", text("city"), flag("far")),
            anything("more"),
            created("created"));

    private static final State STATE = state();

    private static State state() {
        Store store = new Store(State.empty(1));
        store.write(transaction -> transaction.add(FIELDS.layout(), Json.object("title", "first")));
        return store.state();
    }

    @FuzzTest
    void what_is_read_can_be_shown_and_written_and_read_again_as_it_was(byte[] body) throws MalformedJson {
        Map<String, Object> sent = json(body);
        if (sent == null) {
            return;
        }
        refused(sent, false);
        List<FieldError> errors = refused(sent, true);
        if (errors.isEmpty()) {
            Map<String, Object> values = FIELDS.complete(FIELDS.read(sent, STATE, true, "$", errors), NOW, true);
            Entity entity = new Store(STATE).write(transaction -> transaction.add(FIELDS.layout(), values));
            shown(entity);
            written(entity);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(byte[] body) {
        try {
            return Json.read(body) instanceof Map<?, ?> object ? (Map<String, Object>) object : null;
        } catch (MalformedJson noJson) {
            return null;
        }
    }

    private static List<FieldError> refused(Map<String, Object> sent, boolean creating) {
        List<FieldError> errors = new ArrayList<>();
        FIELDS.read(sent, STATE, creating, "$", errors);
        assertThat(errors).allSatisfy(error -> {
            assertThat(error.path()).startsWith("$.");
            assertThat(error.message()).isNotBlank();
        });
        return errors;
    }

    /** What a client is shown it can send back, but for entities, which it names by their ids. */
    private static void shown(Entity entity) throws MalformedJson {
        Map<String, Object> shown = json(FIELDS.show(entity, new RenderContext(STATE, "", Iso8601::millis, NOW))
                .bytes());
        shown.remove("tags");
        List<FieldError> errors = new ArrayList<>();
        Changes changes = FIELDS.read(shown, STATE, true, "$", errors);
        assertThat(errors).isEmpty();
        for (String name : shown.keySet()) {
            if (changes.has(name)) {
                assertThat(changes.get(name)).as(name).isEqualTo(entity.get(name));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void written(Entity entity) throws MalformedJson {
        Map<String, Object> record = FIELDS.record(entity);
        for (byte[] file : List.of(Json.yaml(record), Json.pretty(record))) {
            List<FieldError> errors = new ArrayList<>();
            Object read = Objects.requireNonNull(Document.read(file).value());
            Map<String, Object> restored = FIELDS.restore((Map<String, Object>) read, errors);
            assertThat(errors).isEmpty();
            assertThat(restored)
                    .allSatisfy((name, value) -> assertThat(value).as(name).isEqualTo(entity.get(name)));
        }
    }
}
