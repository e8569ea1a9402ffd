package io.github.basicopsemulator.junit5;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The counterpart of {@link PreConstructedWorkspaces} for tests against a running emulator. Safe for use by many
 * threads.
 */
final class RemotePreConstructedWorkspaces implements ClosedByJUnit {

    private static final String NAME = "remote unclaimed";

    private final Map<Thread, Begun> begun = new ConcurrentHashMap<>();
    private final AtomicLong counter = new AtomicLong();

    static RemotePreConstructedWorkspaces of(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return Stores.find(
                context.getRoot(),
                extension,
                NAME,
                RemotePreConstructedWorkspaces.class,
                RemotePreConstructedWorkspaces::new);
    }

    /**
     * Takes the workspace that the constructors of a test's instance were given; null if they asked for no workspace.
     */
    static @Nullable RemoteWorkspace taken(
            ExtensionContext test, BasicOpsEmulatorExtension extension, RemoteClassScope scope) {
        RemotePreConstructedWorkspaces unclaimed =
                Stores.get(test.getRoot(), extension, NAME, RemotePreConstructedWorkspaces.class);
        return unclaimed == null ? null : unclaimed.take(test, scope);
    }

    /** Discards the workspace of an instance without a test. */
    static void discard(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        RemotePreConstructedWorkspaces unclaimed =
                Stores.get(context.getRoot(), extension, NAME, RemotePreConstructedWorkspaces.class);
        if (unclaimed != null) {
            unclaimed.discard();
        }
    }

    /** Gives the constructor of a test class the workspace of the test that the instance is made for. */
    RemoteWorkspace begin(ExtensionContext ofClass, BasicOpsEmulatorExtension extension, RemoteEmulator emulator) {
        return begun.computeIfAbsent(Thread.currentThread(), any -> {
                    RemoteWorkspace baseline =
                            RemoteClassScope.of(ofClass, extension, emulator).baseline();
                    String name = Names.of(ofClass) + "-" + counter.incrementAndGet();
                    return new Begun(emulator, name, emulator.begin(name, baseline), baseline);
                })
                .workspace();
    }

    /** The constructor of a class around the test's own began with less than the test is to begin with. */
    private @Nullable RemoteWorkspace take(ExtensionContext test, RemoteClassScope scope) {
        Begun taken = begun.remove(Thread.currentThread());
        if (taken == null || taken.baseline().equals(scope.baseline())) {
            return taken == null ? null : taken.workspace();
        }
        if (!taken.workspace().isUnchanged()) {
            String name = test.getRequiredTestClass().getSimpleName();
            throw new ExtensionConfigurationException("The constructor of a class around " + name
                    + " seeded its workspace, and a @BeforeAll of " + name
                    + " did, too, so that it is not clear what a test begins with. Seed in @BeforeEach instead.");
        }
        taken.end();
        return taken.emulator().begin(taken.name(), scope.baseline());
    }

    private void discard() {
        Begun left = begun.remove(Thread.currentThread());
        if (left != null) {
            left.end();
        }
    }

    @Override
    public void close() {
        begun.values().forEach(Begun::end);
    }

    private record Begun(RemoteEmulator emulator, String name, RemoteWorkspace workspace, RemoteWorkspace baseline) {

        void end() {
            emulator.end(workspace);
        }
    }
}
