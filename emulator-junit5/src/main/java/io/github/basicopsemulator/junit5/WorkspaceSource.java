package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the workspace of a class is to it: its own, or one that something else leads to. */
interface WorkspaceSource {

    Emulator emulator();

    Workspace workspace();

    /** Tells whether the tests go by this workspace themselves, because what they test is led here and nowhere else. */
    boolean isFixed();

    /** Tells whether a test is led elsewhere by now. */
    default boolean isLeft(ExtensionContext test) {
        return false;
    }

    /** Tells whether nothing is led here any more. */
    default boolean isOver() {
        return false;
    }

    /**
     * Goes to where a test is led by now.
     *
     * @param baseline what the tests of the class have begun with so far
     * @return the same, if they can begin with it there, too; or else null, and all that the class adds is to be added again
     */
    default @Nullable Snapshot move(ExtensionContext test, Snapshot baseline) {
        return baseline;
    }

    /** Is called when the class is done. */
    void leave();

    /** A workspace that nobody else has. */
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

    /** One that system properties lead to. */
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
