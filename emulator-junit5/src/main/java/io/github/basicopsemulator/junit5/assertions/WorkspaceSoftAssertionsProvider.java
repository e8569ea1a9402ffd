package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Journal;
import io.github.basicopsemulator.Workspace;
import org.assertj.core.api.SoftAssertionsProvider;

/** Soft assertions on workspaces and their journals, to be mixed into soft assertions of one's own. */
public interface WorkspaceSoftAssertionsProvider extends SoftAssertionsProvider {

    /** Begins assertions that are all tried, and fail together. */
    default WorkspaceAssert assertThat(Workspace actual) {
        return proxy(WorkspaceAssert.class, Workspace.class, actual);
    }

    /** Begins assertions on the requests that a workspace was sent, which are all tried, and fail together. */
    default JournalAssert assertThat(Journal actual) {
        return proxy(JournalAssert.class, Journal.class, actual);
    }
}
