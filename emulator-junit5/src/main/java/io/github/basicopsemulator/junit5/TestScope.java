package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Fault;
import io.github.basicopsemulator.Workspace;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The workspace of one test.
 *
 * @param given whether the test has asked for it
 */
record TestScope(Workspace workspace, AtomicBoolean given) implements ClosedByJUnit {

    /** Finds the scope of the test that the context belongs to, or opens it. */
    static TestScope of(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return Stores.find(context, extension, key(context), TestScope.class, () -> open(context, extension));
    }

    /** Finds the scope of the test that the context belongs to, or returns null. */
    static @Nullable TestScope get(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return Stores.get(context, extension, key(context), TestScope.class);
    }

    /** Gives the test its workspace. */
    Workspace give() {
        given.set(true);
        return workspace;
    }

    boolean isGiven() {
        return given.get();
    }

    @Override
    public void close() {
        workspace.close();
    }

    private static TestScope open(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        ClassScope scope = ClassScope.of(context, extension);
        List<Fault> faults = AnnotatedFaults.of(context.getRequiredTestMethod());
        Workspace begun = UnclaimedWorkspaces.taken(context, extension, scope.baseline());
        Workspace workspace = begun != null ? begun : scope.emulator().workspace(Names.of(context), scope.baseline());
        if (!faults.isEmpty()) {
            workspace.faults().add(faults.toArray(Fault[]::new));
        }
        return new TestScope(workspace, new AtomicBoolean(begun != null));
    }

    private static String key(ExtensionContext context) {
        return "test " + context.getUniqueId();
    }
}
