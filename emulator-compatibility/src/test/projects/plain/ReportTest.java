package launches;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import org.junit.jupiter.api.RepeatedTest;

@BasicOpsEmulator(systemProperties = {"basicops.base-url={url}", "basicops.token={token}"})
class ReportTest {

    @RepeatedTest(2)
    void plans_a_launch(Workspace basicops) throws Exception {
        new Launches().plan("Apollo");

        assertEquals(1, basicops.records("task").size());
    }
}
