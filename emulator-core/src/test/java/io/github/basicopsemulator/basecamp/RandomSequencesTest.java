package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.testing.Chance.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.testing.Chance;
import io.github.basicopsemulator.testing.Chance.Step;
import io.github.basicopsemulator.testing.Consistency;
import io.github.basicopsemulator.testing.RoundTrip;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever requests came before, what a workspace shows fits together. */
class RandomSequencesTest {

    private final List<String> tokens = new ArrayList<>();
    private Api api = new Api();

    @Property(seed = "7", tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void what_is_shown_fits_together_after_any_requests(@ForAll("sequences") List<Step> steps) {
        Furniture furniture = new Furniture();
        api = furniture.api();
        api.create("/projects.json", "{'name': 'Another'}");
        api.create("/projects/2/todolists.json", "{'name': 'M'}");
        tokens.clear();
        tokens.addAll(List.of("none", api.token("text/plain", new byte[1])));
        for (Step step : steps) {
            take(step, furniture);
            Consistency.assertNoReferenceLeadsToNothing(api.bench());
        }
        Consistency.assertKeptBytesHold(api.bench());
        RoundTrip.assertComesBack(api.bench());
        for (Map<String, Object> project : api.list("/projects.json")) {
            positions("/projects/" + project.get("id"));
            oneByOne("/projects/" + project.get("id"));
        }
        urls("/documents.json");
        urls("/attachments.json");
        urls("/todos.json");
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        return Chance.sequences(WrongRequestsTest.routes()
                .filter(route -> route.path().startsWith("/{account}"))
                .toList());
    }

    private void take(Step step, Furniture furniture) {
        Random random = new Random(step.randomness());
        Route route = step.route();
        String body = switch (route.takes()) {
            case NOTHING -> "";
            case BYTES -> "content";
            case OBJECT -> Chance.object(api.bench().resource(route), random, this::value);
        };
        String path = route.path().replace("{account}/api/v1", "").replaceFirst("^/", "");
        for (String parameter : List.of("{project}", "{list}", "{id}")) {
            boolean mostlyOne = random.nextInt(3) > 0;
            path = path.replace(parameter, mostlyOne ? "1" : String.valueOf(1 + random.nextInt(4)));
        }
        State before = api.state();
        // What Furniture knows of keys and names is good for the first attachment alone.
        Api.Answer answer = api.send(route.method(), path.contains("{") ? furniture.path(route, "") : path, body);
        String seen = step + " " + body + " was answered " + answer.status() + " " + answer.text();
        assertThat(answer.status()).as(seen).isLessThan(500);
        if (answer.status() >= 400) {
            assertThat(api.state()).as(seen).isSameAs(before);
        } else if (route.takes() == Route.Takes.BYTES) {
            tokens.add(answer.body().get("token").toString());
        }
        api.passSeconds(random.nextInt(3));
    }

    private String value(Field field, Random random) {
        List<String> values = switch (field.name()) {
            case "attachments" -> {
                String file = "{'token': '" + one(tokens, random) + "', 'name': 'a.txt'}";
                yield List.of("[" + file + "]", "[]", "[" + file + ", " + file + "]");
            }
            case "assignee" ->
                List.of("{'id': 149087659, 'type': 'Person'}", "{}", "{'id': 127326141, 'type': 'Person'}");
            case "due_at" -> List.of("'2024-02-29'", "'2012-03-27T16:00:00-05:00'", "''", "'x'");
            case "position" -> List.of("1", "2", "99", "'2'", "0");
            case "subscribers", "ids" -> List.of("[149087659]", "[]", "[127326141, 149087659]");
            case "email_addresses" -> List.of("['a@example.com']", "[]");
            default -> List.of(Chance.plain(field.type(), random));
        };
        return one(values, random);
    }

    /** The to-dos that remain in a list are numbered without gaps, and so are the lists themselves. */
    private void positions(String project) {
        List<Object> lists = new ArrayList<>(api.each(project + "/todolists.json", "position"));
        lists.addAll(api.each(project + "/todolists/completed.json", "position"));
        assertThat(lists).containsExactlyInAnyOrderElementsOf(upTo(lists.size()));
        for (Object list : api.each(project + "/todolists.json", "id")) {
            List<Object> todos = api.each(project + "/todolists/" + list + "/todos/remaining.json", "position");
            assertThat(todos).containsExactlyElementsOf(upTo(todos.size()));
        }
    }

    private static List<Object> upTo(int last) {
        return LongStream.rangeClosed(1, last).<Object>mapToObj(Long::valueOf).toList();
    }

    /** What a list shows of a thing is what the thing shows of itself; completed and remaining are all there are. */
    private void oneByOne(String project) {
        Set<Object> all = new HashSet<>(api.each(project + "/todos.json", "id"));
        Set<Object> parts = new HashSet<>(api.each(project + "/todos/completed.json", "id"));
        parts.addAll(api.each(project + "/todos/remaining.json", "id"));
        assertThat(parts).isEqualTo(all);
        for (String section : List.of("todos", "documents", "attachments")) {
            for (Map<String, Object> listed : api.list(project + "/" + section + ".json")) {
                Map<String, Object> shown = api.show(project + "/" + section + "/" + listed.get("id") + ".json");
                shown.forEach((name, value) -> assertThat(listed.getOrDefault(name, value))
                        .as(section + " " + name)
                        .isEqualTo(value));
            }
        }
    }

    /** Every URL of the API in a list leads somewhere. */
    private void urls(String path) {
        for (Object url : api.each(path, "url")) {
            Api.Answer answer = api.get(url.toString().substring(Api.URL.length()));
            assertThat(answer.status())
                    .as(url + " " + new String(answer.reply().body(), StandardCharsets.UTF_8))
                    .isEqualTo(200);
        }
    }
}
