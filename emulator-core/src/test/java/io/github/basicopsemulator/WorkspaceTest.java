package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.person;
import static io.github.basicopsemulator.BasicOpsSeed.project;
import static io.github.basicopsemulator.BasicOpsSeed.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.control.Contract;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Isolated worlds on one port, and going back in them. */
class WorkspaceTest {

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void workspaces_know_nothing_of_each_other() {
        Workspace one = emulator.workspace("one");
        Workspace other = emulator.workspace("other");
        Http.post(one.url("/v1/task"), "{'title': 'only here'}");

        assertThat(Http.get(one.url("/v1/task")).list()).hasSize(1);
        assertThat(Http.get(other.url("/v1/task")).list()).isEmpty();
        assertThat(Http.get(other.url("/v1/task/1")).status()).isEqualTo(404);
        assertThat(Http.post(other.url("/v1/task"), "{'title': 'T'}").data()).containsEntry("id", 1L);
        assertThat(emulator.workspace().records("task")).isEmpty();
        assertThat(one.url()).hasToString(emulator.url() + "/w/one");
        assertThat(emulator.workspace("one")).isSameAs(one);
    }

    @Test
    void a_workspace_that_nobody_made_is_not_found() {
        Http.Answer answer = Http.get(URI.create(emulator.url() + "/w/nobody/v1/task"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).containsEntry("success", false).containsEntry("error", "not_found");
        assertThat(answer.message())
                .contains("There is no workspace \"nobody\" here")
                .contains("Emulator.workspace");
    }

    @Test
    void a_closed_workspace_is_not_found_and_its_name_is_free() {
        Workspace closed = emulator.workspace("closed");
        closed.seed(task("T"));
        closed.close();

        assertThat(Http.get(closed.url("/v1/task")).status()).isEqualTo(404);
        assertThat(emulator.workspace("closed").records("task")).isEmpty();
        closed.close();
        assertThat(Http.get(closed.url("/v1/task")).status())
                .as("closing the old one again leaves the new one alone")
                .isEqualTo(200);
    }

    @Test
    void workspaces_are_made_on_demand_only_when_told_so() {
        try (Emulator eager = Emulator.builder().workspacesOnDemand().start()) {
            assertThat(Http.get(URI.create(eager.url() + "/w/new/v1/task")).status())
                    .isEqualTo(200);
            assertThat(Http.post(URI.create(eager.url() + "/w/new/v1/task"), "{'title': 'T'}")
                            .status())
                    .isEqualTo(200);
            assertThat(eager.workspace("new").records("task")).hasSize(1);
            assertThat(Http.get(URI.create(eager.url() + "/w/a%20b/v1/task")).status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "é", "..", ".", "a%20", "a?b"})
    void a_name_that_no_url_takes_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emulator.workspace(name))
                .withMessageContaining(name);
    }

    @Test
    void a_name_has_two_hundred_characters_at_the_most() {
        assertThat(Http.get(emulator.workspace("n".repeat(200)).url("/v1/task")).status())
                .isEqualTo(200);
        assertThatIllegalArgumentException().isThrownBy(() -> emulator.workspace("n".repeat(201)));
    }

    @Test
    void a_snapshot_brings_everything_back() {
        Workspace workspace = emulator.workspace("back");
        workspace.seed(task("before").id(10));
        Snapshot snapshot = workspace.snapshot();
        List<Map<String, Object>> records = workspace.records("task");
        Http.post(workspace.url("/v1/task"), "{'title': 'after'}");
        Http.send("DELETE", workspace.url("/v1/task/10"), BodyPublishers.noBody());

        workspace.rewind(snapshot);

        assertThat(workspace.records("task")).isEqualTo(records);
        assertThat(Http.get(workspace.url("/v1/task/11")).status()).isEqualTo(404);
        assertThat(Http.post(workspace.url("/v1/task"), "{'title': 'T'}").data())
                .as("ids went back too")
                .containsEntry("id", 11L);
        workspace.rewind(snapshot);
        assertThat(workspace.records("task")).isEqualTo(records);
    }

    @Test
    void a_workspace_can_begin_with_the_snapshot_of_another() {
        Workspace first = emulator.workspace("first");
        first.seed(task("T"));
        Workspace second = emulator.workspace("second", first.snapshot());
        Http.post(second.url("/v1/task"), "{'title': 'only here'}");

        assertThat(first.records("task")).hasSize(1);
        assertThat(second.records("task")).hasSize(2);
        assertThat((String) Http.get(second.url("/v1/user/me")).data().get("picture"))
                .startsWith(second.url().toString());
        assertThat((String) Http.get(first.url("/v1/user/me")).data().get("picture"))
                .startsWith(first.url().toString());
        assertThatIllegalStateException()
                .isThrownBy(() -> emulator.workspace("second", first.snapshot()))
                .withMessageContaining("there is a workspace \"second\" already");
    }

    @Test
    void a_reset_workspace_is_as_a_fresh_one() {
        Workspace workspace = emulator.workspace("reset");
        Snapshot fresh = workspace.snapshot();
        workspace.seed(project("P").tasks(task("T")), person("New", "One").token("strict"));
        assertThat(workspace.token()).isEqualTo("strict");

        workspace.reset();

        assertThat(workspace.records("project")).isEmpty();
        assertThat(workspace.records("user")).hasSize(2);
        assertThat(workspace.snapshot().past().state()).isSameAs(fresh.past().state());
        assertThat(Http.get(workspace.url("/v1/user/me")).status()).isEqualTo(200);
    }

