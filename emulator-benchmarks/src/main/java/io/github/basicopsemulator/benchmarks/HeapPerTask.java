package io.github.basicopsemulator.benchmarks;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;

/**
 * Prints, for 100,000 tasks, the bytes of a task on the heap, the bytes after all have been listed once, and the bytes
 * of its JSON.
 */
final class HeapPerTask {

    private static final int TASKS = 100_000;

    private HeapPerTask() {}

    public static void main(String[] args) throws IOException {
        try (Emulator emulator = Emulator.builder().journal(0, 0).start()) {
            Workspace workspace = emulator.workspace();
            LargeDataset.of(emulator.workspace("first"), 1_000);
            emulator.workspace("first").close();
            long empty = Heap.used();
            LargeDataset.of(workspace, TASKS);
            long stored = Heap.used();
            long json = list(emulator, workspace);
            long shown = Heap.used();
            System.out.println((stored - empty) / TASKS + " " + (shown - empty) / TASKS + " " + json / TASKS);
        }
        System.exit(0);
    }

    /** Lists all tasks without keeping the response, and returns its length. */
    private static long list(Emulator emulator, Workspace workspace) throws IOException {
        try (Wire wire = new Wire(emulator.url().getPort())) {
            return wire.send("GET", "/v1/task", workspace.token(), "").length();
        }
    }
}
