package io.github.basicopsemulator.junit5;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Test classes that JUnit runs inside a test. */
final class Samples {

    private Samples() {}

    static EngineExecutionResults run(Class<?> testClass) {
        return kit(testClass).execute();
    }

    /** Runs a class whose evidence goes into a directory. */
    static EngineExecutionResults run(Class<?> testClass, Path evidence) {
        return kit(testClass)
                .configurationParameter("basicopsemulator.evidence", evidence.toString())
                .execute();
    }

    /** What tests and classes failed with, in the order in which they did. */
    static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
    }

    private static EngineTestKit.Builder kit(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "same_thread")
                .selectors(selectClass(testClass));
    }
}
