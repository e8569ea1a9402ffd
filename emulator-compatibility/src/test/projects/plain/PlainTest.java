package launches;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Inbox;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Goes through what the packed jar is made of, with no library but JUnit. */
@BasicOpsEmulator
class PlainTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void seeds(Workspace basicops) {
        basicops.seed(task("Gemini"));
    }

    @RepeatedTest(2)
    void reads_and_writes_json(Workspace basicops) throws Exception {
        String reply = plan(basicops.url("/v1/task"));

        assertTrue(reply.contains("\"success\":true"), reply);
        assertEquals(2, basicops.records("task").size());
    }

    @Test
    void delivers_webhooks(Workspace basicops) throws Exception {
        Inbox inbox = basicops.inbox("tasks");
        basicops.seed(webhook(inbox.url(), "basicops:task:created"));

        plan(basicops.url("/v1/task"));

        assertEquals("Apollo", inbox.await("basicops:task:created").value("/events/0/records/0/title"));
    }

    @Test
    void writes_yaml(Emulator emulator) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.url() + "/_emulator/openapi.yaml"))
                .build();

        String reply = http.send(request, BodyHandlers.ofString()).body();

        assertTrue(reply.contains("openapi: "), reply);
    }

    @Test
    void starts_more_servers() throws Exception {
        try (Emulator emulator = Emulator.start()) {
            plan(emulator.workspace().url("/v1/task"));

            assertEquals(1, emulator.workspace().records("task").size());
        }
    }

    @Test
    void is_quiet_about_assertj_until_that_is_asked_for() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.assertj.core.api.Assertions"));
    }

    @Nested
    class Inside {

        @Test
        void begins_with_the_baseline_of_the_class_around(Workspace basicops) {
            assertEquals(1, basicops.records("task").size());
        }
    }

    private String plan(URI url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer any")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\":\"Apollo\"}"))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
