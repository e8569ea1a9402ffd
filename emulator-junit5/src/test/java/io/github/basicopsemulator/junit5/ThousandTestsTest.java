package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A thousand tests at the same time on one server see nothing of each other, and leave nothing behind. */
@BasicOpsEmulator
@Execution(ExecutionMode.CONCURRENT)
class ThousandTestsTest {

    private static final Set<URI> SERVERS = ConcurrentHashMap.newKeySet();
    private static final Set<URI> WORKSPACES = ConcurrentHashMap.newKeySet();

    @RepeatedTest(1_000)
    void each_counts_its_own_projects(RepetitionInfo repetition, Workspace workspace, Emulator emulator) {
        SERVERS.add(emulator.url());
        assertThat(WORKSPACES.add(workspace.url())).as("a workspace of its own").isTrue();
        Client client = Client.of(workspace);
        int many = 1 + repetition.getCurrentRepetition() % 4;
        String mine = "of repetition " + repetition.getCurrentRepetition() + ",";

        for (int i = 0; i < many; i++) {
            client.createProject(mine + " number " + i);
        }

        assertThat(client.countProjects()).isEqualTo(many);
        assertThat(client.projects().split(mine, -1)).hasSize(many + 1);
        assertThat(client.projects()).contains("\"id\":" + many).doesNotContain("\"id\":" + (many + 1));
    }

    @AfterAll
    static void they_shared_one_server_and_left_nothing() {
        assertThat(SERVERS).hasSize(1);
        assertThat(WORKSPACES).hasSize(1_000);
        assertThat(WORKSPACES)
                .allSatisfy(gone ->
                        assertThat(new Client(gone).status("/v1/project")).isEqualTo(404));
    }
}
