package launches;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import org.junit.jupiter.api.Test;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.GenericContainer;

@BasicOpsEmulator
class ContainerLaunchTest {

    @Test
    void plans_a_launch_when_it_starts(Workspace basicops) {
        Testcontainers.exposeHostPorts(basicops.url().getPort());
        String base = basicops.url().toString().replace("127.0.0.1", GenericContainer.INTERNAL_HOST_HOSTNAME);

        try (GenericContainer<?> launches = new GenericContainer<>("acme/launches:1.0")
                .withEnv("BASICOPS_BASE_URL", base)
                .withEnv("BASICOPS_TOKEN", basicops.token())
                .withExposedPorts(8080)) {
            launches.start();

            assertEquals("Apollo", basicops.records("task").get(0).get("title"));
        }
    }
}
