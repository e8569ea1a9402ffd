package io.github.basicopsemulator.benchmarks;

import io.github.basicopsemulator.BasicOpsSeed;
import io.github.basicopsemulator.Seed;
import io.github.basicopsemulator.Workspace;

/** Projects of twenty tasks each. */
final class LargeDataset {

    static final int TASKS_OF_A_PROJECT = 20;

    private LargeDataset() {}

    static void of(Workspace workspace, int tasks) {
        for (int i = 0; i < tasks; i += TASKS_OF_A_PROJECT) {
            workspace.seed(project(i));
        }
    }

    private static Seed<?> project(int first) {
        BasicOpsSeed.Task[] tasks = new BasicOpsSeed.Task[TASKS_OF_A_PROJECT];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = BasicOpsSeed.task("Task number " + (first + i))
                    .description("What has to be done in task number " + (first + i)
                            + ", in as many words as people use who write down what others are to do.")
                    .assignee(38)
                    .dueDate("2026-03-01T09:00:00Z");
        }
        return BasicOpsSeed.project("Project number " + first / TASKS_OF_A_PROJECT)
                .description("Twenty tasks that belong together")
                .tasks(tasks);
    }
}
