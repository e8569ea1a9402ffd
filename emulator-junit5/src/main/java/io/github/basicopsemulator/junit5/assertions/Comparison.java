package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Difference;
import io.github.basicopsemulator.Difference.Change;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A comparison of the expected changes with the actual ones: each expected change with a change of its own, if
 * possible.
 */
final class Comparison {

    private final Difference actual;
    private final boolean exactly;
    private final List<ExpectedChange> missing;
    private final Map<Change, ExpectedChange> taken = new IdentityHashMap<>();

    /**
     * Pairs them, so that as many as possible have a partner.
     *
     * @param exactly whether an update must name every field that changed, where it names any
     */
    Comparison(List<ExpectedChange> expected, Difference actual, boolean exactly) {
        this.actual = actual;
        this.exactly = exactly;
        this.missing = expected.stream()
                .filter(wanted -> !pair(wanted, new HashSet<>()))
                .toList();
    }

    /** Finds a partner; one that is taken is free again if its own partner finds another. */
    private boolean pair(ExpectedChange wanted, Set<Change> tried) {
        for (Change change : actual.all()) {
            if (fits(wanted, change) && tried.add(change)) {
                ExpectedChange rival = taken.get(change);
                if (rival == null || pair(rival, tried)) {
                    taken.put(change, wanted);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean fits(ExpectedChange wanted, Change change) {
        return wanted.isNear(change) && wanted.differences(change, exactly).isEmpty();
    }

    List<ExpectedChange> missing() {
        return missing;
    }

    List<Change> surplus() {
        return actual.all().stream()
                .filter(change -> !taken.containsKey(change))
                .toList();
    }

    /** Lists the missing changes, each with the most similar actual one. */
    String missingLines() {
        StringBuilder lines = new StringBuilder();
        for (ExpectedChange wanted : missing) {
            lines.append("\n  ").append(wanted);
            surplus().stream()
                    .filter(wanted::isNear)
                    .min(Comparator.comparingInt(
                            change -> wanted.differences(change, exactly).size()))
                    .ifPresent(nearest -> lines.append("\n    nearest: ")
                            .append(nearest)
                            .append("\n    but ")
                            .append(String.join(", ", wanted.differences(nearest, exactly))));
        }
        return lines.toString();
    }
}
