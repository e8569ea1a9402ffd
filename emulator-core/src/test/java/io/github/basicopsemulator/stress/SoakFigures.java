package io.github.basicopsemulator.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What the clients of a soak have seen, as a table of intervals. Safe for use by many threads. */
final class SoakFigures {

    private static final int MAX_EXAMPLES = 20;

    /** Each is a twentieth longer than the one before; the first is 10 microseconds. */
    private static final int BUCKETS = 320;

    private static final double FIRST_NANOS = 10_000;
    private static final double FACTOR = 1.05;

    private final AtomicLongArray interval = new AtomicLongArray(BUCKETS);
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong expectedErrors = new AtomicLong();
    private final AtomicLong brokenOnPurpose = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Queue<String> examples = new ConcurrentLinkedQueue<>();
    private final List<Row> rows = new ArrayList<>();

    /** One interval; the heap after a collection. */
    record Row(double minutes, long requests, double perSecond, double p50, double p99, SoakProcess.Usage usage) {

        long heapBytes() {
            return usage.heapBytes();
        }

        long threads() {
            return usage.threads();
        }
    }

    void answered(long nanos, boolean success) {
        requests.incrementAndGet();
        if (success) {
            successes.incrementAndGet();
        }
        double bucket = Math.log(Math.max(nanos, FIRST_NANOS) / FIRST_NANOS) / Math.log(FACTOR);
        interval.incrementAndGet((int) Math.min(BUCKETS - 1, bucket));
    }

    /** Counts a 5xx that a fault or a timeout of the test asked for. */
    void expectedError() {
        expectedErrors.incrementAndGet();
    }

    /** Counts a response that a fault or the end of its workspace took away. */
    void brokenOnPurpose() {
        brokenOnPurpose.incrementAndGet();
    }

    /** Counts what must not happen. */
    void failure(String what) {
        failures.incrementAndGet();
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(what);
        }
    }

    /** Ends an interval. */
    void row(double minutes, double seconds, SoakProcess.Usage usage) {
        long[] counts = new long[BUCKETS];
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = interval.getAndSet(i, 0);
            all += counts[i];
        }
        rows.add(new Row(minutes, all, all / seconds, millis(counts, all * 0.5), millis(counts, all * 0.99), usage));
    }

    private static double millis(long[] counts, double rank) {
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return FIRST_NANOS * Math.pow(FACTOR, i + 1) / 1e6;
            }
        }
        return 0;
    }

    List<Row> rows() {
        return rows;
    }

    long requests() {
        return requests.get();
    }

    long successes() {
        return successes.get();
    }

    long failures() {
        return failures.get();
    }

    /** Returns some of what must not happen. */
    List<String> examples() {
        return List.copyOf(examples);
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("soak\n  minute   requests   per s  p50 ms   p99 ms  heap MiB  threads  busy\n");
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %6.1f %10d %7.0f %7.2f %8.2f %9.1f %8d %5d%n",
                    row.minutes(),
                    row.requests(),
                    row.perSecond(),
                    row.p50(),
                    row.p99(),
                    row.heapBytes() / 1048576.0,
                    row.threads(),
                    row.usage().busyThreads()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "  %d requests, %d of them with success; 5xx asked for: %d; broken on purpose: %d; failures: %d",
                        requests.get(),
                        successes.get(),
                        expectedErrors.get(),
                        brokenOnPurpose.get(),
                        failures.get()))
                .toString();
    }
}
