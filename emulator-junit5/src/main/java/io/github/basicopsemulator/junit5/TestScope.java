package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Workspace;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The workspace of one test. */
record TestScope(Workspace workspace) implements ClosedByJUnit {

    /** Finds the scope of the test that the context belongs to, or opens it. */
    static TestScope of(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return Stores.find(
                context, extension, "test " + context.getUniqueId(), TestScope.class, () -> open(context, extension));
    }

    @Override
    public void close() {
        workspace.close();
    }

    private static TestScope open(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        ClassScope scope = ClassScope.of(context, extension);
        Workspace begun = UnclaimedWorkspaces.taken(context, extension, scope.baseline());
        return new TestScope(begun != null ? begun : scope.emulator().workspace(Names.of(context), scope.baseline()));
    }
}
