package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Workspace;
import org.assertj.core.api.SoftAssertionsProvider;

/** Soft assertions on workspaces, to be mixed into soft assertions of one's own. */
public interface WorkspaceSoftAssertionsProvider extends SoftAssertionsProvider {

    /** Begins assertions that are all tried, and fail together. */
    default WorkspaceAssert assertThat(Workspace actual) {
        return proxy(WorkspaceAssert.class, Workspace.class, actual);
    }
}
