package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The source of a class's workspace: its own, or one that a framework points to. */
interface WorkspaceSource {

    Emulator emulator();

    Workspace workspace();

    /** Returns true if the tests use this workspace themselves, because the tested code points to it alone. */
    boolean isFixed();

    /** Returns true if a test points to another workspace by now. */
    default boolean isLeft(ExtensionContext test) {
        return false;
    }

    /** Returns true if no code points to this workspace any more. */
    default boolean isOver() {
        return false;
    }

    /**
     * Moves to the workspace that a test points to by now.
     *
     * @param baseline the baseline of the class so far
     * @return the same, if it is valid there, too; otherwise null, and the additions of the class must be repeated
     */
    default @Nullable Snapshot move(ExtensionContext test, Snapshot baseline) {
        return baseline;
    }

    /** Is called when the class is done. */
    void leave();

    /** A workspace of this class alone. */
    record Own(Emulator emulator, Workspace workspace) implements WorkspaceSource {

        @Override
        public boolean isFixed() {
            return false;
        }

        @Override
        public void leave() {
            workspace.close();
        }
    }

    /** That of the class around, which is led to. */
    record OfOuterClass(ClassScope around) implements WorkspaceSource {

        @Override
        public Emulator emulator() {
            return around.emulator();
        }

        @Override
        public Workspace workspace() {
            return around.workspace();
        }

        @Override
        public boolean isFixed() {
            return true;
        }

        /** The class around puts it back to its own baseline, before each of its tests and in the end. */
        @Override
        public void leave() {}
    }

    /** A workspace that system properties point to. */
    record OfSystemProperties(WorkspaceSource ground, SystemProperties properties) implements WorkspaceSource {

        @Override
        public Emulator emulator() {
            return ground.emulator();
        }

        @Override
        public Workspace workspace() {
            return ground.workspace();
        }

        @Override
        public boolean isFixed() {
            return true;
        }

        @Override
        public void leave() {
            properties.putBack();
            ground.leave();
        }
    }
}
