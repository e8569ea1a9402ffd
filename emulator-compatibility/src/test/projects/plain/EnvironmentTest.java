package launches;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@BasicOpsEmulator
class EnvironmentTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void plans_a_launch(Workspace basicops) throws Exception {
        ProcessBuilder program = new ProcessBuilder(
                JAVA, "-cp", System.getProperty("java.class.path"), Launches.class.getName(), "Apollo");
        program.environment().put("BASICOPS_BASE_URL", basicops.url().toString());
        program.environment().put("BASICOPS_TOKEN", basicops.token());

        assertEquals(0, program.inheritIO().start().waitFor());

        assertEquals("Apollo", basicops.records("task").get(0).get("title"));
    }
}
