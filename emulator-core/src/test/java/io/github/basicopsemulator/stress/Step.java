package io.github.basicopsemulator.stress;

import io.github.basicopsemulator.stress.WorkspaceUnderTest.Behaviour;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Source;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** One action on a workspace. Its text says how to repeat it; choices are indexes, counted round. */
interface Step {

    void run(WorkspaceStateMachine machine) throws Exception;

    record Create() implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) throws Exception {
            machine.create();
        }
    }

    record CreateInBulk(int number) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) throws Exception {
            machine.createInBulk(number);
        }
    }

    record Update(int task) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) throws Exception {
            machine.update(task);
        }
    }

    record Delete(int task) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) throws Exception {
            machine.delete(task);
        }
    }

    record ListTasks() implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) throws Exception {
            machine.list();
        }
    }

    /** A request that is refused, for one of several reasons. */
    record Refused(int reason) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) throws Exception {
            machine.refused(reason);
        }
    }

    record Seed(int number) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.seed(number);
        }
    }

    /** Creates tasks one after another on a second thread, while the other step runs. */
    record CreateDuring(int number, Step other) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) throws Exception {
            machine.createDuring(number, other);
        }
    }

    /** Rewinds while a second thread creates tasks one after another. */
    record RewindDuring(int number, int snapshot) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) throws Exception {
            machine.rewindDuring(number, snapshot);
        }
    }

    record Advance(Duration by) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.advance(by);
        }
    }

    /** Sets the clock this far from the beginning of the run. */
    record SetClock(Duration from, Duration tick) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.setClock(from, tick);
        }
    }

    record Follow(Source source) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.follow(source);
        }
    }

    /** Waits until the clock, if it runs, has reached the next retry, and something has sent that. */
    record AwaitRetry() implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.awaitRetry();
        }
    }

    /** Moves the clock that the workspace may follow, and settles. */
    record MoveSource(Duration by) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.moveSource(by);
        }
    }

    record SetMode(WorkspaceModel.Mode mode) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.mode(mode);
        }
    }

    record Retry(int attempts, Duration backoff) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.retries(attempts, backoff);
        }
    }

    record SetDeliveryFault(WorkspaceModel.DeliveryFault deliveryFault, int nth, int times) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.deliveryFault(deliveryFault, nth, times);
        }
    }

    record Settle() implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.settle();
        }
    }

    record DeliverNext() implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.deliverNext();
        }
    }

    record DeliverAll() implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.deliverAll();
        }
    }

    record DeliverHeld(int delivery) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.deliverHeld(delivery);
        }
    }

    /** Counts from the newest attempt. */
    record DeliverAgain(int attempt) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.deliverAgain(attempt);
        }
    }

    record Drop(int delivery) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.drop(delivery);
        }
    }

    record AddFault(WorkspaceModel.Fault fault, int times) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.fault(fault, times);
        }
    }

    record ClearFaults() implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.clearFaults();
        }
    }

    record RateLimit(int requests) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.rateLimit(requests);
        }
    }

    record TakeSnapshot() implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.snapshot();
        }
    }

    record Rewind(int snapshot) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.rewind(snapshot);
        }
    }

    record RewindToRevision(int revision) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.rewindToRevision(revision);
        }
    }

    record Reset() implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.reset();
        }
    }

    record Reopen() implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.reopen();
        }
    }

    record SetReceiver(int receiver, Behaviour behaviour) implements Step {
        @Override
        public void run(WorkspaceStateMachine machine) {
            machine.behaviour(receiver, behaviour);
        }
    }

    /** Sequences of steps, up to this long. */
    static Arbitrary<List<Step>> sequences(int most) {
        return steps().list().ofMinSize(1).ofMaxSize(most);
    }

    private static Arbitrary<Step> steps() {
        Arbitrary<Integer> index = Arbitraries.integers().between(0, 4);
        Arbitrary<Duration> durations = Arbitraries.of(
                Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofDays(1));
        Arbitrary<Step> writing = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(new Create())),
                Tuple.of(3, index.map(Update::new)),
                Tuple.of(1, index.map(Delete::new)),
                Tuple.of(1, Arbitraries.of(2, 100).map(CreateInBulk::new)),
                Tuple.of(1, Arbitraries.of(1, 3).map(Seed::new)));
        Arbitrary<Step> reading = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(new ListTasks())),
                Tuple.of(1, Arbitraries.integers().between(0, 4).map(Refused::new)));
        Arbitrary<Step> clock = Arbitraries.frequencyOf(
                Tuple.of(5, durations.map(Advance::new)),
                Tuple.of(
                        2,
                        Combinators.combine(durations, Arbitraries.of(Duration.ZERO, Duration.ofSeconds(1)))
                                .as(SetClock::new)),
                Tuple.of(3, Arbitraries.of(Source.values()).map(Follow::new)),
                Tuple.of(2, durations.map(MoveSource::new)));
        Arbitrary<Step> delivering = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(WorkspaceModel.Mode.values()).map(SetMode::new)),
                Tuple.of(3, Arbitraries.just(new Settle())),
                Tuple.of(2, Arbitraries.just(new DeliverNext())),
                Tuple.of(1, Arbitraries.just(new DeliverAll())),
                Tuple.of(1, index.map(DeliverHeld::new)),
                Tuple.of(2, index.map(DeliverAgain::new)),
                Tuple.of(1, index.map(Drop::new)),
                Tuple.of(2, Arbitraries.just(new AwaitRetry())));
        Arbitrary<Step> failing = Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Combinators.combine(
                                        Arbitraries.integers().between(1, 3),
                                        Arbitraries.of(Duration.ofMillis(10), Duration.ofSeconds(10)))
                                .as(Retry::new)),
                Tuple.of(
                        3,
                        Combinators.combine(
                                        Arbitraries.of(WorkspaceModel.DeliveryFault.values())
                                                .injectNull(0.2),
                                        Arbitraries.integers().between(0, 2),
                                        Arbitraries.integers().between(0, 2))
                                .as(SetDeliveryFault::new)),
                Tuple.of(
                        4,
                        Combinators.combine(index, Arbitraries.of(Behaviour.values()))
                                .as(SetReceiver::new)),
                Tuple.of(
                        3,
                        Combinators.combine(
                                        Arbitraries.of(WorkspaceModel.Fault.values()),
                                        Arbitraries.integers().between(1, 2))
                                .as(AddFault::new)),
                Tuple.of(1, Arbitraries.just(new ClearFaults())),
                Tuple.of(1, Arbitraries.of(0, 1, 3).map(RateLimit::new)));
        Arbitrary<Step> rewinding = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(new TakeSnapshot())),
                Tuple.of(3, index.map(Rewind::new)),
                Tuple.of(2, index.map(RewindToRevision::new)),
                Tuple.of(1, Arbitraries.just(new Reset())),
                Tuple.of(1, Arbitraries.just(new Reopen())));
        Arbitrary<Step> others = Arbitraries.frequencyOf(
                Tuple.of(2, durations.map(Advance::new)),
                Tuple.of(2, Arbitraries.of(WorkspaceModel.Mode.values()).map(SetMode::new)),
                Tuple.of(1, Arbitraries.just(new Settle())),
                Tuple.of(1, Arbitraries.just(new DeliverAll())),
                Tuple.of(1, Arbitraries.just(new ListTasks())));
        Arbitrary<Step> during = Combinators.combine(Arbitraries.integers().between(1, 10), others)
                .as(CreateDuring::new);
        return Arbitraries.frequencyOf(
                Tuple.of(10, writing),
                Tuple.of(2, reading),
                Tuple.of(5, clock),
                Tuple.of(6, delivering),
                Tuple.of(5, failing),
                Tuple.of(3, rewinding),
                Tuple.of(1, during),
                Tuple.of(
                        1,
                        Combinators.combine(Arbitraries.integers().between(1, 10), index)
                                .as(RewindDuring::new)));
    }
}
