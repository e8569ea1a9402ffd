package io.github.basicopsemulator.benchmarks;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;

/**
 * The emulator as it is, with 1,000 tasks, and a workspace {@code large} with as many as are asked for. Prints its port, its token, and an id of a
 * task and of a project in each workspace.
 */
final class EmulatorServer {

    private EmulatorServer() {}

    public static void main(String[] args) throws IOException {
        try (Emulator emulator = Emulator.start()) {
            Workspace small = emulator.workspace();
            Workspace large = emulator.workspace("large");
            LargeDataset.of(small, 1_000);
            LargeDataset.of(large, Integer.parseInt(args[0]));
            small.snapshot("full");
            System.out.println(emulator.url().getPort() + " " + small.token() + " " + first(small, "task") + " "
                    + first(small, "project") + " " + first(large, "project"));
            Heap.answer();
        }
    }

    private static Object first(Workspace workspace, String kind) {
        return workspace.records(kind).get(0).get("id");
    }
}
