package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import io.github.basicopsemulator.store.Kind;

/** Opens what the public API hides, for tests in other packages. */
public final class WorkspaceInternals {

    private WorkspaceInternals() {}

    public static WorkspaceRuntime runtime(Workspace workspace) {
        return workspace.runtime();
    }

    public static WorkspaceSnapshot past(Snapshot snapshot) {
        return snapshot.past();
    }

    /** Finds a kind of record by the word for it. */
    public static Kind kind(Emulator emulator, String word) {
        return emulator.served(word).kind();
    }

    /** Returns how many tasks wait in the timer that all workspaces share. */
    public static int scheduledTasks(Emulator emulator) {
        return emulator.network().timer().getQueue().size();
    }
}
