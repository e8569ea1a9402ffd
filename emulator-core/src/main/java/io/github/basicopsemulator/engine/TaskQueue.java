package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.BackgroundExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that may block, a few at a time; the others wait for their turn without a thread. Guarded by its own monitor, under
 * which no task is run.
 */
final class TaskQueue {

    private final BackgroundExecutor background;
    private final int maxRunning;
    private final int maxWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>(0);
    private int running;

    TaskQueue(BackgroundExecutor background, int maxRunning, int maxWaiting) {
        this.background = background;
        this.maxRunning = maxRunning;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Runs a task when it is its turn, and completes with its result. A task that was cancelled before that is not run.
     *
     * <p>Completes exceptionally with a {@link Problem} (503) when too many wait already.
     */
    <T> CompletableFuture<T> run(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!add(() -> run(task, result))) {
            return CompletableFuture.failedFuture(Problem.busy("More than " + maxWaiting
                    + " requests of this workspace that take long wait for their turn. Send it again later."));
        }
        start(next());
        return result;
    }

    private static <T> void run(Callable<T> task, CompletableFuture<T> result) {
        if (result.isDone()) {
            return;
        }
        try {
            result.complete(task.call());
        } catch (Throwable failed) {
            result.completeExceptionally(failed);
        }
    }

    private synchronized boolean add(Runnable task) {
        return waiting.size() < maxWaiting && waiting.add(task);
    }

    /** Takes the next task, if it may run now; to be followed by {@link #start}. */
    private synchronized @Nullable Runnable next() {
        Runnable task = running < maxRunning ? waiting.poll() : null;
        if (task != null) {
            running++;
        }
        return task;
    }

    private void start(@Nullable Runnable task) {
        if (task != null) {
            background.run(() -> {
                task.run();
                end();
            });
        }
    }

    private void end() {
        synchronized (this) {
            running--;
        }
        start(next());
    }
}
