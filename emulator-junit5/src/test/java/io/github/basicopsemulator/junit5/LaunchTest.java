package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.project;
import static io.github.basicopsemulator.BasicOpsSeed.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Workspace;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

@BasicOpsEmulator
class LaunchTest {

    @Test
    void finds_the_tasks_of_a_project(Workspace basicops) throws Exception {
        long apollo = basicops.seed(project("Apollo").tasks(task("Launch").status("Accepted")))
                .id();

        var request = HttpRequest.newBuilder(basicops.url("/v1/project/" + apollo + "/tasks"))
                .header("Authorization", "Bearer " + basicops.token())
                .build();
        var reply = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(reply.body()).contains("\"title\":\"Launch\"", "\"status\":\"Accepted\"");
    }
}
