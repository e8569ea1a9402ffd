package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workspaces that are put back or closed while deliveries are on their way: nothing arrives afterwards. */
@Timeout(60)
class RewindWhileDeliveringTest {

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @RepeatedTest(20)
    void nothing_arrives_after_a_rewind() {
        nothingArrivesAfter((workspace, snapshot) -> workspace.rewind(snapshot));
    }

    @RepeatedTest(20)
    void nothing_arrives_after_a_reset() {
        nothingArrivesAfter((workspace, snapshot) -> workspace.reset());
    }

    @RepeatedTest(20)
    void nothing_arrives_after_closing() {
        nothingArrivesAfter((workspace, snapshot) -> workspace.close());
    }

    private interface Ending {

        void end(Workspace workspace, Snapshot snapshot);
    }

    /** Another workspace's inboxes are the subscribers, so that they stay when this one is put back. */
    private static void nothingArrivesAfter(Ending ending) {
        try (Workspace sender = emulator.workspace("sender");
                Workspace receiver = emulator.workspace("receiver")) {
            Snapshot before = sender.snapshot();
            List<Inbox> inboxes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                inboxes.add(receiver.inbox("hook-" + i));
                sender.seed(webhook(inboxes.get(i).url(), "basicops:task:created"));
            }
            CompletableFuture<Void> writing = CompletableFuture.runAsync(writer(sender));
            inboxes.get(3).await(5);

            ending.end(sender, before);

            List<Integer> then = counts(inboxes);
            writing.handle((done, closed) -> done).join();
            // Whatever was still under way would have come before this, over the same connections.
            try (Workspace other = emulator.workspace("other")) {
                inboxes.forEach(inbox -> other.seed(webhook(inbox.url(), "basicops:project:created")));
                other.seed(BasicOpsSeed.project("the end"));
                other.webhooks().settle();
            }
            assertThat(counts(inboxes))
                    .isEqualTo(then.stream().map(count -> count + 1).toList());
        }
    }

    private static Runnable writer(Workspace workspace) {
        return () -> {
            for (int i = 0; i < 30; i++) {
                workspace.seed(task("T" + i));
            }
        };
    }

    private static List<Integer> counts(List<Inbox> inboxes) {
        return inboxes.stream().map(inbox -> inbox.received().size()).toList();
    }

    @Test
    void subscribers_who_hang_do_not_keep_a_workspace_from_being_put_back() throws Exception {
        endsDespite(workspace -> {
            workspace.reset();
            assertThat(workspace.webhooks().deliveries()).isEmpty();
        });
        endsDespite(Workspace::close);
    }

    /** Each of them alone would wait half a second. */
    @Test
    void many_workspaces_with_hanging_subscribers_are_closed_together() throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            Emulator many =
                    Emulator.builder().webhookTimeout(Duration.ofMinutes(1)).start();
            for (int i = 0; i < 20; i++) {
                Workspace workspace = many.workspace("hanging-" + i);
                workspace.seed(webhook(deaf.url("/"), "basicops:task:created"));
                workspace.seed(task("A"));
            }
            deaf.awaitConnections(20);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(many::close);

            assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    private static void endsDespite(Consumer<Workspace> ending) throws Exception {
        try (DeafServer deaf = new DeafServer();
                Workspace workspace = emulator.workspace("hanging")) {
            workspace.seed(webhook(deaf.url("/"), "basicops:task:created"));
            workspace.seed(task("A"), task("B"));
            deaf.awaitConnections(1);

            ending.accept(workspace);
        }
    }
}
