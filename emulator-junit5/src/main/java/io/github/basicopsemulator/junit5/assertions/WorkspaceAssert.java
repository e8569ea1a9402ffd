package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Difference;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the records of a workspace, and on their changes since it began or was last rewound. In a test of the
 * JUnit extension it begins with the baseline; {@link #since} takes another beginning.
 *
 *
 * <p>Kinds and fields are the vendor's words, as in {@link Workspace#records}. Not final, so that AssertJ can make it
 * soft.
 */
public class WorkspaceAssert extends AbstractAssert<WorkspaceAssert, Workspace> {

    private static final int MOST_SHOWN = 10;

    private @Nullable Snapshot since;

    /** Used by AssertJ; tests begin with {@link BasicOpsAssertions#assertThat}. */
    public WorkspaceAssert(Workspace actual) {
        super(actual, WorkspaceAssert.class);
    }

    /** Compares with this snapshot from here on, of this workspace or of another. */
    public WorkspaceAssert since(Snapshot snapshot) {
        since = snapshot;
        return this;
    }

    /** Fails unless there is a project of this title. */
    public WorkspaceAssert hasProject(String title) {
        return had("project", BasicOpsAssertions.with("title", title));
    }

    /** Fails unless there is a section of this name. */
    public WorkspaceAssert hasSection(String name) {
        return had("section", BasicOpsAssertions.with("name", name));
    }

    /** Fails unless there is a task of this title. */
    public WorkspaceAssert hasTask(String title) {
        return had("task", BasicOpsAssertions.with("title", title));
    }

    /** Fails unless there is a note of this name. */
    public WorkspaceAssert hasNote(String name) {
        return had("note", BasicOpsAssertions.with("name", name));
    }

    /** Fails unless there is a message of this text, wherever it was written. */
    public WorkspaceAssert hasMessage(String text) {
        return had("message", BasicOpsAssertions.with("message", text));
    }

    /** Fails unless a record of this kind has these values, and perhaps others. */
    public WorkspaceAssert has(String kind, ExpectedRecord record) {
        return had(kind, record);
    }

    /** Fails if a record of this kind has these values. */
    public WorkspaceAssert hasNo(String kind, ExpectedRecord record) {
        List<Map<String, @Nullable Object>> found =
                records(kind, record).stream().filter(record::fits).toList();
        if (!found.isEmpty()) {
            fail("Expected %s to have no record of kind %s with %s, but it has %d"
                    .formatted(actual, kind, record, found.size()));
        }
        return this;
    }

    /** Fails unless there are so many records of this kind. */
    public WorkspaceAssert hasCount(String kind, int number) {
        refuseNull();
        int count = actual.records(kind).size();
        if (count != number) {
            fail("Expected %s to have %d records of kind %s, but it has %d".formatted(actual, number, kind, count));
        }
        return this;
    }

    /** Fails if a record changed. */
    public WorkspaceAssert changedNothing() {
        Difference difference = difference();
        if (!difference.isEmpty()) {
            fail("Expected nothing to change in %s %s, but this did:%s"
                    .formatted(actual, beginning(), lines(difference.all())));
        }
        return this;
    }

    /** Fails unless exactly these changes happened, in any order. */
    public WorkspaceAssert changedExactly(ExpectedChange... changes) {
        Difference difference = difference();
        Comparison comparison = new Comparison(List.of(changes), difference, true);
        if (!comparison.missing().isEmpty() || !comparison.surplus().isEmpty()) {
            fail(expectation("exactly", changes, difference)
                    + section("Missing:", comparison.missingLines())
                    + section("Not expected:", lines(comparison.surplus())));
        }
        return this;
    }

    /** Fails unless these changes happened, in any order, and perhaps others. */
    public WorkspaceAssert changedAtLeast(ExpectedChange... changes) {
        Difference difference = difference();
        Comparison comparison = new Comparison(List.of(changes), difference, false);
        if (!comparison.missing().isEmpty()) {
            fail(expectation("at least", changes, difference) + section("Missing:", comparison.missingLines()));
        }
        return this;
    }

    private WorkspaceAssert had(String kind, ExpectedRecord record) {
        List<Map<String, @Nullable Object>> records = records(kind, record);
        if (records.stream().noneMatch(record::fits)) {
            fail("Expected %s to have a record of kind %s with %s, but it has %s"
                    .formatted(actual, kind, record, others(record, records)));
        }
        return this;
    }

    private List<Map<String, @Nullable Object>> records(String kind, ExpectedRecord record) {
        refuseNull();
        List<Map<String, @Nullable Object>> records = actual.records(kind);
        for (String field : record.values().keySet()) {
            if (!records.isEmpty() && records.stream().noneMatch(any -> any.containsKey(field))) {
                throw new IllegalArgumentException(kind + " has no field \"" + field + "\"; it has "
                        + records.get(0).keySet());
            }
        }
        return records;
    }

    /** Describes similar records, the most similar first, by the fields in question. */
    private static String others(ExpectedRecord record, List<Map<String, @Nullable Object>> records) {
        if (records.isEmpty()) {
            return "none";
        }
        return records.size() + ":"
                + records.stream()
                        .sorted(Comparator.comparingLong(record::score).reversed())
                        .limit(MOST_SHOWN)
                        .map(other -> "\n  " + record.shown(other))
                        .collect(Collectors.joining())
                + (records.size() > MOST_SHOWN ? "\n  …" : "");
    }

    private Difference difference() {
        refuseNull();
        return since == null ? actual.changes() : actual.changesSince(since);
    }

    private String beginning() {
        return since == null ? "since it began" : "since the snapshot";
    }

    private String expectation(String how, ExpectedChange[] changes, Difference difference) {
        return "Expected %s these changes in %s %s:%s"
                        .formatted(how, actual, beginning(), orNothing(lines(List.of(changes))))
                + section("Changed:", orNothing(lines(difference.all())));
    }

    private static String section(String title, String lines) {
        return lines.isEmpty() ? "" : "\n" + title + lines;
    }

    private static String lines(List<?> all) {
        return all.stream().map(each -> "\n  " + each).collect(Collectors.joining());
    }

    private static String orNothing(String lines) {
        return lines.isEmpty() ? "\n  nothing" : lines;
    }

    /** Not by AssertJ's own, which is soft itself where this is, and would let go on. */
    private void refuseNull() {
        if (actual == null) {
            fail("Expected a workspace, but it was null");
        }
    }

    private void fail(String message) {
        failWithMessage("%s", message);
    }
}
