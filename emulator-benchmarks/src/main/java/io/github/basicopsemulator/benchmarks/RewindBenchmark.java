package io.github.basicopsemulator.benchmarks;

import io.github.basicopsemulator.BasicOpsSeed;
import io.github.basicopsemulator.Difference;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Seed;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of taking a snapshot, rewinding and creating a workspace, with few records and with many. The heap has the
 * same size from the beginning in both cases, and is in memory: a growing heap gets pages from the system, which takes
 * ten times as long as the measured work.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class RewindBenchmark {

    @Param({"1000", "100000"})
    private int records;

    private Emulator emulator;
    private Workspace workspace;
    private Workspace copy;
    private Snapshot full;
    private Snapshot changed;
    private long number;

    /** Fills a workspace, and changes six of its records. */
    @Setup(Level.Trial)
    public void fill() {
        emulator = Emulator.start();
        workspace = emulator.workspace("filled");
        for (int i = 0; i < records; i += 1_000) {
            Seed<?>[] seeds = new Seed<?>[1_000];
            for (int j = 0; j < seeds.length; j++) {
                seeds[j] = BasicOpsSeed.task("Task " + (i + j));
            }
            workspace.seed(seeds);
        }
        full = workspace.snapshot();
        for (int i = 1; i <= 6; i++) {
            workspace.change("task", records / 7L * i, Map.of("title", "changed"));
        }
        changed = workspace.snapshot();
        workspace.rewind(full);
        copy = emulator.workspace("copy", full);
    }

    @TearDown(Level.Trial)
    public void close() {
        emulator.close();
    }

    @Benchmark
    public Snapshot snapshot() {
        return workspace.snapshot();
    }

    /** There and back. */
    @Benchmark
    public void rewindTwice() {
        workspace.rewind(changed);
        workspace.rewind(full);
    }

    /** To a beginning with all the records. */
    @Benchmark
    public void reset() {
        copy.reset();
    }

    @Benchmark
    public void workspaceFromSnapshot() {
        number++;
        emulator.workspace("w" + number, full).close();
    }

    /** Six changes among all. */
    @Benchmark
    public Difference difference() {
        workspace.rewind(changed);
        Difference difference = workspace.changesSince(full);
        workspace.rewind(full);
        return difference;
    }
}
