package io.github.basicopsemulator.stress;

import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Inbox;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clients write to one workspace and read from it at the same time: what each saw fits into one order. */
class ConcurrencyTest {

    private static final int CLIENTS = 8;

    private Emulator emulator;
    private Workspace workspace;
    private Caller caller;

    @BeforeEach
    void start() {
        emulator = Emulator.start();
        workspace = emulator.workspace("crowded");
        caller = new Caller(workspace);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void no_update_is_lost_whatever_others_write_to_the_same_record() throws Exception {
        updates(40);
    }

    @Test
    void nobody_sees_half_of_a_bulk() throws Exception {
        bulks(25);
    }

    @Test
    void ids_are_given_once_and_none_is_left_out() throws Exception {
        creations(30);
    }

    @Test
    void webhooks_are_told_in_the_order_of_the_changes() throws Exception {
        deliveries(20);
    }

    @Test
    void nothing_is_put_into_what_is_being_deleted() throws Exception {
        deletions(25);
    }

    @Tag("long")
    @RepeatedTest(20)
    void all_of_it_again_and_longer() throws Exception {
        updates(300);
        workspace.reset();
        bulks(150);
        workspace.reset();
        creations(300);
        workspace.reset();
        deliveries(20);
        workspace.reset();
        deletions(150);
    }

    /** Each field of a task is a register of its own, which two clients write and all read. */
    private void updates(int times) throws Exception {
        caller.data("POST", "/v1/task", "{'title': 'first', 'description': 'first'}");
        Map<String, Register> fields = Map.of("title", new Register(), "description", new Register());
        fields.values()
                .forEach(field -> field.add(new Register.Act(true, "first", Long.MIN_VALUE, Long.MIN_VALUE + 1)));
        together(client -> {
            String field = client % 2 == 0 ? "title" : "description";
            for (int i = 0; i < times; i++) {
                long began = System.nanoTime();
                if (client < CLIENTS / 2) {
                    String value = client + "-" + i;
                    caller.send("PATCH", "/v1/task/1", "{'" + field + "': '" + value + "'}");
                    fields.get(field).wrote(value, began);
                } else {
                    Map<String, Object> task = i % 2 == 0
                            ? caller.object("GET", "/v1/task/1", "")
                            : caller.list("/v1/task").get(0);
                    fields.forEach((name, register) -> register.read(task.get(name), began));
                }
            }
        });
        fields.values().forEach(register -> {
            assertThat(register.size()).isEqualTo(1 + (CLIENTS / 4 + CLIENTS / 2) * times);
            register.check();
        });
    }

    /** All tasks of a list are one register, which bulks write. */
    private void bulks(int times) throws Exception {
        String ten = "{'title': 'first'},".repeat(10);
        caller.data("POST", "/v1/task/bulk", "{'items': [" + ten.substring(0, ten.length() - 1) + "]}");
        Register all = new Register();
        all.add(new Register.Act(true, "first", Long.MIN_VALUE, Long.MIN_VALUE + 1));
        together(client -> {
            for (int i = 0; i < times; i++) {
                long began = System.nanoTime();
                if (client < CLIENTS / 2) {
                    String value = client + "-" + i;
                    caller.data("POST", "/v1/task/bulk", "{'items': [" + retitled(value) + "]}");
                    all.wrote(value, began);
                } else {
                    List<Object> titles = caller.list("/v1/task").stream()
                            .map(task -> task.get("title"))
                            .toList();
                    assertThat(titles).hasSize(10);
                    assertThat(titles.stream().distinct())
                            .as("titles at one time")
                            .hasSize(1);
                    all.read(titles.get(0), began);
                }
            }
        });
        all.check();
    }

    private static String retitled(String title) {
        return LongStream.rangeClosed(1, 10)
                .mapToObj(id -> "{'id': " + id + ", 'title': '" + title + "'}")
                .collect(Collectors.joining(","));
    }

    private record Creation(List<Long> ids, long began, long ended) {}

    private void creations(int times) throws Exception {
        Collection<Creation> creations = new ConcurrentLinkedQueue<>();
        together(client -> {
            for (int i = 0; i < times; i++) {
                long began = System.nanoTime();
                List<Long> ids = i % 5 == 0
                        ? bulkOfThree()
                        : List.of((Long) caller.object("POST", "/v1/task", "{'title': 'T'}")
                                .get("id"));
                creations.add(new Creation(ids, began, System.nanoTime()));
            }
        });

        List<Long> ids =
                creations.stream().flatMap(each -> each.ids().stream()).sorted().toList();
        assertThat(ids)
                .isEqualTo(LongStream.rangeClosed(1, ids.size()).boxed().toList())
                .hasSizeGreaterThan(CLIENTS * times);
        assertThat(caller.list("/v1/task")).extracting("id").isEqualTo(ids);
        for (Creation creation : creations) {
            long first = creation.ids().get(0);
            assertThat(creation.ids())
                    .as("ids of one bulk")
                    .isEqualTo(LongStream.range(first, first + creation.ids().size())
                            .boxed()
                            .toList());
            assertThat(creations)
                    .as("what began after %s had ended", creation)
                    .allMatch(other ->
                            other.began() < creation.ended() || other.ids().get(0) > first);
        }
    }

    @SuppressWarnings("unchecked")
    private List<Long> bulkOfThree() {
        return (List<Long>)
                caller.object("POST", "/v1/task/bulk", "{'items': [{'title': 'A'}, {'title': 'B'}, {'title': 'C'}]}")
                        .get("created");
    }

    /** Whoever was told last of a task was told what it is now, and tasks are told of in the order of their ids. */
    private void deliveries(int times) throws Exception {
        Inbox inbox = workspace.inbox("told");
        inbox.clear();
        workspace.seed(webhook(inbox.url(), "basicops:task:created", "basicops:task:updated"));
        together(client -> {
            for (int i = 0; i < times; i++) {
                if (client < CLIENTS / 2) {
                    caller.data("POST", "/v1/task", "{'title': 'T'}");
                } else {
                    caller.send("PATCH", "/v1/task/" + (1 + i % 3), "{'title': '" + client + "-" + i + "'}");
                }
            }
        });
        workspace.webhooks().settle();

        List<Inbox.Message> received = inbox.received();
        List<Object> created = received.stream()
                .filter(message -> message.event().endsWith("created"))
                .map(message -> message.value("/events/0/records/0/id"))
                .toList();
        assertThat(created)
                .isEqualTo(LongStream.rangeClosed(1, (long) CLIENTS / 2 * times)
                        .boxed()
                        .map(Object.class::cast)
                        .toList());
        for (long id = 1; id <= 3; id++) {
            Object now = caller.object("GET", "/v1/task/" + id, "").get("title");
            long task = id;
            List<Object> titles = received.stream()
                    .filter(message -> Objects.equals(message.value("/events/0/records/0/id"), task))
                    .map(message -> message.value("/events/0/records/0/title"))
                    .toList();
            assertThat(titles).as("titles of task %s as they were told", id).endsWith(now);
        }
        assertThat(workspace.webhooks().deliveries()).hasSameSizeAs(received);
    }

    /** A client deletes projects into which others put tasks; a task goes with its project or is refused. */
    private void deletions(int times) throws Exception {
        together(client -> {
            for (int i = 0; i < times; i++) {
                long project = 1 + i;
                if (client == 0) {
                    Object made = caller.object("POST", "/v1/project", "{'title': 'P'}")
                            .get("id");
                    assertThat(made).isEqualTo(project);
                } else if (client == 1) {
                    caller.send("DELETE", "/v1/project/" + project, "");
                } else if (client % 2 == 0) {
                    int status = caller.send("POST", "/v1/task", "{'title': 'T', 'project': " + project + "}")
                            .status();
                    assertThat(status).isIn(200, 400);
                } else {
                    for (Map<String, Object> task : caller.list("/v1/task")) {
                        assertThat(task.get("project"))
                                .as("%s", Json.describe(task))
                                .isNotNull();
                    }
                }
            }
        });
        List<Object> projects = caller.list("/v1/project").stream()
                .map(project -> project.get("id"))
                .toList();
        assertThat(caller.list("/v1/task"))
                .allSatisfy(task -> assertThat(projects).contains(((Map<?, ?>) task.get("project")).get("id")));
    }

    private interface Work {
        void run(int client) throws Exception;
    }

    /** Lets all clients begin at once, and fails with the first that fails. */
    private static void together(Work work) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Void>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                all.add(() -> {
                    work.run(client);
                    return null;
                });
            }
            for (Future<Void> each : clients.invokeAll(all)) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } finally {
            clients.shutdownNow();
        }
    }
}
