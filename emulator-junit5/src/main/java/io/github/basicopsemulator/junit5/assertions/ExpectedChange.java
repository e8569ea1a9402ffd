package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Difference.Action;
import io.github.basicopsemulator.Difference.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An expected change of a record. Immutable: every method returns a new one.
 *
 *
 * <p>Values are those of {@link Change}; {@link BasicOpsAssertions#with} describes how to write them.
 */
public final class ExpectedChange {

    private final Action action;
    private final String kind;
    private final @Nullable Long id;
    private final ExpectedRecord record;
    private final List<Step> steps;

    ExpectedChange(Action action, String kind, @Nullable Long id) {
        this(action, kind, id, new ExpectedRecord(), List.of());
    }

    private ExpectedChange(Action action, String kind, @Nullable Long id, ExpectedRecord record, List<Step> steps) {
        this.action = action;
        this.kind = kind;
        this.id = id;
        this.record = record;
        this.steps = steps;
    }

    /** Expects this value, changed or not: of a record that was removed the one it had, of any other the one it has. */
    public ExpectedChange with(String field, @Nullable Object value) {
        return new ExpectedChange(action, kind, id, record.with(field, value), steps);
    }

    /**
     * Expects that this field of an updated record was changed. Where any is named, all have to be for
     * {@link WorkspaceAssert#changedExactly}; the moment of the last change comes along by itself.
     */
    public ExpectedChange field(String name) {
        return with(new Step(name, false, null, null));
    }

    /** Expects that this field of an updated record was changed from one value to another; see {@link #field(String)}. */
    public ExpectedChange field(String name, @Nullable Object from, @Nullable Object to) {
        return with(new Step(name, true, from, to));
    }

    private ExpectedChange with(Step step) {
        if (action != Action.UPDATED) {
            throw new IllegalStateException("a field changes where a record is updated, but this one is " + word()
                    + ": use with(\"" + step.field + "\", …)");
        }
        return new ExpectedChange(
                action,
                kind,
                id,
                record,
                Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /** Returns true if both are similar enough to list their differences. */
    boolean isNear(Change change) {
        return action == change.action() && kind.equals(change.kind());
    }

    /**
     * Lists the differences between a similar change and the expected one.
     *
     * @param exactly whether other fields must not have changed, if fields are named
     */
    List<String> differences(Change change, boolean exactly) {
        List<String> differences = new ArrayList<>();
        if (id != null && id != change.id()) {
            differences.add("id was " + change.id());
        }
        record.values().forEach((field, value) -> {
            Object actual = action == Action.REMOVED ? change.from(field) : change.to(field);
            if (!Value.fits(value, actual)) {
                differences.add(field + " was " + Value.print(actual));
            }
        });
        steps.stream()
                .map(step -> step.difference(change))
                .filter(Objects::nonNull)
                .forEach(differences::add);
        if (exactly && !steps.isEmpty()) {
            change.fields().stream()
                    .filter(field -> steps.stream().noneMatch(step -> step.field.equals(field)))
                    .forEach(field -> differences.add(new Step(field, false, null, null).taken(change) + ", too"));
        }
        return differences;
    }

    private String word() {
        return action.name().toLowerCase(Locale.ROOT);
    }

    /** In the words of the test: {@code updated project 6: status "On Track" -> "Complete"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(word()).append(' ').append(kind);
        if (id != null) {
            text.append(' ').append(id);
        }
        if (!record.values().isEmpty()) {
            text.append(" with ").append(record);
        }
        if (!steps.isEmpty()) {
            text.append(": ")
                    .append(String.join(", ", steps.stream().map(Step::toString).toList()));
        }
        return text.toString();
    }

    /** One field on its way from a value to another; from any to any, where {@code valued} is false. */
    private record Step(
            String field,
            boolean valued,
            @Nullable Object from,
            @Nullable Object to) {

        private @Nullable String difference(Change change) {
            Object from = change.from(field);
            Object to = change.to(field);
            if (!change.fields().contains(field)) {
                return field + " stayed " + Value.print(to);
            }
            boolean fits = !valued || (Value.fits(this.from, from) && Value.fits(this.to, to));
            return fits ? null : taken(change);
        }

        private String taken(Change change) {
            return field + " went " + Value.print(change.from(field)) + " -> " + Value.print(change.to(field));
        }

        @Override
        public String toString() {
            return valued ? field + " " + Value.print(from) + " -> " + Value.print(to) : field;
        }
    }
}
