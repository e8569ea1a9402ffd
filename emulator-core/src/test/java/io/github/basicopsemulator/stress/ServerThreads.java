package io.github.basicopsemulator.stress;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The emulators' threads in this JVM, known by their names. */
final class ServerThreads {

    /** Jetty names its timer without the server's name. */
    private static final Pattern NAME = Pattern.compile("emulator.*|Scheduler-\\d+.*");

    private static final String PACKAGE = "io.github.basicopsemulator.";
    private static final long POLL_MILLIS = 10;

    private ServerThreads() {}

    /** Returns all threads of emulators. */
    static Set<Thread> all() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> NAME.matcher(thread.getName()).matches())
                .collect(Collectors.toSet());
    }

    /** Returns the names of the threads that were not there before and still run. */
    static List<String> startedSince(Set<Thread> before) {
        return names(all().stream().filter(thread -> !before.contains(thread)).collect(Collectors.toSet()));
    }

    /** Returns the threads that run code of the emulator, each with its place in that code; idle threads of a pool run no such code. */
    static List<String> busy() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> NAME.matcher(thread.getKey().getName()).matches())
                .flatMap(thread -> Arrays.stream(thread.getValue())
                        .filter(frame -> frame.getClassName().startsWith(PACKAGE))
                        .limit(1)
                        .map(frame -> thread.getKey().getName() + " at " + frame))
                .sorted()
                .toList();
    }

    private static List<String> names(Set<Thread> threads) {
        return threads.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> NAME.matcher(name).matches())
                .sorted()
                .toList();
    }

    /** Waits until a condition holds that no event announces, and returns false if it does not hold in time. */
    static boolean await(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return true;
    }
}
