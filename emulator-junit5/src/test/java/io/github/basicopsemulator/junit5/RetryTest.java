package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Exchange;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What the documents show of faults by annotation. */
@BasicOpsEmulator
class RetryTest {

    /** The code under test, which does not wait for as long as it is told. */
    private record TaskService(URI basicOps) {

        void create(String title) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(basicOps + "/v1/task"))
                    .header("Authorization", "Bearer any")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"title\": \"" + title + "\"}"))
                    .build();
            int status = 503;
            for (int tries = 0; tries < 3 && status == 503; tries++) {
                status = HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode();
            }
        }
    }

    @Test
    @BasicOpsFault(on = "POST /v1/task", status = 503, retryAfter = "PT5S", times = 2)
    @BasicOpsFault(kind = BasicOpsFault.Kind.LATENCY, time = "PT0.02S")
    void is_patient(Workspace basicops) throws Exception {
        new TaskService(basicops.url()).create("Launch"); // the code under test

        assertThat(basicops.records("task")).hasSize(1);
        assertThat(basicops.journal().exchanges("POST", "/v1/task"))
                .extracting(Exchange::status)
                .containsExactly(503, 503, 200);
    }
}
