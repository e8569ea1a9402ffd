package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The workspace of the application context that a class's tests have; another one after {@code @DirtiesContext}. */
final class SpringWorkspaceSource implements WorkspaceSource {

    private final String testClass;
    private SpringContext context;

    private SpringWorkspaceSource(String testClass, SpringContext context) {
        this.testClass = testClass;
        this.context = context;
    }

    /** Finds the context of a class, and puts its workspace to where the class begins. */
    static SpringWorkspaceSource of(ExtensionContext owner, @Nullable ClassScope around) {
        SpringContext context = SpringContext.of(owner);
        if (around != null && around.isOver()) {
            around.follow(owner);
        }
        String testClass = outermost(owner.getRequiredTestClass()).getName();
        context.enter(testClass);
        context.workspace()
                .rewind(
                        around != null && around.workspace() == context.workspace()
                                ? around.baseline()
                                : context.beginning());
        return new SpringWorkspaceSource(testClass, context);
    }

    @Override
    public Emulator emulator() {
        return context.emulator();
    }

    @Override
    public Workspace workspace() {
        return context.workspace();
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    @Override
    public boolean isLeft(ExtensionContext test) {
        return SpringContext.of(test) != context;
    }

    @Override
    public boolean isOver() {
        return context.isOver();
    }

    @Override
    public @Nullable Snapshot move(ExtensionContext test, Snapshot baseline) {
        context.workspace().rewind(baseline);
        boolean seeded = !context.workspace().changesSince(context.beginning()).isEmpty();
        SpringContext next = SpringContext.of(test);
        boolean changed = context.changedAtStart() || next.changedAtStart();
        if (seeded && changed) {
            throw new ExtensionConfigurationException(
                    testClass + " seeded its workspace in @BeforeAll or with a file, and the application"
                            + " changes it when it starts, which @DirtiesContext has it do again; so it is not clear what a test begins"
                            + " with. Seed in @BeforeEach instead.");
        }
        next.enter(testClass);
        context.leave();
        context = next;
        if (changed) {
            next.workspace().rewind(next.beginning());
        }
        return changed ? null : baseline;
    }

    @Override
    public void leave() {
        context.leave();
    }

    private static Class<?> outermost(Class<?> testClass) {
        return Spring.around(testClass).reduce(testClass, (inner, outer) -> outer);
    }
}
