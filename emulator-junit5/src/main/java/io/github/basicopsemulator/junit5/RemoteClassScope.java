package io.github.basicopsemulator.junit5;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The counterpart of {@link ClassScope} for tests against a running emulator. Guarded by its own monitor.
 *
 *
 * <p>The baseline is a third, hidden workspace: tests that begin while others use the class's workspace begin with the
 * same state.
 */
final class RemoteClassScope implements ClosedByJUnit {

    private static final String SNAPSHOT = "junit-baseline";

    private final RemoteEmulator emulator;
    private final String name;
    private final RemoteWorkspace workspace;
    private final List<Map<String, @Nullable Object>> faults;
    private @Nullable RemoteWorkspace baseline;
    private boolean given;

    private RemoteClassScope(
            RemoteEmulator emulator,
            String name,
            RemoteWorkspace workspace,
            List<Map<String, @Nullable Object>> faults) {
        this.emulator = emulator;
        this.name = name;
        this.workspace = workspace;
        this.faults = faults;
    }

    /** Finds the scope of the class that the context belongs to, or opens it. */
    static RemoteClassScope of(ExtensionContext context, BasicOpsEmulatorExtension extension, RemoteEmulator emulator) {
        ExtensionContext owner = ClassScope.owner(context, extension);
        return Stores.find(
                owner, extension, key(owner), RemoteClassScope.class, () -> open(owner, extension, emulator));
    }

    /** Gives the class its workspace. */
    synchronized RemoteWorkspace give() {
        given = true;
        return workspace;
    }

    /**
     * The baseline of every test of the class: the class's workspace at the first call, with the faults of the class.
     */
    synchronized RemoteWorkspace baseline() {
        if (baseline == null) {
            workspace.add(faults);
            workspace.snapshot(SNAPSHOT);
            baseline = emulator.begin(name + "-baseline", workspace);
        }
        return baseline;
    }

    /** Puts the workspaces of the class and of the classes around it back to their baselines. */
    static void putBack(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        around(context, extension).forEach(RemoteClassScope::putBack);
    }

    private synchronized void putBack() {
        if (baseline != null && given) {
            workspace.rewind(SNAPSHOT);
        }
    }

    /** Finds the workspace of the innermost outer class that received requests. */
    static Optional<FailureContext> scene(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return around(context, extension)
                .filter(scope -> scope.workspace.wasAsked())
                .map(RemoteClassScope::scene)
                .findFirst();
    }

    private synchronized FailureContext scene() {
        return workspace.scene(baseline == null ? null : SNAPSHOT);
    }

    private static Stream<RemoteClassScope> around(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return Stream.iterate(
                        Optional.of(context), Optional::isPresent, each -> each.flatMap(ExtensionContext::getParent))
                .flatMap(each -> each.flatMap(found -> get(found, extension)).stream());
    }

    private static Optional<RemoteClassScope> get(ExtensionContext owner, BasicOpsEmulatorExtension extension) {
        return Optional.ofNullable(Stores.get(owner, extension, key(owner), RemoteClassScope.class));
    }

    private static RemoteClassScope open(
            ExtensionContext owner, BasicOpsEmulatorExtension extension, RemoteEmulator emulator) {
        Class<?> testClass = owner.getRequiredTestClass();
        List<Map<String, @Nullable Object>> faults = AnnotatedFaults.asSent(testClass);
        Settings settings = Settings.of(testClass);
        RemoteWorkspace like = owner.getParent()
                .flatMap(parent -> get(parent, extension))
                .map(RemoteClassScope::baseline)
                .orElse(null);
        String name = Names.of(owner);
        RemoteWorkspace workspace = emulator.begin(name + "-class", like);
        workspace.apply(settings);
        return new RemoteClassScope(emulator, name, workspace, faults);
    }

    @Override
    public synchronized void close() {
        emulator.end(workspace);
        if (baseline != null) {
            emulator.end(baseline);
        }
    }

    private static String key(ExtensionContext owner) {
        return "remote class " + owner.getUniqueId();
    }
}
