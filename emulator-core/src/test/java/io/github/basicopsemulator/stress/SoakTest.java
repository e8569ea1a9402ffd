package io.github.basicopsemulator.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.control.Contract;
import io.github.basicopsemulator.stress.SoakFigures.Row;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Behaviour;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clients use everything at once for a while, and the emulator's heap and threads are as at the beginning. */
class SoakTest {

    private static final String HEAP = "256m";
    private static final int CLIENTS = 64;
    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
    private static final int FEWEST_INTERVALS = 9;
    private static final long HEAP_SLACK = 32L << 20;
    private static final int THREAD_SLACK = 16;
    /** As long as pools may grow to their usual size. */
    private static final Duration WARM_UP = Duration.ofMinutes(1);

    private static final Duration END_LIMIT = Duration.ofSeconds(30);
    /** In which idle threads of all pools end. */
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(3);

    @Test
    void twenty_seconds_of_everything_leave_nothing_behind() throws Exception {
        soak(SHORT);
    }

    @Tag("soak")
    @Test
    void half_an_hour_of_everything_leaves_nothing_behind() throws Exception {
        soak(Duration.parse(System.getProperty("soak.duration", "PT30M")));
    }

    @SuppressWarnings("SystemOut")
    private static void soak(Duration duration) throws Exception {
        SoakFigures figures = new SoakFigures();
        try (SoakProcess emulator = new SoakProcess(HEAP);
                SocketReceivers receivers = new SocketReceivers(false)) {
            int before = usage(emulator).threads();
            run(emulator, receivers, figures, duration);
            boolean ended = ServerThreads.await(() -> usage(emulator).busyThreads() == 0, END_LIMIT);
            SoakProcess.Usage after = usage(emulator);
            System.out.println(figures + "\n  after the clients have ended: " + after);
            assertThat(ended)
                    .as("no thread is busy after the clients have ended; %s", after)
                    .isTrue();
            if (isLong(duration)) {
                boolean areFew =
                        ServerThreads.await(() -> usage(emulator).threads() <= before + THREAD_SLACK, IDLE_LIMIT);
                int threads = usage(emulator).threads();
                System.out.println("  threads before the clients: " + before + ", some time after them: " + threads);
                assertThat(areFew)
                        .as("%d threads are left of %d before the clients", threads, before)
                        .isTrue();
            }
        }
        assertThat(figures.examples()).as("failures: %d", figures.failures()).isEmpty();
        assertThat(figures.successes()).as("requests with success").isGreaterThan(figures.requests() / 5);
        assertFlat(figures.rows(), SoakFigures.Row::heapBytes, HEAP_SLACK, "heap");
        if (isLong(duration)) {
            assertFlat(figures.rows(), SoakFigures.Row::threads, THREAD_SLACK, "threads");
        }
    }

    private static boolean isLong(Duration duration) {
        return duration.compareTo(WARM_UP.multipliedBy(3)) > 0;
    }

    private static void run(SoakProcess emulator, SocketReceivers receivers, SoakFigures figures, Duration duration)
            throws IOException, InterruptedException {
        List<DocumentedOperation> operations = operations(emulator.url());
        List<String> urls = urls(receivers);
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        new SoakClient(emulator.url(), operations, urls, figures, () -> true, 0).makeWorkspaces();
        List<Thread> clients = new ArrayList<>();
        for (int i = 1; i <= CLIENTS; i++) {
            clients.add(new Thread(
                    new SoakClient(emulator.url(), operations, urls, figures, () -> System.nanoTime() > end, i),
                    "soak client " + i));
        }
        clients.forEach(Thread::start);
        long interval = Math.min(LONGEST_INTERVAL.toNanos(), duration.toNanos() / FEWEST_INTERVALS);
        long last = began;
        for (long next = began + interval; next <= end; next += interval) {
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            long now = System.nanoTime();
            figures.row((now - began) / 60e9, (now - last) / 1e9, emulator.usage());
            last = now;
        }
        for (Thread client : clients) {
            client.join();
        }
    }

    private static List<DocumentedOperation> operations(URI server) throws IOException {
        try (KeepAliveClient client = new KeepAliveClient(server, END_LIMIT)) {
            KeepAliveClient.Response document = client.send("GET", "/_emulator/openapi.json", "", new byte[0]);
            return DocumentedOperation.all(new Contract(document.body()));
        }
    }

    /** One receiver of each behaviour, the first of which is fine. */
    private static List<String> urls(SocketReceivers receivers) {
        List<String> urls = new ArrayList<>();
        for (Behaviour behaviour : Behaviour.values()) {
            receivers.behaviour(behaviour.ordinal(), behaviour);
            urls.add(receivers.url(behaviour.ordinal()));
        }
        return urls;
    }

    private static SoakProcess.Usage usage(SoakProcess emulator) {
        try {
            return emulator.usage();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertFlat(List<Row> rows, ToLongFunction<Row> value, long slack, String what) {
        long first = median(rows.subList(0, rows.size() / 3), value);
        long last = median(rows.subList(rows.size() - rows.size() / 3, rows.size()), value);
        assertThat(last)
                .as("%s in the last third; %d in the first", what, first)
                .isLessThan(first + slack);
    }

    private static long median(List<Row> rows, ToLongFunction<Row> value) {
        return rows.stream().mapToLong(value).sorted().toArray()[rows.size() / 2];
    }
}
