package launches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Lives in a module, as does the extension. */
@BasicOpsEmulator
class ModuleTest {

    @Test
    void modules_have_names() {
        assertTrue(ModuleTest.class.getModule().isNamed());
        assertEquals(
                "io.github.basicopsemulator.junit5", Workspace.class.getModule().getName());
    }

    @Test
    void talks_to_the_emulator(Workspace basicops) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(basicops.url("/v1/task"))
                .header("Authorization", "Bearer " + basicops.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\":\"Apollo\"}"))
                .build();

        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .statusCode();

        assertEquals(200, status);
        assertEquals("Apollo", basicops.records("task").get(0).get("title"));
    }
}
