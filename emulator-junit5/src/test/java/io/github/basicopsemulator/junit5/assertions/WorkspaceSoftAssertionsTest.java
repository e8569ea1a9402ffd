package io.github.basicopsemulator.junit5.assertions;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.created;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.request;
import static io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.BasicOpsEmulator;
import java.time.Duration;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.assertj.core.error.AssertJMultipleFailuresError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Assertions on a workspace and its journal that are all tried, and fail together. */
@BasicOpsEmulator
class WorkspaceSoftAssertionsTest {

    @Test
    void all_are_tried_before_they_fail(Workspace workspace) {
        assertThatExceptionOfType(AssertJMultipleFailuresError.class)
                .isThrownBy(() -> WorkspaceSoftAssertions.assertSoftly(softly -> tryAll(softly, workspace)))
                .satisfies(WorkspaceSoftAssertionsTest::tellsOfFour);
    }

    @Test
    void and_so_where_the_test_asks_in_the_end(Workspace workspace) {
        WorkspaceSoftAssertions softly = new WorkspaceSoftAssertions();
        tryAll(softly, workspace);

        assertThatExceptionOfType(AssertJMultipleFailuresError.class)
                .isThrownBy(softly::assertAll)
                .satisfies(WorkspaceSoftAssertionsTest::tellsOfFour);
    }

    @Test
    void and_so_where_the_extension_of_assertj_hands_them_in() {
        Throwable failure = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(InjectedCase.class))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.started(1).failed(1))
                .failed()
                .stream()
                .findFirst()
                .orElseThrow()
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();

        assertThat(failure).isInstanceOf(AssertJMultipleFailuresError.class);
        tellsOfFour((AssertJMultipleFailuresError) failure);
    }

    @Test
    void what_holds_fails_nowhere(Workspace workspace) {
        Snapshot before = workspace.snapshot();
        workspace.seed(task("Launch"));

        WorkspaceSoftAssertions.assertSoftly(softly -> {
            softly.assertThat(workspace).hasTask("Launch").since(before).changedExactly(created("task", 1));
            softly.assertThat("text").isNotBlank();
        });
    }

    @Test
    void a_journal_is_asked_in_the_same_way(Workspace workspace) {
        WorkspaceSoftAssertions softly = new WorkspaceSoftAssertions();
        softly.assertThat(workspace.journal())
                .received("GET", "/v1/task")
                .hasNoRefusals()
                .eventually(Duration.ZERO)
                .received(request("GET", "/v1/project").once())
                .retriedAfterLostResponse();

        assertThat(softly.errorsCollected())
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        message -> assertThat(message).contains("at least 1 GET /v1/task, but"),
                        message -> assertThat(message).contains("exactly 1 GET /v1/project within 0 ms, but"),
                        message -> assertThat(message).contains("the answer of no write was lost"));
    }

    @Test
    void no_workspace_is_one_failure_like_any_other() {
        WorkspaceSoftAssertions softly = new WorkspaceSoftAssertions();
        softly.assertThat((Workspace) null).hasTask("Launch").changedNothing();

        assertThat(softly.errorsCollected()).hasSize(2);
    }

    private static void tryAll(WorkspaceSoftAssertions softly, Workspace workspace) {
        Snapshot before = workspace.snapshot();
        workspace.seed(task("Launch"));
        softly.assertThat(workspace)
                .hasTask("Lunch")
                .has("task", with("title", "Launch"))
                .hasNote("Minutes");
        softly.assertThat("text").isEmpty();
        softly.assertThat(workspace).since(before).changedNothing();
    }

    private static void tellsOfFour(AssertJMultipleFailuresError failure) {
        assertThat(failure.getFailures()).hasSize(4);
        assertThat(failure.getFailures().get(0)).hasMessageContaining("with title \"Lunch\", but it has 1");
        assertThat(failure.getFailures().get(1)).hasMessageContaining("with name \"Minutes\", but it has none");
        assertThat(failure.getFailures().get(3)).hasMessageContaining("since the snapshot, but this did");
    }

    @BasicOpsEmulator
    @ExtendWith(SoftAssertionsExtension.class)
    static class InjectedCase {

        @Test
        void tries_all(WorkspaceSoftAssertions softly, Workspace workspace) {
            tryAll(softly, workspace);
        }
    }
}
