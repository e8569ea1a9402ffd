package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The workspaces of tests whose instance is just being made, when JUnit does not say yet which tests they will be. All that
 * is known is that it will be the next one of the thread. Safe for use by many threads.
 */
final class PreConstructedWorkspaces implements ClosedByJUnit {

    private static final String NAME = "unclaimed";

    private final Map<Thread, Entry> begun = new ConcurrentHashMap<>();
    private final AtomicLong counter = new AtomicLong();

    static PreConstructedWorkspaces of(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return Stores.find(
                context.getRoot(), extension, NAME, PreConstructedWorkspaces.class, PreConstructedWorkspaces::new);
    }

    /**
     * Takes the workspace that the constructors of a test's instance were given; null if they asked for no workspace.
     */
    static @Nullable Workspace taken(ExtensionContext test, BasicOpsEmulatorExtension extension, Snapshot baseline) {
        PreConstructedWorkspaces unclaimed =
                Stores.get(test.getRoot(), extension, NAME, PreConstructedWorkspaces.class);
        return unclaimed == null ? null : unclaimed.take(test, baseline);
    }

    /** Discards the workspace of an instance without a test. */
    static void discard(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        PreConstructedWorkspaces unclaimed =
                Stores.get(context.getRoot(), extension, NAME, PreConstructedWorkspaces.class);
        if (unclaimed != null) {
            unclaimed.discard();
        }
    }

    /** Gives the constructor of a test class the workspace of the test that the instance is made for. */
    Workspace begin(ExtensionContext ofClass, BasicOpsEmulatorExtension extension) {
        return begun.computeIfAbsent(Thread.currentThread(), any -> {
                    ClassScope scope = ClassScope.of(ofClass, extension);
                    String name = Names.of(ofClass) + "-" + counter.incrementAndGet();
                    return new Entry(scope.emulator().workspace(name, scope.baseline()), scope.baseline());
                })
                .workspace();
    }

    /**
     * Takes the workspace; {@code baseline} is that of the test; the constructor of an outer class began with an
     * earlier one.
     */
    @Nullable
    Workspace take(ExtensionContext test, Snapshot baseline) {
        Entry taken = begun.remove(Thread.currentThread());
        if (taken == null) {
            return null;
        }
        if (!taken.baseline().equals(baseline)) {
            if (!taken.workspace().snapshot().equals(taken.baseline())) {
                String name = test.getRequiredTestClass().getSimpleName();
                throw new ExtensionConfigurationException("The constructor of a class around " + name
                        + " seeded its workspace, and a @BeforeAll of " + name
                        + " did, too, so that it is not clear what a test begins with. Seed in @BeforeEach instead.");
            }
            taken.workspace().rewind(baseline);
        }
        return taken.workspace();
    }

    private void discard() {
        Entry left = begun.remove(Thread.currentThread());
        if (left != null) {
            left.workspace().close();
        }
    }

    @Override
    public void close() {
        begun.values().forEach(left -> left.workspace().close());
    }

    private record Entry(Workspace workspace, Snapshot baseline) {}
}
