package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.project;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Webhooks;
import io.github.basicopsemulator.Workspace;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the attributes of the annotation do, as the documents show it. */
@BasicOpsEmulator(now = "2024-01-01T12:00:00Z", tick = "PT1S", webhooks = Webhooks.Mode.HELD)
class ReminderTest {

    @BeforeAll
    static void sees_it_already(Workspace basicops) {
        assertThat(basicops.clock().instant()).isEqualTo("2024-01-01T12:00:00Z");
        basicops.seed(project("Apollo"));
    }

    @Test
    void the_clock_stands_and_requests_move_it(Workspace basicops) {
        Client.of(basicops).createProject("Gemini");

        assertThat(basicops.clock().instant()).isEqualTo(Instant.parse("2024-01-01T12:00:01Z"));
        assertThat(basicops.records("project").get(0)).containsEntry("created", "2024-01-01T12:00:00.000Z");
        assertThat(basicops.changes().all()).hasSize(1);
    }

    @Test
    void webhooks_are_held(Workspace basicops) {
        tell(basicops);

        assertThat(basicops.webhooks().held()).hasSize(1);
    }

    @Nested
    class ANestedClass {

        @Test
        void inherits_all_of_it(Workspace basicops) {
            tell(basicops);
            Client.of(basicops).createProject("Gemini");

            assertThat(basicops.webhooks().held()).hasSize(2);
            assertThat(basicops.clock().instant()).isEqualTo(Instant.parse("2024-01-01T12:00:01Z"));
        }
    }

    @BasicOpsEmulator(now = "2030-01-01T00:00:00Z")
    @Nested
    class ANestedClassWithAnAnnotation {

        @Test
        void says_otherwise_what_it_says_and_inherits_the_rest(Workspace basicops) {
            tell(basicops);
            Client.of(basicops).createProject("Gemini");

            assertThat(basicops.webhooks().held()).hasSize(2);
            assertThat(basicops.clock().instant()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
            assertThat(basicops.records("project")).hasSize(3);
        }
    }

    private static void tell(Workspace basicops) {
        basicops.seed(webhook(basicops.inbox("projects").url(), "basicops:project:created"));
        basicops.seed(project("Mercury"));
    }
}
