package io.github.basicopsemulator;

import io.github.basicopsemulator.store.LimitReached;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The workspaces of an emulator, in the order of their names. Guarded by its own monitor; finding one never waits.
 *
 * <p>The default workspace, whose name is empty, does not count towards the limit.
 */
final class WorkspaceRegistry {

    private final ConcurrentSkipListMap<String, Workspace> workspaces = new ConcurrentSkipListMap<>();
    private final int max;
    private int count;
    private boolean closed;

    WorkspaceRegistry(int max) {
        this.max = max;
    }

    @Nullable
    Workspace find(String name) {
        return workspaces.get(name);
    }

    /**
     * Refuses another workspace if there are too many, or the emulator is closed.
     *
     * @throws IllegalStateException with the next step
     */
    synchronized void refuseIfFull() {
        refuseIfClosed();
        if (count >= max) {
            throw LimitReached.of(
                    "Delete some with DELETE /_emulator/workspaces/NAME or Workspace.close(), give them a time to live",
                    "workspaces",
                    "maxWorkspaces",
                    "This emulator has %,d workspaces",
                    count);
        }
    }

    synchronized void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the emulator is closed: start another one");
        }
    }

    /**
     * Adds a workspace, unless there is one of its name. Returns the workspace that has the name now.
     *
     * @throws IllegalStateException when there are too many, or the emulator is closed
     */
    synchronized Workspace add(Workspace workspace) {
        Workspace known = workspaces.get(workspace.name());
        if (known != null) {
            return known;
        }
        if (!workspace.name().isEmpty()) {
            refuseIfFull();
            count++;
        }
        workspaces.put(workspace.name(), workspace);
        return workspace;
    }

    synchronized void remove(Workspace workspace) {
        if (workspaces.remove(workspace.name(), workspace) && !workspace.name().isEmpty()) {
            count--;
        }
    }

    /** The number of workspaces, the default one included. */
    synchronized int size() {
        return count + (workspaces.containsKey("") ? 1 : 0);
    }

    List<Workspace> all() {
        return List.copyOf(workspaces.values());
    }

    /** Returns the first workspaces, or the first after a name. */
    List<Workspace> page(@Nullable String after, int limit) {
        return (after == null ? workspaces : workspaces.tailMap(after, false))
                .values().stream().limit(limit).toList();
    }

    /** Takes no more workspaces. */
    synchronized void close() {
        closed = true;
    }
}
