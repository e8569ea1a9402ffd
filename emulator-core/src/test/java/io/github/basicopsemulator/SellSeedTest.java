package io.github.basicopsemulator;

import static io.github.basicopsemulator.SellSeed.contact;
import static io.github.basicopsemulator.SellSeed.deal;
import static io.github.basicopsemulator.SellSeed.lead;
import static io.github.basicopsemulator.SellSeed.leadSource;
import static io.github.basicopsemulator.SellSeed.organization;
import static io.github.basicopsemulator.SellSeed.task;
import static io.github.basicopsemulator.SellSeed.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.SellSeed.Contact;
import io.github.basicopsemulator.SellSeed.Task;
import io.github.basicopsemulator.SellSeed.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Putting Sell's users, customers and tasks into a workspace, which holds another vendor's records, too. */
class SellSeedTest {

    private Emulator emulator;
    private Workspace workspace;

    @BeforeEach
    void start() {
        emulator = Emulator.builder()
                .clock(Clock.fixed(Instant.parse("2025-01-02T03:04:05.678Z"), ZoneOffset.UTC))
                .start();
        workspace = emulator.workspace();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void a_tree_is_loaded_from_the_top_and_every_seed_has_an_id() {
        User kim = user("Kim", "kim@example.com").admin().inactive();
        Seed<?> fair = leadSource("Fair");
        Task call = task("Call").dueDate("2025-01-01").remindAt("2024-12-31").owner(kim);
        Task write = task("Write").completed();
        Contact ann = contact("Lee").firstName("Ann").email("ann@example.com").tags("vip");
        SeedResult seeded = workspace.seed(
                kim,
                fair,
                lead("Johnson")
                        .firstName("Mark")
                        .organization("Design")
                        .owner(kim)
                        .status("Working")
                        .source(fair)
                        .tags("a", "b")
                        .set("title", "CEO")
                        .tasks(call),
                organization("Ltd")
                        .id(50)
                        .people(ann)
                        .deals(deal("Big")
                                .value("1000.25")
                                .hot()
                                .stage(3)
                                .owner(kim)
                                .set("currency", "EUR")
                                .tasks(write))
                        .tasks(task("Visit"))
                        .owner(kim)
                        .set("website", "http://ltd.example"));

        assertThat(workspace.records("sell task"))
                .extracting(record -> record.get("content") + " " + record.get("resource_type") + " "
                        + record.get("resource_id") + " " + record.get("overdue"))
                .containsExactly("Call lead 2 true", "Write deal 2 false", "Visit contact 50 false");
        assertThat(workspace.records("sell task").get(1)).containsEntry("completed_at", "2025-01-02T03:04:05Z");
        assertThat(seeded.id(write)).isEqualTo(2);
        assertThat(workspace.records("sell lead").get(1))
                .containsEntry("owner_id", seeded.id(kim))
                .containsEntry("source_id", seeded.id(fair))
                .containsEntry("tags", List.of("a", "b"))
                .containsEntry("title", "CEO")
                .containsEntry("version", 1L);
        assertThat(Http.get(workspace.url("/v2/deals/2")).data())
                .containsEntry("contact_id", 50L)
                .containsEntry("organization_id", 50L)
                .containsEntry("currency", "EUR");
        assertThat(Http.get(workspace.url("/v2/contacts/" + seeded.id(ann))).data())
                .containsEntry("contact_id", 50L)
                .containsEntry("name", "Ann Lee");
    }

    @Test
    void what_the_api_would_refuse_is_refused_and_nothing_is_loaded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed(task("Stays"), lead("X").set("colour", "red")))
                .withMessageContaining("sell lead \"X\"")
                .withMessageContaining("$.colour");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workspace.seed(task("T").dueDate("soon")))
                .withMessageContaining("sell task \"T\"");

        assertThat(workspace.records("sell task")).isEmpty();
    }

    @Test
    void one_workspace_holds_the_records_of_all_vendors_apart() {
        BasicOpsSeed.Task other = BasicOpsSeed.task("BasicOps");
        SeedResult seeded = workspace.seed(task("Sell"), other, user("Kim", "kim@example.com"));

        assertThat(seeded.id()).isEqualTo(1);
        assertThat(seeded.id(other)).isEqualTo(1);
        assertThat(workspace.records("task"))
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .containsEntry("title", "BasicOps")
                        .containsEntry("created", "2025-01-02T03:04:05.678Z"));
        assertThat(workspace.records("sell task"))
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .containsEntry("content", "Sell")
                        .containsEntry("created_at", "2025-01-02T03:04:05Z"));
        assertThat(workspace.records("user")).hasSize(2);
        assertThat(workspace.records("sell user")).hasSize(2);
        assertThatThrownBy(() -> workspace.records("sell")).hasMessageContaining("sell task");
    }

    @Test
    void a_snapshot_and_a_reset_are_of_all_of_it() {
        Snapshot before = workspace.snapshot();
        workspace.seed(task("Sell"), BasicOpsSeed.task("BasicOps"));

        workspace.rewind(before);
        assertThat(workspace.records("sell task")).isEmpty();
        assertThat(workspace.records("task")).isEmpty();
        workspace.seed(task("Sell"));
        workspace.reset();
        assertThat(workspace.records("sell task")).isEmpty();
        assertThat(workspace.records("sell user")).hasSize(1);
    }

    @Test
    void a_declared_token_is_its_users_and_reaches_as_far_as_its_scopes() {
        workspace.seed(user("Kim", "kim@example.com").id(7).token("all").token("reads", "read"), task("Sell"));

        assertThat(as("all", "/v2/users/self").data()).containsEntry("id", 7L);
        assertThat(as("reads", "/v2/users/self").status()).isEqualTo(403);
        assertThat(as("reads", "/v2/tasks").status()).isEqualTo(200);
        assertThat(as("other", "/v2/tasks").status()).isEqualTo(401);
        assertThat(as("other", "/v1/user/me").status()).isEqualTo(200);
    }

    @Test
    void the_token_of_an_emulator_is_good_for_all_vendors_and_as_long_as_clients_insist() {
        assertThat(workspace.token()).matches("\\S{64}");
        try (Emulator secret =
                Emulator.builder().token("secret").sellUncheckedReferences().start()) {
            for (String path : List.of("/v1/user/me", "/v2/users/self")) {
                assertThat(Http.get(secret.workspace().url(path), "Authorization", "Bearer secret")
                                .status())
                        .isEqualTo(200);
                assertThat(Http.get(secret.workspace().url(path)).status()).isEqualTo(401);
            }
        }
    }

    @Test
    void what_somebody_else_changes_or_removes_is_changed_or_gone() {
        workspace.seed(
                user("Kim", "kim@example.com").id(7).token("kim"),
                task("Call").owner(user("Kim", "kim@example.com").id(7)));
        assertThat(as("kim", "/v2/users/self").status()).isEqualTo(200);

        workspace.change("sell task", 1, Map.of("completed", true));
        assertThat(workspace.records("sell task").get(0)).containsEntry("completed_at", "2025-01-02T03:04:05Z");
        workspace.remove("sell user", 7);
        workspace.remove("sell account", 1);
        assertThat(as("kim", "/v2/users/self").status()).isEqualTo(401);
        assertThat(workspace.records("sell task").get(0)).containsEntry("owner_id", null);
        workspace.seed(user("Ann", "ann@example.com").token("ann"));
        assertThat(as("ann", "/v2/accounts/self").status()).isEqualTo(404);
    }

    @Test
    void webhooks_of_another_vendor_are_not_told() {
        Inbox inbox = workspace.inbox("basicops");
        workspace.seed(BasicOpsSeed.webhook(inbox.url(), "basicops:task:created"));

        workspace.seed(task("Sell"));
        workspace.seed(BasicOpsSeed.task("BasicOps"));
        assertThat(inbox.await(1)).hasSize(1);
        workspace.webhooks().settle();
        assertThat(inbox.received()).hasSize(1);
    }

    @Test
    void a_rate_limit_that_was_asked_for_is_refused_in_the_shape_of_this_vendor() {
        workspace.faults().rateLimit(2, Duration.ofSeconds(1));
        assertThat(as("any", "/v2/tasks").status()).isEqualTo(200);
        assertThat(as("any", "/v2/tasks").status()).isEqualTo(200);

        Http.Answer refused = as("any", "/v2/tasks");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).containsOnlyKeys("errors", "meta");
        assertThat(new String(refused.bytes(), UTF_8))
                .contains("\"code\":\"rate_limit_exceeded\"", "\"logref\":\"" + refused.header("X-Request-Id") + "\"");
    }

    @Test
    void a_seed_can_be_loaded_into_every_fresh_workspace() {
        try (Emulator seeded = Emulator.builder().seed(task("Everywhere")).start()) {
            assertThat(seeded.workspace("any").records("sell task")).hasSize(1);
        }
    }

    private Http.Answer as(String token, String path) {
        return Http.get(workspace.url(path), "Authorization", "Bearer " + token);
    }
}
