package launches;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

/** Names its properties itself, and has an application that is started with no web server. */
@BasicOpsEmulator(
        properties = {"basicops.base-url={url}", "basicops.token={token}", "acme.todos={url}/999999999/api/v1"})
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class OwnPropertiesTest {

    @Test
    void has_its_own_properties(Workspace basicops, @Value("${acme.todos}") String todos) {
        assertThat(todos).isEqualTo(basicops.url("/999999999/api/v1").toString());
    }

    @Test
    void plans(Workspace basicops, @Autowired LaunchController launches) {
        launches.plan("Apollo");

        assertThat(basicops.records("task")).hasSize(1);
    }
}
