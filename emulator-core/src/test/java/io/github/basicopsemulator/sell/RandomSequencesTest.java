package io.github.basicopsemulator.sell;

import static io.github.basicopsemulator.testing.Chance.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.testing.Chance;
import io.github.basicopsemulator.testing.Chance.Step;
import io.github.basicopsemulator.testing.Consistency;
import io.github.basicopsemulator.testing.RoundTrip;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever requests came before, what a workspace shows fits together. */
class RandomSequencesTest {

    private static final List<String> LISTS = List.of("tasks", "leads", "contacts", "deals", "lead_sources", "users");

    private Api api = new Api();

    @Property(seed = "7", tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void what_is_shown_fits_together_after_any_requests(@ForAll("sequences") List<Step> steps) {
        api = new Api();
        for (Step step : steps) {
            take(step);
            lists();
            Consistency.assertNoReferenceLeadsToNothing(api.bench());
        }
        Consistency.assertKeptBytesHold(api.bench());
        RoundTrip.assertComesBack(api.bench());
        tasks();
        oneByOne();
        filters();
        putBack();
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        return Chance.sequences(WrongRequestsTest.routes()
                .filter(route -> route.path().startsWith("/v2"))
                .toList());
    }

    private void take(Step step) {
        Random random = new Random(step.randomness());
        Route route = step.route();
        String data = Chance.object(api.bench().resource(route), random, RandomSequencesTest::value);
        String body = route.takes() == Route.Takes.OBJECT ? "{'data': " + data + "}" : "";
        State before = api.state();
        Api.Answer answer = api.send(route.method(), route.path().replace("{id}", "" + (1 + random.nextInt(4))), body);
        String seen = step + " " + body + " was answered " + answer.status() + " " + answer.text();
        assertThat(answer.status()).as(seen).isLessThan(500);
        if (answer.status() >= 400) {
            new SellContract().assertRefused(answer.reply(), seen);
            assertThat(api.state()).as(seen).isSameAs(before);
        }
        api.bench().pass(random.nextInt(3_000));
    }

    private static String value(Field field, Random random) {
        Type type = field.type();
        if (type instanceof Type.Reference reference) {
            return reference.kind() == Users.KIND ? "1" : "" + random.nextInt(4);
        } else if (field.name().equals("resource_id")) {
            return "" + random.nextInt(3);
        } else if (type instanceof Type.Texts) {
            return one(List.of("[]", "['a', 'b']"), random);
        } else if (type instanceof Type.Nested || type instanceof Type.AnyObject) {
            return one(List.of("{}", "{'city': 'Paris'}"), random);
        } else if (type instanceof Type.Decimal) {
            return one(List.of("0", "1000.25", "'7.5'", "1e3"), random);
        }
        return Chance.plain(type, random);
    }

    /** The bytes of all lists; reading them keeps bytes beside every record. */
    private List<String> lists() {
        return LISTS.stream()
                .map(list -> api.get("/v2/" + list + "?per_page=100").text())
                .toList();
    }

    /** Whatever is completed says when; whatever is related says to what; nothing completed is overdue. */
    private void tasks() {
        for (Map<String, Object> task : api.get("/v2/tasks?per_page=100").items()) {
            assertThat(task.get("completed_at") != null).as("" + task).isEqualTo(task.get("completed"));
            assertThat(task.get("resource_id") == null).as("" + task).isEqualTo(task.get("resource_type") == null);
            assertThat(Boolean.TRUE.equals(task.get("completed")) && Boolean.TRUE.equals(task.get("overdue")))
                    .as("" + task)
                    .isFalse();
        }
        assertThat(api.ids("/v2/tasks?overdue=true&per_page=100").size()
                        + api.ids("/v2/tasks?overdue=false&per_page=100").size())
                .isEqualTo(api.ids("/v2/tasks?per_page=100").size());
        assertThat(api.get("/v2/tasks?per_page=100").items())
                .extracting(task -> (String) task.get("updated_at"))
                .isSorted();
    }

    private void oneByOne() {
        for (String list : LISTS) {
            for (Map<String, Object> record :
                    api.get("/v2/" + list + "?per_page=100").items()) {
                assertThat(api.show("/v2/" + list + "/" + record.get("id"))).isEqualTo(record);
            }
        }
    }

    /** A filter gives those records of the whole list that have the value, in the same order. */
    private void filters() {
        for (String list : LISTS) {
            Resource resource = api.bench().resources().stream()
                    .filter(each -> each.routes().get(0).path().equals("/v2/" + list))
                    .findFirst()
                    .orElseThrow();
            List<Map<String, Object>> all =
                    api.get("/v2/" + list + "?per_page=100").items();
            for (Field field : resource.fields().all()) {
                if (field.is(Trait.FILTERED)) {
                    Set<Object> values = new LinkedHashSet<>();
                    all.forEach(record -> values.add(record.get(field.name())));
                    values.remove(null);
                    for (Object value : values) {
                        String query = "?per_page=100&" + field.name() + "="
                                + value.toString().replace(" ", "%20");
                        assertThat(api.get("/v2/" + list + query).items())
                                .as(list + query)
                                .isEqualTo(all.stream()
                                        .filter(record -> Objects.equals(record.get(field.name()), value))
                                        .toList());
                    }
                }
            }
        }
    }

    private void putBack() {
        List<String> before = lists();
        State state = api.state();
        for (int id = 1; id < 4; id++) {
            api.put("/v2/tasks/" + id, "{'content': 'changed'}");
            api.delete("/v2/contacts/" + id);
        }
        lists();
        api.bench().put(state);
        assertThat(lists()).isEqualTo(before);
    }
}
