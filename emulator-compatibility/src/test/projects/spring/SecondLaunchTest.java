package launches;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;

/** Begins with its own baseline again and again, in the context of the other tests and in one that was started anew. */
@BasicOpsEmulator
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SecondLaunchTest {

    private static final Set<ApplicationContext> CONTEXTS = new HashSet<>();

    @Autowired
    private LaunchController launches;

    @Autowired
    private ApplicationContext context;

    @BeforeAll
    static void seeds(Workspace basicops) {
        basicops.seed(task("Gemini"));
    }

    @RepeatedTest(2)
    void begins_with_one_task(Workspace basicops) {
        CONTEXTS.add(context);
        launches.plan("Apollo");

        assertThat(basicops.records("task")).hasSize(2);
    }

    @Test
    @DirtiesContext(methodMode = DirtiesContext.MethodMode.BEFORE_METHOD)
    void begins_with_it_in_another_context_too(Workspace basicops) {
        CONTEXTS.add(context);
        launches.plan("Apollo");

        assertThat(basicops.records("task")).hasSize(2);
    }

    @Nested
    class Inside {

        @Test
        void begins_with_it(Workspace basicops) {
            launches.plan("Apollo");

            assertThat(basicops.records("task")).hasSize(2);
        }
    }

    @AfterAll
    static void there_were_two_contexts_at_most() {
        assertThat(CONTEXTS).hasSizeBetween(1, 2);
    }
}
