package launches;

import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.assertThat;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.created;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

@BasicOpsEmulator
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LaunchControllerTest {

    @Test
    void plans_a_launch(Workspace basicops, @LocalServerPort int port) {
        RestClient.create("http://localhost:" + port)
                .post()
                .uri("/launches/Apollo")
                .retrieve()
                .toBodilessEntity();

        assertThat(basicops).changedExactly(created("task").with("title", "Apollo"));
    }
}
