package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

@BasicOpsEmulator
class PlanTest {

    @Test
    void plans_the_launch(URI basicops, @BasicOpsEmulator.Token String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(basicops + "/v1/project"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\":\"Apollo\"}"))
                .build();
        var reply = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(reply.body()).contains("\"success\":true");
    }
}
