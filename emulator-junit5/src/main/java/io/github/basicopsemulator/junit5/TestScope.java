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
 * @param own the test's own, or null when it goes by that of the class
 * @param given whether the test has asked for its own
 */
record TestScope(ClassScope ofClass, @Nullable Workspace own, AtomicBoolean given) implements ClosedByJUnit {

    /** Finds the scope of the test that the context belongs to, or opens it. */
    static TestScope of(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        TestScope scope =
                Stores.find(context, extension, key(context), TestScope.class, () -> open(context, extension));
        if (scope.ofClass().isLeft(context)) {
            scope.begin(context);
        }
        return scope;
    }

    /** Finds the scope of the test that the context belongs to, or returns null. */
    static @Nullable TestScope get(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return Stores.get(context, extension, key(context), TestScope.class);
    }

    Workspace workspace() {
        return own == null ? ofClass.workspace() : own;
    }

    /** Gives the test its workspace. */
    Workspace give() {
        given.set(own != null);
        return workspace();
    }

    boolean isGiven() {
        return given.get();
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    private static TestScope open(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        ClassScope scope = ClassScope.of(context, extension);
        TestScope test = scope.isOfTests()
                ? new TestScope(scope, null, new AtomicBoolean())
                : ofItsOwn(scope, context, extension);
        test.begin(context);
        return test;
    }

    private static TestScope ofItsOwn(ClassScope scope, ExtensionContext context, BasicOpsEmulatorExtension extension) {
        Workspace begun = PreConstructedWorkspaces.taken(context, extension, scope.baseline());
        Workspace workspace = begun != null ? begun : scope.emulator().workspace(Names.of(context), scope.baseline());
        return new TestScope(scope, workspace, new AtomicBoolean(begun != null));
    }

    private void begin(ExtensionContext context) {
        List<Fault> faults = AnnotatedFaults.of(context.getRequiredTestMethod());
        if (own == null) {
            ofClass.begin(context);
        }
        if (!faults.isEmpty()) {
            workspace().faults().add(faults.toArray(Fault[]::new));
        }
    }

    private static String key(ExtensionContext context) {
        return "test " + context.getUniqueId();
    }
}
