package launches;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Has WireMock for one service and the emulator for another. */
@BasicOpsEmulator
class WireMockTest {

    @Test
    void both_answer(Workspace basicops) throws Exception {
        WireMockServer wireMock = new WireMockServer(options().dynamicPort());
        wireMock.start();
        try {
            wireMock.stubFor(get("/weather").willReturn(ok("sunny")));

            assertEquals("sunny", body(URI.create(wireMock.baseUrl() + "/weather")));
            assertEquals("{\"success\":true", body(basicops.url("/v1/task")).substring(0, 15));
        } finally {
            wireMock.stop();
        }
    }

    private static String body(URI url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer any")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