    @Test
    void records_are_what_the_api_shows_and_cannot_be_changed() {
        Workspace workspace = emulator.workspace("records");
        workspace.seed(project("P").tasks(task("T").assignee(25)));

        Map<String, Object> record =
                new LinkedHashMap<>(workspace.records("task").get(0));
        assertThat(record.remove("archived")).isEqualTo(false);
        assertThat(record).containsKey("parent");
        assertThat(record.remove("parent")).isNull();
        assertThat(record).isEqualTo(Http.get(workspace.url("/v1/task/1")).data());
        assertThat(workspace.records("user")).hasSize(2);
        assertThatThrownBy(() -> workspace.records("task").get(0).put("title", "x"))
                .isInstanceOf(UnsupportedOperationException.class);
        Object role = ((List<?>) workspace.records("user").get(1).get("roles")).get(0);
        assertThatThrownBy(() -> ((Map<?, ?>) role).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.records("chore"))
                .withMessageContaining("there is no kind \"chore\"; there are");
    }

    @Test
    void urls_are_made_with_or_without_a_slash() {
        Workspace workspace = emulator.workspace("urls");

        assertThat(workspace.url("/v1/task")).isEqualTo(workspace.url("v1/task"));
        assertThat(workspace.name()).isEqualTo("urls");
        assertThat(workspace).hasToString("workspace urls at " + workspace.url());
        assertThat(emulator.workspace()).hasToString("default workspace at " + emulator.url());
    }

    @Test
    void many_workspaces_are_used_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> tests = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> {
                        Workspace workspace = emulator.workspace("parallel-" + i);
                        for (int n = 0; n <= i; n++) {
                            Http.post(workspace.url("/v1/task"), "{'title': 'T'}");
                        }
                        return Http.get(workspace.url("/v1/task")).list().size();
                    }))
                    .toList();
            for (int i = 0; i < 20; i++) {
                assertThat(tests.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i + 1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void the_clock_goes_with_a_snapshot() {
        Workspace workspace = emulator.workspace("clocked");
        Clock then = Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC);
        workspace.clock().follow(then);
        Snapshot snapshot = workspace.snapshot();
        workspace.clock().follow(Clock.systemUTC());
        workspace.rewind(snapshot);
        workspace.seed(task("T"));
        Workspace other = emulator.workspace("clocked-too", snapshot);
        other.seed(task("T"));

        assertThat(workspace.records("task").get(0)).containsEntry("created", "2020-01-01T00:00:00.000Z");
        assertThat(other.records("task").get(0)).containsEntry("created", "2020-01-01T00:00:00.000Z");

        workspace.reset();
        workspace.seed(task("T"));
        assertThat(workspace.records("task").get(0).get("created").toString()).doesNotStartWith("2020");
    }

    @Test
    void a_closed_workspace_says_so() {
        Workspace workspace = emulator.workspace("closed");
        workspace.close();

        assertThatThrownBy(() -> workspace.seed(task("T")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void who_reads_while_somebody_rewinds_sees_one_state_and_not_two() throws Exception {
        Workspace workspace = emulator.workspace("rewound");
        Snapshot without = workspace.snapshot();
        workspace.seed(person("New", "One").id(77).token("theirs"));
        Snapshot with = workspace.snapshot();
        AtomicBoolean done = new AtomicBoolean();
        Thread rewinding = new Thread(() -> {
            while (!done.get()) {
                workspace.rewind(without);
                workspace.rewind(with);
            }
        });
        rewinding.start();
        HttpRequest me = HttpRequest.newBuilder(workspace.url("/v1/user/me"))
                .header("Authorization", "Bearer theirs")
                .build();
        HttpClient client = HttpClient.newHttpClient();

        try {
            for (int i = 0; i < 2_000; i++) {
                assertThat(Contract.served()
                                .checked(client.send(me, BodyHandlers.ofString()))
                                .statusCode())
                        .isEqualTo(200);
            }
        } finally {
            done.set(true);
            rewinding.join();
        }
    }

    @Test
    void changes_seen_during_rewinds_are_of_one_moment() throws Exception {
        Workspace workspace = emulator.workspace("compared");
        Snapshot without = workspace.snapshot();
        workspace.seed(task("A"));
        Snapshot with = workspace.snapshot();
        workspace.rewind(without);
        AtomicBoolean done = new AtomicBoolean();
        Thread rewinding = new Thread(() -> {
            while (!done.get()) {
                workspace.rewind(with);
                workspace.rewind(without);
            }
        });
        rewinding.start();

        try {
            for (int i = 0; i < 20_000; i++) {
                assertThat(workspace.changes().all()).isEmpty();
            }
        } finally {
            done.set(true);
            rewinding.join();
        }
    }

    @Test
    void ten_thousand_changes_are_undone_and_ids_go_on_as_before() {
        Workspace workspace = emulator.workspace("ten-thousand");
        workspace.seed(task("before"));
        Snapshot snapshot = workspace.snapshot();
        for (int i = 0; i < 100; i++) {
            Seed<?>[] seeds = new Seed<?>[50];
            Arrays.setAll(seeds, j -> task("T" + j));
            long first = workspace.seed(seeds).id();
            for (int j = 0; j < 50; j++) {
                workspace.change("task", first + j, Map.of("status", "Complete"));
            }
        }
        assertThat(workspace.changesSince(snapshot).created()).hasSize(5_000);

        workspace.rewind(snapshot);

        assertThat(workspace.changesSince(snapshot).isEmpty()).isTrue();
        assertThat(workspace.seed(task("after")).id()).isEqualTo(2);
    }
}
