package launches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads and writes with a Jackson of its own. */
@BasicOpsEmulator
class JacksonTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void is_the_jackson_of_the_project() {
        assertTrue(PackageVersion.VERSION.toString().startsWith("2.12."), PackageVersion.VERSION.toString());
    }

    @Test
    void talks_to_the_emulator(Workspace basicops) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(basicops.url("/v1/task"))
                .header("Authorization", "Bearer " + basicops.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(mapper.writeValueAsString(Map.of("title", "Apollo"))))
                .build();

        JsonNode reply = mapper.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());

        assertTrue(reply.get("success").asBoolean(), reply.toString());
        assertEquals("Apollo", basicops.records("task").get(0).get("title"));
    }
}
