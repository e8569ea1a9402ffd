package launches;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.basicopsemulator.Workspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BasicOpsResource.class)
class QuarkusLaunchTest {

    Workspace basicops;

    @Inject
    Launches launches;

    @BeforeEach
    void begins_afresh() {
        basicops.reset();
    }

    @Test
    void plans_a_launch() {
        launches.plan("Apollo");

        assertEquals("Apollo", basicops.records("task").get(0).get("title"));
    }
}
