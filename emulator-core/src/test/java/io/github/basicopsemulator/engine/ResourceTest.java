package io.github.basicopsemulator.engine;

import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.FakeTransport;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a resource makes of a seed, and which field leads from a thing to what is around it. */
class ResourceTest {

    private static final Kind BOX = new Kind("toy box");
    private static final Kind SHELF = new Kind("toy shelf");

    private final SampleApi shop = new SampleApi();
    private final Engine engine = new Engine(List.of(shop));
    private final WorkspaceRuntime runtime = new WorkspaceRuntime(
            "",
            new WorkspaceSnapshot(
                    engine.fresh(1),
                    new VirtualClock.Mode(Clock.systemUTC()),
                    new DispatchSettings(PayloadFormat.DOCUMENTED)),
            new FakeTransport().network(),
            new ExchangeLog(0, 0));

    @Test
    void what_a_seed_says_stands_also_where_no_client_could_say_it() {
        Entity toy = load(Json.object("name", "car", "created", "2001-02-03", "wheels", 4L), 77L);

        assertThat(toy.id()).isEqualTo(77);
        assertThat(toy.get("created")).isEqualTo(Instant.parse("2001-02-03T00:00:00Z"));
        assertThat(runtime.store().state().find(SampleItems.KIND, 77)).isSameAs(toy);
    }

    @Test
    void what_is_wrong_with_a_seed_is_refused() {
        assertThatThrownBy(() -> load(Json.object("name", 5L), null))
                .isInstanceOf(Problem.class)
                .hasMessage("$.name must be a text, but was 5.");
        assertThat(runtime.events().events()).isEmpty();
    }

    @Test
    void where_unknown_names_are_refused_a_client_and_a_seed_hear_of_them() {
        shop.picky = true;
        FieldError unknown = new FieldError("$.wheels", FieldError.Reason.UNKNOWN, "is not a field here");

        assertThatThrownBy(() -> load(Json.object("name", "car", "wheels", 4L), null))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.errors()).containsExactly(unknown));
        assertThatThrownBy(() -> execute(call -> call.resource(SampleItems.KIND)
                        .read(Json.object("name", "car", "wheels", 4L), true, "$", call)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.errors()).containsExactly(unknown));
        assertThat(load(Json.object("name", "car"), null).text("name")).isEqualTo("car");
    }

    @Test
    void a_thing_is_in_what_its_field_is_called_after() {
        assertThat(inside(reference("lost", BOX).owned(), reference("shelf", SHELF), reference("box", BOX)))
                .isEqualTo(Map.of("box", 7L));
        assertThat(inside(reference("lost", BOX), reference("box_id", BOX))).isEqualTo(Map.of("box_id", 7L));
    }

    @Test
    void or_in_what_it_goes_with() {
        assertThat(inside(reference("seen", BOX), reference("place", BOX).owned()))
                .isEqualTo(Map.of("place", 7L));
    }

    @Test
    void or_in_nothing_of_that_kind() {
        assertThat(inside(
                        text("box"),
                        reference("seen", BOX),
                        reference("shelf", SHELF).owned()))
                .isEmpty();
        assertThat(inside(reference("box", SHELF))).isEmpty();
        assertThat(inside(reference("box", BOX).sent())).isEmpty();
    }

    private static Map<String, Object> inside(Field... fields) {
        Resource resource = new Resource(Fields.of(new Kind("toy part"), fields)) {
            @Override
            public List<Route> routes() {
                return List.of();
            }
        };
        return resource.inside(BOX, 7);
    }

    private Entity load(Map<String, Object> values, Long id) {
        return execute(call -> call.resource(SampleItems.KIND).load(values, id, call));
    }

    private <T> T execute(Function<Call, T> work) {
        return engine.execute(runtime, shop, shop.seeder(), "", work);
    }
}
