package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Difference;
import io.github.basicopsemulator.Workspace;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A workspace that a test or a class went by.
 *
 * @param changes since the test began
 */
record Scene(Workspace workspace, Difference changes) {

    /** Finds it: that of the test if it asked for one, or else that of a class around it if anything was asked of that. */
    static Optional<Scene> of(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        TestScope ofTest = TestScope.get(context, extension);
        return ofTest != null && ofTest.isGiven()
                ? Optional.of(new Scene(ofTest.workspace(), ofTest.workspace().changes()))
                : ofClass(context, extension);
    }

    /** What tests that run at the same time do to the workspace of their class is nobody's in particular. */
    private static Optional<Scene> ofClass(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return context.getExecutionMode() != ExecutionMode.SAME_THREAD
                ? Optional.empty()
                : ClassScope.around(context, extension).stream()
                        .filter(scope ->
                                !scope.workspace().journal().exchanges().isEmpty())
                        .map(scope -> new Scene(scope.workspace(), scope.changes()))
                        .findFirst();
    }
}
