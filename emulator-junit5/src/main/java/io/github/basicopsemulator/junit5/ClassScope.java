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
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The workspace of a test class, and the baseline of its tests. Guarded by its own monitor.
 *
 * <p>An extension that was registered for a single test has a scope of this kind for that test alone.
 */
final class ClassScope implements ClosedByJUnit {

    private final WorkspaceSource ground;
    private final Settings settings;
    private final List<Fault> faults;
    private @Nullable Snapshot baseline;

    private ClassScope(WorkspaceSource ground, Settings settings, List<Fault> faults) {
        this.ground = ground;
        this.settings = settings;
        this.faults = faults;
        settings.apply(ground.workspace());
    }

    /** Finds the scope of the class that the context belongs to, or opens it. */
    static ClassScope of(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        ExtensionContext owner = owner(context, extension);
        return Stores.find(owner, extension, key(owner), ClassScope.class, () -> open(owner, extension));
    }

    /** Finds the server: that of the whole JVM, or one with the options of the extension. */
    static Emulator emulator(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        Emulator.Builder options = extension.options();
        return options == null
                ? Stores.find(context.getRoot(), extension, "server", SharedServer.class, SharedServer::open)
                        .emulator()
                : Stores.find(
                                owner(context, extension),
                                extension,
                                "server",
                                Server.class,
                                () -> new Server(options.start()))
                        .emulator();
    }

    Emulator emulator() {
        return ground.emulator();
    }

    Workspace workspace() {
        return ground.workspace();
    }

    /** Returns true if the tests of the class use this workspace themselves. */
    boolean isOfTests() {
        return ground.isFixed();
    }

    /**
     * The baseline of every test of the class: the class's workspace at the first call, with the faults of the class.
     */
    synchronized Snapshot baseline() {
        if (baseline == null) {
            baseline = complete();
        }
        return baseline;
    }

    private Snapshot complete() {
        if (!faults.isEmpty()) {
            workspace().faults().add(faults.toArray(Fault[]::new));
        }
        return workspace().snapshot();
    }

    /** Makes this workspace the baseline of a test that uses it itself. */
    synchronized void begin(ExtensionContext test) {
        refuseConcurrent(test);
        follow(test);
        workspace().rewind(baseline());
    }

    boolean isLeft(ExtensionContext test) {
        return ground.isLeft(test);
    }

    boolean isOver() {
        return ground.isOver();
    }

    /** Goes to where a test is led by now. */
    synchronized void follow(ExtensionContext test) {
        if (isLeft(test)) {
            baseline = ground.move(test, baseline());
            if (baseline == null) {
                settings.apply(workspace());
            }
        }
    }

    /** Returns the changes since the baseline or, without one, since the workspace began. */
    synchronized Difference changes() {
        return baseline == null ? workspace().changes() : workspace().changesSince(baseline);
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
            workspace().rewind(baseline);
        }
    }

    @Override
    public void close() {
        ground.leave();
    }

    private record Server(Emulator emulator) implements ClosedByJUnit {

        @Override
        public void close() {
            emulator.close();
        }
    }

    private static ClassScope open(ExtensionContext owner, BasicOpsEmulatorExtension extension) {
        ClassScope around =
                owner.getParent().map(parent -> ofOuterClass(parent, extension)).orElse(null);
        Class<?> testClass = owner.getRequiredTestClass();
        List<Fault> faults = AnnotatedFaults.of(testClass);
        Settings settings = extension.options() == null ? Settings.of(testClass) : Settings.NONE;
        return new ClassScope(ground(owner, extension, around, settings.systemProperties()), settings, faults);
    }

    /** A class that Spring runs is opened only now if its own tests have not started yet. */
    private static @Nullable ClassScope ofOuterClass(ExtensionContext parent, BasicOpsEmulatorExtension extension) {
        boolean opens = parent.getTestClass().filter(Settings::areThere).isPresent() && extension.isForSpring(parent);
        return opens ? of(parent, extension) : Stores.get(parent, extension, key(parent), ClassScope.class);
    }

    private static WorkspaceSource ground(
            ExtensionContext owner,
            BasicOpsEmulatorExtension extension,
            @Nullable ClassScope around,
            List<Property> systemProperties) {
        if (extension.isForSpring(owner)) {
            return SpringWorkspaceSource.of(owner, around);
        }
        WorkspaceSource ground = around != null && around.isOfTests() ? inside(around) : own(owner, extension, around);
        if (systemProperties.isEmpty()) {
            return ground;
        }
        refuseConcurrent(owner);
        return new WorkspaceSource.OfSystemProperties(
                ground, SystemProperties.set(systemProperties, ground.workspace()));
    }

    private static WorkspaceSource inside(ClassScope around) {
        around.workspace().rewind(around.baseline());
        return new WorkspaceSource.OfOuterClass(around);
    }

    private static WorkspaceSource own(
            ExtensionContext owner, BasicOpsEmulatorExtension extension, @Nullable ClassScope around) {
        Emulator emulator = emulator(owner, extension);
        String name = Names.of(owner) + "-baseline";
        return new WorkspaceSource.Own(
                emulator, around == null ? emulator.workspace(name) : emulator.workspace(name, around.baseline()));
    }

    /** Refuses concurrent tests on a shared workspace. */
    private static void refuseConcurrent(ExtensionContext context) {
        boolean parallel = context.getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
                .map(Boolean::parseBoolean)
                .orElse(false);
        if (parallel && context.getExecutionMode() == ExecutionMode.CONCURRENT) {
            throw new ExtensionConfigurationException("What " + context.getDisplayName()
                    + " tests is led to one workspace only, so it cannot run at the same time as others that are led there."
                    + " Put @Execution(SAME_THREAD) on "
                    + context.getRequiredTestClass().getName() + ".");
        }
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
