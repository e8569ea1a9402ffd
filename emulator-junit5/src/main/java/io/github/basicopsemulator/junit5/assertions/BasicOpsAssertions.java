package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Difference.Action;
import io.github.basicopsemulator.Journal;
import io.github.basicopsemulator.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * The entry point for assertions on a workspace. Import it statically, beside AssertJ's own:
 *
 * <pre>{@code
 * assertThat(basicops)
 *         .has("task", with("title", "Launch").with("status", "New"))
 *         .changedExactly(created("task").with("title", "Launch"), removed("note", 3));
 * assertThat(basicops.journal())
 *         .received(request("POST", "/v1/task").with("/title", "Launch").once());
 * }</pre>
 */
public final class BasicOpsAssertions {

    private BasicOpsAssertions() {}

    /** Begins assertions on the records of a workspace, and on their changes. */
    public static WorkspaceAssert assertThat(Workspace actual) {
        return new WorkspaceAssert(actual);
    }

    /** Begins assertions on the requests that a workspace was sent, and on how their client behaved. */
    public static JournalAssert assertThat(Journal actual) {
        return new JournalAssert(actual);
    }

    /**
     * Expects a request to a route, for {@link JournalAssert#received(ExpectedRequest)}.
     *
     * @param method such as {@code PATCH}
     * @param route the path of a route, such as {@code /v1/task/{id}}, or a path as it is sent
     */
    public static ExpectedRequest request(String method, String route) {
        return new ExpectedRequest(method, route);
    }

    /**
     * Describes a record by a value that it has, as {@link Workspace#records} shows it. A number stands for a number or for a
     * record of that id, an {@link java.time.Instant}, a {@link java.time.LocalDate} or a text such as {@code "2024-01-02"} for a
     * moment.
     */
    public static ExpectedRecord with(String field, @Nullable Object value) {
        return new ExpectedRecord().with(field, value);
    }

    /** Expects that a record of a kind, such as {@code task}, was created. */
    public static ExpectedChange created(String kind) {
        return new ExpectedChange(Action.CREATED, kind, null);
    }

    /** Expects that the record of this id was created. */
    public static ExpectedChange created(String kind, long id) {
        return new ExpectedChange(Action.CREATED, kind, id);
    }

    /** Expects that a record of a kind, such as {@code task}, was updated. */
    public static ExpectedChange updated(String kind) {
        return new ExpectedChange(Action.UPDATED, kind, null);
    }

    /** Expects that the record of this id was updated. */
    public static ExpectedChange updated(String kind, long id) {
        return new ExpectedChange(Action.UPDATED, kind, id);
    }

    /** Expects that a record of a kind, such as {@code task}, was removed. */
    public static ExpectedChange removed(String kind) {
        return new ExpectedChange(Action.REMOVED, kind, null);
    }

    /** Expects that the record of this id was removed. */
    public static ExpectedChange removed(String kind, long id) {
        return new ExpectedChange(Action.REMOVED, kind, id);
    }
}
