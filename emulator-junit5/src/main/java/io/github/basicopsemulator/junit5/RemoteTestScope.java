package io.github.basicopsemulator.junit5;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The counterpart of {@link TestScope} for tests against a running emulator.
 *
 * @param given whether the test has asked for it
 */
record RemoteTestScope(RemoteEmulator emulator, RemoteWorkspace workspace, AtomicBoolean given)
        implements ClosedByJUnit {

    /** Finds the scope of the test that the context belongs to, or opens it. */
    static RemoteTestScope of(ExtensionContext context, BasicOpsEmulatorExtension extension, RemoteEmulator emulator) {
        return Stores.find(
                context, extension, key(context), RemoteTestScope.class, () -> open(context, extension, emulator));
    }

    /** Finds the scope of the test that the context belongs to, or returns null. */
    static @Nullable RemoteTestScope get(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return Stores.get(context, extension, key(context), RemoteTestScope.class);
    }

    /** Gives the test its workspace. */
    RemoteWorkspace give() {
        given.set(true);
        return workspace;
    }

    boolean isGiven() {
        return given.get();
    }

    @Override
    public void close() {
        emulator.end(workspace);
    }

    private static RemoteTestScope open(
            ExtensionContext context, BasicOpsEmulatorExtension extension, RemoteEmulator emulator) {
        RemoteClassScope scope = RemoteClassScope.of(context, extension, emulator);
        List<Map<String, @Nullable Object>> faults = AnnotatedFaults.asSent(context.getRequiredTestMethod());
        RemoteWorkspace begun = RemotePreConstructedWorkspaces.taken(context, extension, scope);
        RemoteWorkspace workspace = begun != null ? begun : emulator.begin(Names.of(context), scope.baseline());
        workspace.add(faults);
        return new RemoteTestScope(emulator, workspace, new AtomicBoolean(begun != null));
    }

    private static String key(ExtensionContext context) {
        return "remote test " + context.getUniqueId();
    }
}
