package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasecampSeed.project;
import static io.github.basicopsemulator.BasecampSeed.todo;
import static io.github.basicopsemulator.BasecampSeed.todolist;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.assertThat;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.created;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.updated;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's test of a program that carries work from one vendor to the two others: one workspace, one clock. */
@BasicOpsEmulator
class ThreeVendorsTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    /** The code under test: copies the to-dos of a list, and says so in the list's description. */
    private record Mover(URI base, String token, List<String> dates) {

        private static final HttpClient HTTP = HttpClient.newHttpClient();
        private static final Pattern CONTENT = Pattern.compile("\"content\":\"([^\"]*)\"");

        void copy(long project, long list) throws Exception {
            String todolist = "/999999999/api/v1/projects/" + project + "/todolists/" + list;
            for (String content : contents(send("GET", todolist + "/todos.json", ""))) {
                send("POST", "/v1/task", "{'title': '" + content + "'}");
                send(
                        "POST",
                        "/v2/tasks",
                        "{'data': {'content': '" + content + "', 'resource_type': 'lead', 'resource_id': 1}}");
            }
            send("PUT", todolist + ".json", "{'description': 'copied'}");
        }

        private static List<String> contents(String todos) {
            List<String> contents = new ArrayList<>();
            Matcher matcher = CONTENT.matcher(todos);
            while (matcher.find()) {
                contents.add(matcher.group(1));
            }
            return contents;
        }

        private String send(String method, String path, String json) throws IOException, InterruptedException {
            HttpResponse<String> reply = HTTP.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .header("User-Agent", "Mover (mover@example.com)")
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(json.replace('\'', '"')))
                            .build(),
                    BodyHandlers.ofString());
            if (reply.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + " was answered " + reply.body());
            }
            dates.add(reply.headers().firstValue("Date").orElseThrow());
            return reply.body();
        }
    }

    private final List<String> dates = new ArrayList<>();

    @Test
    void what_is_copied_from_one_to_the_others_is_one_difference(Workspace workspace) throws Exception {
        workspace.seed(project("Apollo")
                .todolists(todolist("Launch").todos(todo("Fuel").due("2026-12-01"), todo("Countdown"))));
        Snapshot before = workspace.snapshot();

        new Mover(workspace.url(), workspace.token(), dates).copy(1, 1); // the code under test

        assertThat(workspace)
                .since(before)
                .changedExactly(
                        created("task").with("title", "Fuel"),
                        created("task").with("title", "Countdown"),
                        created("sell task").with("content", "Fuel").with("resource_id", 1),
                        created("sell task").with("content", "Countdown").with("resource_id", 1),
                        updated("basecamp todolist", 1).field("description", null, "copied"));
    }

    @Test
    void the_clocks_of_all_three_agree(Workspace workspace) throws Exception {
        workspace.clock().set(NOON);
        workspace.seed(project("Apollo").todolists(todolist("Launch").todos(todo("Fuel"))));
        workspace.clock().advance(Duration.ofHours(1));

        new Mover(workspace.url(), workspace.token(), dates).copy(1, 1);

        Instant one = NOON.plus(Duration.ofHours(1));
        assertThat(Stream.of(
                        moment("task", "created", workspace),
                        moment("sell task", "created_at", workspace),
                        moment("basecamp todolist", "updated_at", workspace)))
                .containsOnly(one);
        assertThat(moment("basecamp todo", "created_at", workspace)).isEqualTo(NOON);
        assertThat(dates).hasSize(4).containsOnly("Mon, 02 Nov 2026 13:00:00 GMT");
    }

    private static Instant moment(String kind, String field, Workspace workspace) {
        Map<String, Object> record = workspace.records(kind).get(0);
        return Instant.parse((String) record.get(field));
    }
}
