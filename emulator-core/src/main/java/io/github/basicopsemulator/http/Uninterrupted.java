package io.github.basicopsemulator.http;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs work that must not end half-way when the thread that wants it is interrupted: Jetty's starts and stops. */
final class Uninterrupted {

    private Uninterrupted() {}

    /** Work that may fail. */
    interface Work {

        void run() throws Exception;
    }

    /** Runs work on a thread of its own and waits for its end. An interrupt is kept for later. */
    static void run(Work work) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        Thread thread = new Thread(task, "emulator-lifecycle");
        thread.setDaemon(true);
        thread.start();
        try {
            await(task);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception e ? e : failed;
        }
    }

    private static void await(FutureTask<Void> task) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
