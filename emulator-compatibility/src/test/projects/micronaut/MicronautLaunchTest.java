package launches;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@BasicOpsEmulator(systemProperties = {"basicops.base-url={url}", "basicops.token={token}"})
@MicronautTest
class MicronautLaunchTest {

    @Inject
    Launches launches;

    @Test
    void plans_a_launch(Workspace basicops) {
        launches.plan("Apollo");

        assertEquals("Apollo", basicops.records("task").get(0).get("title"));
    }
}
