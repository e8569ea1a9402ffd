package io.github.basicopsemulator.benchmarks;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * 1,000 tests of ten calls on two threads, first each in a workspace of its own and then all in one; prints the milliseconds of
 * both, a line a round.
 */
final class Isolation {

    private static final int TESTS = 1_000;
    private static final int THREADS = 2;

    private final Emulator emulator;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private Isolation(Emulator emulator) {
        this.emulator = emulator;
    }

    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        try (Emulator emulator = Emulator.start()) {
            Isolation isolation = new Isolation(emulator);
            for (int i = -3; i < rounds; i++) {
                boolean isolatedFirst = i % 2 == 0;
                double first = isolation.millis(isolatedFirst);
                double second = isolation.millis(!isolatedFirst);
                if (i >= 0) {
                    System.out.println((isolatedFirst ? first : second) + " " + (isolatedFirst ? second : first));
                }
            }
        }
        System.exit(0);
    }

    private double millis(boolean isolated) throws Exception {
        emulator.workspace().reset();
        AtomicInteger next = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            work.add(() -> tests(next, isolated));
        }
        long began = System.nanoTime();
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private Void tests(AtomicInteger next, boolean isolated) throws IOException {
        try (Wire wire = new Wire(emulator.url().getPort())) {
            for (int test = next.getAndIncrement(); test < TESTS; test = next.getAndIncrement()) {
                if (isolated) {
                    try (Workspace own = emulator.newWorkspace("test-" + test)) {
                        calls(wire, "/w/" + own.name(), own.token());
                    }
                } else {
                    calls(wire, "", emulator.workspace().token());
                }
            }
        }
        return null;
    }

    private static void calls(Wire wire, String base, String token) throws IOException {
        String made = wire.send("POST", base + "/v1/task", token, "{\"title\":\"Write the report\"}");
        String task = base + "/v1/task/" + made.replaceFirst("^.*?\"id\":(\\d+).*$", "$1");
        for (int i = 0; i < 3; i++) {
            wire.send("GET", task, token, "");
            wire.send("PATCH", task, token, "{\"title\":\"Version " + i + "\"}");
            wire.send("GET", base + "/v1/task?limit=10", token, "");
        }
    }
}
