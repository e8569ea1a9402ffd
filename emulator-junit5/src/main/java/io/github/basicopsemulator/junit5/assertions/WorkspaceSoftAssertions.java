package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Journal;
import io.github.basicopsemulator.Workspace;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.StandardSoftAssertionsProvider;

/**
 * Soft assertions on workspaces, on their journals and on all that AssertJ knows: all are tried, and fail together. To be made, and asked in the end
 * by {@link #assertAll}; given to {@link #assertSoftly}; or injected by AssertJ's {@code SoftAssertionsExtension}.
 */
public final class WorkspaceSoftAssertions extends AbstractSoftAssertions implements StandardSoftAssertionsProvider {

    /** Begins with no assertion tried. */
    public WorkspaceSoftAssertions() {}

    /** Tries all assertions that are made in there, and fails with all that failed. */
    public static void assertSoftly(Consumer<WorkspaceSoftAssertions> assertions) {
        SoftAssertionsProvider.assertSoftly(WorkspaceSoftAssertions.class, assertions);
    }

    /** Begins assertions that are all tried, and fail together. */
    public WorkspaceAssert assertThat(Workspace actual) {
        return proxy(WorkspaceAssert.class, Workspace.class, actual);
    }

    /** Begins assertions on the requests that a workspace was sent, which are all tried, and fail together. */
    public JournalAssert assertThat(Journal actual) {
        return proxy(JournalAssert.class, Journal.class, actual);
    }
}
