package io.github.basicopsemulator.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.stress.Step.AddFault;
import io.github.basicopsemulator.stress.Step.Advance;
import io.github.basicopsemulator.stress.Step.AwaitRetry;
import io.github.basicopsemulator.stress.Step.ClearFaults;
import io.github.basicopsemulator.stress.Step.Create;
import io.github.basicopsemulator.stress.Step.CreateDuring;
import io.github.basicopsemulator.stress.Step.Follow;
import io.github.basicopsemulator.stress.Step.Retry;
import io.github.basicopsemulator.stress.Step.RewindDuring;
import io.github.basicopsemulator.stress.Step.SetClock;
import io.github.basicopsemulator.stress.Step.SetMode;
import io.github.basicopsemulator.stress.Step.SetReceiver;
import io.github.basicopsemulator.stress.Step.Settle;
import io.github.basicopsemulator.stress.Step.TakeSnapshot;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Behaviour;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/**
 * Any sequence of requests, clock moves, deliveries, faults and rewinds leaves a workspace as a plain model says, and every
 * delivery in exactly one place. A failure prints its seed and a shorter sequence that fails as well.
 */
class WorkspaceStateMachineTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final AddFault HELD_RESPONSE = new AddFault(WorkspaceModel.Fault.LATENCY_ON_CLOCK, 1);

    @Property(seed = "7", tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void any_sequence_on_the_engine_matches_the_model(@ForAll("steps") List<Step> steps) {
        onEngine(steps);
    }

    @Property(seed = "7", tries = 30, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void any_sequence_over_http_matches_the_model(@ForAll("steps") List<Step> steps) {
        overHttp(steps);
    }

    @Tag("long")
    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void many_sequences_on_the_engine_match_the_model(@ForAll("steps") List<Step> steps) {
        onEngine(steps);
    }

    @Tag("long")
    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void many_sequences_over_http_match_the_model(@ForAll("steps") List<Step> steps) {
        overHttp(steps);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Step.sequences(40);
    }

    @Example
    void ticks_are_kept_while_the_clock_is_advanced() {
        for (int i = 0; i < 20; i++) {
            onEngine(List.of(
                    new SetClock(Duration.ZERO, SECOND), new Create(), new CreateDuring(10, new Advance(SECOND))));
        }
    }

    @Example
    void a_rewind_leaves_no_journal_entry_behind() {
        for (int i = 0; i < 20; i++) {
            onEngine(List.of(
                    new SetReceiver(0, Behaviour.SLOW),
                    new SetMode(WorkspaceModel.Mode.BEFORE_RESPONSE),
                    new TakeSnapshot(),
                    new RewindDuring(10, 0)));
        }
    }

    @Example
    void a_rewind_keeps_inbox_messages_of_later_requests() {
        List<Step> steps = new ArrayList<>(List.of(new SetReceiver(0, Behaviour.HANGING), new TakeSnapshot()));
        for (int i = 0; i < 5; i++) {
            steps.addAll(List.of(new Create(), new RewindDuring(3, 0), new Settle()));
        }
        overHttp(steps);
    }

    @Example
    void retries_are_sent_on_a_clock_with_coarse_steps() {
        for (int i = 0; i < 5; i++) {
            onEngine(List.of(
                    new SetReceiver(0, Behaviour.DEAD),
                    new Retry(2, Duration.ofMillis(10)),
                    new Follow(Source.COARSE),
                    new Create(),
                    new AwaitRetry()));
        }
    }

    @Example
    void a_held_response_does_not_block_the_clock() {
        overHttp(List.of(HELD_RESPONSE, new Create(), new Advance(WorkspaceModel.LATENCY_ON_CLOCK)));
    }

    @Example
    void a_held_response_does_not_block_settle() {
        overHttp(List.of(HELD_RESPONSE, new Create(), new Settle()));
    }

    @Example
    void a_held_response_comes_when_faults_are_cleared() {
        overHttp(List.of(HELD_RESPONSE, new Create(), new ClearFaults()));
    }

    @Example
    void histories_stay_within_their_limits() {
        try (EngineWorkspace workspace = new EngineWorkspace()) {
            workspace.behaviour(0, Behaviour.REFUSING);
            for (int i = 1; i <= 1_100; i++) {
                workspace.request("POST", "/v1/task", "{\"title\":\"t" + i + "\"}", true);
            }
            workspace.settle();

            Observation seen = workspace.observe();
            assertThat(seen.attempts()).hasSize(1_000);
            assertThat(seen.dead()).hasSize(1_000);
            assertThat(seen.revisions()).hasSize(1_000);
            assertThat(seen.events()).hasSize(1_000);
            assertThat(seen.journal()).hasSize(WorkspaceUnderTest.JOURNAL);
        }
    }

    private static void onEngine(List<Step> steps) {
        try (EngineWorkspace workspace = new EngineWorkspace()) {
            new WorkspaceStateMachine(workspace).run(steps);
        }
    }

    private static void overHttp(List<Step> steps) {
        try (HttpWorkspace workspace = new HttpWorkspace()) {
            new WorkspaceStateMachine(workspace).run(steps);
        }
    }
}
