package io.github.basicopsemulator.benchmarks;

import java.io.IOException;

/** The heap of an emulator that has answered many requests, half of which changed a task, against that after a few. */
final class HeapAfterRequests {

    private HeapAfterRequests() {}

    /** Returns the bytes in use after 2,000 requests, and after so many. */
    static long[] of(int many) throws IOException {
        try (ForkedProcess emulator = ForkedProcess.of(EmulatorServer.class, "20");
                ForkedProcess load = ForkedProcess.of(Load.class)) {
            String[] words = emulator.hear().split(" ");
            String get = words[0] + " 16 600000 %d GET /v1/task/" + words[2] + " " + words[1];
            String change = words[0] + " 16 600000 %d PATCH /v1/task/" + words[2] + " " + words[1]
                    + " {\"title\":\"Once more\"}";
            long[] used = new long[2];
            int answered = 0;
            for (int i = 0; i < 2; i++) {
                int more = (i == 0 ? 2_000 : many) - answered;
                answered += more;
                load.ask(change.formatted(more / 2));
                load.ask(get.formatted(more / 2));
                used[i] = Long.parseLong(emulator.ask("heap"));
            }
            return used;
        }
    }
}
