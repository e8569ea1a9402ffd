package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Difference;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Fault;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The workspace of a test class, and the baseline of its tests. Guarded by its own monitor.
 *
 * <p>An extension that was registered for a single test has a scope of this kind for that test alone.
 */
final class ClassScope implements ClosedByJUnit {

    private final Emulator emulator;
    private final Workspace workspace;
    private final List<Fault> faults;
    private @Nullable Snapshot baseline;

    private ClassScope(Emulator emulator, Workspace workspace, List<Fault> faults) {
        this.emulator = emulator;
        this.workspace = workspace;
        this.faults = faults;
    }

    /** Finds the scope of the class that the context belongs to, or opens it. */
    static ClassScope of(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        ExtensionContext owner = owner(context, extension);
        return Stores.find(owner, extension, key(owner), ClassScope.class, () -> open(owner, extension));
    }

    /** Finds the server: that of the whole JVM, or one with the options of the extension. */
    static Emulator emulator(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        Emulator.Builder options = extension.options();
        ExtensionContext owner = options == null ? context.getRoot() : owner(context, extension);
        return Stores.find(
                        owner,
                        extension,
                        "server",
                        Server.class,
                        () -> new Server(options == null ? Emulator.start() : options.start()))
                .emulator();
    }

    Emulator emulator() {
        return emulator;
    }

    Workspace workspace() {
        return workspace;
    }

    /** What every test of the class begins with: the class's workspace as it is when first asked for, and its faults. */
    synchronized Snapshot baseline() {
        if (baseline == null) {
            if (!faults.isEmpty()) {
                workspace.faults().add(faults.toArray(Fault[]::new));
            }
            baseline = workspace.snapshot();
        }
        return baseline;
    }

    /** Tells what has changed since the baseline, or, where there is none yet, since the workspace began. */
    synchronized Difference changes() {
        return baseline == null ? workspace.changes() : workspace.changesSince(baseline);
    }

    /** Puts the workspaces of the class and of the classes around it back to their baselines. */
    static void putBack(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        around(context, extension).forEach(ClassScope::putBack);
    }

    /** Finds the scopes that are open, of the class and of the classes around it, the innermost first. */
    static List<ClassScope> around(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        List<ClassScope> scopes = new ArrayList<>();
        Optional<ExtensionContext> climbing = Optional.of(context);
        while (climbing.isPresent()) {
            ClassScope scope = Stores.get(climbing.get(), extension, key(climbing.get()), ClassScope.class);
            if (scope != null) {
                scopes.add(scope);
            }
            climbing = climbing.get().getParent();
        }
        return scopes;
    }

    private synchronized void putBack() {
        if (baseline != null) {
            workspace.rewind(baseline);
        }
    }

    @Override
    public void close() {
        workspace.close();
    }

    private record Server(Emulator emulator) implements ClosedByJUnit {

        @Override
        public void close() {
            emulator.close();
        }
    }

    private static ClassScope open(ExtensionContext owner, BasicOpsEmulatorExtension extension) {
        Emulator emulator = emulator(owner, extension);
        ClassScope around = owner.getParent()
                .map(parent -> Stores.get(parent, extension, key(parent), ClassScope.class))
                .orElse(null);
        List<Fault> faults = AnnotatedFaults.of(owner.getRequiredTestClass());
        Optional<Settings> settings =
                extension.options() == null ? Settings.of(owner.getRequiredTestClass()) : Optional.empty();
        String name = Names.of(owner) + "-baseline";
        Workspace workspace = around == null ? emulator.workspace(name) : emulator.workspace(name, around.baseline());
        settings.ifPresent(said -> said.apply(workspace));
        return new ClassScope(emulator, workspace, faults);
    }

    /** Finds the context of the class, or of the test that alone has the extension. */
    static ExtensionContext owner(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        ExtensionContext climbing = context;
        while (extension.isOfClass() && climbing.getTestMethod().isPresent()) {
            climbing = climbing.getParent().orElseThrow();
        }
        return climbing;
    }

    private static String key(ExtensionContext owner) {
        return "class " + owner.getUniqueId();
    }
}
